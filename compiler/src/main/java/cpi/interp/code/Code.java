// The memory that holds packed code.
package cpi.interp.code;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.Scheduler;
import java.util.ArrayList;
import java.util.List;

/// All packed code of a machine, in one stretch of the machine's range that programs cannot touch. Code only grows, and in an
/// order that follows from the program, so code addresses in frames are the same in every run.
public final class Code {
    private static final int STUBS = 4;

    private final long base;
    private final long end;
    private long top;
    private final List<FunctionCode> functions = new ArrayList<>();
    private final long[] stubs = new long[STUBS];

    Code(Memory memory) {
        long half = memory.stackStart() - memory.functionStart() >> 1;
        base = memory.functionStart() + half;
        end = base + half;
        top = base;
        // A word of result registers, then the operation.
        for (int i = 0; i < STUBS; i++) stubs[i] = place(new long[] {1L << 48, Op.COLD | Cold.THREAD_END << 8 | i << 16}) + 8;
    }

    public long base() {
        return base;
    }

    /// Where functions called by the root frame of a thread return to: 0 main thread, 1 other threads, 2 the end of
    /// other threads, 3 callbacks from C.
    public long stub(int kind) {
        return stubs[kind];
    }

    /// Copies words behind the code so far; gives their address.
    long place(long[] words) {
        long at = top;
        if (words.length * 8L > end - top) throw new Bug("the program has too much code");
        for (long word : words) {
            Raw.putLong(top, word);
            top += 8;
        }
        return at;
    }

    boolean isFull() {
        return top - base > (end - base) / 2;
    }

    long top() {
        return top;
    }

    /// A hash of all code so far, apart from links that are made while it runs.
    public long hash() {
        long hash = functions.size();
        for (FunctionCode f : functions) {
            for (long pc = f.entry(); pc < f.end(); pc += 8L * Lengths.of(pc)) {
                boolean call = CodeScan.calls(Raw.getLong(pc));
                hash = Scheduler.mix(hash, call ? Raw.getLong(pc) >>> 16 : Raw.getLong(pc));
            }
        }
        return hash;
    }

    void add(FunctionCode code) {
        functions.add(code);
    }

    /// The function that an address in code belongs to.
    public FunctionCode at(long pc) {
        return functions.get(indexOf(pc));
    }

    /// The number of that function, in order of assembly.
    public int indexOf(long pc) {
        int low = 0;
        int high = functions.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            FunctionCode f = functions.get(middle);
            if (pc < f.entry()) high = middle - 1;
            else if (pc > f.end()) low = middle + 1;
            else return middle;
        }
        throw new Bug("no function at code address " + Long.toHexString(pc));
    }

    public boolean contains(long pc) {
        return !functions.isEmpty() && pc >= functions.getFirst().entry() && pc < top;
    }
}
