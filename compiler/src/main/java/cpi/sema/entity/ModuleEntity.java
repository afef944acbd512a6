// Modules as entities.
package cpi.sema.entity;

import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A file or a `module` block (M2). Compared by identity.
public final class ModuleEntity implements Entity {
    private final String path;
    private final SourceFile file;
    private final Span place;
    private final Scope scope;
    private final Set<SourceFile> users = new HashSet<>();
    private boolean usedByAttribute;

    /// @param path the names of the module blocks around it and its own, dotted; for a file the name it was first imported by,
    ///     empty for the main file
    /// @param place the name in the declaration; the start of the text for a file
    /// @param around the scope in which the module stands
    public ModuleEntity(String path, SourceFile file, Span place, Scope.Kind kind, Scope around) {
        this.path = path;
        this.file = file;
        this.place = place;
        this.scope = new Scope(kind, Optional.of(around), Optional.of(this), around.function());
    }

    public String path() {
        return path;
    }

    /// The path of something declared directly in this module.
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// The last component of the path; that of the main file as an import would name it (M4a).
    public String name() {
        if (!path.isEmpty()) return path.substring(path.lastIndexOf('.') + 1);
        String name = file.name().substring(file.name().lastIndexOf('/') + 1);
        return name.endsWith(".cpi") ? name.substring(0, name.length() - ".cpi".length()) : name;
    }

    public SourceFile file() {
        return file;
    }

    @Override
    public Span place() {
        return place;
    }

    public Scope scope() {
        return scope;
    }

    /// Notes that something of this module is used in a file without the module being named (L11.4); the modules around it are used
    /// too.
    public void usedFrom(SourceFile user) {
        users.add(user);
        scope.parent().flatMap(Scope::module).ifPresent(around -> around.usedFrom(user));
    }

    /// Notes that an attribute declared here is used (L11.2): wherever that is, importing this file was not in vain.
    public void usedByAttribute() {
        usedByAttribute = true;
        scope.parent().flatMap(Scope::module).ifPresent(ModuleEntity::usedByAttribute);
    }

    public boolean isUsedFrom(SourceFile user) {
        return usedByAttribute || users.contains(user);
    }
}
