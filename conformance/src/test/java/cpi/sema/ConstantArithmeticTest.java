package cpi.sema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.sema.constant.ConstantArithmetic;
import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.typed.TExpr;
import cpi.types.FloatType;
import cpi.types.IntType;
import cpi.types.Type;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/// Exact and typed arithmetic on constants (L4.1, L5.4-L5.6) at the borders.
class ConstantArithmeticTest {
    private static BigInteger big(String text) {
        return new BigInteger(text);
    }

    private static void gives(String wanted, BinaryOp op, String a, String b) {
        var result = ConstantArithmetic.integers(op, big(a), big(b));
        assertEquals(big(wanted), assertInstanceOf(ConstantArithmetic.Result.Value.class, result).value());
    }

    private static void fails(BinaryOp op, String a, String b) {
        assertInstanceOf(ConstantArithmetic.Result.Failed.class, ConstantArithmetic.integers(op, big(a), big(b)));
    }

    @Test
    void untypedIntegersAreExactWithinTheirRange() {
        gives("18446744073709551615", BinaryOp.ADD, "18446744073709551614", "1");
        fails(BinaryOp.ADD, "18446744073709551615", "1");
        gives("-9223372036854775808", BinaryOp.SUB, "-9223372036854775807", "1");
        fails(BinaryOp.SUB, "-9223372036854775808", "1");
        fails(BinaryOp.MUL, "4294967296", "4294967296");
    }

    @Test
    void divisionTruncatesAndTellsWhetherItIsExact() {
        gives("-3", BinaryOp.DIV, "-7", "2");
        gives("-1", BinaryOp.MOD, "-7", "3");
        fails(BinaryOp.DIV, "1", "0");
        fails(BinaryOp.MOD, "1", "0");
        assertEquals(new ConstantArithmetic.Result.Value(big("3"), false), ConstantArithmetic.integers(BinaryOp.DIV, big("7"), big("2")));
        assertEquals(new ConstantArithmetic.Result.Value(big("3"), true), ConstantArithmetic.integers(BinaryOp.DIV, big("6"), big("2")));
    }

    @Test
    void bitsAreThoseOfTheInfiniteTwosComplement() {
        gives("255", BinaryOp.BIT_AND, "-1", "255");
        gives("-1", BinaryOp.BIT_OR, "-1", "255");
        gives("9223372036854775808", BinaryOp.SHL, "1", "63");
        gives("-1", BinaryOp.SHR, "-1", "63");
        fails(BinaryOp.SHL, "1", "64");
        fails(BinaryOp.SHL, "1", "-1");
        fails(BinaryOp.SHL, "4", "63");
    }

    private static TExpr constant(String value, Type type) {
        return new TExpr.IntConst(big(value), type, Span.NONE);
    }

    private static void typed(String wanted, BinaryOp op, String a, String b, IntType type) {
        var result = ConstantArithmetic.typed(op, constant(a, type), constant(b, type), type, Span.NONE);
        assertEquals(constant(wanted, type), result.orElseThrow());
    }

    @Test
    void typedIntegersWrapAround() {
        typed("4", BinaryOp.ADD, "250", "10", IntType.U8);
        typed("-128", BinaryOp.ADD, "127", "1", IntType.I8);
        typed("18446744073709551615", BinaryOp.SUB, "0", "1", IntType.U64);
        typed("2", BinaryOp.SHL, "1", "9", IntType.U8);
        typed("-64", BinaryOp.SHR, "-128", "1", IntType.I8);
    }

    private static void isLeftAlone(String a, String b, IntType type) {
        assertTrue(ConstantArithmetic.typed(BinaryOp.DIV, constant(a, type), constant(b, type), type, Span.NONE).isEmpty());
    }

    @Test
    void whatWouldPanicIsNotFolded() {
        isLeftAlone("1", "0", IntType.I32);
        isLeftAlone("-128", "-1", IntType.I8);
        typed("0", BinaryOp.MOD, "-128", "-1", IntType.I8);
    }

    @Test
    void floatsAreRoundedToTheirType() {
        TExpr third = ConstantArithmetic.typed(BinaryOp.DIV, new TExpr.FloatConst(1, FloatType.F32, Span.NONE),
            new TExpr.FloatConst(3, FloatType.F32, Span.NONE), FloatType.F32, Span.NONE).orElseThrow();
        assertEquals(new TExpr.FloatConst(1f / 3f, FloatType.F32, Span.NONE), third);
    }
}
