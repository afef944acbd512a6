// Fresh contexts.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Program;
import cpi.ir.FreshContext;
import cpi.typed.ConstData;
import java.util.Optional;

/// Makes fresh contexts (T1.3). In compile-time evaluation the declared fields of a thread's context are lazy, as globals are
/// (see [Statics]): a default is computed when code first uses the field, so that it may need evaluation itself.
final class Contexts {
    private final Vm vm;
    private final Memory memory;
    private final Program program;
    private final boolean lazy;

    Contexts(Vm vm, Program program, boolean lazy) {
        this.vm = vm;
        this.memory = vm.memory();
        this.program = program;
        this.lazy = lazy;
    }

    /// Makes the context of a thread, at the start of its stack. Gives its size in steps of 8.
    long makeFor(ThreadState thread) {
        long at = thread.stackBase();
        if (!lazy) return make(at, thread.number());
        long size = write(at, thread.number(), program.freshContext(false));
        long builtin = program.declaredContextStart();
        if (size > builtin) memory.setShadow(at + builtin, size - builtin, Memory.LAZY);
        return size;
    }

    /// Makes a complete context at an address of checked or dead memory, which becomes alive. Gives its size in steps of 8.
    long make(long at, int thread) {
        return write(at, thread, program.freshContext(true));
    }

    private long write(long at, int thread, ConstData data) {
        long size = data.bytes().length;
        memory.setShadow(at, size, Memory.RW);
        vm.statics().write(at, data);
        if (size >= program.threadOffset() + 8) Raw.putLong(at + program.threadOffset(), thread);
        return size + 7 & -8;
    }

    /// An evaluation has touched lazy memory: if a context is there, the field gets its default.
    boolean touch(long address) {
        for (ThreadState thread : vm.scheduler().threads()) {
            long offset = address - thread.stackBase();
            Optional<FreshContext.Part> part = offset < 0 ? Optional.empty() : program.declaredContextField(offset);
            if (part.isEmpty()) continue;
            long at = thread.stackBase() + part.get().offset();
            vm.statics().write(at, part.get().value());
            memory.setShadow(at, part.get().value().bytes().length, Memory.RW);
            return true;
        }
        return false;
    }

    /// Memory has the contents of another moment, which do not tell what was lazy.
    void restored() {
        if (!lazy) return;
        long end = program.freshContext(false).bytes().length;
        for (ThreadState thread : vm.scheduler().threads()) {
            for (long at = program.declaredContextStart(); at < end; at += 8) {
                long granule = thread.stackBase() + at;
                if (memory.shadowAt(granule) == Memory.NONE) memory.setShadow(granule, 8, Memory.LAZY);
            }
        }
    }
}
