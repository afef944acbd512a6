package cpi.x64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.elf.Bytes;
import cpi.x64.Asm.Alu;
import cpi.x64.Asm.Condition;
import cpi.x64.Asm.FloatOp;
import cpi.x64.Asm.Shift;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Instructions have the bytes that `objdump` reads as the same instructions; chosen are the forms whose encodings differ: registers from
/// 8 on, bases that need a displacement or a SIB byte, bytes of `rsi` and `rdi`, short and long constants.
class AsmTest {
    private static final int R12 = 12;
    private static final int R13 = 13;

    private static void is(String hex, Consumer<Asm> code) {
        Bytes bytes = new Bytes();
        code.accept(new Asm(bytes));
        assertEquals(hex, HexFormat.ofDelimiter(" ").formatHex(bytes.toArray()));
    }

    @Test
    void constantsTakeTheShortestForm() {
        is("31 c0", a -> a.constant(Asm.RAX, 0));
        is("45 31 d2", a -> a.constant(Asm.R10, 0));
        is("b9 ff ff ff ff", a -> a.constant(Asm.RCX, 0xFFFF_FFFFL));
        is("48 c7 c0 ff ff ff ff", a -> a.constant(Asm.RAX, -1));
        is("49 bb ef cd ab 89 67 45 23 01", a -> a.constant(Asm.R11, 0x0123_4567_89AB_CDEFL));
    }

    @Test
    void basesThatNeedMore() {
        is("48 8b 45 f8", a -> a.load(Asm.RAX, Asm.RBP, -8, 8, false));
        is("48 8b 45 00", a -> a.load(Asm.RAX, Asm.RBP, 0, 8, false));
        is("48 8b 04 24", a -> a.load(Asm.RAX, Asm.RSP, 0, 8, false));
        is("49 8b 44 24 10", a -> a.load(Asm.RAX, R12, 16, 8, false));
        is("4d 8b 55 00", a -> a.load(Asm.R10, R13, 0, 8, false));
        is("48 8b 81 00 01 00 00", a -> a.load(Asm.RAX, Asm.RCX, 256, 8, false));
        is("48 8d 3d 00 00 00 00", a -> a.lea(Asm.RDI, Asm.RIP, 0));
        is("4b 8d 44 ed 00", a -> a.leaScaled(Asm.RAX, R13, R13, 8));
        is("4a 8d 04 a1", a -> a.leaScaled(Asm.RAX, Asm.RCX, R12, 4));
        is("64 48 8b 04 25 00 00 00 00", a -> a.threadPointer(Asm.RAX));
    }

    @Test
    void narrowOperands() {
        is("0f b6 c1", a -> a.extend(Asm.RAX, Asm.RCX, 1, false));
        is("48 0f be c1", a -> a.extend(Asm.RAX, Asm.RCX, 1, true));
        is("40 0f b6 f7", a -> a.extend(Asm.RSI, Asm.RDI, 1, false));
        is("49 63 c2", a -> a.extend(Asm.RAX, Asm.R10, 4, true));
        is("40 88 31", a -> a.store(Asm.RCX, 0, Asm.RSI, 1));
        is("66 89 01", a -> a.store(Asm.RCX, 0, Asm.RAX, 2));
        is("66 c7 01 34 12", a -> a.storeConstant(Asm.RCX, 0, 0x1234, 2));
        is("c6 01 ff", a -> a.storeConstant(Asm.RCX, 0, -1, 1));
        is("40 0f 94 c7", a -> a.set(Condition.EQUAL, Asm.RDI));
        is("40 84 ff", a -> a.test(1, Asm.RDI, Asm.RDI));
    }

    @Test
    void arithmetic() {
        is("4c 01 d0", a -> a.alu(Alu.ADD, 8, Asm.RAX, Asm.R10));
        is("2b 45 fc", a -> a.alu(Alu.SUB, 4, Asm.RAX, Asm.RBP, -4));
        is("49 83 fa 05", a -> a.aluConstant(Alu.CMP, 8, Asm.R10, 5));
        is("48 81 e0 00 01 00 00", a -> a.aluConstant(Alu.AND, 8, Asm.RAX, 256));
        is("66 81 7d fe 00 80", a -> a.compareConstant(2, Asm.RBP, -2, -32768));
        is("4d 6b d2 0a", a -> a.multiplyConstant(Asm.R10, Asm.R10, 10));
        is("48 0f af c1", a -> a.multiply(Asm.RAX, Asm.RCX));
        is("48 f7 f9", a -> a.unary(Asm.Unary.IDIV, 8, Asm.RCX));
        is("48 99", a -> a.extendAccumulator(8));
        is("49 c1 fa 03", a -> a.shiftConstant(Shift.RIGHT_SIGNED, 8, Asm.R10, 3));
        is("48 d3 e0", a -> a.shift(Shift.LEFT, 8, Asm.RAX));
        is("48 0f 4f c1", a -> a.moveIf(Condition.GREATER, Asm.RAX, Asm.RCX));
    }

    @Test
    void memoryBlocksAndAtomics() {
        is("f3 48 a5", a -> a.repeatMove(true));
        is("f3 aa", a -> a.repeatStore(false));
        is("f0 48 0f c1 01", a -> a.lockedAdd(Asm.RCX, 0, Asm.RAX, 8));
        is("f0 66 0f b1 11", a -> a.lockedCompareExchange(Asm.RCX, 0, Asm.RDX, 2));
        is("40 86 01", a -> a.exchange(Asm.RCX, 0, Asm.RAX, 1));
        is("0f ae f0", Asm::fence);
        is("48 83 0c 24 00", Asm::probe);
    }

    @Test
    void floats() {
        is("f2 44 0f 10 45 f0", a -> a.loadFloat(8, Asm.RBP, -16, 8));
        is("f3 41 0f 11 42 04", a -> a.storeFloat(Asm.R10, 4, 0, 4));
        is("f2 45 0f 58 c1", a -> a.floatOp(FloatOp.ADD, 8, 8, 9));
        is("f3 0f 51 c1", a -> a.floatOp(FloatOp.SQRT, 4, 0, 1));
        is("66 0f 2e c1", a -> a.compareFloats(8, 0, 1));
        is("0f 2e c1", a -> a.compareFloats(4, 0, 1));
        is("f2 49 0f 2a c2", a -> a.fromInteger(0, Asm.R10, 8));
        is("f3 48 0f 2c c0", a -> a.toInteger(Asm.RAX, 0, 4));
        is("f2 0f 5a c1", a -> a.convertFloat(0, 1, 8));
        is("66 48 0f 6e c8", a -> a.toFloatBits(1, Asm.RAX, 8));
        is("66 0f 7e c0", a -> a.fromFloatBits(Asm.RAX, 0, 4));
        is("44 0f 10 01", a -> a.loadVector(8, Asm.RCX, 0));
    }

    @Test
    void jumps() {
        is("0f 8d 00 00 00 00", a -> a.jump(Condition.GREATER_OR_EQUAL));
        is("75 02 31 c0", a -> {
            int over = a.jumpShort(Condition.NOT_EQUAL);
            a.constant(Asm.RAX, 0);
            a.landShort(over);
        });
        is("e8 fb ff ff ff", a -> a.land(a.call(), 0));
        is("41 ff d3", a -> a.callRegister(Asm.R11));
    }
}
