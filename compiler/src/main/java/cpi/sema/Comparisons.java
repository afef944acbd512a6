package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.constant.ConstantArithmetic;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FnType;
import cpi.types.OpenType;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.util.Optional;

/// Comparisons of values (L5.7) and of types (C5).
final class Comparisons {
    private final Checker c;

    Comparisons(Checker c) {
        this.c = c;
    }

    TExpr check(Expr.Binary syntax, Operand left, Operand right, Env env) {
        if (left.isError() || right.isError()) return new TExpr.Error(syntax.span());
        if (left instanceof Operand.OfType l && right instanceof Operand.OfType r) return types(syntax, l.type(), r.type(), env);
        TExpr a = c.exprs().toValue(left, env, Expect.NOTHING);
        TExpr b = c.exprs().toValue(right, env, Expect.NOTHING);
        if (a instanceof TExpr.Error || b instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        Optional<Conversions.Pair> pair = c.conversions().common(a, b, syntax.op(), syntax.opSpan(), true, env);
        if (pair.isEmpty()) return new TExpr.Error(syntax.span());
        Type type = pair.get().type();
        if (!isDefined(syntax.op(), type)) return notComparable(type, syntax.opSpan(), a, syntax.span(), env);
        Optional<Boolean> folded = ConstantArithmetic.comparison(syntax.op(), pair.get().left(), pair.get().right());
        if (folded.isPresent()) return Literals.bool(folded.get(), syntax.span());
        return new TExpr.Compare(syntax.op(), pair.get().left(), pair.get().right(), Type.BOOL, syntax.span());
    }

    private TExpr types(Expr.Binary syntax, Type left, Type right, Env env) {
        boolean same = OpenType.current(left) == OpenType.current(right);
        if (syntax.op() == BinaryOp.EQ) return Literals.bool(same, syntax.span());
        if (syntax.op() == BinaryOp.NE) return Literals.bool(!same, syntax.span());
        c.report(Problem.of(Code.E0308, syntax.opSpan(), "types cannot be compared with `" + syntax.op().text() + "`")
            .help("types are the same or not: use `==` or `!=`"), env);
        return new TExpr.Error(syntax.span());
    }

    private static boolean isDefined(BinaryOp op, Type type) {
        boolean equality = op == BinaryOp.EQ || op == BinaryOp.NE;
        if (type.isNumeric()) return true;
        return switch (type.definition()) {
            case EnumerationType _, Type.PointerType _ -> true;
            case Type.BoolType _, FnType _ -> equality;
            case Type _ -> false;
        };
    }

    private TExpr notComparable(Type type, Span opSpan, TExpr operand, Span span, Env env) {
        Problem problem = Problem.of(Code.E0308, opSpan, "values of type " + Wording.type(type) + " cannot be compared")
            .label(operand.span(), "this is " + Wording.aType(type));
        if (type.isString()) problem = problem.help("compare texts with `string.equals(a, b)`");
        else if (type.definition() instanceof TaggedType) problem = problem.help("use `tagcheck(e.Member)` or `switch`");
        else if (type.definition() == Type.BOOL) problem = problem.help("only `==` and `!=` compare `bool`");
        c.report(problem, env);
        return new TExpr.Error(span);
    }
}
