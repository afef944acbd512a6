// Constants as entities.
package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Decl;

/// A constant (C3). Compared by identity. Its meaning is found by [cpi.sema.Constants] when first needed.
public final class ConstEntity implements Entity {
    private final Decl.Const syntax;
    private final Env env;
    private final OnDemand<Operand> meaning;

    public ConstEntity(Decl.Const syntax, Env env) {
        this.syntax = syntax;
        this.env = env;
        this.meaning = new OnDemand<>(Operand.error(place()));
    }

    public String name() {
        return syntax.name().text();
    }

    @Override
    public Span place() {
        return syntax.name().span();
    }

    public Decl.Const syntax() {
        return syntax;
    }

    public Env env() {
        return env;
    }

    /// What a use of the name denotes: a constant value, a struct literal, or an alias of a type, function, module.
    public OnDemand<Operand> meaning() {
        return meaning;
    }
}
