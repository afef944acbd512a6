package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.FnSyntax;
import cpi.types.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A declared function (or literal with compile-time parameters) and its instances (L10.5). A function without compile-time
/// parameters has one instance, with no arguments. Compared by identity.
public final class FnEntity implements Entity {
    /// How the declaration came about.
    public enum Role { ORDINARY, EXPORTED, FOREIGN, INTRINSIC, LITERAL, TEST }

    private final String name;
    private final Span place;
    private final FnSyntax syntax;
    private final Role role;
    private final String externalName;
    private final Env env;
    private final Optional<Type> expectedResult;
    private final String library;
    private boolean mentioned;
    private final Map<List<CtArg>, FnInstance> instances = new HashMap<>();

    /// @param env where the declaration stands: its scope for look-ups, and the instance of the enclosing function, if any
    public FnEntity(String name, Span place, FnSyntax syntax, Role role, String externalName, Env env) {
        this(name, place, syntax, role, externalName, env, Optional.empty(), "");
    }

    /// @param expectedResult for a literal without declared result type the one its place expects (L4.11)
    public FnEntity(String name, Span place, FnSyntax syntax, Role role, String externalName, Env env, Optional<Type> expectedResult) {
        this(name, place, syntax, role, externalName, env, expectedResult, "");
    }

    private FnEntity(String name, Span place, FnSyntax syntax, Role role, String externalName, Env env, Optional<Type> expectedResult,
                     String library) {
        this.name = name;
        this.place = place;
        this.syntax = syntax;
        this.role = role;
        this.externalName = externalName;
        this.env = env;
        this.expectedResult = expectedResult;
        this.library = library;
    }

    public static FnEntity of(Decl.Fn decl, Role role, String externalName, Env env) {
        return new FnEntity(decl.name().text(), decl.name().span(), decl.fn(), role, externalName, env);
    }

    /// A function in a `#link` block, which is searched in that library only (M6.1).
    public static FnEntity linked(Decl.Fn decl, String externalName, String library, Env env) {
        return new FnEntity(decl.name().text(), decl.name().span(), decl.fn(), Role.FOREIGN, externalName, env, Optional.empty(), library);
    }

    public String name() {
        return name;
    }

    /// The library of the `#link` block it stands in; empty outside of one.
    public String library() {
        return library;
    }

    /// Whether checked code mentions it (M10.3).
    public boolean mentioned() {
        return mentioned;
    }

    public void mention() {
        mentioned = true;
    }

    @Override
    public Span place() {
        return place;
    }

    public FnSyntax syntax() {
        return syntax;
    }

    public Role role() {
        return role;
    }

    public String externalName() {
        return externalName;
    }

    public Env env() {
        return env;
    }

    public Optional<Type> expectedResult() {
        return expectedResult;
    }

    /// Whether it has the C calling convention and no context (T2.1).
    public boolean isC() {
        return syntax.c() || role == Role.EXPORTED || role == Role.FOREIGN || role == Role.INTRINSIC;
    }

    /// Instances by their arguments.
    public Map<List<CtArg>, FnInstance> instances() {
        return instances;
    }
}
