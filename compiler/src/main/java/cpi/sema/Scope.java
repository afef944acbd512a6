package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Decl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One scope (L6.1): its own names, the branches of its `#if`s, and the modules it imports whole. Look-up is in [Names].
final class Scope {
    enum Kind { PREDECLARED, PRELUDE, FILE, MODULE, COMPILE_TIME_PARAMETERS, PARAMETERS, BLOCK, TAKEN_BRANCH }

    private final Kind kind;
    private final Optional<Scope> parent;
    private final Optional<ModuleEntity> module;
    private final Optional<FnInstance> function;
    private final Map<String, Entity> names = new LinkedHashMap<>();
    private final Map<String, FnGroup> attributeNames = new HashMap<>();
    private final List<Conditional> conditionals = new ArrayList<>();
    private final List<WholeImport> wholeImports = new ArrayList<>();

    Scope(Kind kind, Optional<Scope> parent, Optional<ModuleEntity> module, Optional<FnInstance> function) {
        this.kind = kind;
        this.parent = parent;
        this.module = module;
        this.function = function;
    }

    /// A scope inside this one, of the same module and function.
    Scope child(Kind inner) {
        return new Scope(inner, Optional.of(this), module, function);
    }

    /// The outermost scope of a function's own names, inside this one.
    Scope childOf(FnInstance owner, Kind inner) {
        return new Scope(inner, Optional.of(this), module, Optional.of(owner));
    }

    Kind kind() {
        return kind;
    }

    Optional<Scope> parent() {
        return parent;
    }

    /// The innermost module (file or `module` block) around.
    Optional<ModuleEntity> module() {
        return module;
    }

    /// The function instance this scope is part of.
    Optional<FnInstance> function() {
        return function;
    }

    Map<String, Entity> names() {
        return names;
    }

    /// Single-form attribute functions that share a name (L11.1).
    Map<String, FnGroup> attributeNames() {
        return attributeNames;
    }

    List<Conditional> conditionals() {
        return conditionals;
    }

    List<WholeImport> wholeImports() {
        return wholeImports;
    }

    /// Functions of one name attached to different types in the single form.
    record FnGroup(List<FnEntity> functions) {}

    /// An `#if` of this scope (C8); `branch` is the scope of the taken branch once decided.
    static final class Conditional {
        enum State { UNDECIDED, DECIDING, DECIDED, BROKEN }

        private final Decl.If syntax;
        State state = State.UNDECIDED;
        Optional<Scope> branch = Optional.empty();

        Conditional(Decl.If syntax) {
            this.syntax = syntax;
        }

        Decl.If syntax() {
            return syntax;
        }
    }

    /// `#import a.b;` (M4b): the module is found when it is first needed.
    static final class WholeImport {
        private final Decl.ImportModule syntax;
        Optional<ModuleEntity> target = Optional.empty();
        boolean resolved;
        boolean used;

        WholeImport(Decl.ImportModule syntax) {
            this.syntax = syntax;
        }

        Decl.ImportModule syntax() {
            return syntax;
        }

        Span place() {
            return syntax.span();
        }
    }
}
