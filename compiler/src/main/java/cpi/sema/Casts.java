package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.num.Ops;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.TypeMatching;
import cpi.types.TypePrinter;
import cpi.types.UnionType;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Explicit conversion: `cast(T) e` (L4.7) and `cast() e` (L4.8).
final class Casts {
    private final Checker c;

    Casts(Checker c) {
        this.c = c;
    }

    TExpr check(Expr.Cast syntax, Env env, Expect expect) {
        if (!(syntax.target() instanceof Expr.Absent)) {
            return operandTo(syntax, target(syntax, env), env);
        }
        if (expect.isPresent()) {
            OpenTypes.settle(expect.type(), syntax.span());
            return operandTo(syntax, OpenType.current(expect.type()), env);
        }
        TExpr operand = c.exprs().value(syntax.operand(), env, Expect.NOTHING);
        if (!(operand instanceof TExpr.Error)) reportNoTarget(syntax, env);
        return new TExpr.Error(syntax.span());
    }

    /// The type written; a bare parameterised type takes its arguments from a struct literal (L10.7).
    private Type target(Expr.Cast syntax, Env env) {
        boolean isPath = syntax.target() instanceof Expr.Name || syntax.target() instanceof Expr.Member;
        if (isPath && Exprs.withoutParens(syntax.operand()) instanceof Expr.StructLit literal) {
            Operand target = c.exprs().check(syntax.target(), env, Expect.NOTHING);
            if (target instanceof Operand.GenericType g) return c.calls().typeArguments().inferred(g.entity(), literal, g.span(), env);
            if (target instanceof Operand.OfType t) return t.type();
            if (target.isError()) return Type.ERROR;
        }
        return c.typeResolver().type(syntax.target(), env);
    }

    /// E0310 at `cast`.
    void reportNoTarget(Expr.Cast syntax, Env env) {
        c.report(Problem.of(Code.E0310, syntax.opSpan(), "no target type for `cast()`").help("write the type: `cast(i64)`"), env);
    }

    private TExpr operandTo(Expr.Cast syntax, Type type, Env env) {
        if (type.isError()) {
            c.exprs().value(syntax.operand(), env, Expect.NOTHING);
            return new TExpr.Error(syntax.span());
        }
        if (Exprs.withoutParens(syntax.operand()) instanceof Expr.StructLit literal && type.definition() instanceof Type.SliceType slice) {
            return sliceOf(literal, slice, type, syntax.span(), env);
        }
        Expect expect = Exprs.takesExpectation(syntax.operand()) || Exprs.withoutParens(syntax.operand()) instanceof Expr.ArrayLit
            ? Expect.of(type, syntax.target().span(), "the target of the cast") : Expect.NOTHING;
        TExpr operand = c.exprs().value(syntax.operand(), env, expect);
        return to(operand, type, syntax.opSpan(), syntax.span(), env);
    }

    /// A checked operand converted explicitly; E0311 at `at`.
    TExpr to(TExpr operand, Type type, Span at, Span span, Env env) {
        if (operand instanceof TExpr.Error) return new TExpr.Error(span);
        OpenTypes.settle(operand.type(), operand.span());
        Type s = OpenType.current(operand.type());
        if (s == type) return operand;
        Optional<TExpr.Conversion> kind = kind(s, type);
        if (kind.isEmpty()) {
            reportNoCast(operand, s, type, at, env);
            return new TExpr.Error(span);
        }
        c.exprs().checkCopy(operand, operand.span(), env);
        return switch (kind.get()) {
            case NUMERIC -> {
                if (operand instanceof TExpr.IntConst i && type.isFloat()) c.conversions().warnInexact(i, env);
                yield number(operand, type, span);
            }
            case RELABEL -> relabel(operand, type, span);
            case REINTERPRET, ARRAY_TO_SLICE -> new TExpr.Convert(kind.get(), operand, type, span);
        };
    }

    private void reportNoCast(TExpr operand, Type s, Type t, Span at, Env env) {
        List<String> texts = TypePrinter.texts(s, t);
        Problem problem = Problem.of(Code.E0311, at, "cannot cast `" + texts.get(0) + "` to `" + texts.get(1) + "`")
            .label(operand.span(), "this is " + Wording.aType(s));
        if (!(s instanceof UntypedType)) {
            problem = problem.note("`" + texts.get(0) + "` has " + bytes(s) + ", `" + texts.get(1) + "` has " + bytes(t));
        }
        c.report(problem, env);
    }

    private String bytes(Type type) {
        long size = c.layout().size(type);
        return size == 1 ? "1 byte" : size + " bytes";
    }

    /// What a cast between two types does, if it is allowed (L4.7 without the literals of g).
    Optional<TExpr.Conversion> kind(Type s, Type t) {
        Type a = s.definition();
        Type b = t.definition();
        if (a.isError() || b.isError() || a == Type.CONTEXT || b == Type.CONTEXT) return Optional.empty();
        if (TypeMatching.matches(s, t) || TypeMatching.matches(a, b)) {
            return Optional.of(s instanceof UntypedType ? TExpr.Conversion.NUMERIC : TExpr.Conversion.RELABEL);
        }
        if (isNumberLike(a) && isNumberLike(b)) {
            boolean boolAndEnumeration = a == Type.BOOL && b instanceof EnumerationType || a instanceof EnumerationType && b == Type.BOOL;
            return boolAndEnumeration ? Optional.empty() : Optional.of(TExpr.Conversion.NUMERIC);
        }
        if (isAddress(a) && isAddressOrWord(b) || isAddressOrWord(a) && isAddress(b)) return Optional.of(TExpr.Conversion.RELABEL);
        if ((isAggregate(a) || isAggregate(b)) && !(a instanceof UntypedType) && c.layout().size(a) == c.layout().size(b)) {
            return Optional.of(TExpr.Conversion.REINTERPRET);
        }
        return Optional.empty();
    }

    private static boolean isNumberLike(Type type) {
        return type.isNumeric() || type == Type.BOOL || type instanceof EnumerationType;
    }

    private static boolean isAddress(Type type) {
        return type instanceof Type.PointerType || type instanceof FnType;
    }

    private static boolean isAddressOrWord(Type type) {
        return isAddress(type) || type == IntType.I64 || type == IntType.U64 || type == UntypedType.INTEGER;
    }

    private static boolean isAggregate(Type type) {
        return type instanceof StructType || type instanceof Type.SliceType || type instanceof Type.ArrayType
            || type instanceof TaggedType || type instanceof UnionType;
    }


    /// The 64 bits of an address or integer, or another name of the same representation; constants stay constants.
    private static TExpr relabel(TExpr operand, Type type, Span span) {
        boolean toAddress = isAddress(type.definition());
        return switch (operand) {
            case TExpr.NilConst _ when toAddress -> new TExpr.NilConst(type, span);
            case TExpr.NilConst _ when type.definition() instanceof IntType -> new TExpr.IntConst(BigInteger.ZERO, type, span);
            case TExpr.IntConst i -> {
                IntType bits = type.definition() instanceof IntType t ? t : IntType.U64;
                boolean isWord = toAddress || type.definition() instanceof IntType;
                if (toAddress && i.value().signum() == 0) yield new TExpr.NilConst(type, span);
                yield new TExpr.IntConst(isWord ? bits.value(i.value().longValue()) : i.value(), type, span);
            }
            case TExpr.FloatConst f -> new TExpr.FloatConst(f.value(), type, span);
            case TExpr.StringConst e -> new TExpr.StringConst(e.bytes(), type, span);
            case TExpr.DataConst e -> new TExpr.DataConst(e.data(), type, span);
            case TExpr e -> new TExpr.Convert(TExpr.Conversion.RELABEL, e, type, span);
        };
    }

    /// A number, bool or enumeration value as one of another type, at its own place.
    static TExpr number(TExpr value, Type type) {
        return number(value, type, value.span());
    }

    private static TExpr number(TExpr value, Type type, Span span) {
        Type d = type.definition();
        return switch (value) {
            case TExpr.IntConst i when OpenType.isOpen(i.type()) -> new TExpr.Convert(TExpr.Conversion.NUMERIC, i, type, span);
            case TExpr.IntConst i -> switch (d) {
                case IntType t -> new TExpr.IntConst(t.value(i.value().longValue()), type, span);
                case EnumerationType t -> new TExpr.IntConst(t.base().value(i.value().longValue()), type, span);
                case FloatType t -> new TExpr.FloatConst(t == FloatType.F32 ? i.value().floatValue() : i.value().doubleValue(), type, span);
                case Type.BoolType _ -> new TExpr.IntConst(i.value().signum() == 0 ? BigInteger.ZERO : BigInteger.ONE, type, span);
                case Type _ -> new TExpr.Convert(TExpr.Conversion.NUMERIC, value, type, span);
            };
            case TExpr.FloatConst f when OpenType.isOpen(f.type()) -> new TExpr.Convert(TExpr.Conversion.NUMERIC, f, type, span);
            case TExpr.FloatConst f -> switch (d) {
                case IntType t -> new TExpr.IntConst(t.value(Ops.fromDouble(f.value(), t.bits(), t.signed())), type, span);
                case EnumerationType e ->
                    new TExpr.IntConst(e.base().value(Ops.fromDouble(f.value(), e.base().bits(), e.base().signed())), type, span);
                case FloatType t -> new TExpr.FloatConst(t == FloatType.F32 ? (float) f.value() : f.value(), type, span);
                case Type.BoolType _ -> new TExpr.IntConst(f.value() != 0 ? BigInteger.ONE : BigInteger.ZERO, type, span);
                case Type _ -> new TExpr.Convert(TExpr.Conversion.NUMERIC, value, type, span);
            };
            case TExpr e -> new TExpr.Convert(TExpr.Conversion.NUMERIC, e, type, span);
        };
    }

    /// `cast([]T) {data, count}` (L4.7g).
    private TExpr sliceOf(Expr.StructLit literal, Type.SliceType slice, Type type, Span span, Env env) {
        Taken taken = new Taken();
        boolean failed = false;
        for (Arg arg : literal.args()) {
            int index = arg.isNamed() ? List.of("data", "count").indexOf(arg.name().text()) : taken.next();
            TExpr value = c.exprs().value(arg.value(), env, Expect.NOTHING);
            if (index < 0 || index > 1 || taken.has(index)) {
                reportPart(arg, index, type, env);
                failed = true;
                continue;
            }
            taken.values[index] = part(value, index, slice, env);
            taken.order.add(new TExpr.FieldValue(index, taken.values[index]));
            failed |= taken.values[index] instanceof TExpr.Error;
        }
        if (!failed && taken.order.size() < 2) {
            Span brace = new Span(literal.span().file(), literal.span().start(), literal.span().start() + 1);
            String missing = taken.has(0) ? "`count`" : taken.has(1) ? "`data`" : "`data`, `count`";
            c.report(Problem.of(Code.E0606, brace, "missing values for: " + missing), env);
            failed = true;
        }
        return failed ? new TExpr.Error(span) : new TExpr.StructValue(taken.order, type, span);
    }

    private static final class Taken {
        final TExpr[] values = new TExpr[2];
        final List<TExpr.FieldValue> order = new java.util.ArrayList<>();

        boolean has(int index) {
            return values[index] != null;
        }

        int next() {
            return !has(0) ? 0 : !has(1) ? 1 : 2;
        }
    }

    private void reportPart(Arg arg, int index, Type type, Env env) {
        if (!arg.isNamed()) c.report(Code.E0609, arg.value().span(), "too many values for " + Wording.type(type), env);
        else if (index < 0) c.report(Code.E0607, arg.name().span(), Wording.type(type) + " has no field `" + arg.name().text() + "`", env);
        else c.report(Code.E0608, arg.name().span(), "`" + arg.name().text() + "` is given twice", env);
    }

    private TExpr part(TExpr value, int index, Type.SliceType slice, Env env) {
        if (value instanceof TExpr.Error) return value;
        TExpr settled = c.conversions().toDefault(value, env);
        Type wanted = index == 0 ? c.types().pointer(slice.element()) : IntType.I64;
        boolean fits = index == 0 ? settled.type().isPointer() : settled.type().isInteger();
        if (!fits) {
            c.report(Problem.of(Code.E0301, value.span(), "expected " + Wording.type(wanted) + ", found " + Wording.type(value.type())),
                env);
            return new TExpr.Error(value.span());
        }
        if (OpenType.current(settled.type()) == wanted) return settled;
        return index == 0 ? relabel(settled, wanted, settled.span()) : number(settled, wanted);
    }
}
