package cpi.dap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Numbers that the client holds for things of the present stop. They are never given twice, so that those of an earlier stop are
/// recognised. Zero is not among them: in the protocol it means nothing.
final class Handles<T> {
    private final List<T> things = new ArrayList<>();
    private long base;

    long add(T thing) {
        things.add(thing);
        return base + things.size();
    }

    Optional<T> find(long handle) {
        long index = handle - base - 1;
        return index >= 0 && index < things.size() ? Optional.of(things.get((int) index)) : Optional.empty();
    }

    /// All numbers given so far mean nothing from now on. They start again before they exceed 31 bits.
    void forget() {
        base = base + things.size() > 1 << 30 ? 0 : base + things.size();
        things.clear();
    }
}
