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

    /// The hits that count, going back: all of a log point, else the last one.
    record Target(Set<Hit> hits) {
        boolean isAt(long tick, ThreadState thread) {
            return hits.contains(Hit.of(tick, thread));
        }
    }

    /// Whether a thread is at a counted hit of a breakpoint.
    ///
    /// @param needsDiversion whether that can only be said of a machine that stands still
    record Counted(Predicate<ThreadState> holds, boolean needsDiversion) {}

    private final Timeline timeline;
    private final Map<Integer, Long> count = new HashMap<>();

    HitCounts(Timeline timeline) {
        this.timeline = timeline;
    }

    /// Gets ready for a motion: counts what has been hit before now. For a motion back gives where breakpoints with hit conditions
    /// stop. Empty if it was interrupted.
    ///
    /// @param hereToo whether a hit where the machine stands has been met
    Optional<Map<Breakpoint, Target>> prepare(List<Breakpoint> breakpoints, Function<Breakpoint, Counted> counted, boolean hereToo) {
        Map<Breakpoint, Target> targets = new HashMap<>();
        for (Breakpoint b : breakpoints) {
            if (b.options().hits().isAlways() || !b.options().enabled() || b.addresses().isEmpty()) continue;
            Counted which = counted.apply(b);
            Set<Long> places = new HashSet<>(b.addresses());
            Optional<List<Hit>> hits = which.needsDiversion ? oneByOne(places, which.holds) : before(places, which.holds);
            if (hits.isEmpty()) return Optional.empty();
            ThreadState running = timeline.machine().scheduler().current();
            boolean here = hereToo && timeline.outcome().isEmpty() && places.contains(running.pc()) && !running.isPending()
                && which.holds.test(running);
            count.put(b.id(), hits.get().size() + (here ? 1L : 0L));
            targets.put(b, new Target(targets(b.options(), hits.get())));
        }
        return Optional.of(targets);
    }

    private static Set<Hit> targets(Breakpoint.Options options, List<Hit> hits) {
        Set<Hit> result = new HashSet<>();
        long last = options.hits().last(hits.size());
        if (options.log().isEmpty()) return last == 0 ? Set.of() : Set.of(hits.get((int) last - 1));
        for (int i = 0; i < hits.size(); i++) if (options.hits().holds(i + 1)) result.add(hits.get(i));
        return result;
    }

    /// As [#before], with a stop at each place.
    private Optional<List<Hit>> oneByOne(Set<Long> places, Predicate<ThreadState> wanted) {
        Moment now = timeline.now();
        List<Hit> found = new ArrayList<>();
        Stop stop = timeline.backward(Watch.NOTHING.at(places));
        while (stop instanceof Stop.Hit) {
            ThreadState thread = timeline.machine().scheduler().current();
            if (wanted.test(thread)) found.add(Hit.of(timeline.now().tick(), thread));
            stop = timeline.backward(Watch.NOTHING.at(places));
        }
        timeline.seek(now);
        return stop instanceof Stop.Interrupted ? Optional.empty() : Optional.of(found.reversed());
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
