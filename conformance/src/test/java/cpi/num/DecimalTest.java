package cpi.num;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Float text (L12.9).
class DecimalTest {
    @Test
    void textOfKnownValues() {
        assertEquals("3.0", Decimal.text(3.0));
        assertEquals("0.00001", Decimal.text(0.00001));
        assertEquals("1234567.5", Decimal.text(1234567.5));
        assertEquals("1000000000000000.0", Decimal.text(1e15));
        assertEquals("1e16", Decimal.text(1e16));
        assertEquals("2.5e-7", Decimal.text(2.5e-7));
        assertEquals("-0.0", Decimal.text(-0.0));
        assertEquals("-inf", Decimal.text(Double.NEGATIVE_INFINITY));
        assertEquals("nan", Decimal.text(Double.NaN));
        assertEquals("0.1", Decimal.text(0.1f));
    }

    @Test
    void oneDigitIsEnoughWhereItReadsBack() {
        assertEquals("5e-324", Decimal.text(Double.MIN_VALUE));
        assertEquals("2e-323", Decimal.text(2e-323));
        assertEquals("1e-45", Decimal.text(Float.MIN_VALUE));
        assertEquals("1e23", Decimal.text(1e23));
    }

    @Test
    void shortestDigitsReadBack() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            double d = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(d)) assertEquals(d, Double.parseDouble(Decimal.text(d)));
            float f = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(f)) assertEquals(f, Float.parseFloat(Decimal.text(f)));
        }
    }

    @Test
    void exactRoundingIsToEven() {
        assertEquals(new Decimal("2", 0), Decimal.fixed(2.5, 0));
        assertEquals(new Decimal("12", -1), Decimal.fixed(0.125, 2));
        assertEquals(new Decimal("0", 0), Decimal.fixed(0.04, 1));
        assertEquals(new Decimal("12", 5), Decimal.significant(125_000, 2));
        assertTrue(Decimal.fixed(0.1, 60).digits().startsWith("1000000000000000055511151231257827"));
    }
}
