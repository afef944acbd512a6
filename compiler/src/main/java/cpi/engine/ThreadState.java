// One thread of a machine, as data.
package cpi.engine;

import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// The state of one virtual thread (T11.1): where it is, what it waits for, what it owns. Registers and frames are in the
/// thread's stack in [Memory].
///
/// Changed only by [Scheduler] and by the engine that runs the thread.
public final class ThreadState {
    /// What a thread is doing.
    public enum Status {
        RUNNABLE,
        /// Waits to own the mutex at `waitAddress`.
        LOCKING,
        /// Waits for the end of thread `joined`.
        JOINING,
        /// Waits to be woken by the condition at `waitAddress`, with a time limit unless `wakeAt` is [Scheduler#NEVER].
        WAITING,
        /// Waits until the clock reaches `wakeAt`.
        SLEEPING,
        ENDED
    }

    /// A mutex that the thread owns, for the deadlock report (T12).
    public record Held(long mutex, String name, Span place) {}

    private final int number;
    private final int stackIndex;
    private final long stackBase;
    private final long stackEnd;
    private long pc;
    private long fp;

    Status status = Status.RUNNABLE;
    long waitAddress;
    long waitMutex;
    long wakeAt = Scheduler.NEVER;
    long arrival;
    int joinTarget = -1;
    boolean timedOut;
    boolean detached;
    boolean joined;
    String waitName = "";
    private long result;
    private long resultSize;
    private boolean hasResult;
    private boolean pending;
    private int callbacks;
    private long[] locals = {};
    private final List<Held> held = new ArrayList<>();

    ThreadState(int number, int stackIndex, long stackBase, long stackEnd) {
        this.number = number;
        this.stackIndex = stackIndex;
        this.stackBase = stackBase;
        this.stackEnd = stackEnd;
    }

    ThreadState copy() {
        ThreadState t = new ThreadState(number, stackIndex, stackBase, stackEnd);
        t.pc = pc;
        t.fp = fp;
        t.status = status;
        t.waitAddress = waitAddress;
        t.waitMutex = waitMutex;
        t.wakeAt = wakeAt;
        t.arrival = arrival;
        t.joinTarget = joinTarget;
        t.timedOut = timedOut;
        t.detached = detached;
        t.joined = joined;
        t.waitName = waitName;
        t.result = result;
        t.resultSize = resultSize;
        t.hasResult = hasResult;
        t.pending = pending;
        t.callbacks = callbacks;
        t.locals = locals.clone();
        t.held.addAll(held);
        return t;
    }

    /// Mixes everything that decides how execution goes on into a hash.
    long mix(long hash) {
        long[] parts = {number, stackIndex, pc, fp, status.ordinal(), waitAddress, waitMutex, wakeAt, arrival, joinTarget,
            (timedOut ? 1 : 0) | (detached ? 2 : 0) | (joined ? 4 : 0) | (hasResult ? 8 : 0) | (pending ? 16 : 0), result, resultSize,
            callbacks};
        for (long part : parts) hash = Scheduler.mix(hash, part);
        for (long local : locals) hash = Scheduler.mix(hash, local);
        for (Held h : held) hash = Scheduler.mix(hash, h.mutex);
        return hash;
    }

    /// 0 for the main thread, others in order of their start (T6.4).
    public int number() {
        return number;
    }

    int stackIndex() {
        return stackIndex;
    }

    public long stackBase() {
        return stackBase;
    }

    public long stackEnd() {
        return stackEnd;
    }

    /// Address of the next instruction, valid while the thread is not inside the interpreter loop.
    public long pc() {
        return pc;
    }

    /// Address of register 0 of the innermost frame.
    public long fp() {
        return fp;
    }

    public void moveTo(long newPc, long newFp) {
        pc = newPc;
        fp = newFp;
    }

    public Status status() {
        return status;
    }

    public boolean detached() {
        return detached;
    }

    /// The mutexes it owns, in the order of locking.
    public List<Held> held() {
        return held;
    }

    /// The instruction at [#pc] has begun and waits.
    public void setPending() {
        pending = true;
    }

    /// How many functions that C called the thread is in. While there are any, no other thread runs (T11.4).
    public int callbacks() {
        return callbacks;
    }

    public void enterCallback() {
        callbacks++;
    }

    public void leaveCallback() {
        callbacks--;
    }

    /// Whether it has begun.
    public boolean isPending() {
        return pending;
    }

    /// Whether it has; it is finished now.
    public boolean takePending() {
        boolean was = pending;
        pending = false;
        return was;
    }

    /// The address of the thread's own copy of a thread-local global, 0 if there is none yet (T14).
    public long local(int id) {
        return id < locals.length ? locals[id] : 0;
    }

    public void setLocal(int id, long address) {
        if (id >= locals.length) locals = java.util.Arrays.copyOf(locals, id + 4);
        locals[id] = address;
    }

    public long[] locals() {
        return locals;
    }

    /// Where the bytes of the thread's result will be, and how many.
    public void expectResult(long address, long size) {
        result = address;
        resultSize = size;
    }

    /// The thread's function has returned, so the result is there.
    public void deliverResult() {
        hasResult = true;
    }

    public boolean hasResult() {
        return hasResult;
    }

    public long resultAddress() {
        return result;
    }

    public long resultSize() {
        return resultSize;
    }

    /// Whether the last timed wait of the thread ended because the time was over.
    public boolean timedOut() {
        return timedOut;
    }

    public long waitAddress() {
        return waitAddress;
    }

    /// The virtual time in nanoseconds at which it goes on by itself.
    public long wakeAt() {
        return wakeAt;
    }

    public int joinTarget() {
        return joinTarget;
    }

    /// The operand of the `#sync` it waits in, for the deadlock report.
    public String waitName() {
        return waitName;
    }
}
