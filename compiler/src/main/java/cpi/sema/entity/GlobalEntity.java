// Global variables as entities.
package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.typed.ConstData;
import cpi.typed.Global;
import cpi.types.Type;
import java.util.Optional;

/// A global variable (L6.4, C4).
public final class GlobalEntity implements Entity, Global {
    private final Decl.Var syntax;
    private final String path;
    private final Env env;
    private final Finder finder;
    private final OnDemand<Type> type = new OnDemand<>(Type.ERROR);
    private final OnDemand<Optional<ConstData>> value = new OnDemand<>(Optional.empty());

    public GlobalEntity(Decl.Var syntax, String path, Env env, Finder finder) {
        this.syntax = syntax;
        this.path = path;
        this.env = env;
        this.finder = finder;
    }

    public Decl.Var syntax() {
        return syntax;
    }

    public Env env() {
        return env;
    }

    /// For the [Finder]; others ask for [#type].
    public OnDemand<Type> knownType() {
        return type;
    }

    /// For the [Finder]; others ask for the [#initialValue]. Empty if the initialiser has an error.
    public OnDemand<Optional<ConstData>> knownValue() {
        return value;
    }

    @Override
    public String name() {
        return syntax.name().text();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Span place() {
        return syntax.name().span();
    }

    @Override
    public boolean threadLocal() {
        return syntax.threadLocal();
    }

    @Override
    public Type type() {
        return finder.type(this);
    }

    @Override
    public ConstData initialValue() {
        return finder.initialValue(this);
    }
}
