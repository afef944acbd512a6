package cpi.num;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Integer arithmetic against exact arithmetic, on all widths, with many edge values.
class OpsTest {
    private static final int[] WIDTHS = {8, 16, 32, 64};
    private final Random random = new Random(1);

    private long value(int bits, boolean signed) {
        long v = switch (random.nextInt(5)) {
            case 0 -> random.nextInt(5) - 2;
            case 1 -> Long.MIN_VALUE >> random.nextInt(64);
            case 2 -> Long.MAX_VALUE >>> random.nextInt(64);
            default -> random.nextLong();
        };
        return Ops.normalize(v, bits, signed);
    }

    private static BigInteger exact(long v, boolean signed) {
        return signed || v >= 0 ? BigInteger.valueOf(v) : BigInteger.valueOf(v).add(BigInteger.ONE.shiftLeft(64));
    }

    private static long wrap(BigInteger v, int bits, boolean signed) {
        return Ops.normalize(v.longValue(), bits, signed);
    }

    @Test
    void integersAgreeWithExactArithmetic() {
        for (int i = 0; i < 20_000; i++) {
            int bits = WIDTHS[random.nextInt(4)];
            boolean signed = random.nextBoolean();
            long a = value(bits, signed);
            long b = value(bits, signed);
            BigInteger x = exact(a, signed);
            BigInteger y = exact(b, signed);
            assertEquals(wrap(x.add(y), bits, signed), Ops.add(a, b, bits, signed));
            assertEquals(wrap(x.subtract(y), bits, signed), Ops.subtract(a, b, bits, signed));
            assertEquals(wrap(x.multiply(y), bits, signed), Ops.multiply(a, b, bits, signed));
            assertEquals(Integer.signum(x.compareTo(y)), Integer.signum(Ops.compare(a, b, signed)));
            int count = (int) (b & (bits - 1));
            assertEquals(wrap(x.shiftLeft(count), bits, signed), Ops.shiftLeft(a, b, bits, signed));
            assertEquals(wrap(x.shiftRight(count), bits, signed), Ops.shiftRight(a, b, bits, signed));
            if (b == 0) continue;
            boolean overflow = wrap(x.divide(y), bits, signed) != x.divide(y).longValue() || signed && x.divide(y).bitLength() > bits - 1;
            assertEquals(overflow, Ops.divisionOverflows(a, b, bits, signed));
            if (!overflow) assertEquals(wrap(x.divide(y), bits, signed), Ops.divide(a, b, bits, signed));
            assertEquals(wrap(x.remainder(y), bits, signed), Ops.remainder(a, b, signed));
        }
    }

    @Test
    void floatsBecomeTheNearestInteger() {
        for (int i = 0; i < 20_000; i++) {
            int bits = WIDTHS[random.nextInt(4)];
            boolean signed = random.nextBoolean();
            double v = random.nextBoolean() ? random.nextGaussian() * Math.pow(2, random.nextInt(70)) : value(64, true) * 0.5;
            BigInteger whole = new BigDecimal(v).setScale(0, RoundingMode.DOWN).toBigInteger();
            BigInteger max = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
            BigInteger min = signed ? max.negate().subtract(BigInteger.ONE) : BigInteger.ZERO;
            assertEquals(whole.max(min).min(max).longValue(), Ops.fromDouble(v, bits, signed), "of " + v);
        }
        assertEquals(0, Ops.fromDouble(Double.NaN, 64, false));
        assertEquals(-1L, Ops.fromDouble(Double.POSITIVE_INFINITY, 64, false));
    }

    @Test
    void integersBecomeTheNearestFloat() {
        for (int i = 0; i < 20_000; i++) {
            boolean signed = random.nextBoolean();
            long v = value(64, signed);
            assertEquals(exact(v, signed).doubleValue(), Ops.toDouble(v, signed));
            assertEquals(exact(v, signed).floatValue(), Ops.toFloat(v, signed));
        }
    }
}
