// Where and why the program stands still.
package cpi.debug;

import cpi.engine.Outcome;
import cpi.timeline.Moment;
import java.util.List;
import java.util.Optional;

/// The end of a motion. The machine is at `moment` then, and everything a [Debugger] shows is about that state.
///
/// @param thread the number of the thread that stopped
/// @param text says more, in one line; may be empty
/// @param breakpoints the numbers of those that hit
/// @param returned the value of the call that was stepped out of
/// @param change of watched data
/// @param outcome how the program ended, if it has
/// @param logged the messages of log points that were passed, in the order of the motion
public record Stopped(Reason reason, int thread, Moment moment, String text, List<Integer> breakpoints, Optional<Value> returned,
                      Optional<Change> change, Optional<Outcome> outcome, List<String> logged) {
    public enum Reason {
        /// At the first statement, before anything has run.
        ENTRY, BREAKPOINT, DATA, STEP,
        /// Somebody interrupted it.
        PAUSE, PANIC, DEADLOCK, GOTO,
        /// The start or the end of what is known.
        START, END,
        /// The program has ended, in whatever way the filters of panics do not ask for.
        EXITED
    }

    /// @param what as it was asked for
    /// @param before its value as text, before the access in the order of time
    public record Change(String what, String before, String after) {}

    public Stopped {
        breakpoints = List.copyOf(breakpoints);
        logged = List.copyOf(logged);
    }

    static Stopped of(Reason reason, int thread, Moment moment, String text) {
        return new Stopped(reason, thread, moment, text, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    Stopped at(List<Integer> hit) {
        return new Stopped(reason, thread, moment, text, hit, returned, change, outcome, logged);
    }

    Stopped returning(Optional<Value> value) {
        return new Stopped(reason, thread, moment, text, breakpoints, value, change, outcome, logged);
    }

    Stopped changing(Change what) {
        return new Stopped(reason, thread, moment, text, breakpoints, returned, Optional.of(what), outcome, logged);
    }

    Stopped ending(Optional<Outcome> how) {
        return new Stopped(reason, thread, moment, text, breakpoints, returned, change, how, logged);
    }

    Stopped logging(List<String> messages) {
        return new Stopped(reason, thread, moment, text, breakpoints, returned, change, outcome, messages);
    }
}
