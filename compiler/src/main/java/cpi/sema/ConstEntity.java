// Constants as entities.
package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.typed.TExpr;

/// A constant (C3). Compared by identity. Its meaning is found by [Constants] when first needed.
final class ConstEntity implements Entity {
    enum State { UNEVALUATED, EVALUATING, DONE }

    private final Decl.Const syntax;
    private final Env env;
    State state = State.UNEVALUATED;
    /// What a use of the name denotes, once DONE: a constant value, a struct literal, or an alias of a type, function, module.
    Operand meaning = new Operand.Value(new TExpr.Error(Span.NONE));

    ConstEntity(Decl.Const syntax, Env env) {
        this.syntax = syntax;
        this.env = env;
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
}
