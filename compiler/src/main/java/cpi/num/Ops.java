// The arithmetic of the language on integers and between number types, written once.
package cpi.num;

/// Integer arithmetic and numeric conversions (L4.7, L5.4-L5.7), shared by constant folding and the virtual machine, and the
/// reference that every other engine is tested against.
///
/// Integers of all types travel as 64-bit patterns in *normal form*: the value sign- or zero-extended from its low `bits`
/// (8, 16, 32 or 64) by its signedness. All methods take and give normal forms.
public final class Ops {
    private Ops() {}

    /// The normal form of the low bits of `value`: wraps around at the width of the type.
    public static long normalize(long value, int bits, boolean signed) {
        int unused = 64 - bits;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }

    public static long add(long a, long b, int bits, boolean signed) {
        return normalize(a + b, bits, signed);
    }

    public static long subtract(long a, long b, int bits, boolean signed) {
        return normalize(a - b, bits, signed);
    }

    public static long multiply(long a, long b, int bits, boolean signed) {
        return normalize(a * b, bits, signed);
    }

    public static long negate(long a, int bits, boolean signed) {
        return normalize(-a, bits, signed);
    }

    /// Whether `a / b` is MIN / −1, which panics with P06 (L5.5).
    public static boolean divisionOverflows(long a, long b, int bits, boolean signed) {
        return signed && b == -1 && a == Long.MIN_VALUE >> (64 - bits);
    }

    /// Division toward zero. The divisor is not 0, and [#divisionOverflows] is false.
    public static long divide(long a, long b, int bits, boolean signed) {
        return signed ? normalize(a / b, bits, true) : Long.divideUnsigned(a, b);
    }

    /// The remainder with the sign of `a`; MIN mod −1 is 0. The divisor is not 0.
    public static long remainder(long a, long b, boolean signed) {
        return signed ? a % b : Long.remainderUnsigned(a, b);
    }

    /// `a ~shl count`; the count is taken modulo the width (L5.6).
    public static long shiftLeft(long a, long count, int bits, boolean signed) {
        return normalize(a << (count & (bits - 1)), bits, signed);
    }

    /// `a ~shr count`: copies the sign bit of signed types, shifts zeros into unsigned ones.
    public static long shiftRight(long a, long count, int bits, boolean signed) {
        int n = (int) (count & (bits - 1));
        return signed ? a >> n : a >>> n;
    }

    /// Order of two values of one integer type: negative, 0 or positive.
    public static int compare(long a, long b, boolean signed) {
        return signed ? Long.compare(a, b) : Long.compareUnsigned(a, b);
    }

    /// Float to integer: toward zero, the nearest value of the type if out of range, 0 for NaN (L4.7b).
    public static long fromDouble(double value, int bits, boolean signed) {
        if (!signed) return unsignedFromDouble(value, bits);
        long wide = (long) value;
        long max = Long.MAX_VALUE >>> (64 - bits);
        return Math.min(Math.max(wide, -max - 1), max);
    }

    private static long unsignedFromDouble(double value, int bits) {
        if (!(value >= 1)) return 0;
        if (bits < 64) return Math.min((long) value, -1L >>> (64 - bits));
        if (value >= 0x1p64) return -1L;
        return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) + Long.MIN_VALUE;
    }

    /// Integer to f64: nearest, ties to even.
    public static double toDouble(long value, boolean signed) {
        if (signed || value >= 0) return value;
        return (double) (value >>> 1 | value & 1) * 2;
    }

    /// Integer to f32: nearest, ties to even, rounded once.
    public static float toFloat(long value, boolean signed) {
        if (signed || value >= 0) return value;
        return (float) (value >>> 1 | value & 1) * 2;
    }
}
