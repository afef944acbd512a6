// The states that a timeline keeps.
package cpi.timeline;

import cpi.engine.Version;
import cpi.interp.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/// States of a run in order of time, as many as a bound of memory allows: dense near the end and near the cursor, thinned
/// exponentially with the distance from them. Neighbours share what they have in common, so what a state costs is what only it has.
final class Checkpoints {
    /// @param pinned must not be dropped: execution from an earlier state does not lead here
    record Kept(Moment moment, Checkpoint state, boolean pinned) {}

    private static final int MAX_COUNT = 1200;
    /// Everything but pages: threads, pending output, the object itself.
    private static final long OVERHEAD = 8192;

    private final List<Kept> kept = new ArrayList<>();
    private long maxBytes;
    private long bytes;

    Checkpoints(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// The states before a moment, as the beginning of another future.
    Checkpoints upTo(Moment moment) {
        Checkpoints other = new Checkpoints(maxBytes);
        for (Kept k : kept) if (k.moment.isBefore(moment)) other.insert(k);
        return other;
    }

    /// From now on so many bytes are allowed.
    void allow(long bytes) {
        maxBytes = bytes;
    }

    /// Bytes that the states from a moment on take.
    long bytesFrom(Moment moment) {
        long sum = 0;
        for (int i = 0; i < kept.size(); i++) if (!kept.get(i).moment.isBefore(moment)) sum += own(i);
        return sum;
    }

    List<Kept> all() {
        return List.copyOf(kept);
    }

    int count() {
        return kept.size();
    }

    /// Bytes of the pages that are kept.
    long bytes() {
        return bytes;
    }

    /// The position of the last state at or before a moment.
    int indexBefore(Moment moment) {
        int low = 0;
        int high = kept.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (moment.isBefore(kept.get(middle).moment)) high = middle - 1;
            else low = middle;
        }
        return low;
    }

    Kept get(int index) {
        return kept.get(index);
    }

    Kept before(Moment moment) {
        return kept.get(indexBefore(moment));
    }

    /// Keeps a state unless there is one of that moment, then drops others if there are too many.
    void add(Moment moment, Checkpoint state, boolean pinned, Moment cursor) {
        if (!kept.isEmpty() && before(moment).moment.equals(moment) && !pinned) return;
        insert(new Kept(moment, state, pinned));
        while (kept.size() > 2 && (kept.size() > MAX_COUNT || bytes > maxBytes) && thin(cursor)) { }
    }

    /// Drops all that can be computed again.
    void dropUnpinned() {
        kept.removeIf(k -> !k.pinned);
        bytes = 0;
        for (int i = 0; i < kept.size(); i++) bytes += own(i);
    }

    /// Keeps another state instead of the last one, at the same moment.
    void replaceLast(Checkpoint state) {
        int last = kept.size() - 1;
        bytes -= own(last);
        Kept old = kept.remove(last);
        insert(new Kept(old.moment, state, old.pinned));
    }

    private void insert(Kept k) {
        int at = kept.isEmpty() ? 0 : indexBefore(k.moment) + 1;
        if (!kept.isEmpty() && k.moment.isBefore(kept.getFirst().moment)) at = 0;
        kept.add(at, k);
        bytes += own(at);
    }

    private long own(int index) {
        Version before = index == 0 ? Version.EMPTY : kept.get(index - 1).state.memory();
        Version after = index == kept.size() - 1 ? Version.EMPTY : kept.get(index + 1).state.memory();
        return OVERHEAD + kept.get(index).state.memory().ownBytes(before, after);
    }

    /// Drops the state that is missed least: that leaves the smallest gap for its distance from the places of interest.
    private boolean thin(Moment cursor) {
        int worst = -1;
        double least = Double.MAX_VALUE;
        double end = kept.getLast().moment.tick();
        for (int i = 1; i < kept.size() - 1; i++) {
            if (kept.get(i).pinned) continue;
            double at = kept.get(i).moment.tick();
            double gap = kept.get(i + 1).moment.tick() - kept.get(i - 1).moment.tick();
            double near = Math.min(end - at, Math.abs(cursor.tick() - at));
            double score = (gap + 1) / (near + 1000);
            if (score < least) {
                least = score;
                worst = i;
            }
        }
        if (worst < 0) return false;
        bytes -= own(worst);
        kept.remove(worst);
        return true;
    }
}
