// Defaults of struct fields.
package cpi.sema;

import cpi.sema.entity.Env;
import cpi.syntax.Expr;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.ConstDefault;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.Optional;

/// The default of a struct field (L3.7): evaluated once, when first needed. Two are the same if they come from the same text in the
/// same scope, so that checking a type again gives the same type.
final class FieldInit implements ConstDefault {
    private enum State { UNEVALUATED, EVALUATING, DONE }

    private final Checker c;
    private final Expr.FieldSyntax field;
    private final Type type;
    private final Env env;
    private State state = State.UNEVALUATED;
    private Optional<ConstData> value = Optional.empty();

    FieldInit(Checker c, Expr.FieldSyntax field, Type type, Env env) {
        this.c = c;
        this.field = field;
        this.type = type;
        this.env = env;
    }

    @Override
    public ConstData value() {
        if (state == State.EVALUATING) {
            c.report(cpi.diag.Code.E0703, field.name().span(), "the default of `" + field.name().text() + "` needs itself", env);
        }
        if (state == State.UNEVALUATED) {
            state = State.EVALUATING;
            value = evaluate();
            state = State.DONE;
        }
        return value.orElseThrow(CompileTimeFailure::new);
    }

    private Optional<ConstData> evaluate() {
        if (type.isError()) return Optional.empty();
        Env at = env.atCompileTime();
        Expect expect = field.type() instanceof Expr.Absent ? Expect.of(type)
                : Expect.of(type, field.type().span(), "expected because of this type");
        TExpr expr = c.exprs().converted(field.init(), at, expect);
        return c.constants().evaluate(expr, type, field.name().text(), field.init().span(), false, at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldInit init && init.field == field && init.env.scope() == env.scope();
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(field);
    }
}
