// Which thread ran when.
package cpi.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The turns of the threads, written down while a program runs for the first time. Threads switch millions of times in a long run,
/// so that the
/// picture becomes coarser as it grows: turns of one thread with little between them are taken as one. Its size stays bounded.
final class Turns {
    private static final int MOST = 8192;

    private final Map<Integer, List<Timeline.Turn>> lanes = new LinkedHashMap<>();
    /// Where each thread began to run.
    private final Map<Integer, Long> entries = new HashMap<>();
    private int count;
    private long gap;
    private int running = -1;
    private long known = -1;

    /// A copy that ends at a tick, for another future.
    Turns until(long tick) {
        Turns copy = new Turns();
        copy.gap = gap;
        copy.known = tick;
        lanes.forEach((thread, turns) -> {
            List<Timeline.Turn> kept = new ArrayList<>();
            for (Timeline.Turn t : turns) if (t.from() <= tick) kept.add(new Timeline.Turn(t.from(), Math.min(t.to(), tick)));
            if (kept.isEmpty()) return;
            copy.lanes.put(thread, kept);
            Long entry = entries.get(thread);
            if (entry != null) copy.entries.put(thread, entry);
            copy.count += kept.size();
            if (kept.getLast().to() == tick) copy.running = thread;
        });
        return copy;
    }

    /// A thread's turn begins at an instruction. What is known already is not written again.
    void begin(long tick, int thread, long pc) {
        if (tick < known || thread == running) return;
        reach(tick);
        entries.putIfAbsent(thread, pc);
        running = thread;
        List<Timeline.Turn> lane = lanes.computeIfAbsent(thread, _ -> new ArrayList<>());
        if (!lane.isEmpty() && tick - lane.getLast().to() <= gap) {
            lane.set(lane.size() - 1, new Timeline.Turn(lane.getLast().from(), tick));
        } else {
            lane.add(new Timeline.Turn(tick, tick));
            if (++count > MOST) coarsen();
        }
    }

    /// The first instruction of a thread, if it has run.
    Optional<Long> entry(int thread) {
        return Optional.ofNullable(entries.get(thread));
    }

    /// The running thread has come to a tick.
    void reach(long tick) {
        if (tick <= known) return;
        known = tick;
        List<Timeline.Turn> lane = lanes.get(running);
        if (lane != null) lane.set(lane.size() - 1, new Timeline.Turn(lane.getLast().from(), tick));
    }

    private void coarsen() {
        while (count > MOST / 2) {
            gap = Math.max(1, gap * 2);
            count = 0;
            for (List<Timeline.Turn> lane : lanes.values()) {
                List<Timeline.Turn> merged = merged(lane, gap);
                lane.clear();
                lane.addAll(merged);
                count += lane.size();
            }
            if (count <= lanes.size()) return;
        }
    }

    private static List<Timeline.Turn> merged(List<Timeline.Turn> turns, long gap) {
        List<Timeline.Turn> result = new ArrayList<>();
        for (Timeline.Turn t : turns) {
            if (!result.isEmpty() && t.from() - result.getLast().to() <= gap) {
                result.set(result.size() - 1, new Timeline.Turn(result.getLast().from(), t.to()));
            } else {
                result.add(t);
            }
        }
        return result;
    }

    /// At most `most` turns of each thread, by number of the thread.
    Map<Integer, List<Timeline.Turn>> lanes(int most) {
        Map<Integer, List<Timeline.Turn>> result = new LinkedHashMap<>();
        lanes.keySet().stream().sorted().forEach(thread -> {
            List<Timeline.Turn> turns = List.copyOf(lanes.get(thread));
            for (long g = Math.max(1, gap); turns.size() > most; g *= 2) turns = merged(turns, g);
            result.put(thread, turns);
        });
        return result;
    }
}
