// One future of a program.
package cpi.timeline;

import cpi.engine.Journal;
import cpi.engine.Outcome;
import java.util.Optional;

/// A history from the start to some end. After a change in the past there are several, with a common beginning.
final class Branch {
    private final Moment fork;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private Moment end;
    private Optional<Outcome> outcome = Optional.empty();

    private Branch(Moment fork, Journal journal, Checkpoints checkpoints) {
        this.fork = fork;
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.end = fork;
    }

    static Branch first(Journal journal, Checkpoints checkpoints) {
        return new Branch(Moment.START, journal, checkpoints);
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

    Moment end() {
        return end;
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    /// Execution has come to a moment.
    void reach(Moment moment) {
        if (end.isBefore(moment)) end = moment;
    }

    void endAt(Moment moment, Outcome how) {
        reach(moment);
        outcome = Optional.of(how);
    }
}
