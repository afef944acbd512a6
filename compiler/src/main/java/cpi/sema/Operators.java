package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.constant.ConstantArithmetic;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.syntax.Expr;
import cpi.syntax.UnaryOp;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.OpenType;
import cpi.types.Type;
import cpi.types.TypeMatching;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.util.Optional;

/// Unary and binary operators (L5.4-L5.9), except `&`, `^` and the comparisons, which are in [Places] and [Comparisons].
final class Operators {
    private final Checker c;
    private final Comparisons comparisons;

    Operators(Checker c) {
        this.c = c;
        this.comparisons = new Comparisons(c);
    }

    TExpr unary(Expr.Unary syntax, Env env, Expect expect) {
        return switch (syntax.op()) {
            case DEREF -> {
                TExpr pointer = c.exprs().value(syntax.operand(), env, Expect.NOTHING);
                yield c.exprs().places().dereference(pointer, syntax.opSpan(), syntax.span(), env);
            }
            case ADDRESS -> c.exprs().places().address(syntax, env, expect);
            case NEGATE, INVERT -> arithmetic(syntax, env);
            case NOT -> not(syntax, env);
        };
    }

    private TExpr not(Expr.Unary syntax, Env env) {
        TExpr operand = c.exprs().value(syntax.operand(), env, Expect.NOTHING);
        if (operand instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        if (operand.type().definition() != Type.BOOL) return notDefined("!", operand, syntax.opSpan(), syntax.span(), env);
        if (operand instanceof TExpr.IntConst i) return new TExpr.IntConst(BigInteger.ONE.subtract(i.value()), i.type(), syntax.span());
        return new TExpr.Not(operand, operand.type(), syntax.span());
    }

    /// E0306.
    private TExpr notDefined(String op, TExpr operand, Span opSpan, Span span, Env env) {
        OpenTypes.settle(operand.type(), operand.span());
        Problem problem = Problem.of(Code.E0306, opSpan, "operator `" + op + "` is not defined for " + Wording.type(operand.type()))
            .label(operand.span(), "this is " + Wording.aType(operand.type()));
        String help = helpFor(op, operand.type());
        c.report(help.isEmpty() ? problem : problem.help(help), env);
        return new TExpr.Error(span);
    }

    private static String helpFor(String op, Type type) {
        boolean isLogic = op.equals("and") || op.equals("or") || op.equals("!");
        if (isLogic && type.isNumeric()) return "compare it: `!= 0`" + (op.equals("!") ? "; the operator on bits is `~!`" : "");
        boolean hasNil = type.definition() instanceof Type.PointerType || type.definition() instanceof FnType;
        if (isLogic && hasNil) return "compare it: `!= nil`";
        boolean isBit = op.equals("~and") || op.equals("~or") || op.equals("~xor") || op.equals("~!");
        if (isBit && type.definition() == Type.BOOL) return "the operators on `bool` are `and`, `or`, `!` and `!=`";
        if (!op.equals("+")) return "";
        boolean isText = type.definition() instanceof Type.SliceType s && s.element().definition() == IntType.I8;
        if (isText) return "strings are joined by `string.concat(s, t)`, many of them by a `string.Builder`";
        return type.definition() instanceof Type.SliceType ? "slices do not grow; a `Buf!(T)` does: `b|append(x)`, `b|appendAll(xs)`" : "";
    }

    /// `-e` and `~!e`.
    private TExpr arithmetic(Expr.Unary syntax, Env env) {
        boolean negate = syntax.op() == UnaryOp.NEGATE;
        TExpr operand = c.exprs().value(syntax.operand(), env, Expect.NOTHING);
        if (operand instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        Type type = OpenType.current(operand.type());
        boolean allowed = negate ? type.isNumeric() : type.isInteger() || type.definition() instanceof EnumerationType;
        if (!allowed) return notDefined(syntax.op().text(), operand, syntax.opSpan(), syntax.span(), env);
        return switch (operand) {
            case TExpr.IntConst i when type == UntypedType.INTEGER -> {
                ConstantArithmetic.Result result = negate ? ConstantArithmetic.negate(i.value()) : ConstantArithmetic.invert(i.value());
                yield untyped(result, syntax.opSpan(), syntax.span(), c.conversions().inexactDivision(i), env);
            }
            case TExpr.IntConst i when !(type instanceof OpenType) && ConstantArithmetic.integerOf(type).isPresent() -> {
                long bits = negate ? -i.value().longValue() : ~i.value().longValue();
                yield new TExpr.IntConst(ConstantArithmetic.integerOf(type).get().value(bits), type, syntax.span());
            }
            case TExpr.FloatConst f when !(type instanceof OpenType) -> new TExpr.FloatConst(-f.value(), type, syntax.span());
            case TExpr e -> negate ? new TExpr.Negate(e, type, syntax.span()) : new TExpr.Invert(e, type, syntax.span());
        };
    }

    /// The constant that exact arithmetic gives, or E0312.
    private TExpr untyped(ConstantArithmetic.Result result, Span opSpan, Span span, Optional<Span> inexact, Env env) {
        return switch (result) {
            case ConstantArithmetic.Result.Value v -> {
                TExpr constant = new TExpr.IntConst(v.value(), UntypedType.INTEGER, span);
                if (!v.exact()) c.conversions().noteInexact(constant, opSpan);
                else if (inexact.isPresent()) c.conversions().noteInexact(constant, inexact.get());
                yield constant;
            }
            case ConstantArithmetic.Result.Failed f -> {
                c.report(Code.E0312, opSpan, "constant arithmetic fails: " + f.reason(), env);
                yield new TExpr.Error(span);
            }
        };
    }

    TExpr binary(Expr.Binary syntax, Env env) {
        if (syntax.op().isLogical()) return logic(syntax, env);
        Operands2 operands = operands(syntax, env);
        if (syntax.op().isComparison()) return comparisons.check(syntax, operands.left(), operands.right(), env);
        TExpr left = c.exprs().toValue(operands.left(), env, Expect.NOTHING);
        TExpr right = c.exprs().toValue(operands.right(), env, Expect.NOTHING);
        return combine(syntax.op(), left, right, syntax.opSpan(), syntax.span(), env);
    }

    private record Operands2(Operand left, Operand right) {}

    /// Both operands, each guided by the type of the other where it takes an expectation (L4.4, L4.8).
    private Operands2 operands(Expr.Binary syntax, Env env) {
        boolean guideLeft = Exprs.takesExpectation(syntax.left());
        boolean guideRight = Exprs.takesExpectation(syntax.right());
        if (guideLeft && guideRight && isAutocast(syntax.left()) && isAutocast(syntax.right())) {
            Expr.Cast first = (Expr.Cast) Exprs.withoutParens(syntax.left());
            Expr.Cast second = (Expr.Cast) Exprs.withoutParens(syntax.right());
            c.exprs().casts().reportNoTarget(first, env);
            c.exprs().value(first.operand(), env, Expect.NOTHING);
            c.exprs().value(second.operand(), env, Expect.NOTHING);
            return new Operands2(Operand.error(syntax.left().span()), Operand.error(syntax.right().span()));
        }
        if (guideLeft && (!guideRight || isAutocast(syntax.left()))) {
            Operand right = c.exprs().check(syntax.right(), env, Expect.NOTHING);
            return new Operands2(c.exprs().check(syntax.left(), env, guideBy(right, syntax.left(), env)), right);
        }
        Operand left = c.exprs().check(syntax.left(), env, Expect.NOTHING);
        Expect guide = guideRight ? guideBy(left, syntax.right(), env) : Expect.NOTHING;
        return new Operands2(left, c.exprs().check(syntax.right(), env, guide));
    }

    private static boolean isAutocast(Expr syntax) {
        return Exprs.withoutParens(syntax) instanceof Expr.Cast cast && cast.target() instanceof Expr.Absent;
    }

    /// What an operand lets the other one expect: its type, if that is concrete.
    private Expect guideBy(Operand operand, Expr guided, Env env) {
        if (operand.isError()) return Expect.of(Type.ERROR);
        if (operand instanceof Operand.OfFunction) {
            TExpr value = c.exprs().toValue(operand, env, Expect.NOTHING);
            return Expect.of(value.type(), operand.place(), "because of this operand");
        }
        if (!(operand instanceof Operand.Value v)) return Expect.NOTHING;
        if (v.expr().type() instanceof UntypedType) return Expect.NOTHING;
        if (isAutocast(guided)) OpenTypes.settle(v.expr().type(), v.expr().span());
        return OpenType.isOpen(v.expr().type()) ? Expect.NOTHING : Expect.of(v.expr().type(), v.expr().span(), "because of this operand");
    }

    private TExpr logic(Expr.Binary syntax, Env env) {
        TExpr left = c.exprs().value(syntax.left(), env, Expect.NOTHING);
        TExpr right = c.exprs().value(syntax.right(), env, Expect.NOTHING);
        if (left instanceof TExpr.Error || right instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        for (TExpr operand : new TExpr[] {left, right}) {
            if (operand.type().definition() == Type.BOOL) continue;
            return notDefined(syntax.op().text(), operand, syntax.opSpan(), syntax.span(), env);
        }
        boolean and = syntax.op() == BinaryOp.AND;
        Type type = left.type() == right.type() ? left.type() : Type.BOOL;
        if (left instanceof TExpr.IntConst a && right instanceof TExpr.IntConst b) {
            BigInteger value = and ? a.value().and(b.value()) : a.value().or(b.value());
            return new TExpr.IntConst(value, type, syntax.span());
        }
        return new TExpr.Logic(and, left, right, type, syntax.span());
    }

    /// An arithmetic, bit or shift operator on checked operands.
    TExpr combine(BinaryOp op, TExpr left, TExpr right, Span opSpan, Span span, Env env) {
        if (left instanceof TExpr.Error || right instanceof TExpr.Error) return new TExpr.Error(span);
        if (op.isShift()) return shift(op, left, right, opSpan, span, env);
        if (left.type().isPointer() || right.type().isPointer()) {
            Optional<TExpr> moved = pointer(op, left, right, opSpan, span, env);
            if (moved.isPresent()) return moved.get();
        }
        Optional<Span> inexact = c.conversions().inexactDivision(left).or(() -> c.conversions().inexactDivision(right));
        Optional<Conversions.Pair> pair = c.conversions().common(left, right, op, opSpan, false, env);
        if (pair.isEmpty()) return new TExpr.Error(span);
        Type type = pair.get().type();
        if (!isDefined(op, type)) return notDefined(op.text(), left, opSpan, span, env);
        TExpr a = pair.get().left();
        TExpr b = pair.get().right();
        if (type instanceof UntypedType) return untyped(op, a, b, opSpan, span, inexact, env);
        if (!(type instanceof OpenType)) {
            Optional<TExpr> folded = ConstantArithmetic.typed(op, a, b, type, span);
            if (folded.isPresent()) return folded.get();
        }
        return new TExpr.Arithmetic(op, a, b, type, opSpan, span);
    }

    private TExpr untyped(BinaryOp op, TExpr a, TExpr b, Span opSpan, Span span, Optional<Span> inexact, Env env) {
        if (a instanceof TExpr.IntConst x && b instanceof TExpr.IntConst y) {
            return untyped(ConstantArithmetic.integers(op, x.value(), y.value()), opSpan, span, inexact, env);
        }
        if (a instanceof TExpr.FloatConst x && b instanceof TExpr.FloatConst y) {
            Optional<Double> value = ConstantArithmetic.floats(op, x.value(), y.value());
            if (value.isPresent()) return new TExpr.FloatConst(value.get(), UntypedType.FLOAT, span);
        }
        return new TExpr.Error(span);
    }

    private static boolean isDefined(BinaryOp op, Type type) {
        boolean integer = type.isInteger() || type.definition() instanceof EnumerationType;
        return switch (op) {
            case ADD, SUB, MUL, DIV, MOD -> integer || type.isFloat();
            case BIT_AND, BIT_OR, BIT_XOR, SHL, SHR -> integer;
            case EQ, NE, LT, LE, GT, GE, AND, OR -> false;
        };
    }

    /// L5.6. The count fixes nothing and is fixed by nothing.
    private TExpr shift(BinaryOp op, TExpr left, TExpr right, Span opSpan, Span span, Env env) {
        Type type = OpenType.current(left.type());
        if (!isDefined(op, type)) return notDefined(op.text(), left, opSpan, span, env);
        if (!right.type().isInteger()) return notDefined(op.text(), right, opSpan, span, env);
        if (type instanceof UntypedType && right instanceof TExpr.IntConst n && n.type() instanceof UntypedType
            && left instanceof TExpr.IntConst a) {
            Optional<Span> inexact = c.conversions().inexactDivision(left);
            return untyped(ConstantArithmetic.integers(op, a.value(), n.value()), opSpan, span, inexact, env);
        }
        TExpr count = OpenType.current(right.type()) instanceof UntypedType ? c.conversions().toDefault(right, env) : right;
        if (count instanceof TExpr.Error) return new TExpr.Error(span);
        TExpr operand = left;
        if (type instanceof UntypedType) {
            operand = c.conversions().openTypes().take(left, env.body().newOpen(false), env);
            type = OpenType.current(operand.type());
        } else if (!(type instanceof OpenType) && left instanceof TExpr.IntConst && count instanceof TExpr.IntConst n
            && !OpenType.isOpen(n.type())) {
            Optional<TExpr> folded = ConstantArithmetic.typed(op, left, new TExpr.IntConst(n.value(), type, n.span()), type, span);
            if (folded.isPresent()) return folded.get();
        }
        return new TExpr.Arithmetic(op, operand, count, type, opSpan, span);
    }

    /// Pointer arithmetic (L5.9c); empty if the operands are none for it.
    private Optional<TExpr> pointer(BinaryOp op, TExpr left, TExpr right, Span opSpan, Span span, Env env) {
        if (op != BinaryOp.ADD && op != BinaryOp.SUB) return Optional.empty();
        if (left.type().isPointer() && right.type().isInteger()) {
            if (!allowsArithmetic(left.type(), opSpan, env)) return Optional.of(new TExpr.Error(span));
            TExpr index = c.conversions().toDefault(right, env);
            return Optional.of(new TExpr.PointerOffset(left, index, op == BinaryOp.SUB, left.type(), span));
        }
        if (op == BinaryOp.ADD && right.type().isPointer() && left.type().isInteger()) {
            if (!allowsArithmetic(right.type(), opSpan, env)) return Optional.of(new TExpr.Error(span));
            return Optional.of(new TExpr.OffsetPointer(c.conversions().toDefault(left, env), right, right.type(), span));
        }
        if (op == BinaryOp.SUB && left.type().isPointer() && right.type().isPointer() && TypeMatching.matches(left.type(), right.type())) {
            boolean allowed = allowsArithmetic(left.type(), opSpan, env) && allowsArithmetic(right.type(), opSpan, env);
            return Optional.of(allowed ? new TExpr.PointerDistance(left, right, IntType.I64, span) : new TExpr.Error(span));
        }
        return Optional.empty();
    }

    /// Whether elements of the pointee can be counted; E0320 at `at` for `*none` and pointees of size 0.
    boolean allowsArithmetic(Type pointer, Span at, Env env) {
        if (!(pointer.definition() instanceof Type.PointerType p)) return false;
        if (p.target().definition().isError()) return false;
        if (p.target().definition() != Type.CONTEXT && c.layout().size(p.target()) != 0) return true;
        c.report(Problem.of(Code.E0320, at, "no pointer arithmetic on " + Wording.type(pointer))
            .help("cast it to `*i8` to count bytes"), env);
        return false;
    }

    /// `target op value` of a compound assignment (L7.4): the operation on the target's old value, whose result converts to the
    /// target's type.
    TExpr compound(BinaryOp op, TExpr target, Expr syntax, Span opSpan, Env env) {
        Expect guide = Exprs.takesExpectation(syntax) ? guideBy(new Operand.Value(target), syntax, env) : Expect.NOTHING;
        TExpr value = c.exprs().value(syntax, env, guide);
        if (value instanceof TExpr.Error || target instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        Type concrete = OpenType.current(value.type());
        boolean isConcrete = !(concrete instanceof UntypedType) && !(concrete instanceof OpenType);
        if (!op.isShift() && isConcrete && OpenType.current(target.type()) instanceof OpenType open) {
            boolean takes = open.isFloat() ? concrete == FloatType.F64 : concrete == IntType.I64 || concrete == IntType.U64;
            open.fix(takes ? concrete : open.defaultType(), value.span());
        }
        TExpr result = combine(op, target, value, opSpan, opSpan, env);
        if (result instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        Type from = OpenType.current(result.type());
        Type to = OpenType.current(target.type());
        if (from == to) return result;
        if (result instanceof TExpr.PointerDistance) return distanceAssigned(to, opSpan, syntax.span(), env);
        TExpr probe = new TExpr.Sequence(target, new TExpr.DefaultValue(from, syntax.span()), syntax.span());
        TExpr converted = c.conversions().convert(probe, Expect.of(to, target.span(), "the target of the assignment"), env);
        return converted instanceof TExpr.Error ? converted : result;
    }

    /// `p -= q`: the distance of two pointers is none. E0301.
    private TExpr distanceAssigned(Type pointer, Span opSpan, Span value, Env env) {
        c.report(Problem.of(Code.E0301, value, "expected " + Wording.type(pointer) + ", found " + Wording.type(IntType.I64))
            .label(opSpan, "the difference of two pointers is a number of elements"), env);
        return new TExpr.Error(value);
    }
}
