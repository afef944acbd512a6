// Why a timeline stands still.
package cpi.timeline;

import cpi.engine.Outcome;

/// The result of moving through time. Where the machine is then says [Timeline#now].
public sealed interface Stop {
    /// What was watched for has been found.
    ///
    /// @param thread the number of the thread
    record Hit(int thread, Cause cause) implements Stop {}

    /// The moment asked for was reached.
    record Reached() implements Stop {}

    /// The start, going back.
    record Start() implements Stop {}

    /// The program has ended, or a recording ends here (no outcome is known then: it was interrupted).
    record End(java.util.Optional<Outcome> outcome) implements Stop {}

    /// Somebody called [Timeline#interrupt]. Going forward, the machine is where it was interrupted; else where it had been.
    record Interrupted() implements Stop {}

    /// What a watch has found.
    sealed interface Cause {
        /// The thread is about to execute the instruction at this address of code.
        record Place(long address) implements Cause {}

        /// Watched data was accessed. Going forward the machine is behind the access, going back in front of it.
        ///
        /// @param index the number of the range in [Watch#data]
        /// @param changed whether its bytes became different
        record Access(int index, boolean changed) implements Cause {}

        /// Another thread runs.
        record Switch() implements Cause {}
    }
}
