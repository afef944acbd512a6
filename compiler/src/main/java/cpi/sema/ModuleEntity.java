package cpi.sema;

import cpi.source.SourceFile;
import cpi.source.Span;

/// A file or a `module` block (M2). Compared by identity.
final class ModuleEntity implements Entity {
    private final String path;
    private final SourceFile file;
    private final Span place;
    private final Scope scope;

    /// @param path the names of the module blocks around it and its own, dotted; for a file the name it is imported by
    ModuleEntity(String path, SourceFile file, Span place, Scope scope) {
        this.path = path;
        this.file = file;
        this.place = place;
        this.scope = scope;
    }

    String path() {
        return path;
    }

    SourceFile file() {
        return file;
    }

    @Override
    public Span place() {
        return place;
    }

    Scope scope() {
        return scope;
    }
}
