// The instructions of x86-64 as bytes.
package cpi.x64;

import cpi.diag.Bug;
import cpi.elf.Bytes;

/// Encodes instructions (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2). Registers are numbers from 0 to 15;
/// an operand in memory is a base register with a displacement, or, with [#RIP], something relative to the next instruction, whose
/// displacement the caller fills in later (see [#lastDisplacement]).
///
/// `size` is that of the operation in bytes. Operations of 4 bytes set the upper half of their target to 0.
final class Asm {
    static final int RAX = 0;
    static final int RCX = 1;
    static final int RDX = 2;
    static final int RBX = 3;
    static final int RSP = 4;
    static final int RBP = 5;
    static final int RSI = 6;
    static final int RDI = 7;
    static final int R8 = 8;
    static final int R9 = 9;
    static final int R10 = 10;
    static final int R11 = 11;
    /// As a base: the address of the next instruction.
    static final int RIP = -1;

    private static final int OPERAND_SIZE = 0x66;
    private static final int REX = 0x40;
    private static final int TWO_BYTES = 0x0F00;

    final Bytes out;
    private int lastDisplacement;

    Asm(Bytes out) {
        this.out = out;
    }

    /// Offset of the next instruction.
    int here() {
        return out.size();
    }

    /// Where the displacement of the last operand relative to [#RIP] stands.
    int lastDisplacement() {
        return lastDisplacement;
    }

    // --- encoding

    /// @param prefix mandatory prefix, or 0
    /// @param opcode one byte, or two with [#TWO_BYTES]
    /// @param bytesOf whether register operands of one byte are among the operands, so that 4 to 7 need a prefix
    private void head(int prefix, boolean wide, int opcode, int reg, int rm, boolean bytesOf) {
        if (prefix != 0) out.u8(prefix);
        int rex = (wide ? 8 : 0) | (reg >> 3 & 1) << 2 | (rm >= 0 ? rm >> 3 & 1 : 0);
        if (rex != 0 || bytesOf) out.u8(REX | rex);
        if (opcode >= TWO_BYTES) out.u8(0x0F);
        out.u8(opcode);
    }

    private void rr(int prefix, boolean wide, int opcode, int reg, int rm, boolean bytesOf) {
        head(prefix, wide, opcode, reg, rm, bytesOf);
        out.u8(0xC0 | (reg & 7) << 3 | rm & 7);
    }

    /// @param behind bytes of the instruction that follow the displacement
    private void rm(int prefix, boolean wide, int opcode, int reg, int base, long displacement, boolean bytesOf) {
        head(prefix, wide, opcode, reg, base, bytesOf);
        int middle = (reg & 7) << 3;
        if (base == RIP) {
            out.u8(middle | 5);
            lastDisplacement = out.size();
            out.u32((int) displacement);
            return;
        }
        int low = base & 7;
        boolean isShort = displacement == (byte) displacement;
        boolean isNone = displacement == 0 && low != RBP;
        out.u8((isNone ? 0 : isShort ? 0x40 : 0x80) | middle | low);
        if (low == RSP) out.u8(0x24);
        if (isNone) return;
        if (isShort) out.u8((int) displacement);
        else out.u32((int) displacement);
    }

    private static int prefix(int size) {
        return size == 2 ? OPERAND_SIZE : 0;
    }

    private static boolean isByte(int size, int a, int b) {
        return size == 1 && (a >= RSP && a <= RDI || b >= RSP && b <= RDI);
    }

    // --- moves

    void mov(int to, int from) {
        if (to != from) rr(0, true, 0x89, from, to, false);
    }

    /// The lower half; the upper one becomes 0.
    void mov32(int to, int from) {
        rr(0, false, 0x89, from, to, false);
    }

    /// A constant, in the shortest form.
    void constant(int to, long value) {
        if (value == 0) {
            rr(0, false, 0x31, to, to, false);
        } else if (value == (value & 0xFFFF_FFFFL)) {
            head(0, false, 0xB8 | to & 7, 0, to, false);
            out.u32((int) value);
        } else if (value == (int) value) {
            rr(0, true, 0xC7, 0, to, false);
            out.u32((int) value);
        } else {
            head(0, true, 0xB8 | to & 7, 0, to, false);
            out.u64(value);
        }
    }

    /// Reads so many bytes, extended to 64 bits.
    void load(int to, int base, long displacement, int size, boolean signed) {
        switch (size) {
            case 1 -> rm(0, signed, TWO_BYTES | (signed ? 0xBE : 0xB6), to, base, displacement, false);
            case 2 -> rm(0, signed, TWO_BYTES | (signed ? 0xBF : 0xB7), to, base, displacement, false);
            case 4 -> rm(0, signed, signed ? 0x63 : 0x8B, to, base, displacement, false);
            default -> rm(0, true, 0x8B, to, base, displacement, false);
        }
    }

    void store(int base, long displacement, int from, int size) {
        rm(prefix(size), size == 8, size == 1 ? 0x88 : 0x89, from, base, displacement, size == 1 && from >= RSP && from <= RDI);
    }

    /// Whether a constant can be stored without a register.
    static boolean isImmediate(long value) {
        return value == (int) value;
    }

    void storeConstant(int base, long displacement, long value, int size) {
        rm(prefix(size), size == 8, size == 1 ? 0xC6 : 0xC7, 0, base, displacement, false);
        immediate(value, size);
    }

    private void immediate(long value, int size) {
        switch (size) {
            case 1 -> out.u8((int) value);
            case 2 -> out.u16((int) value);
            default -> out.u32((int) value);
        }
    }

    /// `to = from` cut to `size` bytes and extended.
    void extend(int to, int from, int size, boolean signed) {
        switch (size) {
            case 1 -> rr(0, signed, TWO_BYTES | (signed ? 0xBE : 0xB6), to, from, from >= RSP && from <= RDI);
            case 2 -> rr(0, signed, TWO_BYTES | (signed ? 0xBF : 0xB7), to, from, false);
            case 4 -> {
                if (signed) rr(0, true, 0x63, to, from, false);
                else mov32(to, from);
            }
            default -> mov(to, from);
        }
    }

    void lea(int to, int base, long displacement) {
        rm(0, true, 0x8D, to, base, displacement, false);
    }

    /// `to = base + index * scale + displacement`, scale 1, 2, 4 or 8; the index is not `rsp`.
    void leaScaled(int to, int base, int index, int scale) {
        out.u8(REX | 8 | (to >> 3 & 1) << 2 | (index >> 3 & 1) << 1 | base >> 3 & 1);
        out.u8(0x8D);
        boolean needsDisplacement = (base & 7) == RBP;
        out.u8((needsDisplacement ? 0x40 : 0) | (to & 7) << 3 | 4);
        out.u8(Integer.numberOfTrailingZeros(scale) << 6 | (index & 7) << 3 | base & 7);
        if (needsDisplacement) out.u8(0);
    }

    /// The beginning of this thread's local variables.
    void threadPointer(int to) {
        out.u8(0x64);
        head(0, true, 0x8B, to, 0, false);
        out.u8((to & 7) << 3 | 4);
        out.u8(0x25);
        out.u32(0);
    }

    /// Adds a constant of 32 bits that is filled in later; gives its place.
    int addLater(int to) {
        rr(0, true, 0x81, Alu.ADD.ordinal(), to, false);
        out.u32(0);
        return out.size() - 4;
    }

    static final int SUB_LENGTH = 7;

    /// Subtracts a constant of 32 bits that is filled in later, in [#SUB_LENGTH] bytes; gives its place.
    int subLater(int to) {
        rr(0, true, 0x81, Alu.SUB.ordinal(), to, false);
        out.u32(0);
        return out.size() - 4;
    }

    /// Overwrites instructions by a jump.
    void replaceByJump(int at, int length, int target) {
        out.set8(at, 0xE9);
        out.set32(at + 1, target - at - 5);
        for (int i = 5; i < length; i++) out.set8(at + i, 0x90);
    }

    // --- integer arithmetic

    /// The operations of two operands, with the number that their encodings have in common.
    enum Alu { ADD, OR, ADC, SBB, AND, SUB, XOR, CMP }

    void alu(Alu op, int size, int to, int from) {
        int opcode = op.ordinal() << 3 | (size == 1 ? 0 : 1);
        rr(prefix(size), size == 8, opcode, from, to, isByte(size, from, to));
    }

    void alu(Alu op, int size, int to, int base, long displacement) {
        int opcode = op.ordinal() << 3 | (size == 1 ? 2 : 3);
        rm(prefix(size), size == 8, opcode, to, base, displacement, size == 1 && to >= RSP && to <= RDI);
    }

    /// With a constant of at most 32 bits.
    void aluConstant(Alu op, int size, int to, long value) {
        boolean isShort = value == (byte) value;
        int opcode = size == 1 ? 0x80 : isShort ? 0x83 : 0x81;
        rr(prefix(size), size == 8, opcode, op.ordinal(), to, isByte(size, 0, to));
        if (isShort || size == 1) out.u8((int) value);
        else immediate(value, size);
    }

    /// Compares a number in memory with a constant.
    void compareConstant(int size, int base, long displacement, long value) {
        boolean isShort = value == (byte) value;
        int opcode = size == 1 ? 0x80 : isShort ? 0x83 : 0x81;
        rm(prefix(size), size == 8, opcode, Alu.CMP.ordinal(), base, displacement, false);
        if (isShort || size == 1) out.u8((int) value);
        else immediate(value, size);
    }

    void test(int size, int a, int b) {
        rr(prefix(size), size == 8, size == 1 ? 0x84 : 0x85, b, a, isByte(size, a, b));
    }

    void multiply(int to, int from) {
        rr(0, true, TWO_BYTES | 0xAF, to, from, false);
    }

    void multiplyConstant(int to, int from, int value) {
        boolean isShort = value == (byte) value;
        rr(0, true, isShort ? 0x6B : 0x69, to, from, false);
        if (isShort) out.u8(value);
        else out.u32(value);
    }

    /// Operations of one operand, by the number in their encoding.
    enum Unary { NOT(2), NEG(3), MUL(4), DIV(6), IDIV(7);

        private final int number;

        Unary(int number) {
            this.number = number;
        }
    }

    void unary(Unary op, int size, int operand) {
        rr(prefix(size), size == 8, size == 1 ? 0xF6 : 0xF7, op.number, operand, isByte(size, 0, operand));
    }

    /// Extends `eax` or `rax` by its sign into `edx` or `rdx`.
    void extendAccumulator(int size) {
        if (size == 8) out.u8(REX | 8);
        out.u8(0x99);
    }

    enum Shift { LEFT(4), RIGHT(5), RIGHT_SIGNED(7);

        private final int number;

        Shift(int number) {
            this.number = number;
        }
    }

    /// By `cl`.
    void shift(Shift op, int size, int operand) {
        rr(prefix(size), size == 8, size == 1 ? 0xD2 : 0xD3, op.number, operand, isByte(size, 0, operand));
    }

    void shiftConstant(Shift op, int size, int operand, int count) {
        rr(prefix(size), size == 8, size == 1 ? 0xC0 : 0xC1, op.number, operand, isByte(size, 0, operand));
        out.u8(count);
    }

    // --- conditions and jumps

    /// Conditions, in the order of their encodings.
    enum Condition {
        OVERFLOW, NO_OVERFLOW, BELOW, ABOVE_OR_EQUAL, EQUAL, NOT_EQUAL, BELOW_OR_EQUAL, ABOVE, SIGN, NO_SIGN, PARITY, NO_PARITY, LESS,
        GREATER_OR_EQUAL, LESS_OR_EQUAL, GREATER;

        private static final Condition[] ALL = values();

        Condition negated() {
            return ALL[ordinal() ^ 1];
        }
    }

    /// 0 or 1 in the lowest byte; the others stay.
    void set(Condition condition, int to) {
        rr(0, false, TWO_BYTES | 0x90 | condition.ordinal(), 0, to, to >= RSP && to <= RDI);
    }

    void moveIf(Condition condition, int to, int from) {
        rr(0, true, TWO_BYTES | 0x40 | condition.ordinal(), to, from, false);
    }

    /// Gives the place of the displacement, which counts from its end.
    int jump(Condition condition) {
        out.u8(0x0F);
        out.u8(0x80 | condition.ordinal());
        out.u32(0);
        return out.size() - 4;
    }

    int jump() {
        out.u8(0xE9);
        out.u32(0);
        return out.size() - 4;
    }

    /// A jump of at most 127 bytes; gives the place of the displacement.
    int jumpShort(Condition condition) {
        out.u8(0x70 | condition.ordinal());
        out.u8(0);
        return out.size() - 1;
    }

    int jumpShort() {
        out.u8(0xEB);
        out.u8(0);
        return out.size() - 1;
    }

    /// Lets a jump made by [#jumpShort] lead here.
    void landShort(int displacement) {
        int distance = out.size() - displacement - 1;
        if (distance != (byte) distance) throw new Bug("a short jump is too long");
        out.set8(displacement, distance);
    }

    /// Lets a jump or call at `displacement` lead to `target`.
    void land(int displacement, int target) {
        out.set32(displacement, target - displacement - 4);
    }

    /// Gives the place of the displacement.
    int call() {
        out.u8(0xE8);
        out.u32(0);
        return out.size() - 4;
    }

    void callRegister(int target) {
        rr(0, false, 0xFF, 2, target, false);
    }

    void push(int register) {
        head(0, false, 0x50 | register & 7, 0, register, false);
    }

    void leave() {
        out.u8(0xC9);
    }

    void ret() {
        out.u8(0xC3);
    }

    /// An instruction that faults, for places that are never reached.
    void trap() {
        out.u8(0x0F);
        out.u8(0x0B);
    }

    /// Fills up to the next multiple of 16.
    void pad() {
        while ((out.size() & 15) != 0) out.u8(0xCC);
    }

    // --- blocks of memory

    /// Copies `rcx` words or bytes from `rsi` to `rdi`.
    void repeatMove(boolean words) {
        out.u8(0xF3);
        if (words) out.u8(REX | 8);
        out.u8(words ? 0xA5 : 0xA4);
    }

    /// Sets `rcx` words or bytes at `rdi` to `rax` or `al`.
    void repeatStore(boolean words) {
        out.u8(0xF3);
        if (words) out.u8(REX | 8);
        out.u8(words ? 0xAB : 0xAA);
    }

    // --- atomic operations

    void exchange(int base, long displacement, int with, int size) {
        rm(prefix(size), size == 8, size == 1 ? 0x86 : 0x87, with, base, displacement, size == 1);
    }

    void lockedAdd(int base, long displacement, int register, int size) {
        out.u8(0xF0);
        rm(prefix(size), size == 8, TWO_BYTES | (size == 1 ? 0xC0 : 0xC1), register, base, displacement, size == 1);
    }

    /// If the memory equals `rax` it gets `register`; tells by the condition EQUAL.
    void lockedCompareExchange(int base, long displacement, int register, int size) {
        out.u8(0xF0);
        rm(prefix(size), size == 8, TWO_BYTES | (size == 1 ? 0xB0 : 0xB1), register, base, displacement, size == 1);
    }

    void fence() {
        out.u8(0x0F);
        out.u8(0xAE);
        out.u8(0xF0);
    }

    /// Touches the memory at `rsp`.
    void probe() {
        rm(0, true, 0x83, Alu.OR.ordinal(), RSP, 0, false);
        out.u8(0);
    }

    // --- floats

    private static int scalar(int size) {
        return size == 8 ? 0xF2 : 0xF3;
    }

    void moveFloat(int to, int from) {
        if (to != from) rr(0, false, TWO_BYTES | 0x28, to, from, false);
    }

    void loadFloat(int to, int base, long displacement, int size) {
        rm(scalar(size), false, TWO_BYTES | 0x10, to, base, displacement, false);
    }

    void storeFloat(int base, long displacement, int from, int size) {
        rm(scalar(size), false, TWO_BYTES | 0x11, from, base, displacement, false);
    }

    /// 16 bytes of memory, at any address.
    void loadVector(int to, int base, long displacement) {
        rm(0, false, TWO_BYTES | 0x10, to, base, displacement, false);
    }

    void storeVector(int base, long displacement, int from) {
        rm(0, false, TWO_BYTES | 0x11, from, base, displacement, false);
    }

    void zeroFloat(int register) {
        xorFloats(register, register);
    }

    /// Bits of a general register into one for floats.
    void toFloatBits(int to, int from, int size) {
        rr(OPERAND_SIZE, size == 8, TWO_BYTES | 0x6E, to, from, false);
    }

    void fromFloatBits(int to, int from, int size) {
        rr(OPERAND_SIZE, size == 8, TWO_BYTES | 0x7E, from, to, false);
    }

    enum FloatOp { ADD(0x58), MUL(0x59), SUB(0x5C), DIV(0x5E), SQRT(0x51);

        private final int opcode;

        FloatOp(int opcode) {
            this.opcode = opcode;
        }
    }

    void floatOp(FloatOp op, int size, int to, int from) {
        rr(scalar(size), false, TWO_BYTES | op.opcode, to, from, false);
    }

    /// Sets the conditions as an unsigned comparison does; PARITY if one of them is a NaN.
    void compareFloats(int size, int a, int b) {
        rr(size == 8 ? OPERAND_SIZE : 0, false, TWO_BYTES | 0x2E, a, b, false);
    }

    void xorFloats(int to, int from) {
        rr(0, false, TWO_BYTES | 0x57, to, from, false);
    }

    /// A signed 64-bit integer as a float.
    void fromInteger(int to, int from, int size) {
        rr(scalar(size), true, TWO_BYTES | 0x2A, to, from, false);
    }

    /// A float, cut, as a signed 64-bit integer; the lowest integer if it does not fit.
    void toInteger(int to, int from, int size) {
        rr(scalar(size), true, TWO_BYTES | 0x2C, to, from, false);
    }

    /// From a float of `size` bytes to one of the other size.
    void convertFloat(int to, int from, int size) {
        rr(scalar(size), false, TWO_BYTES | 0x5A, to, from, false);
    }
}
