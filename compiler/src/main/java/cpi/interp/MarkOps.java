// Operations of compile-time evaluation.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Cold;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.interp.code.Op;

/// The operations that keep address marks (C7.2). The marks of a register lie where those of memory do: at its address plus
/// [Memory#markDelta].
final class MarkOps {
    private final Vm vm;
    private final Memory memory;
    private final long delta;

    MarkOps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.delta = memory.markDelta();
    }

    int execute(ThreadState thread, long word, int sub, CallOps calls) {
        long fp = thread.fp();
        long a = Op.a(fp, word);
        long b = Op.b(fp, word);
        switch (sub) {
            case Cold.MARK -> memory.markAddress(a);
            case Cold.UNMARK -> Raw.putLong(a + delta, 0);
            case Cold.MARK_AS -> Raw.putLong(a + delta, Raw.getLong(b + delta));
            case Cold.MOVE_MARKED -> {
                Raw.putLong(a, Raw.getLong(b));
                Raw.putLong(a + delta, Raw.getLong(b + delta));
            }
            case Cold.LOAD_MARKED -> {
                return load(thread, word, a, b);
            }
            case Cold.STORE_MARKED -> {
                return store(thread, word, a, b);
            }
            case Cold.CALL_MARKED -> {
                return calls.callMarked(thread, word);
            }
            case Cold.RETURN_MARKED -> {
                calls.left();
                return leave(thread, word);
            }
            case Cold.ENTER_MARKED -> {
                return enter(thread);
            }
            default -> throw CallOps.unknown(sub);
        }
        return ColdOps.next(thread, 1);
    }

    private int load(ThreadState thread, long word, long a, long b) {
        int op = (int) (word >>> 48);
        int size = Op.size(op);
        long at = Raw.getLong(b) + ColdOps.x(thread);
        int fault = memory.checkRead(at, size);
        if (fault != Memory.OK) return vm.faults().access(thread, Raw.getLong(b), fault);
        Raw.putLong(a, SlowPath.read(op, at));
        Raw.putLong(a + delta, 0);
        Raw.copy(at + delta, a + delta, size);
        return ColdOps.next(thread, 2);
    }

    private int store(ThreadState thread, long word, long a, long b) {
        int size = Op.size((int) (word >>> 48));
        long at = Raw.getLong(a) + ColdOps.x(thread);
        int fault = memory.checkWrite(at, size);
        if (fault != Memory.OK) return vm.faults().access(thread, Raw.getLong(a), fault);
        Raw.copy(b, at, size);
        Raw.copy(b + delta, at + delta, size);
        return ColdOps.next(thread, 2);
    }

    /// Clears the marks of all registers but the parameters, and makes the slots alive.
    private int enter(ThreadState thread) {
        FunctionCode f = vm.image().assembled((int) ColdOps.x(thread));
        long fp = thread.fp();
        if (fp + f.frameBytes() > thread.stackEnd()) return vm.faults().stack(thread);
        long params = 8L * f.ir().signature().params().size();
        Raw.fill(fp + params + delta, f.frameBytes() - params, (byte) 0);
        for (int i = 0; i < f.slots().length; i++) memory.setShadow(fp + f.slots()[i], f.ir().slots().get(i).size(), Memory.RW);
        return ColdOps.next(thread, 2);
    }

    private int leave(ThreadState thread, long word) {
        FunctionCode f = vm.image().assembled((int) ColdOps.x(thread));
        long fp = thread.fp();
        for (int i = 0; i < f.slots().length; i++) {
            long tomb = DeadSlot.encode((int) ColdOps.x(thread), i, thread.pc() - f.entry() >> 3);
            bury(fp + f.slots()[i], f.ir().slots().get(i).size(), tomb);
        }
        long pc = Raw.getLong(fp + Frame.RETURN);
        long caller = Raw.getLong(fp + Frame.CALLER);
        long results = Raw.getLong(pc - 8);
        int n = (int) (word >>> 16) & 0xFFFF;
        if (n > 0) give(Op.b(fp, word), Op.b(caller, results));
        if (n > 1) give(Op.c(fp, word), Op.c(caller, results));
        thread.moveTo(pc, caller);
        return 0;
    }

    private void give(long from, long to) {
        Raw.putLong(to, Raw.getLong(from));
        Raw.putLong(to + delta, Raw.getLong(from + delta));
    }

    /// The slot is dead; its marks tell from now on whose it was.
    private void bury(long at, long size, long tomb) {
        memory.setShadow(at, size + 7 & -8, Memory.DEAD_SLOT);
        for (long i = 0; i < size; i += 8) Raw.putLong(at + i + delta, tomb);
    }
}
