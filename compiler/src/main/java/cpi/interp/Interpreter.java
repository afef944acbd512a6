// The interpreter loop.
package cpi.interp;

import static cpi.engine.Raw.getByte;
import static cpi.engine.Raw.getDouble;
import static cpi.engine.Raw.getInt;
import static cpi.engine.Raw.getLong;
import static cpi.engine.Raw.getShort;
import static cpi.engine.Raw.putByte;
import static cpi.engine.Raw.putDouble;
import static cpi.engine.Raw.putInt;
import static cpi.engine.Raw.putLong;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Long.compareUnsigned;

import cpi.engine.Memory;
import cpi.engine.ThreadState;
import cpi.interp.code.Frame;
import cpi.interp.code.Op;

/// Executes packed code ([Op]) of one thread until something outside the loop has to be done.
///
/// Between two ticks the thread's position lives in local variables; it is written back to the [ThreadState] whenever the
/// loop is left. Everything else is in memory all the time, so when [#run] returns the state of the machine is data.
///
/// The loop is one big method on purpose: HotSpot compiles it as a whole and keeps the variables below in machine registers. It
/// contains only what programs spend their time with, and no calls: an instruction that needs more (a check that fails or must
/// look closer, an operation of [cpi.interp.code.Cold]) leaves the switch and is executed as a whole by [SlowPath], simple operations
/// that are rare by [WarmOps]. So the compiled loop stays small enough to be compiled quickly (see docs/decisions on frames).
final class Interpreter {
    /// Why the loop was left.
    static final int EVENT = 1;
    static final int SWITCH = 2;
    static final int STOP = 3;
    /// A callback from C has returned.
    static final int CALLBACK = 5;
    /// The thread is at a trap, or has touched watched memory ([Traps]).
    static final int TRAP = 6;

    private Interpreter() {}

    static int run(Vm vm, ThreadState thread) {
        final Memory memory = vm.memory();
        final long base = memory.base();
        final long limit = memory.size() >> 3;
        final long shadow = memory.shadowBase();
        final long dirty = memory.dirtyBase();
        final long code = vm.code().base();
        final long stackEnd = thread.stackEnd();
        long pc = thread.pc();
        long fp = thread.fp();
        int left = vm.ticksToEvent();
        loop:
        for (;;) {
            final long w = getLong(pc);
            final long a = fp + (w >>> 13 & 0x7FFF8);
            final long b = fp + (w >>> 29 & 0x7FFF8);
            final long c = fp + (w >>> 45 & 0x7FFF8);
            slow: {
                switch ((int) w & 0xFF) {
                    case Op.MOV -> putLong(a, getLong(b));
                    case Op.CONST -> putLong(a, w >> 32);
                    case Op.CONSTX -> {
                        putLong(a, getLong(pc + 8));
                        pc += 8;
                    }
                    case Op.LEA -> putLong(a, fp + (w >> 32));
                    case Op.ADD -> putLong(a, getLong(b) + getLong(c));
                    case Op.SUB -> putLong(a, getLong(b) - getLong(c));
                    case Op.MUL -> putLong(a, getLong(b) * getLong(c));
                    case Op.AND -> putLong(a, getLong(b) & getLong(c));
                    case Op.OR -> putLong(a, getLong(b) | getLong(c));
                    case Op.XOR -> putLong(a, getLong(b) ^ getLong(c));
                    case Op.ADDI -> putLong(a, getLong(b) + (w >> 48));
                    case Op.ADDK -> {
                        putLong(a, getLong(b) + getLong(pc + 8));
                        pc += 8;
                    }
                    case Op.MULK -> {
                        putLong(a, getLong(b) * getLong(pc + 8));
                        pc += 8;
                    }
                    case Op.ANDK -> {
                        putLong(a, getLong(b) & getLong(pc + 8));
                        pc += 8;
                    }
                    case Op.SHLI -> putLong(a, getLong(b) << (w >> 48));
                    case Op.SHRI -> putLong(a, getLong(b) >> (w >> 48));
                    case Op.USHRI -> putLong(a, getLong(b) >>> (w >> 48));
                    case Op.ADD32 -> putLong(a, (int) (getLong(b) + getLong(c)));
                    case Op.SUB32 -> putLong(a, (int) (getLong(b) - getLong(c)));
                    case Op.MUL32 -> putLong(a, (int) (getLong(b) * getLong(c)));
                    case Op.ADDI32 -> putLong(a, (int) (getLong(b) + (w >> 48)));
                    case Op.EXT8 -> putLong(a, (byte) getLong(b));
                    case Op.EXT32 -> putLong(a, (int) getLong(b));
                    case Op.ZEXT8 -> putLong(a, getLong(b) & 0xFF);
                    case Op.ZEXT32 -> putLong(a, getLong(b) & 0xFFFF_FFFFL);
                    case Op.DIV -> {
                        long divisor = getLong(c);
                        long dividend = getLong(b);
                        if (divisor == 0 | divisor == -1 & dividend == Long.MIN_VALUE) break slow;
                        putLong(a, dividend / divisor);
                    }
                    case Op.REM -> {
                        long divisor = getLong(c);
                        long dividend = getLong(b);
                        if (divisor == 0) break slow;
                        putLong(a, dividend % divisor);
                    }
                    case Op.DIVK -> {
                        putLong(a, getLong(b) / getLong(pc + 8));
                        pc += 8;
                    }
                    case Op.REMK -> {
                        putLong(a, getLong(b) % getLong(pc + 8));
                        pc += 8;
                    }
                    case Op.ISZ -> putLong(a, getLong(b) == 0 ? 1 : 0);
                    case Op.FADD -> putDouble(a, getDouble(b) + getDouble(c));
                    case Op.FSUB -> putDouble(a, getDouble(b) - getDouble(c));
                    case Op.FMUL -> putDouble(a, getDouble(b) * getDouble(c));
                    case Op.FDIV -> putDouble(a, getDouble(b) / getDouble(c));
                    case Op.FADDK -> {
                        putDouble(a, getDouble(b) + longBitsToDouble(getLong(pc + 8)));
                        pc += 8;
                    }
                    case Op.FMULK -> {
                        putDouble(a, getDouble(b) * longBitsToDouble(getLong(pc + 8)));
                        pc += 8;
                    }
                    case Op.I2F -> putDouble(a, (double) getLong(b));
                    case Op.FMULADD -> putDouble(a, getDouble(a) + getDouble(b) * getDouble(c));
                    case Op.FMULSUB -> putDouble(a, getDouble(a) - getDouble(b) * getDouble(c));
                    case Op.JMP -> {
                        pc += (w >> 32 << 3);
                        continue;
                    }
                    case Op.JZ -> {
                        if (getLong(a) == 0) {
                            pc += (w >> 32 << 3);
                            continue;
                        }
                    }
                    case Op.JNZ -> {
                        if (getLong(a) != 0) {
                            pc += (w >> 32 << 3);
                            continue;
                        }
                    }
                    case Op.JEQ -> {
                        if (getLong(a) == getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.JNE -> {
                        if (getLong(a) != getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.JLT -> {
                        if (getLong(a) < getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.JLE -> {
                        if (getLong(a) <= getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.JULT -> {
                        if (compareUnsigned(getLong(a), getLong(b)) < 0) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.JULE -> {
                        if (compareUnsigned(getLong(a), getLong(b)) <= 0) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.JEQK -> {
                        if (getLong(a) == getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.JNEK -> {
                        if (getLong(a) != getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.JLTK -> {
                        if (getLong(a) < getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.JLEK -> {
                        if (getLong(a) <= getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.JGTK -> {
                        if (getLong(a) > getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.JGEK -> {
                        if (getLong(a) >= getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.FJLT -> {
                        if (getDouble(a) < getDouble(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.FJLE -> {
                        if (getDouble(a) <= getDouble(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.FJEQ -> {
                        if (getDouble(a) == getDouble(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.FJNE -> {
                        if (getDouble(a) != getDouble(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.FJNLT -> {
                        if (!(getDouble(a) < getDouble(b))) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.FJNLE -> {
                        if (!(getDouble(a) <= getDouble(b))) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.JMPB -> {
                        pc += (w >> 32 << 3);
                        if (--left == 0) break loop;
                        continue;
                    }
                    case Op.BEQ -> {
                        if (--left == 0) {
                            pc += getLong(pc + 8) << 3;
                            break loop;
                        }
                        if (getLong(a) == getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BNE -> {
                        if (--left == 0) {
                            pc += getLong(pc + 8) << 3;
                            break loop;
                        }
                        if (getLong(a) != getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BLT -> {
                        if (--left == 0) {
                            pc += getLong(pc + 8) << 3;
                            break loop;
                        }
                        if (getLong(a) < getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BLE -> {
                        if (--left == 0) {
                            pc += getLong(pc + 8) << 3;
                            break loop;
                        }
                        if (getLong(a) <= getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BEQK -> {
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (getLong(a) == getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BNEK -> {
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (getLong(a) != getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BLTK -> {
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (getLong(a) < getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BLEK -> {
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (getLong(a) <= getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BGTK -> {
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (getLong(a) > getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BGEK -> {
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (getLong(a) >= getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.BNZ -> {
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (getLong(a) != 0) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                    }
                    case Op.LD8 -> {
                        long at = getLong(b) + (w >> 48);
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) break slow;
                        putLong(a, getByte(at));
                    }
                    case Op.LDU8 -> {
                        long at = getLong(b) + (w >> 48);
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) break slow;
                        putLong(a, 0xFF & getByte(at));
                    }
                    case Op.LD32 -> {
                        long at = getLong(b) + (w >> 48);
                        long x = Long.rotateRight(at - base, 2);
                        if (compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) >= 0) break slow;
                        putLong(a, getInt(at));
                    }
                    case Op.LD64 -> {
                        long at = getLong(b) + (w >> 48);
                        long x = Long.rotateRight(at - base, 3);
                        if (compareUnsigned(x, limit) >= 0 || getByte(shadow + x) >= 0) break slow;
                        putLong(a, getLong(at));
                    }
                    case Op.ST8 -> {
                        long at = getLong(a) + (w >> 48);
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putByte(at, (byte) getLong(b));
                    }
                    case Op.ST32 -> {
                        long at = getLong(a) + (w >> 48);
                        long x = Long.rotateRight(at - base, 2);
                        if (compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putInt(at, (int) getLong(b));
                    }
                    case Op.ST64 -> {
                        long at = getLong(a) + (w >> 48);
                        long x = Long.rotateRight(at - base, 3);
                        if (compareUnsigned(x, limit) >= 0 || getByte(shadow + x) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putLong(at, getLong(b));
                    }
                    case Op.SLDU8 -> putLong(a, 0xFF & getByte(fp + (w >> 32)));
                    case Op.SLD32 -> putLong(a, getInt(fp + (w >> 32)));
                    case Op.SLD64 -> putLong(a, getLong(fp + (w >> 32)));
                    case Op.SST8 -> putByte(fp + (w >> 32), (byte) getLong(a));
                    case Op.SST32 -> putInt(fp + (w >> 32), (int) getLong(a));
                    case Op.SST64 -> putLong(fp + (w >> 32), getLong(a));
                    case Op.GLDU8 -> {
                        putLong(a, 0xFF & getByte(getLong(pc + 8)));
                        pc += 8;
                    }
                    case Op.GLD32 -> {
                        putLong(a, getInt(getLong(pc + 8)));
                        pc += 8;
                    }
                    case Op.GLD64 -> {
                        putLong(a, getLong(getLong(pc + 8)));
                        pc += 8;
                    }
                    case Op.GST8 -> {
                        long at = getLong(pc + 8);
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putByte(at, (byte) getLong(a));
                        pc += 8;
                    }
                    case Op.GST32 -> {
                        long at = getLong(pc + 8);
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putInt(at, (int) getLong(a));
                        pc += 8;
                    }
                    case Op.GST64 -> {
                        long at = getLong(pc + 8);
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putLong(at, getLong(a));
                        pc += 8;
                    }
                    case Op.XLD8 -> {
                        long index = getLong(c);
                        long count = getLong(fp + (getLong(pc + 8) << 3));
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(b) + index * 1;
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) break slow;
                        putLong(a, getByte(at));
                        pc += 8;
                    }
                    case Op.XLDU8 -> {
                        long index = getLong(c);
                        long count = getLong(fp + (getLong(pc + 8) << 3));
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(b) + index * 1;
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) break slow;
                        putLong(a, 0xFF & getByte(at));
                        pc += 8;
                    }
                    case Op.XLD32 -> {
                        long index = getLong(c);
                        long count = getLong(fp + (getLong(pc + 8) << 3));
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(b) + index * 4;
                        long x = Long.rotateRight(at - base, 2);
                        if (compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) >= 0) break slow;
                        putLong(a, getInt(at));
                        pc += 8;
                    }
                    case Op.XLD64 -> {
                        long index = getLong(c);
                        long count = getLong(fp + (getLong(pc + 8) << 3));
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(b) + index * 8;
                        long x = Long.rotateRight(at - base, 3);
                        if (compareUnsigned(x, limit) >= 0 || getByte(shadow + x) >= 0) break slow;
                        putLong(a, getLong(at));
                        pc += 8;
                    }
                    case Op.XST8 -> {
                        long index = getLong(c);
                        long count = getLong(fp + (getLong(pc + 8) << 3));
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(b) + index * 1;
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putByte(at, (byte) getLong(a));
                        pc += 8;
                    }
                    case Op.XST32 -> {
                        long index = getLong(c);
                        long count = getLong(fp + (getLong(pc + 8) << 3));
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(b) + index * 4;
                        long x = Long.rotateRight(at - base, 2);
                        if (compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putInt(at, (int) getLong(a));
                        pc += 8;
                    }
                    case Op.XST64 -> {
                        long index = getLong(c);
                        long count = getLong(fp + (getLong(pc + 8) << 3));
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(b) + index * 8;
                        long x = Long.rotateRight(at - base, 3);
                        if (compareUnsigned(x, limit) >= 0 || getByte(shadow + x) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putLong(at, getLong(a));
                        pc += 8;
                    }
                    case Op.SXLD8 -> {
                        long x = getLong(pc + 8);
                        long index = getLong(b);
                        long count = x >>> 32;
                        if (index < 0 || index >= count) break slow;
                        putLong(a, getByte(fp + (int) x + index * 1));
                        pc += 8;
                    }
                    case Op.SXLDU8 -> {
                        long x = getLong(pc + 8);
                        long index = getLong(b);
                        long count = x >>> 32;
                        if (index < 0 || index >= count) break slow;
                        putLong(a, 0xFF & getByte(fp + (int) x + index * 1));
                        pc += 8;
                    }
                    case Op.SXLD32 -> {
                        long x = getLong(pc + 8);
                        long index = getLong(b);
                        long count = x >>> 32;
                        if (index < 0 || index >= count) break slow;
                        putLong(a, getInt(fp + (int) x + index * 4));
                        pc += 8;
                    }
                    case Op.SXLD64 -> {
                        long x = getLong(pc + 8);
                        long index = getLong(b);
                        long count = x >>> 32;
                        if (index < 0 || index >= count) break slow;
                        putLong(a, getLong(fp + (int) x + index * 8));
                        pc += 8;
                    }
                    case Op.SXST8 -> {
                        long x = getLong(pc + 8);
                        long index = getLong(b);
                        long count = x >>> 32;
                        if (index < 0 || index >= count) break slow;
                        putByte(fp + (int) x + index * 1, (byte) getLong(a));
                        pc += 8;
                    }
                    case Op.SXST32 -> {
                        long x = getLong(pc + 8);
                        long index = getLong(b);
                        long count = x >>> 32;
                        if (index < 0 || index >= count) break slow;
                        putInt(fp + (int) x + index * 4, (int) getLong(a));
                        pc += 8;
                    }
                    case Op.SXST64 -> {
                        long x = getLong(pc + 8);
                        long index = getLong(b);
                        long count = x >>> 32;
                        if (index < 0 || index >= count) break slow;
                        putLong(fp + (int) x + index * 8, getLong(a));
                        pc += 8;
                    }
                    case Op.XELEM -> {
                        long x = getLong(pc + 8);
                        long index = getLong(c);
                        long count = getLong(fp + ((x & 0xFFFF) << 3));
                        if (index < 0 || index >= count) break slow;
                        putLong(a, getLong(b) + index * (x >> 16));
                        pc += 8;
                    }
                    case Op.XELEMK -> {
                        long x = getLong(pc + 8);
                        long index = getLong(c);
                        long count = x & 0xFFFF_FFFFL;
                        if (index < 0 || index >= count) break slow;
                        putLong(a, getLong(b) + index * (x >> 32));
                        pc += 8;
                    }
                    case Op.ELEM -> {
                        putLong(a, getLong(b) + getLong(c) * getLong(pc + 8));
                        pc += 8;
                    }
                    case Op.BND -> {
                        long index = getLong(a);
                        long count = getLong(b);
                        if (index < 0 || index >= count) break slow;
                    }
                    case Op.BNDK -> {
                        long index = getLong(a);
                        long count = getLong(pc + 8);
                        if (index < 0 || index >= count) break slow;
                        pc += 8;
                    }
                    case Op.NILCHK -> {
                        if (getLong(a) == 0) break slow;
                    }
                    case Op.CALL -> {
                        long x = getLong(pc + 8);
                        long last = pc + 16 + (w >> 32);
                        long callee = fp + (x >>> 32 << 3);
                        long entry = code + ((x & 0xFFFF_FFFFL) << 3);
                        long top = callee + getLong(entry - 8);
                        if (top > stackEnd) break slow;
                        putByte(dirty + (top - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        long args = getLong(last);
                        putLong(callee, getLong(fp + (args << 3 & 0x7FFF8)));
                        putLong(callee + 8, getLong(fp + (args >>> 13 & 0x7FFF8)));
                        for (long i = 2, n = w >>> 16 & 0xFFFF; i < n; i++) {
                            putLong(callee + (i << 3), getLong(fp + ((getShort(pc + 12 + (i << 1)) & 0xFFFF) << 3)));
                        }
                        putLong(callee + Frame.CONTEXT, getLong(fp + Frame.CONTEXT));
                        putLong(callee + Frame.RETURN, last + 8);
                        putLong(callee + Frame.CALLER, fp);
                        fp = callee;
                        pc = entry;
                        if (--left == 0) break loop;
                        continue;
                    }
                    case Op.RET0 -> {
                        pc = getLong(fp + Frame.RETURN);
                        fp = getLong(fp + Frame.CALLER);
                        continue;
                    }
                    case Op.RET1 -> {
                        long value = getLong(b);
                        pc = getLong(fp + Frame.RETURN);
                        fp = getLong(fp + Frame.CALLER);
                        putLong(rb(fp, getLong(pc - 8)), value);
                        continue;
                    }
                    case Op.RET2 -> {
                        long first = getLong(b);
                        long second = getLong(c);
                        pc = getLong(fp + Frame.RETURN);
                        fp = getLong(fp + Frame.CALLER);
                        putLong(rb(fp, getLong(pc - 8)), first);
                        putLong(rc(fp, getLong(pc - 8)), second);
                        continue;
                    }
                    case Op.ENTER -> {
                        long x = getLong(pc + 8);
                        long to = shadow + (fp + (int) x - base >> 3);
                        long n = x >>> 32;
                        for (long i = 0; i < n; i++) putLong(to + (i << 3), getLong(pc + 16 + (i << 3)));
                        pc += 16 + (n << 3);
                        continue;
                    }
                    case Op.RETS -> {
                        long x = getLong(pc + 8);
                        long to = shadow + (fp + (int) x - base >> 3);
                        for (long i = x >>> 32; i > 0; i--) {
                            putLong(to, 0);
                            to += 8;
                        }
                        long first = getLong(b);
                        long second = getLong(c);
                        long n = w >>> 16 & 0xFFFF;
                        pc = getLong(fp + Frame.RETURN);
                        fp = getLong(fp + Frame.CALLER);
                        if (n > 0) putLong(rb(fp, getLong(pc - 8)), first);
                        if (n > 1) putLong(rc(fp, getLong(pc - 8)), second);
                        continue;
                    }
                    case Op.INCBLT -> {
                        long counter = getLong(a) + (byte) (w >> 8);
                        putLong(a, counter);
                        if (--left == 0) {
                            pc += (getLong(pc + 8) << 3);
                            break loop;
                        }
                        if (counter < getLong(b)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.INCBLTK -> {
                        long counter = getLong(a) + (byte) (w >> 8);
                        putLong(a, counter);
                        if (--left == 0) {
                            pc += (short) (w >> 32) << 3;
                            break loop;
                        }
                        if (counter < getLong(pc + 8)) {
                            pc += (w >> 48 << 3);
                            continue;
                        }
                        pc += 8;
                    }
                    case Op.GXLD64 -> {
                        long index = getLong(b);
                        long count = getLong(pc + 16);
                        if (index < 0 || index >= count) break slow;
                        putLong(a, getLong(getLong(pc + 8) + index * 8));
                        pc += 16;
                    }
                    case Op.GXST64 -> {
                        long index = getLong(b);
                        long count = getLong(pc + 16);
                        if (index < 0 || index >= count) break slow;
                        long at = getLong(pc + 8) + index * 8;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putLong(at, getLong(a));
                        pc += 16;
                    }
                    case Op.PLD64 -> {
                        long at = getLong(b) + getLong(c) * 8;
                        long x = Long.rotateRight(at - base, 3);
                        if (compareUnsigned(x, limit) >= 0 || getByte(shadow + x) >= 0) break slow;
                        putLong(a, getLong(at));
                    }
                    case Op.PST64 -> {
                        long at = getLong(b) + getLong(c) * 8;
                        long x = Long.rotateRight(at - base, 3);
                        if (compareUnsigned(x, limit) >= 0 || getByte(shadow + x) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putLong(at, getLong(a));
                    }
                    case Op.PLD8 -> {
                        long at = getLong(b) + getLong(c);
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) break slow;
                        putLong(a, getByte(at));
                    }
                    case Op.PST8 -> {
                        long at = getLong(b) + getLong(c);
                        long x = at - base;
                        if (compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) != Memory.RW) break slow;
                        putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                        putByte(at, (byte) getLong(a));
                    }
                    case Op.UREM -> {
                        long divisor = getLong(c);
                        if (divisor == 0) break slow;
                        putLong(a, Long.remainderUnsigned(getLong(b), divisor));
                    }
                    case Op.TAG -> {
                        if (getLong(a) != (getLong(pc + 8) & 0xFFFF_FFFFL)) break slow;
                        pc += 8;
                    }
                    case Op.JTAB -> {
                        long n = getLong(pc + 16);
                        long index = getLong(a) - getLong(pc + 8);
                        if (compareUnsigned(index, n) > 0) index = n;
                        pc += getLong(pc + 24 + (index << 3)) << 3;
                        continue;
                    }
                    default -> {
                        long length = WarmOps.execute(w, fp, pc);
                        if (length == 0) break slow;
                        pc += length;
                        continue;
                    }
                }
                pc += 8;
                continue;
            }
            thread.moveTo(pc, fp);
            vm.setTicksLeft(left);
            int outcome = vm.slow(thread, w);
            if (outcome != 0) return outcome;
            pc = thread.pc();
            fp = thread.fp();
            left = vm.ticksToEvent();
        }
        return vm.tickEvent(thread, pc, fp);
    }

    /// Address of the register that a word names in its field B.
    private static long rb(long fp, long w) {
        return fp + (w >>> 29 & 0x7FFF8);
    }

    private static long rc(long fp, long w) {
        return fp + (w >>> 45 & 0x7FFF8);
    }
}
