// LLVM types and constants of scalars.
package cpi.llvm;

import cpi.ir.Scalar;
import java.util.List;

/// How register types and their constants are written.
final class Scalars {
    private Scalars() {}

    static String type(Scalar scalar) {
        return switch (scalar) {
            case I8, U8 -> "i8";
            case I16, U16 -> "i16";
            case I32, U32 -> "i32";
            case I64, U64 -> "i64";
            case F32 -> "float";
            case F64 -> "double";
            case PTR -> "ptr";
        };
    }

    /// The type of the integer with the same bits.
    static String integer(Scalar scalar) {
        return "i" + 8 * scalar.bytes();
    }

    /// The type of a result of so many scalars.
    static String result(List<Scalar> results) {
        return switch (results.size()) {
            case 0 -> "void";
            case 1 -> type(results.getFirst());
            default -> "{ " + type(results.get(0)) + ", " + type(results.get(1)) + " }";
        };
    }

    static String zero(Scalar scalar) {
        return switch (scalar) {
            case I8, I16, I32, I64, U8, U16, U32, U64 -> "0";
            case F32, F64 -> "0.0";
            case PTR -> "null";
        };
    }

    static String constant(Scalar scalar, long bits) {
        return switch (scalar) {
            case I8, I16, I32, I64, U64 -> Long.toString(bits);
            case U8 -> Byte.toString((byte) bits);
            case U16 -> Short.toString((short) bits);
            case U32 -> Integer.toString((int) bits);
            case F64 -> "0x" + String.format("%016X", bits);
            case F32 -> single((int) bits);
            case PTR -> bits == 0 ? "null" : "inttoptr (i64 " + bits + " to ptr)";
        };
    }

    /// LLVM writes floats as the double with the same value, which would lose the bits of some NaNs.
    private static String single(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isNaN(value)) return "bitcast (i32 " + bits + " to float)";
        return "0x" + String.format("%016X", Double.doubleToRawLongBits(value));
    }
}
