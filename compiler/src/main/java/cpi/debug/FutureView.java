// The futures of a program as people see them.
package cpi.debug;

import cpi.engine.Outcome;
import cpi.timeline.Branches;
import cpi.timeline.Moment;

/// One future of the program.
///
/// @param number counts futures in the order in which changes began them; 0 is the one without any change
/// @param fork where it was changed
/// @param end how far it is known
/// @param outcome how it ends, as `ends with status 3`; empty if that is not known
/// @param current whether the program is in it now
public record FutureView(int number, Moment fork, Moment end, String outcome, boolean current) {
    static FutureView of(Branches.Future f) {
        return new FutureView(f.number(), f.fork(), f.end(), f.outcome().map(FutureView::text).orElse(""), f.current());
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited x -> "ends with status " + x.status();
            case Outcome.Panicked p -> "ends with panic[" + p.code() + "]";
            case Outcome.OutOfBudget _, Outcome.Refused _, Outcome.Skipped _ -> "ends: " + Expressions.text(outcome);
        };
    }
}
