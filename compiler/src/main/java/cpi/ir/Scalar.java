package cpi.ir;

/// The types of registers. A register holds 64 bits: integers sign- or zero-extended to them, `F32` and `F64` as their raw
/// bits (`F32` zero-extended), `PTR` the address of data or of a function. A `bool` is a `U8`, and any
/// value but 0 is true; a `Thread!(R)` is an `I64`.
public enum Scalar {
    I8(1), I16(2), I32(4), I64(8), U8(1), U16(2), U32(4), U64(8), F32(4), F64(8), PTR(8);

    private final int bytes;

    Scalar(int bytes) {
        this.bytes = bytes;
    }

    /// Size in memory.
    public int bytes() {
        return bytes;
    }

    public boolean isFloat() {
        return switch (this) {
            case F32, F64 -> true;
            case I8, I16, I32, I64, U8, U16, U32, U64, PTR -> false;
        };
    }

    public boolean isSigned() {
        return switch (this) {
            case I8, I16, I32, I64 -> true;
            case U8, U16, U32, U64, PTR, F32, F64 -> false;
        };
    }

    /// The low bits of a number as a register of this type holds them.
    public long normalize(long bits) {
        return switch (this) {
            case I8 -> (byte) bits;
            case I16 -> (short) bits;
            case I32 -> (int) bits;
            case U8 -> bits & 0xFF;
            case U16 -> bits & 0xFFFF;
            case U32, F32 -> bits & 0xFFFF_FFFFL;
            case I64, U64, F64, PTR -> bits;
        };
    }

    /// As in the text form: `i32`, `ptr`.
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
