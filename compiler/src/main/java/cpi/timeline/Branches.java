// The futures of a program.
package cpi.timeline;

import cpi.engine.Journal;
import cpi.engine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All futures that a history has, each with its checkpoints. They share the memory allowed: the current one may take what the
/// others leave, and at least half. When the others take more than half, the oldest ones lose their checkpoints, and so take longer to
/// go to; if that is not enough they are dropped. Those that the current one was made of stay: what lies before the change goes on in them.
public final class Branches {
    /// One future, for people.
    ///
    /// @param number counts futures, from 0
    /// @param fork the moment at which it was started by a change
    public record Future(int number, Moment fork, Moment end, Optional<Outcome> outcome, boolean current) {}

    private final long memory;
    /// Dropped ones leave a gap, so that numbers stay.
    private final List<Optional<Branch>> branches = new ArrayList<>();

    Branches(long memory) {
        this.memory = memory;
    }

    Branch first(Journal journal) {
        return add(new Branch(Optional.empty(), Moment.START, journal, new Checkpoints(memory), new Turns()));
    }

    private Branch add(Branch branch) {
        branches.add(Optional.of(branch));
        return branch;
    }

    /// A new future that leaves another one at a moment.
    Branch fork(Branch old, Moment at, Journal journal) {
        Checkpoints kept = old.checkpoints().upTo(at);
        Branch made = add(new Branch(Optional.of(old), at, journal, kept, old.turns().until(at.tick())));
        long others = 0;
        for (int i = branches.size() - 2; i >= 0; i--) {
            if (branches.get(i).isEmpty()) continue;
            Branch other = branches.get(i).get();
            if (others + other.checkpoints().bytesFrom(at) > memory / 2) other.checkpoints().dropUnpinned();
            long bytes = other.checkpoints().bytesFrom(at);
            if (others + bytes > memory / 2 && !made.comesFrom(other)) branches.set(i, Optional.empty());
            else others += bytes;
        }
        kept.allow(Math.max(memory / 2, memory - others));
        return made;
    }

    Optional<Branch> get(int number) {
        return number >= 0 && number < branches.size() ? branches.get(number) : Optional.empty();
    }

    /// The future that a moment before the change belongs to.
    static Branch without(Branch branch, Moment now) {
        Branch result = branch;
        while (result.origin().isPresent() && now.isBefore(result.fork())) result = result.origin().get();
        return result;
    }

    /// The last moment up to `now` that two futures have in common.
    static Moment common(Branch a, Branch b, Moment now) {
        Moment latest = a.fork().isBefore(b.fork()) ? b.fork() : a.fork();
        Moment to = latest.isBefore(now) ? latest : now;
        return b.end().isBefore(to) ? b.end() : to;
    }

    List<Future> list(Branch current) {
        List<Future> result = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            int number = i;
            branches.get(i).ifPresent(b -> result.add(new Future(number, b.fork(), b.end(), b.outcome(), b == current)));
        }
        return result;
    }

    /// Bytes of memory that all of them take.
    long bytes(Branch current) {
        long total = current.checkpoints().bytes() + current.journal().size();
        for (Optional<Branch> b : branches) {
            if (b.isPresent() && b.get() != current) total += b.get().checkpoints().bytesFrom(current.fork()) + b.get().journal().size();
        }
        return total;
    }
}
