package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.FnSyntax;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A declared function (or literal with compile-time parameters) and its instances (L10.5). A function without compile-time
/// parameters has one instance, with no arguments. Compared by identity.
final class FnEntity implements Entity {
    /// How the declaration came about.
    enum Role { ORDINARY, EXPORTED, FOREIGN, INTRINSIC, LITERAL, TEST }

    private final String name;
    private final Span place;
    private final FnSyntax syntax;
    private final Role role;
    private final String externalName;
    private final Env env;
    private final Map<List<Object>, FnInstance> instances = new HashMap<>();

    /// @param env where the declaration stands: its scope for look-ups, and the instance of the enclosing function, if any
    FnEntity(String name, Span place, FnSyntax syntax, Role role, String externalName, Env env) {
        this.name = name;
        this.place = place;
        this.syntax = syntax;
        this.role = role;
        this.externalName = externalName;
        this.env = env;
    }

    static FnEntity of(Decl.Fn decl, Role role, String externalName, Env env) {
        return new FnEntity(decl.name().text(), decl.name().span(), decl.fn(), role, externalName, env);
    }

    String name() {
        return name;
    }

    @Override
    public Span place() {
        return place;
    }

    FnSyntax syntax() {
        return syntax;
    }

    Role role() {
        return role;
    }

    String externalName() {
        return externalName;
    }

    Env env() {
        return env;
    }

    /// Instances by the keys of their arguments.
    Map<List<Object>, FnInstance> instances() {
        return instances;
    }
}
