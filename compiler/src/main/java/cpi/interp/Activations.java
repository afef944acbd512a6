// The call stack of a thread, read when it is looked at.
package cpi.interp;

import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.Inspection.Activation;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.typed.Function;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.RandomAccess;
import java.util.Set;

/// The activations of a thread, innermost first, of any number: only where they are is found at once. Calls by C are no activations of
/// a function. Valid while the machine stands still.
final class Activations extends AbstractList<Activation> implements RandomAccess {
    private final Vm vm;
    private long[] pcs = new long[64];
    private long[] fps = new long[64];
    private int count;

    Activations(Vm vm, ThreadState thread) {
        this.vm = vm;
        if (thread.status() == ThreadState.Status.ENDED) return;
        long callback = vm.code().stub(3) - 8;
        long pc = thread.pc();
        long fp = thread.fp();
        while (pc == callback || vm.code().contains(pc)) {
            if (pc != callback) add(pc, fp);
            pc = Raw.getLong(fp + Frame.RETURN) - 8;
            fp = Raw.getLong(fp + Frame.CALLER);
        }
    }

    private void add(long pc, long fp) {
        if (count == pcs.length) {
            pcs = Arrays.copyOf(pcs, 2 * count);
            fps = Arrays.copyOf(fps, 2 * count);
        }
        pcs[count] = pc;
        fps[count++] = fp;
    }

    /// The activation whose next instruction and frame these are.
    static Activation read(Vm vm, long pc, long fp) {
        FunctionCode code = vm.code().at(pc);
        return new Activation(code.function(), code.ir(), pc, fp, Raw.getLong(fp + Frame.RETURN), Raw.getLong(fp + Frame.CONTEXT),
            code.span(pc));
    }

    @Override
    public Activation get(int index) {
        return read(vm, pcs[index], fps[index]);
    }

    @Override
    public int size() {
        return count;
    }

    /// Whether there is one with this frame.
    boolean contains(long fp) {
        for (int i = 0; i < count; i++) if (fps[i] == fp) return true;
        return false;
    }

    Set<Function> functions() {
        BitSet numbers = new BitSet();
        for (int i = 0; i < count; i++) numbers.set(vm.code().indexOf(pcs[i]));
        Set<Function> result = new LinkedHashSet<>();
        numbers.stream().forEach(n -> result.add(vm.image().assembled(n).function()));
        return result;
    }
}
