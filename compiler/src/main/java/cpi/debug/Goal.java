// What a motion is for.
package cpi.debug;

import cpi.engine.ThreadState;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Where a motion wants to arrive; breakpoints and the ends of history stop it as well.
///
/// @param places addresses of code
/// @param test whether a thread that is about to execute one of them has arrived
/// @param data memory whose access is the goal
/// @param switches whether a change of the running thread is
/// @param reason to give on arrival
/// @param text to give on arrival
/// @param breakpoints whether breakpoints stop it
record Goal(Set<Long> places, Predicate<ThreadState> test, List<Range> data, boolean switches, Stopped.Reason reason, String text,
            boolean breakpoints) {
    record Range(long address, long size, Breakpoint.Access access) {}

    /// Just go on.
    static final Goal NONE = new Goal(Set.of(), _ -> false, List.of(), false, Stopped.Reason.BREAKPOINT, "", true);

    static Goal at(Set<Long> places, Predicate<ThreadState> test, Stopped.Reason reason, String text) {
        return new Goal(places, test, List.of(), false, reason, text, true);
    }

    Goal alone() {
        return new Goal(places, test, data, switches, reason, text, false);
    }
}
