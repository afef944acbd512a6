// The interpreter loop.
package cpi.interp;

import static cpi.engine.Raw.getByte;
import static cpi.engine.Raw.getDouble;
import static cpi.engine.Raw.getFloat;
import static cpi.engine.Raw.getInt;
import static cpi.engine.Raw.getLong;
import static cpi.engine.Raw.getShort;
import static cpi.engine.Raw.putByte;
import static cpi.engine.Raw.putDouble;
import static cpi.engine.Raw.putFloat;
import static cpi.engine.Raw.putInt;
import static cpi.engine.Raw.putLong;
import static cpi.engine.Raw.putShort;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Long.compareUnsigned;

import cpi.engine.Memory;
import cpi.engine.ThreadState;

/// Executes packed code ([Op]) of one thread until something outside the loop has to be done.
///
/// Between two ticks the thread's position lives in local variables; it is written back to the [ThreadState] whenever the
/// loop is left. Everything else is in memory all the time, so when [#run] returns the state of the machine is data.
/// The loop is one big method on purpose: HotSpot compiles it as a whole and keeps the variables below in machine registers.
/// Rare operations are in [Cold]; faults are described by [Vm], which knows places.
final class Interpreter {
    /// Why the loop was left.
    static final int EVENT = 1;
    static final int SWITCH = 2;
    static final int STOP = 3;

    private Interpreter() {}

    static int run(Vm vm, ThreadState thread) {
        final Faults faults = vm.faults();
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
        for (;;) {
            long w = getLong(pc);
            switch ((int) w & 0xFF) {
                case Op.MOV -> putLong(ra(fp, w), getLong(rb(fp, w)));
                case Op.CONST -> putLong(ra(fp, w), w >> 32);
                case Op.CONSTX -> {
                    putLong(ra(fp, w), getLong(pc + 8));
                    pc += 8;
                }
                case Op.LEA -> putLong(ra(fp, w), fp + (w >> 32));
                case Op.CTX -> putLong(ra(fp, w), getLong(fp + Frame.CONTEXT));
                case Op.ADD -> putLong(ra(fp, w), getLong(rb(fp, w)) + getLong(rc(fp, w)));
                case Op.SUB -> putLong(ra(fp, w), getLong(rb(fp, w)) - getLong(rc(fp, w)));
                case Op.MUL -> putLong(ra(fp, w), getLong(rb(fp, w)) * getLong(rc(fp, w)));
                case Op.AND -> putLong(ra(fp, w), getLong(rb(fp, w)) & getLong(rc(fp, w)));
                case Op.OR -> putLong(ra(fp, w), getLong(rb(fp, w)) | getLong(rc(fp, w)));
                case Op.XOR -> putLong(ra(fp, w), getLong(rb(fp, w)) ^ getLong(rc(fp, w)));
                case Op.SHL -> putLong(ra(fp, w), getLong(rb(fp, w)) << getLong(rc(fp, w)));
                case Op.SHR -> putLong(ra(fp, w), getLong(rb(fp, w)) >> getLong(rc(fp, w)));
                case Op.USHR -> putLong(ra(fp, w), getLong(rb(fp, w)) >>> getLong(rc(fp, w)));
                case Op.ADDI -> putLong(ra(fp, w), getLong(rb(fp, w)) + (w >> 48));
                case Op.ADDK -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) + getLong(pc + 8));
                    pc += 8;
                }
                case Op.MULK -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) * getLong(pc + 8));
                    pc += 8;
                }
                case Op.ANDK -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) & getLong(pc + 8));
                    pc += 8;
                }
                case Op.ORK -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) | getLong(pc + 8));
                    pc += 8;
                }
                case Op.XORK -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) ^ getLong(pc + 8));
                    pc += 8;
                }
                case Op.SHLI -> putLong(ra(fp, w), getLong(rb(fp, w)) << (w >> 48));
                case Op.SHRI -> putLong(ra(fp, w), getLong(rb(fp, w)) >> (w >> 48));
                case Op.USHRI -> putLong(ra(fp, w), getLong(rb(fp, w)) >>> (w >> 48));
                case Op.ADD32 -> putLong(ra(fp, w), (int) (getLong(rb(fp, w)) + getLong(rc(fp, w))));
                case Op.SUB32 -> putLong(ra(fp, w), (int) (getLong(rb(fp, w)) - getLong(rc(fp, w))));
                case Op.MUL32 -> putLong(ra(fp, w), (int) (getLong(rb(fp, w)) * getLong(rc(fp, w))));
                case Op.ADDI32 -> putLong(ra(fp, w), (int) (getLong(rb(fp, w)) + (w >> 48)));
                case Op.EXT8 -> putLong(ra(fp, w), (byte) getLong(rb(fp, w)));
                case Op.EXT16 -> putLong(ra(fp, w), (short) getLong(rb(fp, w)));
                case Op.EXT32 -> putLong(ra(fp, w), (int) getLong(rb(fp, w)));
                case Op.ZEXT8 -> putLong(ra(fp, w), getLong(rb(fp, w)) & 0xFF);
                case Op.ZEXT16 -> putLong(ra(fp, w), getLong(rb(fp, w)) & 0xFFFF);
                case Op.ZEXT32 -> putLong(ra(fp, w), getLong(rb(fp, w)) & 0xFFFF_FFFFL);
                case Op.DIV -> {
                    long divisor = getLong(rc(fp, w));
                    long dividend = getLong(rb(fp, w));
                    if (divisor == 0 | divisor == -1 & dividend == Long.MIN_VALUE) return faults.division(thread, pc, fp, left, divisor);
                    putLong(ra(fp, w), dividend / divisor);
                }
                case Op.REM -> {
                    long divisor = getLong(rc(fp, w));
                    long dividend = getLong(rb(fp, w));
                    if (divisor == 0) return faults.division(thread, pc, fp, left, divisor);
                    putLong(ra(fp, w), dividend % divisor);
                }
                case Op.DIVK -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) / getLong(pc + 8));
                    pc += 8;
                }
                case Op.REMK -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) % getLong(pc + 8));
                    pc += 8;
                }
                case Op.NEG -> putLong(ra(fp, w), -getLong(rb(fp, w)));
                case Op.NOT -> putLong(ra(fp, w), ~getLong(rb(fp, w)));
                case Op.ISZ -> putLong(ra(fp, w), getLong(rb(fp, w)) == 0 ? 1 : 0);
                case Op.FADD -> putDouble(ra(fp, w), getDouble(rb(fp, w)) + getDouble(rc(fp, w)));
                case Op.FSUB -> putDouble(ra(fp, w), getDouble(rb(fp, w)) - getDouble(rc(fp, w)));
                case Op.FMUL -> putDouble(ra(fp, w), getDouble(rb(fp, w)) * getDouble(rc(fp, w)));
                case Op.FDIV -> putDouble(ra(fp, w), getDouble(rb(fp, w)) / getDouble(rc(fp, w)));
                case Op.FADDK -> {
                    putDouble(ra(fp, w), getDouble(rb(fp, w)) + longBitsToDouble(getLong(pc + 8)));
                    pc += 8;
                }
                case Op.FRSUBK -> {
                    putDouble(ra(fp, w), longBitsToDouble(getLong(pc + 8)) - getDouble(rb(fp, w)));
                    pc += 8;
                }
                case Op.FMULK -> {
                    putDouble(ra(fp, w), getDouble(rb(fp, w)) * longBitsToDouble(getLong(pc + 8)));
                    pc += 8;
                }
                case Op.FDIVK -> {
                    putDouble(ra(fp, w), getDouble(rb(fp, w)) / longBitsToDouble(getLong(pc + 8)));
                    pc += 8;
                }
                case Op.FRDIVK -> {
                    putDouble(ra(fp, w), longBitsToDouble(getLong(pc + 8)) / getDouble(rb(fp, w)));
                    pc += 8;
                }
                case Op.FNEG -> putDouble(ra(fp, w), -getDouble(rb(fp, w)));
                case Op.FSQRT -> putDouble(ra(fp, w), Math.sqrt(getDouble(rb(fp, w))));
                case Op.I2F -> putDouble(ra(fp, w), (double) getLong(rb(fp, w)));
                case Op.F2I -> putLong(ra(fp, w), (long) getDouble(rb(fp, w)));
                case Op.FMULADD -> putDouble(ra(fp, w), getDouble(ra(fp, w)) + getDouble(rb(fp, w)) * getDouble(rc(fp, w)));
                case Op.FMULSUB -> putDouble(ra(fp, w), getDouble(ra(fp, w)) - getDouble(rb(fp, w)) * getDouble(rc(fp, w)));
                case Op.GADD -> putFloat(ra(fp, w), getFloat(rb(fp, w)) + getFloat(rc(fp, w)));
                case Op.GSUB -> putFloat(ra(fp, w), getFloat(rb(fp, w)) - getFloat(rc(fp, w)));
                case Op.GMUL -> putFloat(ra(fp, w), getFloat(rb(fp, w)) * getFloat(rc(fp, w)));
                case Op.GDIV -> putFloat(ra(fp, w), getFloat(rb(fp, w)) / getFloat(rc(fp, w)));
                case Op.F2G -> putFloat(ra(fp, w), (float) getDouble(rb(fp, w)));
                case Op.G2F -> putDouble(ra(fp, w), getFloat(rb(fp, w)));
                case Op.SEQ -> putLong(ra(fp, w), getLong(rb(fp, w)) == getLong(rc(fp, w)) ? 1 : 0);
                case Op.SNE -> putLong(ra(fp, w), getLong(rb(fp, w)) != getLong(rc(fp, w)) ? 1 : 0);
                case Op.SLT -> putLong(ra(fp, w), getLong(rb(fp, w)) < getLong(rc(fp, w)) ? 1 : 0);
                case Op.SLE -> putLong(ra(fp, w), getLong(rb(fp, w)) <= getLong(rc(fp, w)) ? 1 : 0);
                case Op.SULT -> putLong(ra(fp, w), compareUnsigned(getLong(rb(fp, w)), getLong(rc(fp, w))) < 0 ? 1 : 0);
                case Op.SULE -> putLong(ra(fp, w), compareUnsigned(getLong(rb(fp, w)), getLong(rc(fp, w))) <= 0 ? 1 : 0);
                case Op.FSEQ -> putLong(ra(fp, w), getDouble(rb(fp, w)) == getDouble(rc(fp, w)) ? 1 : 0);
                case Op.FSNE -> putLong(ra(fp, w), getDouble(rb(fp, w)) != getDouble(rc(fp, w)) ? 1 : 0);
                case Op.FSLT -> putLong(ra(fp, w), getDouble(rb(fp, w)) < getDouble(rc(fp, w)) ? 1 : 0);
                case Op.FSLE -> putLong(ra(fp, w), getDouble(rb(fp, w)) <= getDouble(rc(fp, w)) ? 1 : 0);
                case Op.JMP -> {
                    pc += (w >> 32 << 3);
                    continue;
                }
                case Op.JZ -> {
                    if (getLong(ra(fp, w)) == 0) {
                        pc += (w >> 32 << 3);
                        continue;
                    }
                }
                case Op.JNZ -> {
                    if (getLong(ra(fp, w)) != 0) {
                        pc += (w >> 32 << 3);
                        continue;
                    }
                }
                case Op.JEQ -> {
                    if (getLong(ra(fp, w)) == getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.JNE -> {
                    if (getLong(ra(fp, w)) != getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.JLT -> {
                    if (getLong(ra(fp, w)) < getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.JLE -> {
                    if (getLong(ra(fp, w)) <= getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.JULT -> {
                    if (compareUnsigned(getLong(ra(fp, w)), getLong(rb(fp, w))) < 0) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.JULE -> {
                    if (compareUnsigned(getLong(ra(fp, w)), getLong(rb(fp, w))) <= 0) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.JEQK -> {
                    if (getLong(ra(fp, w)) == getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.JNEK -> {
                    if (getLong(ra(fp, w)) != getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.JLTK -> {
                    if (getLong(ra(fp, w)) < getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.JLEK -> {
                    if (getLong(ra(fp, w)) <= getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.JGTK -> {
                    if (getLong(ra(fp, w)) > getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.JGEK -> {
                    if (getLong(ra(fp, w)) >= getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.FJLT -> {
                    if (getDouble(ra(fp, w)) < getDouble(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.FJLE -> {
                    if (getDouble(ra(fp, w)) <= getDouble(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.FJEQ -> {
                    if (getDouble(ra(fp, w)) == getDouble(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.FJNE -> {
                    if (getDouble(ra(fp, w)) != getDouble(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.FJNLT -> {
                    if (!(getDouble(ra(fp, w)) < getDouble(rb(fp, w)))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.FJNLE -> {
                    if (!(getDouble(ra(fp, w)) <= getDouble(rb(fp, w)))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.JMPB -> {
                    pc += (w >> 32 << 3);
                    if (--left == 0) return vm.tickEvent(thread, pc, fp);
                    continue;
                }
                case Op.BEQ -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + (getLong(pc + 8) << 3), fp);
                    if (getLong(ra(fp, w)) == getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BNE -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + (getLong(pc + 8) << 3), fp);
                    if (getLong(ra(fp, w)) != getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BLT -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + (getLong(pc + 8) << 3), fp);
                    if (getLong(ra(fp, w)) < getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BLE -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + (getLong(pc + 8) << 3), fp);
                    if (getLong(ra(fp, w)) <= getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BEQK -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (getLong(ra(fp, w)) == getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BNEK -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (getLong(ra(fp, w)) != getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BLTK -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (getLong(ra(fp, w)) < getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BLEK -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (getLong(ra(fp, w)) <= getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BGTK -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (getLong(ra(fp, w)) > getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BGEK -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (getLong(ra(fp, w)) >= getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.BNZ -> {
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (getLong(ra(fp, w)) != 0) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                }
                case Op.LD8 -> {
                    long at = getLong(rb(fp, w)) + (w >> 48);
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) && memory.checkRead(at, 1) != 0) {
                        return faults.read(thread, pc, fp, left, at, 1);
                    }
                    putLong(ra(fp, w), getByte(at));
                }
                case Op.LDU8 -> {
                    long at = getLong(rb(fp, w)) + (w >> 48);
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) && memory.checkRead(at, 1) != 0) {
                        return faults.read(thread, pc, fp, left, at, 1);
                    }
                    putLong(ra(fp, w), 0xFF & getByte(at));
                }
                case Op.LD16 -> {
                    long at = getLong(rb(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 1);
                    if ((compareUnsigned(x, limit << 2) >= 0 || getByte(shadow + (x >>> 2)) >= 0) && memory.checkRead(at, 2) != 0) {
                        return faults.read(thread, pc, fp, left, at, 2);
                    }
                    putLong(ra(fp, w), getShort(at));
                }
                case Op.LDU16 -> {
                    long at = getLong(rb(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 1);
                    if ((compareUnsigned(x, limit << 2) >= 0 || getByte(shadow + (x >>> 2)) >= 0) && memory.checkRead(at, 2) != 0) {
                        return faults.read(thread, pc, fp, left, at, 2);
                    }
                    putLong(ra(fp, w), 0xFFFF & getShort(at));
                }
                case Op.LD32 -> {
                    long at = getLong(rb(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 2);
                    if ((compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) >= 0) && memory.checkRead(at, 4) != 0) {
                        return faults.read(thread, pc, fp, left, at, 4);
                    }
                    putLong(ra(fp, w), getInt(at));
                }
                case Op.LDU32 -> {
                    long at = getLong(rb(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 2);
                    if ((compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) >= 0) && memory.checkRead(at, 4) != 0) {
                        return faults.read(thread, pc, fp, left, at, 4);
                    }
                    putLong(ra(fp, w), 0xFFFF_FFFFL & getInt(at));
                }
                case Op.LD64 -> {
                    long at = getLong(rb(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 3);
                    if ((compareUnsigned(x, limit) >= 0 || getByte(shadow + x) >= 0) && memory.checkRead(at, 8) != 0) {
                        return faults.read(thread, pc, fp, left, at, 8);
                    }
                    putLong(ra(fp, w), getLong(at));
                }
                case Op.ST8 -> {
                    long at = getLong(ra(fp, w)) + (w >> 48);
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) != Memory.RW) && memory.checkWrite(at, 1) != 0) {
                        return faults.write(thread, pc, fp, left, at, 1);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putByte(at, (byte) getLong(rb(fp, w)));
                }
                case Op.ST16 -> {
                    long at = getLong(ra(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 1);
                    if ((compareUnsigned(x, limit << 2) >= 0 || getByte(shadow + (x >>> 2)) != Memory.RW) && memory.checkWrite(at, 2) != 0) {
                        return faults.write(thread, pc, fp, left, at, 2);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putShort(at, (short) getLong(rb(fp, w)));
                }
                case Op.ST32 -> {
                    long at = getLong(ra(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 2);
                    if ((compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) != Memory.RW) && memory.checkWrite(at, 4) != 0) {
                        return faults.write(thread, pc, fp, left, at, 4);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putInt(at, (int) getLong(rb(fp, w)));
                }
                case Op.ST64 -> {
                    long at = getLong(ra(fp, w)) + (w >> 48);
                    long x = Long.rotateRight(at - base, 3);
                    if ((compareUnsigned(x, limit) >= 0 || getByte(shadow + x) != Memory.RW) && memory.checkWrite(at, 8) != 0) {
                        return faults.write(thread, pc, fp, left, at, 8);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putLong(at, getLong(rb(fp, w)));
                }
                case Op.SLD8 -> putLong(ra(fp, w), getByte(fp + (w >> 32)));
                case Op.SLDU8 -> putLong(ra(fp, w), 0xFF & getByte(fp + (w >> 32)));
                case Op.SLD16 -> putLong(ra(fp, w), getShort(fp + (w >> 32)));
                case Op.SLDU16 -> putLong(ra(fp, w), 0xFFFF & getShort(fp + (w >> 32)));
                case Op.SLD32 -> putLong(ra(fp, w), getInt(fp + (w >> 32)));
                case Op.SLDU32 -> putLong(ra(fp, w), 0xFFFF_FFFFL & getInt(fp + (w >> 32)));
                case Op.SLD64 -> putLong(ra(fp, w), getLong(fp + (w >> 32)));
                case Op.SST8 -> putByte(fp + (w >> 32), (byte) getLong(ra(fp, w)));
                case Op.SST16 -> putShort(fp + (w >> 32), (short) getLong(ra(fp, w)));
                case Op.SST32 -> putInt(fp + (w >> 32), (int) getLong(ra(fp, w)));
                case Op.SST64 -> putLong(fp + (w >> 32), getLong(ra(fp, w)));
                case Op.GLD8 -> {
                    putLong(ra(fp, w), getByte(getLong(pc + 8)));
                    pc += 8;
                }
                case Op.GLDU8 -> {
                    putLong(ra(fp, w), 0xFF & getByte(getLong(pc + 8)));
                    pc += 8;
                }
                case Op.GLD32 -> {
                    putLong(ra(fp, w), getInt(getLong(pc + 8)));
                    pc += 8;
                }
                case Op.GLD64 -> {
                    putLong(ra(fp, w), getLong(getLong(pc + 8)));
                    pc += 8;
                }
                case Op.GST8 -> {
                    long at = getLong(pc + 8);
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putByte(at, (byte) getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.GST32 -> {
                    long at = getLong(pc + 8);
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putInt(at, (int) getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.GST64 -> {
                    long at = getLong(pc + 8);
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putLong(at, getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.XLD8 -> {
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + (getLong(pc + 8) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(rb(fp, w)) + index * 1;
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) && memory.checkRead(at, 1) != 0) {
                        return faults.read(thread, pc, fp, left, at, 1);
                    }
                    putLong(ra(fp, w), getByte(at));
                    pc += 8;
                }
                case Op.XLDU8 -> {
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + (getLong(pc + 8) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(rb(fp, w)) + index * 1;
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) && memory.checkRead(at, 1) != 0) {
                        return faults.read(thread, pc, fp, left, at, 1);
                    }
                    putLong(ra(fp, w), 0xFF & getByte(at));
                    pc += 8;
                }
                case Op.XLD32 -> {
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + (getLong(pc + 8) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(rb(fp, w)) + index * 4;
                    long x = Long.rotateRight(at - base, 2);
                    if ((compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) >= 0) && memory.checkRead(at, 4) != 0) {
                        return faults.read(thread, pc, fp, left, at, 4);
                    }
                    putLong(ra(fp, w), getInt(at));
                    pc += 8;
                }
                case Op.XLD64 -> {
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + (getLong(pc + 8) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(rb(fp, w)) + index * 8;
                    long x = Long.rotateRight(at - base, 3);
                    if ((compareUnsigned(x, limit) >= 0 || getByte(shadow + x) >= 0) && memory.checkRead(at, 8) != 0) {
                        return faults.read(thread, pc, fp, left, at, 8);
                    }
                    putLong(ra(fp, w), getLong(at));
                    pc += 8;
                }
                case Op.XST8 -> {
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + (getLong(pc + 8) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(rb(fp, w)) + index * 1;
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) != Memory.RW) && memory.checkWrite(at, 1) != 0) {
                        return faults.write(thread, pc, fp, left, at, 1);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putByte(at, (byte) getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.XST32 -> {
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + (getLong(pc + 8) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(rb(fp, w)) + index * 4;
                    long x = Long.rotateRight(at - base, 2);
                    if ((compareUnsigned(x, limit << 1) >= 0 || getByte(shadow + (x >>> 1)) != Memory.RW) && memory.checkWrite(at, 4) != 0) {
                        return faults.write(thread, pc, fp, left, at, 4);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putInt(at, (int) getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.XST64 -> {
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + (getLong(pc + 8) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(rb(fp, w)) + index * 8;
                    long x = Long.rotateRight(at - base, 3);
                    if ((compareUnsigned(x, limit) >= 0 || getByte(shadow + x) != Memory.RW) && memory.checkWrite(at, 8) != 0) {
                        return faults.write(thread, pc, fp, left, at, 8);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putLong(at, getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.SXLD8 -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rb(fp, w));
                    long count = x >>> 32;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(ra(fp, w), getByte(fp + (int) x + index * 1));
                    pc += 8;
                }
                case Op.SXLDU8 -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rb(fp, w));
                    long count = x >>> 32;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(ra(fp, w), 0xFF & getByte(fp + (int) x + index * 1));
                    pc += 8;
                }
                case Op.SXLD32 -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rb(fp, w));
                    long count = x >>> 32;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(ra(fp, w), getInt(fp + (int) x + index * 4));
                    pc += 8;
                }
                case Op.SXLD64 -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rb(fp, w));
                    long count = x >>> 32;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(ra(fp, w), getLong(fp + (int) x + index * 8));
                    pc += 8;
                }
                case Op.SXST8 -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rb(fp, w));
                    long count = x >>> 32;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putByte(fp + (int) x + index * 1, (byte) getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.SXST32 -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rb(fp, w));
                    long count = x >>> 32;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putInt(fp + (int) x + index * 4, (int) getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.SXST64 -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rb(fp, w));
                    long count = x >>> 32;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(fp + (int) x + index * 8, getLong(ra(fp, w)));
                    pc += 8;
                }
                case Op.XELEM -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rc(fp, w));
                    long count = getLong(fp + ((x & 0xFFFF) << 3));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(ra(fp, w), getLong(rb(fp, w)) + index * (x >> 16));
                    pc += 8;
                }
                case Op.XELEMK -> {
                    long x = getLong(pc + 8);
                    long index = getLong(rc(fp, w));
                    long count = x & 0xFFFF_FFFFL;
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(ra(fp, w), getLong(rb(fp, w)) + index * (x >> 32));
                    pc += 8;
                }
                case Op.ELEM -> {
                    putLong(ra(fp, w), getLong(rb(fp, w)) + getLong(rc(fp, w)) * getLong(pc + 8));
                    pc += 8;
                }
                case Op.BND -> {
                    long index = getLong(ra(fp, w));
                    long count = getLong(rb(fp, w));
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                }
                case Op.BNDK -> {
                    long index = getLong(ra(fp, w));
                    long count = getLong(pc + 8);
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    pc += 8;
                }
                case Op.NILCHK -> {
                    if (getLong(ra(fp, w)) == 0) return faults.nil(thread, pc, fp, left);
                }
                case Op.CALL -> {
                    long x = getLong(pc + 8);
                    long last = pc + 16 + (w >> 32);
                    long callee = fp + (x >>> 32 << 3);
                    long entry = code + ((x & 0xFFFF_FFFFL) << 3);
                    long top = callee + getLong(entry - 8);
                    if (top > stackEnd) return faults.stack(thread, pc, fp, left);
                    putByte(dirty + (top - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    long args = getLong(last);
                    putLong(callee, getLong(fp + (args << 3 & 0x7FFF8)));
                    putLong(callee + 8, getLong(ra(fp, args)));
                    for (long i = 2, n = w >>> 16 & 0xFFFF; i < n; i++) {
                        putLong(callee + (i << 3), getLong(fp + ((getShort(pc + 12 + (i << 1)) & 0xFFFF) << 3)));
                    }
                    putLong(callee + Frame.CONTEXT, getLong(fp + Frame.CONTEXT));
                    putLong(callee + Frame.RETURN, last + 8);
                    putLong(callee + Frame.CALLER, fp);
                    fp = callee;
                    pc = entry;
                    if (--left == 0) return vm.tickEvent(thread, pc, fp);
                    continue;
                }
                case Op.RET0 -> {
                    pc = getLong(fp + Frame.RETURN);
                    fp = getLong(fp + Frame.CALLER);
                    continue;
                }
                case Op.RET1 -> {
                    long value = getLong(rb(fp, w));
                    pc = getLong(fp + Frame.RETURN);
                    fp = getLong(fp + Frame.CALLER);
                    putLong(rb(fp, getLong(pc - 8)), value);
                    continue;
                }
                case Op.RET2 -> {
                    long first = getLong(rb(fp, w));
                    long second = getLong(rc(fp, w));
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
                    long first = getLong(rb(fp, w));
                    long second = getLong(rc(fp, w));
                    long n = w >>> 16 & 0xFFFF;
                    pc = getLong(fp + Frame.RETURN);
                    fp = getLong(fp + Frame.CALLER);
                    if (n > 0) putLong(rb(fp, getLong(pc - 8)), first);
                    if (n > 1) putLong(rc(fp, getLong(pc - 8)), second);
                    continue;
                }
                case Op.COPY -> {
                    if (!vm.copy(getLong(ra(fp, w)), getLong(rb(fp, w)), w >>> 48)) return faults.copy(thread, pc, fp, left);
                }
                case Op.INCBLT -> {
                    long counter = getLong(ra(fp, w)) + (byte) (w >> 8);
                    putLong(ra(fp, w), counter);
                    if (--left == 0) return vm.tickEvent(thread, pc + (getLong(pc + 8) << 3), fp);
                    if (counter < getLong(rb(fp, w))) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.INCBLTK -> {
                    long counter = getLong(ra(fp, w)) + (byte) (w >> 8);
                    putLong(ra(fp, w), counter);
                    if (--left == 0) return vm.tickEvent(thread, pc + ((short) (w >> 32) << 3), fp);
                    if (counter < getLong(pc + 8)) {
                        pc += (w >> 48 << 3);
                        continue;
                    }
                    pc += 8;
                }
                case Op.GXLD64 -> {
                    long index = getLong(rb(fp, w));
                    long count = getLong(pc + 16);
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    putLong(ra(fp, w), getLong(getLong(pc + 8) + index * 8));
                    pc += 16;
                }
                case Op.GXST64 -> {
                    long index = getLong(rb(fp, w));
                    long count = getLong(pc + 16);
                    if (index < 0 || index >= count) return faults.bounds(thread, pc, fp, left, index, count);
                    long at = getLong(pc + 8) + index * 8;
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putLong(at, getLong(ra(fp, w)));
                    pc += 16;
                }
                case Op.PLD64 -> {
                    long at = getLong(rb(fp, w)) + getLong(rc(fp, w)) * 8;
                    long x = Long.rotateRight(at - base, 3);
                    if ((compareUnsigned(x, limit) >= 0 || getByte(shadow + x) >= 0) && memory.checkRead(at, 8) != 0) {
                        return faults.read(thread, pc, fp, left, at, 8);
                    }
                    putLong(ra(fp, w), getLong(at));
                }
                case Op.PST64 -> {
                    long at = getLong(rb(fp, w)) + getLong(rc(fp, w)) * 8;
                    long x = Long.rotateRight(at - base, 3);
                    if ((compareUnsigned(x, limit) >= 0 || getByte(shadow + x) != Memory.RW) && memory.checkWrite(at, 8) != 0) {
                        return faults.write(thread, pc, fp, left, at, 8);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putLong(at, getLong(ra(fp, w)));
                }
                case Op.PLD8 -> {
                    long at = getLong(rb(fp, w)) + getLong(rc(fp, w));
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) >= 0) && memory.checkRead(at, 1) != 0) {
                        return faults.read(thread, pc, fp, left, at, 1);
                    }
                    putLong(ra(fp, w), getByte(at));
                }
                case Op.PST8 -> {
                    long at = getLong(rb(fp, w)) + getLong(rc(fp, w));
                    long x = at - base;
                    if ((compareUnsigned(x, limit << 3) >= 0 || getByte(shadow + (x >>> 3)) != Memory.RW) && memory.checkWrite(at, 1) != 0) {
                        return faults.write(thread, pc, fp, left, at, 1);
                    }
                    putByte(dirty + (at - base >>> Memory.PAGE_SHIFT), (byte) 1);
                    putByte(at, (byte) getLong(ra(fp, w)));
                }
                case Op.UDIV -> {
                    long divisor = getLong(rc(fp, w));
                    if (divisor == 0) return faults.division(thread, pc, fp, left, divisor);
                    putLong(ra(fp, w), Long.divideUnsigned(getLong(rb(fp, w)), divisor));
                }
                case Op.UREM -> {
                    long divisor = getLong(rc(fp, w));
                    if (divisor == 0) return faults.division(thread, pc, fp, left, divisor);
                    putLong(ra(fp, w), Long.remainderUnsigned(getLong(rb(fp, w)), divisor));
                }
                case Op.TAG -> {
                    if (getLong(ra(fp, w)) != (getLong(pc + 8) & 0xFFFF_FFFFL)) return faults.tag(thread, pc, fp, left);
                    pc += 8;
                }
                case Op.JTAB -> {
                    long n = getLong(pc + 16);
                    long index = getLong(ra(fp, w)) - getLong(pc + 8);
                    if (compareUnsigned(index, n) > 0) index = n;
                    pc += getLong(pc + 24 + (index << 3)) << 3;
                    continue;
                }
                case Op.COLD -> {
                    thread.moveTo(pc, fp);
                    vm.setTicksLeft(left);
                    int outcome = vm.cold(thread, w);
                    pc = thread.pc();
                    fp = thread.fp();
                    if (outcome != 0) return outcome;
                    left = vm.ticksToEvent();
                    continue;
                }
                default -> {
                    return faults.illegal(thread, pc, fp, left);
                }
            }
            pc += 8;
        }
    }

    private static long ra(long fp, long w) {
        return fp + (w >>> 13 & 0x7FFF8);
    }

    private static long rb(long fp, long w) {
        return fp + (w >>> 29 & 0x7FFF8);
    }

    private static long rc(long fp, long w) {
        return fp + (w >>> 45 & 0x7FFF8);
    }
}
