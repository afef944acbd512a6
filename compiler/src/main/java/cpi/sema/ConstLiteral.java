// Constants declared from struct literals.
package cpi.sema;

import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.Type;
import cpi.types.UntypedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A constant declared without type from a struct literal: each use is as if the literal stood there, with its values already
/// evaluated (C3.3). So the values are replaced by names that stand for their constants; literals, which take their type from the
/// use, stay as they are.
final class ConstLiteral {
    private final Checker c;
    private final String name;
    private final Env env;
    private final Scope values;
    private int count;

    ConstLiteral(Checker c, String name, Env env) {
        this.c = c;
        this.name = name;
        this.env = env;
        this.values = env.scope().child(Scope.Kind.BLOCK);
    }

    Operand of(Expr.StructLit literal) {
        return new Operand.Literal(evaluated(literal), env.in(values), literal.span());
    }

    private Expr.StructLit evaluated(Expr.StructLit literal) {
        List<Arg> args = new ArrayList<>();
        for (Arg arg : literal.args()) args.add(new Arg(arg.name(), evaluated(arg.value()), arg.span()));
        return new Expr.StructLit(args, literal.span());
    }

    private Expr evaluated(Expr value) {
        return switch (value) {
            case Expr.StructLit nested -> evaluated(nested);
            case Expr.Paren paren -> evaluated(paren.inner());
            case Expr.IntLit _, Expr.FloatLit _, Expr.StringLit _, Expr.CharLit _, Expr.BoolLit _, Expr.NilLit _, Expr.FnLit _,
                 Expr.Missing _, Expr.Absent _ -> value;
            case Expr other -> constant(other);
        };
    }

    /// A name, which no source can write, for the value of an expression.
    private Expr constant(Expr value) {
        Operand operand = c.exprs().check(value, env, Expect.NOTHING);
        Operand meaning = operand;
        if (operand instanceof Operand.Value v && !v.expr().type().isError()) meaning = evaluated(v.expr());
        String key = "value " + count++;
        values.enter(key, new Entity.Alias(key, meaning, false, Entity.Alias.Kind.CT_PARAMETER, value.span()));
        return new Expr.Name(key, value.span());
    }

    private Operand evaluated(TExpr value) {
        if (value.type() instanceof UntypedType) return new Operand.Value(value);
        TExpr settled = c.conversions().toDefault(value, env);
        Type type = c.types().settle(settled.type());
        Optional<ConstData> data = c.constants().evaluate(settled, type, name, value.span(), false, env);
        return data.isEmpty() ? Operand.error(value.span()) : new Operand.Value(c.constants().toExpr(data.get(), type, value.span()));
    }
}
