// Counting the hits of breakpoints.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.timeline.Moment;
import cpi.timeline.Stop;
import cpi.timeline.Timeline;
import cpi.timeline.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/// Numbers the hits of breakpoints from the start of the program, so that "the fifth hit" is the same moment in both directions.
/// The hits before a moment are found by searching back through all of history; how many there were is remembered.
final class HitCounts {
    /// A hit that can be recognised: within a tick a thread is at a place only once.
    record Hit(long tick, int thread, long pc, long fp) {
        static Hit of(long tick, ThreadState thread) {
            return new Hit(tick, thread.number(), thread.pc(), thread.fp());
        }
    }

    /// The hit at which a breakpoint stops going back.
    record Target(Optional<Hit> hit) {
        boolean isAt(long tick, ThreadState thread) {
            return hit.isPresent() && hit.get().equals(Hit.of(tick, thread));
        }
    }

    private final Timeline timeline;
    private final Map<Integer, Long> count = new HashMap<>();

    HitCounts(Timeline timeline) {
        this.timeline = timeline;
    }

    /// Gets ready for a motion: counts what has been hit before now. For a motion back gives where breakpoints with hit conditions
    /// stop. Empty if it was interrupted.
    Optional<Map<Breakpoint, Target>> prepare(List<Breakpoint> breakpoints, boolean back, BiPredicate<Breakpoint, ThreadState> holds) {
        Map<Breakpoint, Target> targets = new HashMap<>();
        for (Breakpoint b : breakpoints) {
            if (b.options().hits().isAlways() || !b.options().enabled() || b.addresses().isEmpty()) continue;
            Optional<List<Hit>> hits = before(new HashSet<>(b.addresses()), thread -> holds.test(b, thread));
            if (hits.isEmpty()) return Optional.empty();
            ThreadState running = timeline.machine().scheduler().current();
            boolean here = timeline.outcome().isEmpty() && b.addresses().contains(running.pc()) && !running.isPending()
                && holds.test(b, running);
            count.put(b.id(), hits.get().size() + (here ? 1L : 0L));
            long last = b.options().hits().last(hits.get().size());
            targets.put(b, new Target(last == 0 ? Optional.empty() : Optional.of(hits.get().get((int) last - 1))));
        }
        return Optional.of(targets);
    }

    /// Going forward a breakpoint is hit once more. Gives whether that hit counts.
    boolean next(Breakpoint b) {
        return b.options().hits().holds(count.merge(b.id(), 1L, Long::sum));
    }

    /// All moments before now at which a thread was at one of some places, in order. Empty if it was interrupted.
    Optional<List<Hit>> before(Set<Long> places, Predicate<ThreadState> wanted) {
        Moment now = timeline.now();
        Deck<Hit> deck = new Deck<>(timeline);
        Stop stop = timeline.backward(Watch.NOTHING.at(places).where((_, thread, _) -> {
            if (wanted.test(thread)) deck.add(thread, hit -> hit);
            return false;
        }));
        if (stop instanceof Stop.Interrupted) return Optional.empty();
        timeline.seek(now);
        return Optional.of(deck.inOrder());
    }

    /// Things found by a search backward: stretch by stretch, later ones first, each in order of time. A search may look at the
    /// ends of stretches twice, and at the moment where it begins, which does not count.
    static final class Deck<T> {
        private final List<List<T>> stretches = new ArrayList<>();
        private final Set<Hit> seen = new HashSet<>();
        private final Timeline timeline;
        private long last = Long.MAX_VALUE;
        private int size;

        Deck(Timeline timeline) {
            this.timeline = timeline;
            here(timeline).ifPresent(seen::add);
        }

        /// Where the machine stands. When a panic has ended the program, the thread is still at the instruction, which then lies
        /// in the past.
        static Optional<Hit> here(Timeline timeline) {
            if (timeline.outcome().isPresent()) return Optional.empty();
            return Optional.of(Hit.of(timeline.now().tick(), timeline.machine().scheduler().current()));
        }

        void add(ThreadState thread, Function<Hit, T> thing) {
            Hit hit = Hit.of(timeline.machine().scheduler().ticks(), thread);
            if (!seen.add(hit)) return;
            if (stretches.isEmpty() || hit.tick < last) stretches.add(new ArrayList<>());
            stretches.getLast().add(thing.apply(hit));
            last = hit.tick;
            size++;
        }

        int size() {
            return size;
        }

        List<T> inOrder() {
            List<T> result = new ArrayList<>();
            for (List<T> stretch : stretches.reversed()) result.addAll(stretch);
            return result;
        }
    }
}
