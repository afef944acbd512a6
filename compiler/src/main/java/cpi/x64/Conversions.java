// Numbers as numbers of other types.
package cpi.x64;

import cpi.ir.Inst;
import cpi.ir.Scalar;

/// Writes conversions (L4.7): integers wrap or are extended, floats are cut and saturate, NaN gives 0.
final class Conversions {
    /// The first number that is too large for an `i64`.
    private static final double TWO_TO_63 = 0x1p63;

    private final FunctionCode f;
    private final Asm asm;
    private final Values values;

    Conversions(FunctionCode f) {
        this.f = f;
        this.asm = f.asm;
        this.values = f.values;
    }

    void convert(Inst.Convert i) {
        if (i.from().isFloat() && i.to().isFloat()) betweenFloats(i);
        else if (i.from().isFloat()) toInteger(i);
        else if (i.to().isFloat()) toFloat(i);
        else resize(i);
    }

    private void resize(Inst.Convert i) {
        int target = values.target(Asm.RAX);
        int from = values.use(i.a(), Asm.RAX);
        if (i.to().bytes() == 8) asm.mov(target, from);
        else asm.extend(target, from, i.to().bytes(), i.to().isSigned());
        values.set(i.dst(), target);
    }

    private void betweenFloats(Inst.Convert i) {
        int target = values.target(0);
        int from = values.useFloat(i.a(), 0);
        if (i.from() == i.to()) asm.moveFloat(target, from);
        else asm.convertFloat(target, from, i.from().bytes());
        values.set(i.dst(), target);
    }

    private void toFloat(Inst.Convert i) {
        int target = values.target(0);
        int size = i.to().bytes();
        if (i.from() != Scalar.U64) {
            asm.fromInteger(target, values.use(i.a(), Asm.RAX), size);
            values.set(i.dst(), target);
            return;
        }
        values.load(Asm.RAX, i.a());
        asm.test(8, Asm.RAX, Asm.RAX);
        int large = asm.jumpShort(Asm.Condition.SIGN);
        asm.fromInteger(target, Asm.RAX, size);
        int done = asm.jumpShort();
        asm.landShort(large);
        // Half of it, with the lowest bit kept for rounding, and that twice.
        asm.mov(Asm.RCX, Asm.RAX);
        asm.shiftConstant(Asm.Shift.RIGHT, 8, Asm.RAX, 1);
        asm.aluConstant(Asm.Alu.AND, 4, Asm.RCX, 1);
        asm.alu(Asm.Alu.OR, 8, Asm.RAX, Asm.RCX);
        asm.fromInteger(target, Asm.RAX, size);
        asm.floatOp(Asm.FloatOp.ADD, size, target, target);
        asm.landShort(done);
        values.set(i.dst(), target);
    }

    private void toInteger(Inst.Convert i) {
        int size = i.from().bytes();
        int from = values.useFloat(i.a(), 0);
        if (i.to() == Scalar.U64) toUnsigned(from, size);
        else toSigned(from, size);
        if (i.to().bytes() < 8) clamp(i.to());
        int target = values.target(Asm.RAX);
        asm.mov(target, Asm.RAX);
        values.set(i.dst(), target);
    }

    /// `rax` becomes the nearest `i64`.
    private void toSigned(int from, int size) {
        asm.toInteger(Asm.RAX, from, size);
        // The lowest integer may stand for something that does not fit; subtracting 1 from it, and only from it, overflows.
        asm.aluConstant(Asm.Alu.CMP, 8, Asm.RAX, 1);
        int done = asm.jumpShort(Asm.Condition.NO_OVERFLOW);
        asm.zeroFloat(1);
        asm.compareFloats(size, from, 1);
        int isNaN = asm.jumpShort(Asm.Condition.PARITY);
        int isNegative = asm.jumpShort(Asm.Condition.BELOW);
        asm.constant(Asm.RAX, Long.MAX_VALUE);
        int skip = asm.jumpShort();
        asm.landShort(isNaN);
        asm.constant(Asm.RAX, 0);
        asm.landShort(skip);
        asm.landShort(isNegative);
        asm.landShort(done);
    }

    /// `rax` becomes the nearest `u64`.
    private void toUnsigned(int from, int size) {
        asm.zeroFloat(1);
        asm.constant(Asm.RAX, 0);
        asm.compareFloats(size, from, 1);
        // Also for NaN.
        int done = asm.jumpShort(Asm.Condition.BELOW_OR_EQUAL);
        asm.constant(Asm.RCX, size == 8 ? Double.doubleToRawLongBits(TWO_TO_63) : Float.floatToRawIntBits((float) TWO_TO_63));
        asm.toFloatBits(1, Asm.RCX, size);
        asm.compareFloats(size, from, 1);
        int large = asm.jumpShort(Asm.Condition.ABOVE_OR_EQUAL);
        asm.toInteger(Asm.RAX, from, size);
        int small = asm.jumpShort();
        asm.landShort(large);
        asm.moveFloat(2, from);
        asm.floatOp(Asm.FloatOp.SUB, size, 2, 1);
        asm.toInteger(Asm.RAX, 2, size);
        asm.constant(Asm.RCX, -1);
        asm.test(8, Asm.RAX, Asm.RAX);
        int isTooLarge = asm.jumpShort(Asm.Condition.SIGN);
        asm.constant(Asm.RCX, Long.MIN_VALUE);
        asm.alu(Asm.Alu.OR, 8, Asm.RCX, Asm.RAX);
        asm.landShort(isTooLarge);
        asm.mov(Asm.RAX, Asm.RCX);
        asm.landShort(small);
        asm.landShort(done);
    }

    /// Brings `rax` into the range of a narrow type.
    private void clamp(Scalar type) {
        int bits = 8 * type.bytes();
        long high = type.isSigned() ? (1L << bits - 1) - 1 : (1L << bits) - 1;
        long low = type.isSigned() ? -(1L << bits - 1) : 0;
        asm.constant(Asm.RCX, high);
        asm.alu(Asm.Alu.CMP, 8, Asm.RAX, Asm.RCX);
        asm.moveIf(Asm.Condition.GREATER, Asm.RAX, Asm.RCX);
        asm.constant(Asm.RCX, low);
        asm.alu(Asm.Alu.CMP, 8, Asm.RAX, Asm.RCX);
        asm.moveIf(Asm.Condition.LESS, Asm.RAX, Asm.RCX);
    }

    /// The low bits of a register as those of another type.
    void bits(Inst.Bits i) {
        if (i.to().isFloat()) {
            int target = values.target(0);
            if (f.type(i.a()).isFloat()) {
                values.loadFloat(target, i.a());
            } else {
                asm.toFloatBits(target, values.use(i.a(), Asm.RAX), i.to().bytes());
            }
            values.set(i.dst(), target);
            return;
        }
        int target = values.target(Asm.RAX);
        values.load(target, i.a());
        if (i.to().bytes() < 8) asm.extend(target, target, i.to().bytes(), i.to().isSigned());
        values.set(i.dst(), target);
    }
}
