// How to run a program.
package cpi.driver;

import java.util.Optional;

/// The options of the command line that concern running in the virtual machine (T11, T13).
///
/// @param quantum ticks of one turn
/// @param seed of the random schedule; empty for fixed turns
/// @param virtualTime whether sleeping costs no real time
/// @param threadStack bytes of stack per thread
/// @param terminal whether standard output is a terminal: then it is flushed at each end of line (S3.1)
/// @param irRoundTrip whether the code of each function is printed and read back before it runs, to test the text form of the IR
/// @param surroundings where it runs
public record RunOptions(long quantum, Optional<Long> seed, boolean virtualTime, long threadStack, boolean terminal, boolean irRoundTrip,
                         Surroundings surroundings) {
    /// The largest stack of a thread.
    public static final long MAX_THREAD_STACK = 1 << 30;
    public static final RunOptions DEFAULT = new RunOptions(1000, Optional.empty(), false, 8 << 20, false, false);

    public RunOptions(long quantum, Optional<Long> seed, boolean virtualTime, long threadStack, boolean terminal, boolean irRoundTrip) {
        this(quantum, seed, virtualTime, threadStack, terminal, irRoundTrip, Surroundings.SAME);
    }
}
