// Entering declarations into scopes.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.ConstEntity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.GlobalEntity;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Scope;
import cpi.sema.entity.TypeEntity;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.syntax.FnSyntax;
import cpi.syntax.Ident;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Declares what items and the declarations of a block contain (L6.1, L6.6, M2-M4), without looking anything up, and notes what is
/// to be checked later.
final class Declarations {
    private static final String INTRINSICS = "cpi";

    private final Checker c;
    private final ItemChecks checks;
    private final Assembly assembly;
    private final Map<SourceFile, Map<String, Span>> tests = new HashMap<>();

    Declarations(Checker c, ItemChecks checks, Assembly assembly) {
        this.c = c;
        this.checks = checks;
        this.assembly = assembly;
    }

    /// Declares items of a file, a module or a taken branch, or declarations of a block (`later` gets what is to be checked).
    void declare(List<Decl> decls, Env env, Later later) {
        for (Decl decl : decls) declare(decl, env, later);
    }

    /// Takes checks that are to be made once everything is declared.
    interface Later {
        void add(Runnable check);
    }

    private void declare(Decl decl, Env env, Later later) {
        Scope scope = env.scope();
        switch (decl) {
            case Decl.Missing _, Decl.ImportPath _, Decl.LinkPath _ -> { }
            case Decl.Fn d -> function(d, env, later);
            case Decl.Type d -> {
                TypeEntity type = new TypeEntity(d, env);
                c.names().declare(scope, d.name(), type, env);
                later.add(() -> checks.type(type));
            }
            case Decl.Module d -> module(d, env, later);
            case Decl.ImportFile d -> importFile(d, env);
            case Decl.ImportModule d -> importModule(d, env, later);
            case Decl.Link d -> link(d, env, later);
            case Decl.Const d -> {
                ConstEntity constant = new ConstEntity(d, env);
                c.names().declare(scope, d.name(), constant, env);
                later.add(() -> c.constants().meaning(constant));
            }
            case Decl.Var d -> global(d, env, later);
            case Decl.Attr d -> attribute(d, env, later);
            case Decl.Context d -> contextFields(d, env, later);
            case Decl.ContextInit d -> c.warn(Problem.of(Code.W0802, d.word(), "`#contextinit` has no effect").help("remove it"), env);
            case Decl.Test d -> test(d, env, later);
            case Decl.If d -> scope.add(new Scope.Conditional(d));
            case Decl.Run d -> later.add(() -> checks.run(d, env));
            case Decl.Assert d -> later.add(() -> checks.assertion(d, env));
            case Decl.Error d -> later.add(() -> checks.error(d, env));
            case Decl.Allow d -> {
                c.modules().allow(d.names(), d.span(), env);
                declare(d.item(), env, later);
            }
        }
    }

    private void function(Decl.Fn d, Env env, Later later) {
        FnEntity.Role role = d.isForeign() ? FnEntity.Role.FOREIGN : d.exported() ? FnEntity.Role.EXPORTED : FnEntity.Role.ORDINARY;
        FnEntity function = FnEntity.of(d, role, externalName(d), env);
        c.names().declare(env.scope(), d.name(), function, env);
        if (role == FnEntity.Role.FOREIGN) {
            Span word = new Span(d.span().file(), d.span().start(), d.span().start() + 2);
            c.warn(Problem.of(Code.W0802, word, "a foreign function outside a `#link` block is an older spelling")
                    .help("put it into `#link \"library\" { ... }`"), env);
            assembly.foreign(function);
        }
        if (role == FnEntity.Role.EXPORTED) assembly.export(function);
        later.add(() -> checks.function(function));
    }

    private static String externalName(Decl.Fn d) {
        return d.externalName() instanceof Expr.StringLit s ? text(s) : d.name().text();
    }

    private static String text(Expr.StringLit literal) {
        return new String(literal.value(), StandardCharsets.UTF_8);
    }

    private void module(Decl.Module d, Env env, Later later) {
        String path = env.scope().module().map(m -> m.pathOf(d.name().text())).orElse(d.name().text());
        ModuleEntity module = new ModuleEntity(path, d.span().file(), d.name().span(), Scope.Kind.MODULE, env.scope());
        c.names().declare(env.scope(), d.name(), module, env);
        declare(d.items(), env.in(module.scope()), later);
    }

    private void importFile(Decl.ImportFile d, Env env) {
        if (d.oldSpelling()) oldImport(d.word(), env);
        ImportEntity imported = new ImportEntity(d, env);
        Ident name = d.alias().isAbsent() ? new Ident(ImportEntity.nameOf(d), d.path().span()) : d.alias();
        c.names().declare(env.scope(), name, imported, env);
        c.modules().loading().resolveNow(imported);
        c.modules().imports().add(imported);
    }

    private void importModule(Decl.ImportModule d, Env env, Later later) {
        if (d.oldSpelling()) oldImport(d.word(), env);
        Scope.WholeImport whole = new Scope.WholeImport(d);
        env.scope().add(whole);
        later.add(() -> c.modules().loading().target(whole, env.scope()));
        c.modules().imports().add(whole, env.scope());
    }

    private void oldImport(Span word, Env env) {
        c.warn(Problem.of(Code.W0802, word, "`import` is an older spelling").help("write `#import`", word, "#import"), env);
    }

    private void link(Decl.Link d, Env env, Later later) {
        String library = text(d.library());
        boolean intrinsics = library.equals(INTRINSICS) && d.span().file().bundled();
        if (!intrinsics) assembly.link(library, d.library().span());
        for (Decl.Fn fn : d.functions()) {
            FnEntity function = intrinsics ? FnEntity.of(fn, FnEntity.Role.INTRINSIC, externalName(fn), env)
                    : FnEntity.linked(fn, externalName(fn), library, env);
            c.names().declare(env.scope(), fn.name(), function, env);
            if (!intrinsics) assembly.foreign(function);
            later.add(() -> checks.function(function));
        }
    }

    private void global(Decl.Var d, Env env, Later later) {
        String path = env.scope().module().map(m -> m.pathOf(d.name().text())).orElse(d.name().text());
        GlobalEntity global = new GlobalEntity(d, path, env, c);
        c.names().declare(env.scope(), d.name(), global, env);
        later.add(() -> checks.global(global));
    }

    private void attribute(Decl.Attr d, Env env, Later later) {
        for (Decl.Fn fn : d.functions()) {
            FnEntity function = FnEntity.of(fn, FnEntity.Role.ORDINARY, fn.name().text(), env);
            if (!d.block()) c.names().declareAttribute(env.scope(), function, fn.name(), env);
            c.attributes().declare(d.type(), function, env);
            later.add(() -> checks.function(function));
        }
    }

    private void contextFields(Decl.Context d, Env env, Later later) {
        if (env.body().function().isPresent()) {
            c.report(Problem.of(Code.E0904, d.word(), "`#context` inside a function")
                    .help("move it to the level of files or modules"), env);
            return;
        }
        for (var field : d.fields()) {
            Runnable check = c.context().declare(field, env);
            later.add(check);
        }
    }

    private void test(Decl.Test d, Env env, Later later) {
        String name = text(d.name());
        Map<String, Span> inFile = tests.computeIfAbsent(d.span().file(), _ -> new HashMap<>());
        Span first = inFile.putIfAbsent(name, d.name().span());
        if (first != null) {
            c.report(Problem.of(Code.E0401, d.name().span(), "test \"" + name + "\" is declared twice")
                    .label(first, "first declared here"), env);
        }
        Span before = d.body().span().before();
        Expr none = new Expr.Name("none", before);
        FnSyntax syntax = new FnSyntax(false, List.of(), false, List.of(), false, before, before, none, d.body());
        FnEntity function = new FnEntity(name, d.name().span(), syntax, FnEntity.Role.TEST, name, env);
        assembly.test(function);
        later.add(() -> checks.function(function));
    }
}
