// What C can change.
package cpi.interp.foreign;

import cpi.engine.Crossing.Change;
import cpi.engine.Memory;
import cpi.engine.Raw;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Finds out what a call of C has changed in the machine's memory: copies everything that C can know of before, and compares
/// afterwards.
///
/// C knows the objects it gets pointers to, now or in an earlier call, and what can be reached from there: every aligned word that
/// looks like the address of a live object is followed. An object is a stretch of live memory, as the shadow shows it; objects of the
/// heap, variables and globals all have dead memory between them.
public final class Reach {
    private static final int WORD = 8;

    private final Memory memory;
    /// Addresses that C may have kept from earlier calls.
    private final Set<Long> kept = new LinkedHashSet<>();
    private Set<Long> roots = Set.of();
    private final TreeMap<Long, byte[]> before = new TreeMap<>();

    public Reach(Memory memory) {
        this.memory = memory;
    }

    /// C is about to run and knows these addresses.
    ///
    /// @param keeps whether it may remember them
    public void enter(Collection<Long> addresses, boolean keeps) {
        if (keeps) kept.addAll(addresses.stream().filter(memory::contains).toList());
        kept.removeIf(a -> !isAlive(a));
        roots = new LinkedHashSet<>(addresses);
        copy();
    }

    /// C is about to run on.
    ///
    /// @param known further addresses it knows now
    public void resume(Collection<Long> known) {
        roots.addAll(known);
        copy();
    }

    /// What it was told before it was called by a function that C called.
    public Set<Long> roots() {
        return roots;
    }

    public void restoreRoots(Set<Long> earlier) {
        roots = earlier;
    }

    private boolean isAlive(long address) {
        byte state = memory.contains(address) ? memory.shadowAt(address) : Memory.NONE;
        return state == Memory.RW || state == Memory.RO || state > Memory.PARTIAL_RW && state < Memory.PARTIAL_RO + WORD;
    }

    private void copy() {
        before.clear();
        Set<Long> seen = new LinkedHashSet<>();
        Deque<Long> todo = new ArrayDeque<>();
        roots.forEach(a -> add(a, seen, todo));
        kept.forEach(a -> add(a, seen, todo));
        while (!todo.isEmpty()) {
            long start = todo.removeFirst();
            long size = size(start);
            byte state = memory.shadowAt(start);
            if (state != Memory.RO && state <= Memory.PARTIAL_RO) before.put(start, memory.bytes(start, size));
            for (long at = start; at + WORD <= start + size; at += WORD) {
                long value = Raw.getLong(at);
                if (memory.contains(value)) add(value, seen, todo);
            }
        }
    }

    private void add(long address, Set<Long> seen, Deque<Long> todo) {
        if (!isAlive(address)) return;
        long start = address & -WORD;
        while (isAlive(start - WORD)) start -= WORD;
        if (seen.add(start)) todo.add(start);
    }

    /// Bytes of the object that begins at an address.
    private long size(long start) {
        long end = start;
        while (isAlive(end)) {
            byte state = memory.shadowAt(end);
            if (state > 0) return end - start + (state & WORD - 1);
            end += WORD;
        }
        return end - start;
    }

    /// What C has changed since it began to run.
    public List<Change> changes() {
        List<Change> result = new ArrayList<>();
        for (Map.Entry<Long, byte[]> entry : before.entrySet()) compare(entry.getKey(), entry.getValue(), result);
        return result;
    }

    private void compare(long start, byte[] old, List<Change> result) {
        MemorySegment then = MemorySegment.ofArray(old);
        MemorySegment now = MemorySegment.ofAddress(start).reinterpret(old.length);
        long at = 0;
        while (at < old.length) {
            long same = MemorySegment.mismatch(then, at, old.length, now, at, old.length);
            if (same < 0) return;
            long first = at + same;
            long end = first + 1;
            // Changes with less than a word between them are one.
            for (long i = end; i < old.length && i < end + WORD; i++) if (old[(int) i] != Raw.getByte(start + i)) end = i + 1;
            result.add(new Change(start + first, memory.bytes(start + first, end - first)));
            at = end;
        }
    }
}
