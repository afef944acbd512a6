package cpi.types;

import java.math.BigInteger;

/// The integer types `i8 … i64`, `u8 … u64` (L3.1).
public enum IntType implements Type {
    I8(8, true), I16(16, true), I32(32, true), I64(64, true),
    U8(8, false), U16(16, false), U32(32, false), U64(64, false);

    private final int bits;
    private final boolean signed;
    private final BigInteger min;
    private final BigInteger max;

    IntType(int bits, boolean signed) {
        this.bits = bits;
        this.signed = signed;
        this.min = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        this.max = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    public int bits() {
        return bits;
    }

    public int bytes() {
        return bits / 8;
    }

    public boolean signed() {
        return signed;
    }

    public BigInteger min() {
        return min;
    }

    public BigInteger max() {
        return max;
    }

    public boolean contains(BigInteger value) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    /// The 64-bit pattern of a value of this type: sign- or zero-extended from its low bits.
    public long normalize(long value) {
        return switch (this) {
            case I8 -> (byte) value;
            case I16 -> (short) value;
            case I32 -> (int) value;
            case I64, U64 -> value;
            case U8 -> value & 0xFF;
            case U16 -> value & 0xFFFF;
            case U32 -> value & 0xFFFF_FFFFL;
        };
    }

    /// The value of a bit pattern.
    public BigInteger value(long bits) {
        long normal = normalize(bits);
        BigInteger value = BigInteger.valueOf(normal);
        return normal < 0 && !signed ? value.add(BigInteger.ONE.shiftLeft(64)) : value;
    }

    @Override
    public String toString() {
        return (signed ? "i" : "u") + bits;
    }
}
