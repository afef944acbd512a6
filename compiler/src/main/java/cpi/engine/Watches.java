// Stretches of memory whose accesses are noticed.
package cpi.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Notices accesses to ranges of a [Memory] at no cost for all others: the shadow of a watched granule says [Memory#WATCHED], so
/// that every fast check fails there and the access is looked at closely; what the shadow would say is kept here. Accesses that
/// need no check (registers, frame slots, globals at known addresses) are not seen: [#note] is told about them.
///
/// The shadow of a memory with watches is not what a version should contain: they are lifted before anything is captured or
/// restored.
public final class Watches {
    /// @param reads whether reading is noticed
    /// @param writes whether writing is noticed
    public record Range(long address, long size, boolean reads, boolean writes) {
        public boolean overlaps(long at, long count) {
            return at < address + size && address < at + count;
        }
    }

    private final Memory memory;
    private final List<Range> ranges = new ArrayList<>();
    private final Map<Long, Byte> hidden = new HashMap<>();
    private int tripped = -1;

    Watches(Memory memory) {
        this.memory = memory;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public Range range(int index) {
        return ranges.get(index);
    }

    public int count() {
        return ranges.size();
    }

    /// Starts to watch a range; it may lie anywhere.
    public void add(Range range) {
        ranges.add(range);
        hide(range);
    }

    /// The shadow of a range was written without asking: watches it again.
    public void hide(Range range) {
        for (long granule = range.address & -8; granule < range.address + range.size; granule += 8) {
            byte state = memory.rawShadow(granule);
            if (state == Memory.WATCHED) continue;
            hidden.put(granule, state);
            memory.putShadow(granule, Memory.WATCHED);
        }
    }

    /// Ends all watches.
    public void clear() {
        hidden.forEach((granule, state) -> {
            if (memory.rawShadow(granule) == Memory.WATCHED) memory.putShadow(granule, state);
        });
        hidden.clear();
        ranges.clear();
        tripped = -1;
    }

    byte hiddenState(long granule) {
        return hidden.getOrDefault(granule & -8, Memory.NONE);
    }

    /// The program has accessed `count` bytes.
    public void note(long address, long count, boolean write) {
        for (int i = 0; i < ranges.size() && tripped < 0; i++) {
            Range r = ranges.get(i);
            if ((write ? r.writes : r.reads) && r.overlaps(address, count)) tripped = i;
        }
    }

    /// The shadow of `count` bytes has changed to `state`. Memory that becomes alive has been written to.
    void shadowChanged(long address, long count, byte state) {
        for (Range r : ranges) {
            if (!r.overlaps(address & -8, count + 7 & -8)) continue;
            hide(r);
            if (state == Memory.RW) note(address, count, true);
        }
    }

    /// The number of the watch that noticed something since it was last asked, or -1.
    public int take() {
        int result = tripped;
        tripped = -1;
        return result;
    }

    /// The same without forgetting it.
    public boolean hasTripped() {
        return tripped >= 0;
    }
}
