// Threads, clock and synchronisation of a machine.
package cpi.engine;

import cpi.engine.ThreadState.Held;
import cpi.engine.ThreadState.Status;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides which thread runs (T11), counts ticks, and keeps mutexes, conditions and joins (T7, T9, T15). Everything follows
/// from the program's own steps: the schedule of a run depends on nothing else.
///
/// A mutex is 16 bytes of program memory: the number of its owner plus 1, and 0. Who waits for it, and in which order, is in
/// the threads.
public final class Scheduler {
    /// A time that is never reached.
    public static final long NEVER = Long.MAX_VALUE;
    /// Virtual nanoseconds per tick (T11.3).
    public static final long NANOS_PER_TICK = 100;
    private static final long SEED_STREAM = 54;

    /// How turns are given (T11.2): `seed` is used only if `seeded`.
    public record Options(long quantum, boolean seeded, long seed, long stackSize) {
        public static final Options DEFAULT = new Options(1000, false, 0, 8 << 20);
    }

    private final Options options;
    private final Memory memory;
    private final List<ThreadState> threads = new ArrayList<>();
    private final List<Integer> freeStacks = new ArrayList<>();
    private int stacks;
    private int current;
    private int nextNumber;
    private long ticks;
    private long skipped;
    private long quantumEnd;
    private long arrivals;
    private boolean seeded;
    private Pcg32 random;
    private Turns turns = (_, _) -> { };

    public Scheduler(Options options, Memory memory) {
        this.options = options;
        this.memory = memory;
        this.seeded = options.seeded;
        this.random = new Pcg32(options.seed, SEED_STREAM);
    }

    /// A copy of this state over the same memory.
    public Scheduler copy() {
        Scheduler s = new Scheduler(options, memory);
        s.restore(this);
        return s;
    }

    /// Makes this state equal to another.
    public void restore(Scheduler other) {
        threads.clear();
        for (ThreadState t : other.threads) threads.add(t.copy());
        freeStacks.clear();
        freeStacks.addAll(other.freeStacks);
        stacks = other.stacks;
        current = other.current;
        nextNumber = other.nextNumber;
        ticks = other.ticks;
        skipped = other.skipped;
        quantumEnd = other.quantumEnd;
        arrivals = other.arrivals;
        seeded = other.seeded;
        random = other.random.copy();
    }

    /// Forgets all threads and starts the clock again.
    public void reset() {
        restore(new Scheduler(options, memory));
    }

    /// A hash of the whole state.
    public long hash(long hash) {
        for (long part : new long[] {stacks, current, nextNumber, ticks, skipped, quantumEnd, arrivals, random.state(), seeded ? 1 : 0}) {
            hash = mix(hash, part);
        }
        for (int i : freeStacks) hash = mix(hash, i);
        for (ThreadState t : threads) hash = t.mix(hash);
        return hash;
    }

    /// Mixes a part of a state into its hash.
    public static long mix(long hash, long part) {
        long h = (hash ^ part) * 0x9E37_79B9_7F4A_7C15L;
        return h ^ h >>> 29;
    }

    public List<ThreadState> threads() {
        return threads;
    }

    public ThreadState current() {
        return threads.get(current);
    }

    public long ticks() {
        return ticks;
    }

    /// The virtual clock in nanoseconds.
    public long now() {
        return ticks * NANOS_PER_TICK + skipped;
    }

    public void setTicks(long now) {
        ticks = now;
    }

    /// The tick at which the running thread's turn ends.
    public long quantumEnd() {
        return quantumEnd;
    }

    /// Adds a thread; it runs when its turn comes. Empty if there is no room for its stack.
    public Optional<ThreadState> start(boolean detached) {
        int index = freeStacks.isEmpty() ? stacks : freeStacks.getLast();
        long at = memory.stackStart() + index * (options.stackSize + Memory.PAGE);
        if (at + options.stackSize > memory.heapStart()) return Optional.empty();
        if (freeStacks.isEmpty()) stacks++;
        else freeStacks.removeLast();
        memory.useStack(at + options.stackSize + Memory.PAGE);
        ThreadState thread = new ThreadState(nextNumber++, index, at, at + options.stackSize);
        thread.detached = detached;
        threads.add(thread);
        if (threads.size() == 1) quantumEnd = ticks + drawQuantum();
        return Optional.of(thread);
    }

    /// The thread's function has returned or the thread has called `thread.exit`. Its stack stays until it is joined.
    public void end(ThreadState thread) {
        thread.status = Status.ENDED;
        for (ThreadState t : threads) {
            if (t.status == Status.JOINING && t.joinTarget == thread.number()) t.status = Status.RUNNABLE;
        }
        if (thread.detached) forget(thread);
    }

    /// The first address that no stack has ever reached.
    public long stacksEnd() {
        return memory.stackStart() + stacks * (options.stackSize + Memory.PAGE);
    }

    private void forget(ThreadState thread) {
        int index = threads.indexOf(thread);
        threads.remove(index);
        if (index < current || index == current && index > 0) current--;
        else if (index == current) current = threads.size() - 1;
        freeStacks.add(thread.stackIndex());
    }

    /// The joinable thread with a handle: not detached, not joined.
    public Optional<ThreadState> joinable(long handle) {
        for (ThreadState t : threads) {
            if (t.number() == handle && handle != 0 && !t.detached && !t.joined) return Optional.of(t);
        }
        return Optional.empty();
    }

    /// Starts waiting for the end of `target`.
    public void join(ThreadState thread, ThreadState target) {
        target.joined = true;
        thread.joinTarget = target.number();
        if (target.status != Status.ENDED) thread.status = Status.JOINING;
    }

    /// The joined thread whose end `thread` has waited for, once its result has been taken.
    public void finishJoin(ThreadState thread) {
        for (ThreadState t : List.copyOf(threads)) if (t.number() == thread.joinTarget) forget(t);
        thread.joinTarget = -1;
    }

    /// The thread with this number, if it still exists.
    public Optional<ThreadState> find(long number) {
        return threads.stream().filter(t -> t.number() == number).findFirst();
    }

    public void detach(ThreadState target) {
        target.detached = true;
        if (target.status == Status.ENDED) forget(target);
    }

    /// The owner of a mutex, or -1. Its 16 bytes have been checked.
    public int owner(long mutex) {
        return (int) Raw.getLong(mutex) - 1;
    }

    /// Takes a free mutex, or starts waiting for it. Gives whether it is owned now.
    public boolean lock(ThreadState thread, long mutex, String name, Span place) {
        if (owner(mutex) < 0) {
            own(thread, mutex, name, place);
            return true;
        }
        thread.status = Status.LOCKING;
        thread.waitAddress = mutex;
        thread.waitName = name;
        thread.arrival = arrivals++;
        thread.held().add(new Held(mutex, name, place));
        return false;
    }

    private void own(ThreadState thread, long mutex, String name, Span place) {
        setOwner(mutex, thread.number());
        thread.held().add(new Held(mutex, name, place));
    }

    private void setOwner(long mutex, int number) {
        Raw.putLong(mutex, number + 1L);
        memory.touch(mutex, 8);
    }

    /// Gives the mutex to the thread that has waited longest (T9.3).
    public void unlock(ThreadState thread, long mutex) {
        drop(thread, mutex);
        ThreadState next = null;
        for (ThreadState t : threads) {
            if (t.status != Status.LOCKING || t.waitAddress != mutex) continue;
            if (next == null || t.arrival < next.arrival) next = t;
        }
        if (next == null) {
            setOwner(mutex, -1);
            return;
        }
        setOwner(mutex, next.number());
        next.status = Status.RUNNABLE;
    }

    private static void drop(ThreadState thread, long mutex) {
        for (int i = thread.held().size() - 1; i >= 0; i--) {
            if (thread.held().get(i).mutex() == mutex) {
                thread.held().remove(i);
                return;
            }
        }
    }

    /// Releases the mutex and waits for a signal; then the mutex is owned again before the thread goes on.
    public void await(ThreadState thread, long condition, long mutex, long nanos) {
        unlock(thread, mutex);
        addWaiters(condition, 1);
        thread.status = Status.WAITING;
        thread.waitAddress = condition;
        thread.waitMutex = mutex;
        thread.timedOut = false;
        thread.arrival = arrivals++;
        thread.wakeAt = nanos < 0 || nanos > NEVER - now() ? NEVER : now() + nanos;
    }

    private void addWaiters(long condition, long n) {
        Raw.putLong(condition + 8, Raw.getLong(condition + 8) + n);
        memory.touch(condition + 8, 8);
    }

    /// Wakes the longest waiting thread, or all.
    public void signal(long condition, boolean all) {
        while (true) {
            ThreadState first = null;
            for (ThreadState t : threads) {
                if (t.status != Status.WAITING || t.waitAddress != condition) continue;
                if (first == null || t.arrival < first.arrival) first = t;
            }
            if (first == null) return;
            wake(first, false);
            if (!all) return;
        }
    }

    private void wake(ThreadState thread, boolean timedOut) {
        addWaiters(thread.waitAddress, -1);
        thread.timedOut = timedOut;
        thread.wakeAt = NEVER;
        thread.status = Status.RUNNABLE;
        lock(thread, thread.waitMutex, "", Span.NONE);
    }

    public void sleep(ThreadState thread, long nanos) {
        thread.status = Status.SLEEPING;
        thread.wakeAt = nanos > NEVER - now() ? NEVER - 1 : now() + nanos;
    }

    /// From now on turns are given by a random generator with this seed.
    public void reseed(long seed) {
        seeded = true;
        random = new Pcg32(seed, SEED_STREAM);
        quantumEnd = ticks + drawQuantum();
    }

    /// Gives the turn to a thread that can run. False if it cannot.
    public boolean switchTo(int number) {
        for (int i = 0; i < threads.size(); i++) {
            if (threads.get(i).number() != number || threads.get(i).status != Status.RUNNABLE) continue;
            current = i;
            quantumEnd = ticks + drawQuantum();
            return true;
        }
        return false;
    }

    /// Ends the running thread's turn: the next thread that can run gets a new quantum. False if none can run now or later:
    /// a deadlock. If all that could run sleep, the clock jumps; `idle` is told by how much.
    public boolean next(Idle idle) {
        wakeSleepers();
        if (runnable() == 0) {
            long earliest = NEVER;
            for (ThreadState t : threads) if (t.status != Status.ENDED) earliest = Math.min(earliest, t.wakeAt);
            if (earliest == NEVER) return false;
            idle.skip(earliest - now());
            skipped += earliest - now();
            wakeSleepers();
            // A woken waiter may have found its mutex locked.
            if (runnable() == 0) return next(idle);
        }
        current = seeded ? drawThread() : following();
        quantumEnd = ticks + drawQuantum();
        turns.begin(ticks, threads.get(current).number());
        return true;
    }

    /// Told when a thread's turn begins.
    public interface Turns {
        void begin(long tick, int thread);
    }

    /// Who is told about turns; nobody in the beginning. Not part of the state.
    public void onTurn(Turns listener) {
        turns = listener;
    }

    /// Gives the running thread another turn if its turn is over: it was in a function that C called, where no other can run (T11.4).
    public void prolong() {
        if (ticks >= quantumEnd) quantumEnd = ticks + drawQuantum();
    }

    /// Told when no thread can run for some virtual nanoseconds.
    public interface Idle {
        void skip(long nanos);
    }

    private void wakeSleepers() {
        long now = now();
        for (ThreadState t : threads) {
            if (t.wakeAt > now) continue;
            if (t.status == Status.WAITING) {
                wake(t, true);
            } else if (t.status == Status.SLEEPING) {
                t.wakeAt = NEVER;
                t.status = Status.RUNNABLE;
            }
        }
    }

    private int runnable() {
        int count = 0;
        for (ThreadState t : threads) if (t.status == Status.RUNNABLE) count++;
        return count;
    }

    private int following() {
        int index = current;
        do {
            index = (index + 1) % threads.size();
        } while (threads.get(index).status != Status.RUNNABLE);
        return index;
    }

    private int drawThread() {
        long choice = random.next() % runnable();
        for (int i = 0; ; i++) {
            if (threads.get(i).status == Status.RUNNABLE && choice-- == 0) return i;
        }
    }

    private long drawQuantum() {
        return seeded ? 1 + random.next() % (2 * options.quantum - 1) : options.quantum;
    }
}
