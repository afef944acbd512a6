// Scopes: where names are declared.
package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One scope (L6.1): its own names, the branches of its `#if`s, and the modules it imports whole. Look-up is in [cpi.sema.Names].
///
/// Most scopes are small blocks, so tables are made when something is entered.
public final class Scope {
    public enum Kind { PREDECLARED, PRELUDE, FILE, MODULE, COMPILE_TIME_PARAMETERS, PARAMETERS, BLOCK, TAKEN_BRANCH }

    private final Kind kind;
    private final Optional<Scope> parent;
    private final Optional<ModuleEntity> module;
    private final Optional<FnInstance> function;
    private Map<String, Entity> names = Map.of();
    private Map<String, FnGroup> attributeNames = Map.of();
    private List<Conditional> conditionals = List.of();
    private List<StatementIf> statementIfs = List.of();
    private List<WholeImport> wholeImports = List.of();
    /// The variables of the statements by name, filled when one is first looked for.
    private Map<String, Decl.Var> variablesInText = Map.of();
    private boolean textRead;
    private List<Stmt> statements = List.of();
    private Map<String, Span> passedNames = Map.of();

    public Scope(Kind kind, Optional<Scope> parent, Optional<ModuleEntity> module, Optional<FnInstance> function) {
        this.kind = kind;
        this.parent = parent;
        this.module = module;
        this.function = function;
    }

    /// A scope inside this one, of the same module and function.
    public Scope child(Kind inner) {
        return new Scope(inner, Optional.of(this), module, function);
    }

    /// The outermost scope of a function's own names, inside this one.
    public Scope childOf(FnInstance owner, Kind inner) {
        return new Scope(inner, Optional.of(this), module, Optional.of(owner));
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Scope> parent() {
        return parent;
    }

    /// The innermost module (file or `module` block) around.
    public Optional<ModuleEntity> module() {
        return module;
    }

    /// The function instance this scope is part of.
    public Optional<FnInstance> function() {
        return function;
    }

    /// The scope's own names, in order of declaration. Not to be changed; see [#enter].
    public Map<String, Entity> names() {
        return names;
    }

    /// Enters a name without any check; see [cpi.sema.Names#declare].
    public void enter(String name, Entity entity) {
        if (names.isEmpty()) names = new LinkedHashMap<>();
        names.put(name, entity);
    }

    /// Single-form attribute functions that share a name (L11.1).
    public Map<String, FnGroup> attributeNames() {
        return attributeNames;
    }

    public void enterAttribute(FnEntity function) {
        if (attributeNames.isEmpty()) attributeNames = new HashMap<>();
        List<FnEntity> functions = new ArrayList<>();
        FnGroup known = attributeNames.get(function.name());
        if (known != null) functions.addAll(known.functions());
        functions.add(function);
        attributeNames.put(function.name(), new FnGroup(functions));
    }

    /// The `#if`s among the items of this scope, in order of the text.
    public List<Conditional> conditionals() {
        return conditionals;
    }

    public void add(Conditional conditional) {
        if (conditionals.isEmpty()) conditionals = new ArrayList<>();
        conditionals.add(conditional);
    }

    /// The `#if`s among the statements of this scope, in order of the text. What the taken branches declare is visible here after
    /// this scope's own names (C8.2).
    public List<StatementIf> statementIfs() {
        return statementIfs;
    }

    public StatementIf add(StatementIf conditional) {
        if (statementIfs.isEmpty()) statementIfs = new ArrayList<>();
        statementIfs.add(conditional);
        return conditional;
    }

    /// What is known about an `#if` among the statements.
    public Optional<StatementIf> statementIf(Stmt.If syntax) {
        return statementIfs.stream().filter(each -> each.syntax() == syntax).findFirst();
    }

    public List<WholeImport> wholeImports() {
        return wholeImports;
    }

    public void add(WholeImport wholeImport) {
        if (wholeImports.isEmpty()) wholeImports = new ArrayList<>();
        wholeImports.add(wholeImport);
    }

    /// Tells which statements this block consists of, so that a use before the declaration can be told from an unknown name.
    public void consistsOf(List<Stmt> text) {
        statements = text;
        textRead = false;
    }

    /// The declaration of a local variable of this block, reached or not (L6.2).
    public Optional<Decl.Var> variableInText(String name) {
        if (!textRead) {
            textRead = true;
            variablesInText = new HashMap<>();
            for (Stmt stmt : statements) {
                Stmt inner = stmt;
                while (inner instanceof Stmt.Allow a) inner = a.stmt();
                if (inner instanceof Stmt.DeclStmt d && d.decl() instanceof Decl.Var v) variablesInText.putIfAbsent(v.name().text(), v);
            }
        }
        return Optional.ofNullable(variablesInText.get(name));
    }

    /// Names that look-ups made for a condition of this scope found further outside, each with its use (C8.3).
    public Map<String, Span> passedNames() {
        return passedNames;
    }

    public void passed(String name, Span use) {
        if (passedNames.isEmpty()) passedNames = new HashMap<>();
        passedNames.putIfAbsent(name, use);
    }

    /// Functions of one name attached to different types in the single form.
    public record FnGroup(List<FnEntity> functions) {
        public FnGroup {
            functions = List.copyOf(functions);
        }
    }

    /// An `#if` among the items of this scope (C8).
    public static final class Conditional {
        private final Decl.If syntax;
        private final OnDemand<Optional<Branch>> branch = new OnDemand<>(Optional.empty());

        public Conditional(Decl.If syntax) {
            this.syntax = syntax;
        }

        public Decl.If syntax() {
            return syntax;
        }

        /// The taken branch; empty if the condition has an error.
        public OnDemand<Optional<Branch>> branch() {
            return branch;
        }
    }

    /// The taken branch of an `#if`: the scope of its declarations, these items, and those of the other branch.
    public record Branch(Scope scope, List<Decl> items, List<Decl> notTaken) {}

    /// An `#if` among the statements of this scope (C8): decided when it is reached, or before, when a name that it declares is
    /// looked up (C8.3).
    public static final class StatementIf {
        private final Stmt.If syntax;
        private final Env env;
        private final OnDemand<Optional<Choice>> choice = new OnDemand<>(Optional.empty());

        /// @param env where it stands
        public StatementIf(Stmt.If syntax, Env env) {
            this.syntax = syntax;
            this.env = env;
        }

        public Stmt.If syntax() {
            return syntax;
        }

        public Env env() {
            return env;
        }

        /// Empty if a condition has an error.
        public OnDemand<Optional<Choice>> choice() {
            return choice;
        }

        /// The scope of the taken branch, if it is decided and a block.
        public Optional<Scope> branch() {
            return choice.now().flatMap(Choice::branch);
        }
    }

    /// What an `#if` among statements comes to.
    ///
    /// @param taken the statement to be checked
    /// @param dropped the branches that are not
    /// @param branch the scope of the statement's declarations, if it is a block
    public record Choice(Stmt taken, List<Stmt> dropped, Optional<Scope> branch) {}

    /// `#import a.b;` (M4b).
    public static final class WholeImport {
        private final Decl.ImportModule syntax;
        private final OnDemand<Optional<ModuleEntity>> target = new OnDemand<>(Optional.empty());
        private boolean used;

        public WholeImport(Decl.ImportModule syntax) {
            this.syntax = syntax;
        }

        public Decl.ImportModule syntax() {
            return syntax;
        }

        public Span place() {
            return syntax.span();
        }

        /// The module, found when it is first needed; empty after an error.
        public OnDemand<Optional<ModuleEntity>> target() {
            return target;
        }

        public void use() {
            used = true;
        }

        public boolean isUsed() {
            return used;
        }
    }
}
