// How often states are kept.
package cpi.timeline;

/// Chooses how many ticks lie between two checkpoints, so that making them takes a small part of the run time: cheap ones are
/// made often, expensive ones seldom.
final class Pace {
    private static final long FIRST = 20_000;
    private static final long SHORTEST_NANOS = 4_000_000;
    private static final long LONGEST_NANOS = 400_000_000;
    /// Run time per time spent on a checkpoint.
    private static final long RATIO = 14;

    private long ticks = FIRST;

    long ticks() {
        return ticks;
    }

    /// A stretch was run and a checkpoint made.
    void measured(long ranTicks, long runNanos, long checkpointNanos) {
        long target = Math.clamp(RATIO * checkpointNanos, SHORTEST_NANOS, Math.max(LONGEST_NANOS, RATIO * checkpointNanos));
        double wanted = (double) ranTicks / Math.max(1, runNanos) * target;
        ticks = (long) Math.clamp(wanted, Math.max(1000, ticks / 4.0), ticks * 4.0);
    }
}
