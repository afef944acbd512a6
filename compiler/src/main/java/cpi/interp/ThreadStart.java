// The stack of a new thread.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.ir.Signature;

/// Prepares a thread (T6): at the bottom of its stack lie its context, room for the result, and copies of arguments that are
/// passed by address; then the root frame, and the frame of its function. Used once.
final class ThreadStart {
    /// Register of the root frame with the number of the signature.
    static final int SIGNATURE = 6;

    private final Vm vm;
    private final Memory memory;
    private final ThreadState thread;
    private final Signature signature;
    private long top;

    ThreadStart(Vm vm, ThreadState thread, Signature signature) {
        this.vm = vm;
        this.memory = vm.memory();
        this.thread = thread;
        this.signature = signature;
    }

    void prepare(CallSite call, int function) {
        top = thread.stackBase() + vm.contexts().makeFor(thread);
        long size = signature.resultSize();
        if (size == 0) for (var s : signature.results()) size += s.bytes();
        thread.expectResult(reserve(size), size);
        int n = signature.params().size();
        long[] args = new long[n];
        long[] marks = new long[n];
        for (int i = 0, k = 0; i < n; i++) {
            if (i == 0 && signature.resultSize() > 0) {
                args[0] = thread.resultAddress();
                marks[0] = Memory.ADDRESS_MARK;
                continue;
            }
            args[i] = call.arg(k);
            marks[i] = memory.hasMarks() ? Raw.getLong(call.register(k) + memory.markDelta()) : 0;
            long copied = signature.copies().get(i);
            if (copied > 0) {
                long copy = reserve(copied);
                memory.copy(args[i], copy, copied);
                args[i] = copy;
            }
            k++;
        }
        long root = vm.rootFrame(thread, top);
        Raw.putLong(root + 8 * SIGNATURE, vm.image().signatureId(signature));
        vm.callFromRoot(thread, root, function, 1);
        for (int i = 0; i < n; i++) {
            Raw.putLong(thread.fp() + 8L * i, args[i]);
            if (memory.hasMarks()) Raw.putLong(thread.fp() + 8L * i + memory.markDelta(), marks[i]);
        }
    }

    private long reserve(long size) {
        long at = top;
        memory.setShadow(at, size, Memory.RW);
        top += (size + 7 & -8) + 8;
        return at;
    }
}
