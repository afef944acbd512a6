// Loading the files of a program.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.syntax.FileSyntax;
import cpi.syntax.Parser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads files by the queue of M1.1, each once, and resolves imports.
///
/// Imports inside bundled files are resolved when they are first needed: most programs use little of the library, and nothing
/// that can be observed depends on the order in which bundled files are loaded.
final class Loading {
    private final Checker c;
    private final Map<SourceFile, ModuleEntity> modules = new IdentityHashMap<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final Deque<ModuleEntity> queue = new ArrayDeque<>();
    private boolean draining;

    Loading(Checker c) {
        this.c = c;
    }

    /// All loaded files in load order, those of the bundled library included.
    List<SourceFile> files() {
        return files;
    }

    /// The module of a file. A new file is put into the queue.
    ModuleEntity module(SourceFile file, String path) {
        ModuleEntity known = modules.get(file);
        if (known != null) return known;
        Span start = new Span(file, 0, 0);
        ModuleEntity module = new ModuleEntity(path, file, start, Scope.Kind.FILE, c.modules().around(file));
        modules.put(file, module);
        queue.add(module);
        return module;
    }

    /// Loads the files in the queue and those they import. Nothing is looked up meanwhile.
    void drain() {
        if (draining) return;
        draining = true;
        while (!queue.isEmpty()) load(queue.remove());
        draining = false;
    }

    private void load(ModuleEntity module) {
        SourceFile file = module.file();
        files.add(file);
        FileSyntax syntax = Parser.parse(file, c.problems());
        for (Decl item : syntax.items()) searchPath(item, module);
        c.modules().declareItems(syntax.items(), Envs.outside(module.scope()));
        if (!file.bundled()) importsInFunctions(syntax.items(), module);
        else if (module.path().equals(Modules.PRELUDE)) {
            // the one function of the prelude that no signature could describe (S2.2)
            module.scope().enter("new", new Entity.BuiltinFunction(Operand.BuiltinFn.NEW));
        }
    }

    private void searchPath(Decl item, ModuleEntity module) {
        Decl inner = item;
        while (inner instanceof Decl.Allow allow) inner = allow.item();
        Expr.StringLit directory;
        boolean exists;
        if (inner instanceof Decl.ImportPath path) {
            directory = path.path();
            exists = c.files().addImportPath(path.span(), text(directory));
        } else if (inner instanceof Decl.LinkPath path) {
            directory = path.path();
            exists = c.files().addLinkPath(path.span(), text(directory));
        } else {
            return;
        }
        if (item instanceof Decl.Allow allow) c.modules().allow(allow.names(), allow.span(), Envs.outside(module.scope()));
        if (exists) return;
        c.warn(Problem.of(Code.W0803, directory.span(), "there is no directory \"" + text(directory) + "\""), Envs.outside(module.scope()));
    }

    private static String text(Expr.StringLit literal) {
        return new String(literal.value(), StandardCharsets.UTF_8);
    }

    /// The module behind a file import; E0801, E0803 when it is resolved.
    Optional<ModuleEntity> target(ImportEntity imported) {
        boolean first = imported.target().isUnknown();
        Optional<ModuleEntity> target = imported.target().get(() -> find(imported.syntax(), imported.env()), Optional::empty);
        if (first) drain();
        return target;
    }

    /// Resolves an import as its file is loaded, so that the file it names gets its place in the load order.
    void resolveNow(ImportEntity imported) {
        if (imported.syntax().path().span().file().bundled()) return;
        imported.target().get(() -> find(imported.syntax(), imported.env()), Optional::empty);
    }

    private Optional<ModuleEntity> find(Decl.ImportFile syntax, Env env) {
        String path = ImportEntity.pathOf(syntax);
        Span place = syntax.path().span();
        return switch (c.files().findImport(place, path)) {
            case Files.Found.Module m -> Optional.of(module(m.file(), moduleName(path)));
            case Files.Found.Missing missing -> {
                Problem problem = Problem.of(Code.E0801, place, "cannot find import \"" + path + "\"");
                for (String note : missing.tried()) problem = problem.note(note);
                Optional<String> similar = Suggest.nearest(moduleName(path), missing.similar());
                if (similar.isPresent()) problem = problem.help("a file with a similar name exists: \"" + similar.get() + "\"");
                c.report(problem, env);
                yield Optional.empty();
            }
            case Files.Found.Unreadable u -> {
                c.report(Problem.of(Code.E0803, place, "cannot read " + u.path() + ": " + u.reason()), env);
                yield Optional.empty();
            }
        };
    }

    private static String moduleName(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.endsWith(".cpi") ? last.substring(0, last.length() - 4) : last;
    }

    /// A module of the bundled library.
    ModuleEntity bundled(String name) {
        ModuleEntity module = module(c.files().bundled(name), name);
        drain();
        return module;
    }

    /// The module that `#import a.b;` names, looked up like any name (M4b); E0802. Own names of the scope and what lies outside
    /// come before other imports of the same scope, so the order of imports does not matter.
    Optional<ModuleEntity> target(Scope.WholeImport each, Scope scope) {
        return each.target().get(() -> module(each.syntax(), Envs.outside(scope)), Optional::empty);
    }

    private Optional<ModuleEntity> module(Decl.ImportModule syntax, Env env) {
        Operand operand = c.names().path(syntax.path(), env);
        if (operand instanceof Operand.OfModule module) return Optional.of(module.module());
        if (!operand.isError()) {
            Span place = syntax.path().getFirst().span().to(syntax.path().getLast().span());
            c.report(Problem.of(Code.E0802, place, "`" + place.text() + "` is not a module"), env);
        }
        return Optional.empty();
    }

    /// Tells the driver about imports in a branch that is not taken (M12).
    void notTaken(List<Decl> items) {
        new ImportWalk(imported -> c.files().notTaken(imported.path().span(), ImportEntity.pathOf(imported)), true).items(items);
    }

    /// Puts the files that functions import into the queue, after those of the items (M1.1). The names are declared when the
    /// functions are checked.
    private void importsInFunctions(List<Decl> items, ModuleEntity module) {
        Env env = Envs.outside(module.scope());
        new ImportWalk(imported -> {
            if (c.files().findImport(imported.path().span(), ImportEntity.pathOf(imported)) instanceof Files.Found.Module m) {
                module(m.file(), moduleName(ImportEntity.pathOf(imported)));
            } else {
                find(imported, env);
            }
        }, false).functions(items);
    }
}
