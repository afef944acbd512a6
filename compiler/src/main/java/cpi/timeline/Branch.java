// One future of a program.
package cpi.timeline;

import cpi.engine.Journal;
import cpi.engine.Outcome;
import java.util.Optional;

/// A history from the start to some end. After a change in the past there are several, with a common beginning.
final class Branch {
    private final Optional<Branch> origin;
    private final Moment fork;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final Turns turns;
    private Moment end;
    private Moment limit = new Moment(Long.MAX_VALUE, 0);
    private Optional<Outcome> outcome = Optional.empty();

    Branch(Optional<Branch> origin, Moment fork, Journal journal, Checkpoints checkpoints, Turns turns) {
        this.origin = origin;
        this.fork = fork;
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.turns = turns;
        this.end = fork;
    }

    /// The one it was made of.
    Optional<Branch> origin() {
        return origin;
    }

    /// Whether another one is what this was made of, directly or not.
    boolean comesFrom(Branch other) {
        return origin.isPresent() && (origin.get() == other || origin.get().comesFrom(other));
    }

    /// Whether it has just been made at a moment, and nothing has been executed in it.
    boolean isNewAt(Moment moment) {
        return origin.isPresent() && fork.equals(moment) && end.equals(moment);
    }

    /// Where it parted from the one it was made of.
    Moment fork() {
        return fork;
    }

    Journal journal() {
        return journal;
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    Turns turns() {
        return turns;
    }

    Moment end() {
        return end;
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    /// Execution must not go beyond: a recording ends there.
    Moment limit() {
        return limit;
    }

    /// The history is known up to a moment. If the program had not ended there, nobody knows how it went on.
    void endsAt(Moment moment, boolean ended) {
        reach(moment);
        if (!ended) limit = moment;
    }

    /// Execution has come to a moment.
    void reach(Moment moment) {
        if (!end.isBefore(moment)) return;
        end = moment;
        turns.reach(moment.tick());
    }

    void endAt(Moment moment, Outcome how) {
        reach(moment);
        outcome = Optional.of(how);
    }
}
