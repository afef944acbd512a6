// Access to the operands of the call instruction being executed.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Arguments and results of an instruction in the form of [cpi.interp.code.Op#CALL]. One object per machine, moved from call to
/// call; it holds nothing between two instructions.
final class CallSite {
    private final Memory memory;
    /// Given by [#at], before anything is asked.
    private @Nullable ThreadState thread;
    private long pc;
    private long fp;
    private long last;
    private int count;

    CallSite(Memory memory) {
        this.memory = memory;
    }

    CallSite at(ThreadState newThread, long word) {
        thread = newThread;
        pc = newThread.pc();
        fp = newThread.fp();
        count = (int) (word >>> 16) & 0xFFFF;
        last = pc + 16 + (word >> 32);
        return this;
    }

    ThreadState thread() {
        return Objects.requireNonNull(thread);
    }

    int count() {
        return count;
    }

    /// The extension word.
    long x() {
        return Raw.getLong(pc + 8);
    }

    /// Address of the instruction behind the call.
    long end() {
        return last + 8;
    }

    /// Address of the register with argument `i`.
    long register(int i) {
        if (i < 2) return fp + (Raw.getLong(last) >>> 16 * i & 0xFFFF) * 8;
        return fp + (Raw.getShort(pc + 12 + 2L * i) & 0xFFFF) * 8L;
    }

    long arg(int i) {
        return Raw.getLong(register(i));
    }

    double number(int i) {
        return Raw.getDouble(register(i));
    }

    /// Address of the register for result `i`.
    long resultRegister(int i) {
        return fp + (Raw.getLong(last) >>> 32 + 16 * i & 0xFFFF) * 8;
    }

    /// The call is over: execution goes on behind it.
    int done() {
        thread().moveTo(end(), fp);
        return 0;
    }

    /// The call is over, with a result that is no address.
    int result(long value) {
        Raw.putLong(resultRegister(0), value);
        if (memory.hasMarks()) Raw.putLong(resultRegister(0) + memory.markDelta(), 0);
        return done();
    }

    int result(boolean value) {
        return result(value ? 1 : 0);
    }

    int result(double value) {
        return result(Double.doubleToLongBits(value));
    }

    /// The call is over, with an address (or nil) as its result.
    int address(long value) {
        Raw.putLong(resultRegister(0), value);
        memory.markAddress(resultRegister(0));
        return done();
    }

    /// The call is over, with a result of `size` bytes just read at an address, marks included.
    int copyResult(long value, long from, int size) {
        Raw.putLong(resultRegister(0), value);
        if (memory.hasMarks()) {
            long marks = resultRegister(0) + memory.markDelta();
            Raw.putLong(marks, 0);
            Raw.copy(from + memory.markDelta(), marks, size);
        }
        return done();
    }
}
