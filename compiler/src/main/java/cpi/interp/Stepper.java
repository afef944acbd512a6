// Executing single instructions.
package cpi.interp;

import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Cold;
import cpi.interp.code.Frame;
import cpi.interp.code.Lengths;
import cpi.interp.code.Op;

/// Executes exactly one instruction of the running thread. The loop of [Interpreter] does the work, so nothing is written twice:
/// traps are put wherever execution may go on, and the next tick is made an event.
final class Stepper {
    private final Vm vm;
    private final Traps traps;
    private final long[] next = new long[2];

    Stepper(Vm vm, Traps traps) {
        this.vm = vm;
        this.traps = traps;
    }

    /// Gives 0 or the reason to leave the loop, as [Interpreter]. The next event must be the next tick.
    int execute(ThreadState thread) {
        long pc = thread.pc();
        boolean patched = traps.lift(pc);
        try {
            long word = Raw.getLong(pc);
            if (patched) traps.begin(thread, pc, word);
            if (((int) word & 0xFFFF) == (Op.COLD | Cold.CALL_UNLINKED << 8)) {
                // Linking is no step of the program: it happens only once.
                vm.slow(thread, word);
                word = Raw.getLong(pc);
            }
            if (((int) word & 0xFF) == Op.COLD) {
                vm.ticksToEvent();
                int why = vm.slow(thread, word);
                return why == Interpreter.TRAP ? 0 : why;
            }
            return run(thread, successors(thread.fp(), pc, word));
        } finally {
            if (patched) traps.lower(pc);
        }
    }

    private int run(ThreadState thread, int count) {
        boolean first = count > 0 && traps.place(next[0]);
        boolean second = count > 1 && traps.place(next[1]);
        try {
            int why = Interpreter.run(vm, thread);
            return why == Interpreter.TRAP ? 0 : why;
        } finally {
            if (second) traps.remove(next[1]);
            if (first) traps.remove(next[0]);
        }
    }

    /// Notes where execution may go on without a tick; gives how many places that are.
    private int successors(long fp, long pc, long w) {
        int op = (int) w & 0xFF;
        if (op == Op.CALL || op >= Op.JMPB && op <= Op.BNZ || op == Op.INCBLT || op == Op.INCBLTK) return 0;
        if (op == Op.JMP) return go(pc + (w >> 32 << 3));
        if (op >= Op.RET0 && op <= Op.RETS) return go(Raw.getLong(fp + Frame.RETURN));
        if (op == Op.JTAB) return go(pc + (Raw.getLong(pc + 24 + (tableIndex(fp, pc, w) << 3)) << 3));
        int count = go(pc + 8L * Lengths.of(pc));
        if (op == Op.JZ || op == Op.JNZ) next[count++] = pc + (w >> 32 << 3);
        else if (op >= Op.JEQ && op <= Op.FJNLE) next[count++] = pc + (w >> 48 << 3);
        return count;
    }

    private static long tableIndex(long fp, long pc, long w) {
        long n = Raw.getLong(pc + 16);
        long index = Raw.getLong(Op.a(fp, w)) - Raw.getLong(pc + 8);
        return Long.compareUnsigned(index, n) > 0 ? n : index;
    }

    private int go(long address) {
        next[0] = address;
        return 1;
    }
}
