// Constants as entities.
package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Decl;

/// A constant (C3). Compared by identity. Its meaning is found by [Constants] when first needed.
final class ConstEntity implements Entity {
    private final Decl.Const syntax;
    private final Env env;
    private final OnDemand<Operand> meaning;

    ConstEntity(Decl.Const syntax, Env env) {
        this.syntax = syntax;
        this.env = env;
        this.meaning = new OnDemand<>(Operand.error(place()));
    }

    String name() {
        return syntax.name().text();
    }

    @Override
    public Span place() {
        return syntax.name().span();
    }

    Decl.Const syntax() {
        return syntax;
    }

    Env env() {
        return env;
    }

    /// What a use of the name denotes: a constant value, a struct literal, or an alias of a type, function, module.
    OnDemand<Operand> meaning() {
        return meaning;
    }
}
