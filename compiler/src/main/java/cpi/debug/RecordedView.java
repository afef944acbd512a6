// Memory of a diversion that can still be looked at when the diversion is over.
package cpi.debug;

import cpi.engine.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Remembers every page that is looked at while the diversion lasts; later these pages are shown as they were, others as they are
/// in the machine. So what was shown of a result can be shown again, and the rest of it where it has not changed.
final class RecordedView implements MemoryView {
    private static final long LONG = 16L * Memory.PAGE;

    private final MemoryView machine;
    private final Map<Long, byte[]> bytes = new HashMap<>();
    private final Map<Long, State[]> states = new HashMap<>();
    /// Long ranges that were alive: their pages are kept only where somebody reads.
    private final Set<Cell.Range> alive = new HashSet<>();
    private boolean isOver;

    RecordedView(MemoryView machine) {
        this.machine = machine;
    }

    /// The diversion ends.
    void end() {
        isOver = true;
    }

    private boolean has(long page) {
        if (bytes.containsKey(page)) return true;
        if (isOver || machine.state(page, 1) == State.OUTSIDE || machine.state(page + Memory.PAGE - 1, 1) == State.OUTSIDE) return false;
        bytes.put(page, machine.read(page, Memory.PAGE));
        State[] known = new State[Memory.PAGE];
        Arrays.fill(known, State.ALIVE);
        boolean all = machine.state(page, Memory.PAGE) == State.ALIVE;
        for (int i = 0; i < known.length && !all; i++) known[i] = machine.state(page + i, 1);
        states.put(page, known);
        return true;
    }

    @Override
    public State state(long address, long count) {
        if (address == 0) return State.NIL;
        if (count <= 0 || alive.contains(new Cell.Range(address, count))) return State.ALIVE;
        if (!isOver && count > LONG) {
            State state = machine.state(address, count);
            if (state == State.ALIVE) alive.add(new Cell.Range(address, count));
            return state;
        }
        for (long at = address; at < address + count; ) {
            long page = at & -Memory.PAGE;
            long end = Math.min(address + count, page + Memory.PAGE);
            State[] known = has(page) ? states.get(page) : null;
            State state = known != null ? of(known, (int) (at - page), (int) (end - page)) : machine.state(at, end - at);
            if (state != State.ALIVE) return state;
            at = end;
        }
        return State.ALIVE;
    }

    private static State of(State[] known, int from, int to) {
        for (int i = from; i < to; i++) if (known[i] != State.ALIVE) return known[i];
        return State.ALIVE;
    }

    @Override
    public byte[] read(long address, int count) {
        byte[] result = new byte[count];
        for (long at = address; at < address + count; ) {
            long page = at & -Memory.PAGE;
            int length = (int) (Math.min(address + count, page + Memory.PAGE) - at);
            byte[] source = has(page) ? bytes.get(page) : machine.read(at, length);
            System.arraycopy(source, has(page) ? (int) (at - page) : 0, result, (int) (at - address), length);
            at += length;
        }
        return result;
    }
}
