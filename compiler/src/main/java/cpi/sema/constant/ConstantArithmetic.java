package cpi.sema.constant;

import cpi.num.Ops;
import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.IntType;
import cpi.types.OpenType;
import cpi.types.Type;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.util.Optional;

/// Arithmetic on constants: exact on untyped ones (L4.1), and on typed ones as the machine would do it, where that cannot panic.
public final class ConstantArithmetic {
    private static final BigInteger MIN = BigInteger.ONE.shiftLeft(63).negate();
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private ConstantArithmetic() {}

    /// A result, or the reason why there is none (E0312).
    public sealed interface Result {
        record Value(BigInteger value, boolean exact) implements Result {}

        record Failed(String reason) implements Result {}
    }

    private static Result checked(BigInteger value) {
        return checked(value, true);
    }

    private static Result checked(BigInteger value, boolean exact) {
        boolean fits = value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0;
        return fits ? new Result.Value(value, exact) : new Result.Failed("the result is outside -2^63 to 2^64 - 1");
    }

    /// An operator on two untyped integers.
    public static Result integers(BinaryOp op, BigInteger a, BigInteger b) {
        return switch (op) {
            case ADD -> checked(a.add(b));
            case SUB -> checked(a.subtract(b));
            case MUL -> checked(a.multiply(b));
            case DIV -> {
                if (b.signum() == 0) yield new Result.Failed("division by zero");
                BigInteger[] parts = a.divideAndRemainder(b);
                yield checked(parts[0], parts[1].signum() == 0);
            }
            case MOD -> b.signum() == 0 ? new Result.Failed("division by zero") : checked(a.remainder(b));
            case BIT_AND -> checked(a.and(b));
            case BIT_OR -> checked(a.or(b));
            case BIT_XOR -> checked(a.xor(b));
            case SHL, SHR -> {
                boolean isCount = b.signum() >= 0 && b.compareTo(BigInteger.valueOf(63)) <= 0;
                if (!isCount) yield new Result.Failed("the shift count is outside 0 to 63");
                yield checked(op == BinaryOp.SHL ? a.shiftLeft(b.intValue()) : a.shiftRight(b.intValue()));
            }
            case EQ, NE, LT, LE, GT, GE, AND, OR -> throw new IllegalArgumentException("not an arithmetic operator: " + op.text());
        };
    }

    public static Result negate(BigInteger a) {
        return checked(a.negate());
    }

    public static Result invert(BigInteger a) {
        return checked(a.not());
    }

    /// An arithmetic operator on two floats, in f64; empty for bit operators.
    public static Optional<Double> floats(BinaryOp op, double a, double b) {
        return switch (op) {
            case ADD -> Optional.of(a + b);
            case SUB -> Optional.of(a - b);
            case MUL -> Optional.of(a * b);
            case DIV -> Optional.of(a / b);
            case MOD -> Optional.of(a % b);
            case BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, EQ, NE, LT, LE, GT, GE, AND, OR -> Optional.empty();
        };
    }

    /// An operator on two constants of one concrete type; empty if they are no constants or the operation would panic.
    public static Optional<TExpr> typed(BinaryOp op, TExpr left, TExpr right, Type type, Span span) {
        if (left instanceof TExpr.FloatConst a && right instanceof TExpr.FloatConst b && type.definition() instanceof FloatType t) {
            Optional<Double> value = floats(op, a.value(), b.value());
            return value.map(v -> new TExpr.FloatConst(t == FloatType.F32 ? v.floatValue() : v, type, span));
        }
        if (!(left instanceof TExpr.IntConst a) || !(right instanceof TExpr.IntConst b)) return Optional.empty();
        Optional<IntType> integer = integerOf(type);
        if (integer.isEmpty()) return Optional.empty();
        Optional<Long> bits = machine(op, a.value().longValue(), b.value().longValue(), integer.get());
        return bits.map(v -> new TExpr.IntConst(integer.get().value(v), type, span));
    }

    /// The integer type in which a concrete integer or enumeration type computes.
    public static Optional<IntType> integerOf(Type type) {
        return switch (type.definition()) {
            case IntType t -> Optional.of(t);
            case EnumerationType e -> Optional.of(e.base());
            case Type _ -> Optional.empty();
        };
    }

    private static Optional<Long> machine(BinaryOp op, long a, long b, IntType t) {
        return switch (op) {
            case ADD -> Optional.of(Ops.add(a, b, t.bits(), t.signed()));
            case SUB -> Optional.of(Ops.subtract(a, b, t.bits(), t.signed()));
            case MUL -> Optional.of(Ops.multiply(a, b, t.bits(), t.signed()));
            case DIV -> b == 0 || Ops.divisionOverflows(a, b, t.bits(), t.signed()) ? Optional.empty()
                : Optional.of(Ops.divide(a, b, t.bits(), t.signed()));
            case MOD -> b == 0 ? Optional.empty() : Optional.of(Ops.remainder(a, b, t.signed()));
            case BIT_AND -> Optional.of(a & b);
            case BIT_OR -> Optional.of(a | b);
            case BIT_XOR -> Optional.of(a ^ b);
            case SHL -> Optional.of(Ops.shiftLeft(a, b, t.bits(), t.signed()));
            case SHR -> Optional.of(Ops.shiftRight(a, b, t.bits(), t.signed()));
            case EQ, NE, LT, LE, GT, GE, AND, OR -> Optional.empty();
        };
    }

    /// A comparison of two constants of one concrete type.
    public static Optional<Boolean> comparison(BinaryOp op, TExpr left, TExpr right) {
        if (left instanceof TExpr.FloatConst a && right instanceof TExpr.FloatConst b && a.type().definition() instanceof FloatType) {
            return Optional.of(compareFloats(op, a.value(), b.value()));
        }
        if (left instanceof TExpr.NilConst && right instanceof TExpr.NilConst) return Optional.of(holds(op, 0));
        boolean known = left instanceof TExpr.IntConst && right instanceof TExpr.IntConst && !OpenType.isOpen(left.type())
            && !(left.type() instanceof UntypedType);
        if (!known || !(left instanceof TExpr.IntConst a) || !(right instanceof TExpr.IntConst b)) return Optional.empty();
        return Optional.of(holds(op, a.value().compareTo(b.value())));
    }

    private static boolean compareFloats(BinaryOp op, double a, double b) {
        return switch (op) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
            case ADD, SUB, MUL, DIV, MOD, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, AND, OR ->
                throw new IllegalArgumentException("not a comparison: " + op.text());
        };
    }

    private static boolean holds(BinaryOp op, int order) {
        return switch (op) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case ADD, SUB, MUL, DIV, MOD, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, AND, OR ->
                throw new IllegalArgumentException("not a comparison: " + op.text());
        };
    }
}
