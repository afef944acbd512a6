// The whole check: loading, declaring, deciding, checking.
package cpi.sema;

import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.typed.Program;
import cpi.types.FloatType;
import cpi.types.IntType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads files (M1), declares what they contain, decides `#if`s (C8), and checks everything that must be checked. Also knows the
/// scopes outside all files: predeclared names (L1.4) and the prelude (M11).
final class Modules {
    static final String PRELUDE = "basic";

    private final Checker c;
    private final Scope predeclared = new Scope(Scope.Kind.PREDECLARED, Optional.empty(), Optional.empty(), Optional.empty());
    private final Scope prelude = new Scope(Scope.Kind.PRELUDE, Optional.of(predeclared), Optional.empty(), Optional.empty());
    private final Allowances allowances;
    private final Loading loading;
    private final Conditions conditions;
    private final ItemChecks checks;
    private final Assembly assembly;
    private final Imports imports;
    private final Declarations declarations;
    private final Map<Scope, List<Runnable>> localChecks = new IdentityHashMap<>();

    Modules(Checker c) {
        this.c = c;
        this.allowances = new Allowances(c);
        this.loading = new Loading(c);
        this.conditions = new Conditions(c);
        this.checks = new ItemChecks(c);
        this.assembly = new Assembly(c);
        this.imports = new Imports(c);
        this.declarations = new Declarations(c, checks, assembly);
        predeclare();
    }

    private void predeclare() {
        predeclare("bool", Type.BOOL);
        for (IntType type : IntType.values()) predeclare(type.toString(), type);
        for (FloatType type : FloatType.values()) predeclare(type.toString(), type);
        predeclare("none", Type.NONE);
        predeclare("mutex", Type.MUTEX);
        predeclare("Context", Type.CONTEXT);
        predeclared.enter("Ast", new Entity.AstWord());
        predeclared.enter("Thread", new Entity.ThreadWord());
        predeclared.enter("context", new Entity.ContextValue());
        predeclared.enter("puts", new Entity.BuiltinFunction(Operand.BuiltinFn.PUTS));
        predeclared.enter("panic", new Entity.BuiltinFunction(Operand.BuiltinFn.PANIC));
    }

    private void predeclare(String name, Type type) {
        predeclared.enter(name, new Entity.BuiltinType(name, type));
    }

    /// The outermost scope, around all files.
    Scope predeclaredScope() {
        return predeclared;
    }

    /// Whether a name is predeclared (L1.4c); `context` is not asked for.
    boolean isPredeclared(String name) {
        return predeclared.names().containsKey(name);
    }

    /// The scope around a file: bundled files always see the prelude.
    Scope around(SourceFile file) {
        return c.options().prelude() || file.bundled() ? prelude : predeclared;
    }

    /// A name of the prelude: what `basic` declares itself, or the module.
    Optional<Entity> inPrelude(String name, Span use) {
        ModuleEntity basic = loading.bundled(PRELUDE);
        if (name.equals(PRELUDE)) return Optional.of(basic);
        Entity own = basic.scope().names().get(name);
        return own == null || own instanceof ImportEntity ? Optional.empty() : Optional.of(own);
    }

    /// The names of the prelude, for "did you mean".
    List<String> preludeNames() {
        List<String> names = new ArrayList<>();
        names.add(PRELUDE);
        loading.bundled(PRELUDE).scope().names().forEach((name, entity) -> {
            if (!(entity instanceof ImportEntity)) names.add(name);
        });
        return names;
    }

    Loading loading() {
        return loading;
    }

    Conditions conditions() {
        return conditions;
    }

    Imports imports() {
        return imports;
    }

    Allowances allowances() {
        return allowances;
    }

    /// Loads and checks the whole program.
    Program checkAll(SourceFile main) {
        ModuleEntity module = loading.module(main, "");
        loading.drain();
        // grows while branches import further files
        for (int i = 0; i < loading.files().size(); i++) {
            SourceFile file = loading.files().get(i);
            if (!file.bundled() || c.options().checkLibrary()) conditions.decideAll(loading.module(file, "").scope());
        }
        c.attributes().resolveAll();
        checks.checkAll();
        imports.warn(checks.polymorphic());
        if (!c.problems().hasErrors()) {
            checks.runItems();
            checks.checkAll();
        }
        return assembly.program(module, List.copyOf(loading.files()));
    }

    /// Declares items of a file or module, or of a branch that is taken.
    void declareItems(List<Decl> items, Env env) {
        boolean isChecked = items.isEmpty() || !items.getFirst().span().file().bundled() || c.options().checkLibrary();
        declarations.declare(items, env, isChecked ? checks::later : _ -> { });
        loading.drain();
    }

    /// Declares the functions, types, constants, modules and imports of a block in its scope, before its statements are checked
    /// (L6.2). Local variables are declared by [Statements] when they are reached.
    void declareLocals(List<Decl> decls, Env env) {
        if (decls.isEmpty()) return;
        List<Runnable> later = new ArrayList<>();
        declarations.declare(decls, env, later::add);
        if (!later.isEmpty()) localChecks.computeIfAbsent(env.scope(), _ -> new ArrayList<>()).addAll(later);
        loading.drain();
    }

    /// Checks the declarations of a block that are not mentioned too (functions, types, constants).
    void checkLocals(List<Decl> decls, Env env) {
        if (decls.isEmpty()) return;
        c.attributes().resolveAll();
        List<Runnable> later = localChecks.remove(env.scope());
        if (later != null) later.forEach(ItemChecks::attempt);
    }

    /// Notes an instance to be checked before the program is complete.
    void checkLater(FnInstance instance) {
        checks.later(() -> checks.instance(instance));
    }

    /// Notes something else to be checked before the program is complete.
    void checkLater(Runnable check) {
        checks.later(check);
    }

    /// `#run e;` as a statement or item (C6.1): checks it now and evaluates it once its function has been checked.
    void checkRun(Decl.Run run, Env env) {
        checks.run(run, env);
    }

    /// `#assert` (C12), as statement and item.
    void checkAssert(Decl.Assert assertion, Env env) {
        checks.assertion(assertion, env);
    }

    /// `#error` (C12), as statement and item.
    void checkError(Decl.Error error, Env env) {
        checks.error(error, env);
    }

    /// A member of a bundled module that the compiler itself uses: `mem.Allocator`, `string.equals`.
    Entity library(String module, String name) {
        return c.names().findMember(bundled(module), name, Span.NONE)
                .orElseThrow(() -> new cpi.diag.Bug("the library lacks " + module + "." + name));
    }

    /// A module of the bundled library, loaded if it is not yet.
    ModuleEntity bundled(String module) {
        return loading.bundled(module);
    }

    /// Notes that warnings with these names are silenced in a stretch of text (L7.14), W0405.
    void allow(List<Expr.StringLit> names, Span where, Env env) {
        allowances.allow(names, where, env);
    }
}
