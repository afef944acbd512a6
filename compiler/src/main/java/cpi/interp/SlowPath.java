// Complete execution of instructions that the loop could not do on its fast path.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Op;
import cpi.interp.foreign.ForeignMemory;

/// Executes one instruction as a whole, with every check, when the loop has found that it is not the simple case: an access to
/// memory that is unaligned, partly alive or lazy; a check that fails; an operation outside the loop ([ColdOps]). The thread is
/// at the instruction; [#execute] moves it on and gives 0, or gives the reason to leave the loop.
final class SlowPath {
    private final Vm vm;
    private final Memory memory;
    private final ColdOps cold;

    SlowPath(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.cold = new ColdOps(vm);
    }

    ColdOps cold() {
        return cold;
    }

    int execute(ThreadState thread, long w) {
        long fp = thread.fp();
        long a = Op.a(fp, w);
        long b = Op.b(fp, w);
        int op = (int) w & 0xFF;
        return switch (op) {
            case Op.COLD -> cold.execute(thread, w);
            case Op.LD8, Op.LDU8, Op.LD16, Op.LDU16, Op.LD32, Op.LDU32, Op.LD64 -> load(thread, op, a, Raw.getLong(b), w >> 48, 1);
            case Op.ST8, Op.ST16, Op.ST32, Op.ST64 -> store(thread, Op.size(op), b, Raw.getLong(a), w >> 48, 1);
            case Op.PLD64, Op.PLD8 -> element(thread, w, op == Op.PLD64 ? Op.LD64 : Op.LD8, 1);
            case Op.PST64, Op.PST8 -> element(thread, w, op == Op.PST64 ? Op.ST64 : Op.ST8, 1);
            case Op.XLD8 -> checked(thread, w, Op.LD8);
            case Op.XLDU8 -> checked(thread, w, Op.LDU8);
            case Op.XLD32 -> checked(thread, w, Op.LD32);
            case Op.XLD64 -> checked(thread, w, Op.LD64);
            case Op.XST8 -> checked(thread, w, Op.ST8);
            case Op.XST32 -> checked(thread, w, Op.ST32);
            case Op.XST64 -> checked(thread, w, Op.ST64);
            case Op.SXLD8, Op.SXLDU8, Op.SXLD32, Op.SXLD64, Op.SXST8, Op.SXST32, Op.SXST64 ->
                    vm.faults().bounds(thread, Raw.getLong(b), ColdOps.x(thread) >>> 32);
            case Op.GXLD64, Op.GXST64 -> vm.faults().bounds(thread, Raw.getLong(b), Raw.getLong(thread.pc() + 16));
            case Op.XELEM -> vm.faults().bounds(thread, Raw.getLong(Op.c(fp, w)), Raw.getLong(fp + (ColdOps.x(thread) & 0xFFFF) * 8));
            case Op.XELEMK -> vm.faults().bounds(thread, Raw.getLong(Op.c(fp, w)), ColdOps.x(thread) & 0xFFFF_FFFFL);
            case Op.BND -> vm.faults().bounds(thread, Raw.getLong(a), Raw.getLong(b));
            case Op.BNDK -> vm.faults().bounds(thread, Raw.getLong(a), ColdOps.x(thread));
            case Op.NILCHK -> vm.faults().panic(thread, "P04", "access through nil");
            case Op.DIV, Op.REM, Op.UREM -> vm.faults().division(thread, Raw.getLong(Op.c(fp, w)));
            case Op.UDIV -> divide(thread, w);
            case Op.TAG -> vm.faults().tag(thread);
            case Op.CALL -> vm.faults().stack(thread);
            case Op.COPY -> copy(thread, w);
            case Op.TRAP -> Interpreter.TRAP;
            default -> throw vm.faults().illegal(thread);
        };
    }

    /// The value of checked memory as a load operation gives it.
    static long read(int op, long at) {
        return switch (op) {
            case Op.LD8 -> Raw.getByte(at);
            case Op.LDU8 -> Raw.getByte(at) & 0xFF;
            case Op.LD16 -> Raw.getShort(at);
            case Op.LDU16 -> Raw.getShort(at) & 0xFFFF;
            case Op.LD32 -> Raw.getInt(at);
            case Op.LDU32 -> Raw.getInt(at) & 0xFFFF_FFFFL;
            default -> Raw.getLong(at);
        };
    }

    private int load(ThreadState thread, int op, long to, long base, long offset, int words) {
        int fault = memory.checkRead(base + offset, Op.size(op));
        long at = base + offset;
        if (fault != Memory.OK) {
            if (!foreign().concerns(at) || !foreign().load(at, Op.size(op), to)) return vm.faults().access(thread, base, fault);
            at = to;
        }
        Raw.putLong(to, read(op, at));
        return ColdOps.next(thread, words);
    }

    private int store(ThreadState thread, int size, long from, long base, long offset, int words) {
        int fault = memory.checkWrite(base + offset, size);
        long at = base + offset;
        if (fault == Memory.OK) Raw.copy(from, at, size);
        else if (!foreign().concerns(at) || !foreign().store(at, memory.bytes(from, size))) return vm.faults().access(thread, base, fault);
        return ColdOps.next(thread, words);
    }

    private ForeignMemory foreign() {
        return vm.foreign().memory();
    }

    /// `A = B[C]` or `B[C] = A`.
    private int element(ThreadState thread, long w, int op, int words) {
        long fp = thread.fp();
        long base = Raw.getLong(Op.b(fp, w));
        long offset = Raw.getLong(Op.c(fp, w)) * Op.size(op);
        if (op >= Op.ST8 && op <= Op.ST64) return store(thread, Op.size(op), Op.a(fp, w), base, offset, words);
        return load(thread, op, Op.a(fp, w), base, offset, words);
    }

    private int checked(ThreadState thread, long w, int op) {
        long index = Raw.getLong(Op.c(thread.fp(), w));
        long count = Raw.getLong(thread.fp() + 8 * ColdOps.x(thread));
        if (index < 0 || index >= count) return vm.faults().bounds(thread, index, count);
        return element(thread, w, op, 2);
    }

    private int divide(ThreadState thread, long w) {
        long divisor = Raw.getLong(Op.c(thread.fp(), w));
        if (divisor == 0) return vm.faults().division(thread, 0);
        Raw.putLong(Op.a(thread.fp(), w), Long.divideUnsigned(Raw.getLong(Op.b(thread.fp(), w)), divisor));
        return ColdOps.next(thread, 1);
    }

    private int copy(ThreadState thread, long w) {
        long to = Raw.getLong(Op.a(thread.fp(), w));
        long from = Raw.getLong(Op.b(thread.fp(), w));
        if (!vm.copy(to, from, w >>> 48)) return vm.faults().copy(thread, to, from, w >>> 48);
        return ColdOps.next(thread, 1);
    }
}
