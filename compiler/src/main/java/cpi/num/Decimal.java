// Floating point numbers and their decimal digits.
package cpi.num;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// The decimal digits of a finite float without its sign: the value is `d.ddd… · 10^exponent`.
///
/// @param digits at least one; the first and the last are not `0`, except for zero, which is `0` with exponent 0
public record Decimal(String digits, int exponent) {
    private static final int MIN_POSITIONAL = -5;
    private static final int END_POSITIONAL = 16;

    /// The shortest digits that read back as the same f64; of two equally short the nearer, of two equally near the even
    /// (L12.9).
    public static Decimal shortest(double value) {
        double v = Math.abs(value);
        Decimal found = of(new BigDecimal(Double.toString(v)));
        if (found.digits.length() != 2) return found;
        // Double.toString never gives fewer than two digits where two of them are nearer than one.
        return found.oneDigit(new BigDecimal(v), text -> Double.parseDouble(text) == v);
    }

    /// The same for an f32.
    public static Decimal shortest(float value) {
        float v = Math.abs(value);
        Decimal found = of(new BigDecimal(Float.toString(v)));
        if (found.digits.length() != 2) return found;
        return found.oneDigit(new BigDecimal(v), text -> Float.parseFloat(text) == v);
    }

    /// The exact value rounded to `places` digits after the decimal point, ties to even.
    public static Decimal fixed(double value, int places) {
        return of(new BigDecimal(Math.abs(value)).setScale(places, RoundingMode.HALF_EVEN));
    }

    /// The exact value rounded to `count` significant digits, ties to even.
    public static Decimal significant(double value, int count) {
        return of(new BigDecimal(Math.abs(value)).round(new MathContext(count, RoundingMode.HALF_EVEN)));
    }

    /// The text of an f64 in the form of L12.9.
    public static String text(double value) {
        if (Double.isNaN(value)) return "nan";
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        return sign + (Double.isInfinite(value) ? "inf" : shortest(value).text());
    }

    /// The text of an f32 in the form of L12.9.
    public static String text(float value) {
        if (Float.isNaN(value)) return "nan";
        String sign = Float.floatToRawIntBits(value) < 0 ? "-" : "";
        return sign + (Float.isInfinite(value) ? "inf" : shortest(value).text());
    }

    /// The f64 nearest to a number written as in L1.6 (digits, `_`, at most one `.`, exponent), ties to even; infinity if it is
    /// too large.
    public static double parse(String text) {
        return Double.parseDouble(text.replace("_", ""));
    }

    /// Positional or with exponent, as L12.9 says, without sign.
    public String text() {
        if (exponent < MIN_POSITIONAL || exponent >= END_POSITIONAL) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return digits.charAt(0) + fraction + "e" + exponent;
        }
        if (exponent < 0) return "0." + "0".repeat(-exponent - 1) + digits;
        if (digits.length() <= exponent + 1) return digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    private static Decimal of(BigDecimal value) {
        if (value.signum() == 0) return new Decimal("0", 0);
        BigDecimal stripped = value.stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        return new Decimal(digits, digits.length() - 1 - stripped.scale());
    }

    private interface ReadsBack {
        boolean test(String text);
    }

    /// This two-digit number, or the one-digit number nearest to `exact` among those that read back.
    private Decimal oneDigit(BigDecimal exact, ReadsBack readsBack) {
        BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(exponent);
        BigDecimal low = unit.multiply(BigDecimal.valueOf(digits.charAt(0) - '0'));
        BigDecimal high = low.add(unit);
        boolean lowReads = readsBack.test(low.toString());
        boolean highReads = readsBack.test(high.toString());
        if (!lowReads && !highReads) return this;
        if (lowReads && highReads) {
            int order = exact.subtract(low).compareTo(high.subtract(exact));
            boolean lowIsEven = (digits.charAt(0) & 1) == 0;
            return of(order < 0 || order == 0 && lowIsEven ? low : high);
        }
        return of(lowReads ? low : high);
    }
}
