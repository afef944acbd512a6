// Unused imports.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Scope;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Warns about imports no name of which is used (M4c, W0801).
final class Imports {
    private record Whole(Scope.WholeImport syntax, Scope scope) {}

    private final Checker c;
    private final List<ImportEntity> files = new ArrayList<>();
    private final List<Whole> wholes = new ArrayList<>();

    Imports(Checker c) {
        this.c = c;
    }

    void add(ImportEntity imported) {
        if (!imported.place().file().bundled()) files.add(imported);
    }

    void add(Scope.WholeImport imported, Scope scope) {
        if (!imported.place().file().bundled()) wholes.add(new Whole(imported, scope));
    }

    /// @param unchecked functions whose text was not looked at, since nothing instantiates them: what they may mention counts as used
    void warn(List<FnEntity> unchecked) {
        List<Span> texts = new ArrayList<>();
        for (FnEntity function : unchecked) if (function.instances().isEmpty()) texts.add(function.syntax().body().span());
        // an import in a polymorphic function exists once per instance
        Set<Object> used = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ImportEntity each : files) if (each.isUsed()) used.add(each.syntax());
        for (Whole each : wholes) if (each.syntax.isUsed()) used.add(each.syntax.syntax());
        for (ImportEntity each : files) {
            Optional<ModuleEntity> target = each.target().now();
            if (target.isEmpty() || used.contains(each.syntax()) || target.get().isUsedFrom(each.place().file())) continue;
            if (!isMentioned(ImportEntity.nameOf(each.syntax()), each.place().file(), texts)) warn(each.syntax().span(), each.env());
        }
        for (Whole each : wholes) {
            Optional<ModuleEntity> target = each.syntax.target().now();
            SourceFile file = each.syntax.place().file();
            if (target.isEmpty() || used.contains(each.syntax.syntax()) || target.get().isUsedFrom(file)) continue;
            boolean mayBeUsed = texts.stream().anyMatch(t -> t.file() == file);
            if (!mayBeUsed) warn(each.syntax.place(), Envs.outside(each.scope));
        }
    }

    private void warn(Span place, Env env) {
        c.warn(Problem.of(Code.W0801, place, "no name of this import is used").help("remove it"), env);
    }

    private static boolean isMentioned(String name, SourceFile file, List<Span> texts) {
        for (Span text : texts) if (text.file() == file && text.text().contains(name)) return true;
        return false;
    }
}
