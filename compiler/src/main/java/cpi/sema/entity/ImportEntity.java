// Imports of files as entities.
package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Decl;
import java.util.Optional;

/// The name that a file import binds (M4a). Look-ups see through it to the module; what remains is whether it was used (W0801).
/// Compared by identity.
public final class ImportEntity implements Entity {
    private final Decl.ImportFile syntax;
    private final Env env;
    private boolean used;
    private final OnDemand<Optional<ModuleEntity>> target = new OnDemand<>(Optional.empty());

    public ImportEntity(Decl.ImportFile syntax, Env env) {
        this.syntax = syntax;
        this.env = env;
    }

    public Decl.ImportFile syntax() {
        return syntax;
    }

    public Env env() {
        return env;
    }

    /// The module: found when the importing file is loaded, for bundled files at the first use. Empty after an error.
    public OnDemand<Optional<ModuleEntity>> target() {
        return target;
    }

    /// The name bound: the alias, else the last part of the path without `.cpi`.
    public static String nameOf(Decl.ImportFile syntax) {
        if (!syntax.alias().isAbsent()) return syntax.alias().text();
        String path = pathOf(syntax);
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.endsWith(".cpi") ? last.substring(0, last.length() - 4) : last;
    }

    public static String pathOf(Decl.ImportFile syntax) {
        return new String(syntax.path().value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public Span place() {
        return syntax.alias().isAbsent() ? syntax.path().span() : syntax.alias().span();
    }

    public void use() {
        used = true;
    }

    public boolean isUsed() {
        return used;
    }
}
