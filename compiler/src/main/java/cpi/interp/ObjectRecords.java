// What the program has allocated, for capture and debuggers.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.ThreadState;
import cpi.source.Span;
import cpi.types.Layout;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The objects of C7.1c and d besides the heap's own blocks: which stretches of memory were declared to be typed, and, for
/// messages, where blocks were allocated and freed. Kept at compile time only; at run time just the heap's note of one type per
/// block is kept.
public final class ObjectRecords {
    /// `count` values of type `element` at `address`.
    public record Typed(long address, long count, Type element, long size) {}

    private final Vm vm;
    private final Memory memory;
    private final Layout layout;
    private final boolean active;
    private final TreeMap<Long, Typed> typed = new TreeMap<>();
    private final Map<Long, Span> allocatedAt = new HashMap<>();
    private final Map<Long, Span> freedAt = new HashMap<>();

    ObjectRecords(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.layout = vm.layout();
        this.active = vm.options().compileTime();
    }

    /// What is known at one moment.
    record State(TreeMap<Long, Typed> typed, Map<Long, Span> allocatedAt, Map<Long, Span> freedAt) {
        static final State NONE = new State(new TreeMap<>(), Map.of(), Map.of());
    }

    State state() {
        return active ? new State(new TreeMap<>(typed), Map.copyOf(allocatedAt), Map.copyOf(freedAt)) : State.NONE;
    }

    void restore(State state) {
        reset();
        typed.putAll(state.typed);
        allocatedAt.putAll(state.allocatedAt);
        freedAt.putAll(state.freedAt);
    }

    void reset() {
        typed.clear();
        allocatedAt.clear();
        freedAt.clear();
    }

    void allocated(long block, ThreadState thread) {
        if (!active) return;
        allocatedAt.put(block, StackTrace.userPlace(StackTrace.of(vm, thread)));
        endTyped(block, vm.heap().sizeOf(block));
    }

    void freed(long block, ThreadState thread) {
        if (!active) return;
        freedAt.put(block, StackTrace.userPlace(StackTrace.of(vm, thread)));
        endTyped(block, vm.heap().sizeOf(block));
    }

    private void endTyped(long address, long size) {
        if (typed.isEmpty()) return;
        List<Long> ended = new ArrayList<>();
        var before = typed.lowerEntry(address);
        if (before != null && before.getKey() + before.getValue().size > address) ended.add(before.getKey());
        ended.addAll(typed.subMap(address, address + size).keySet());
        ended.forEach(typed::remove);
    }

    /// From now on the bytes are one object of type `[n]T` (`mem.typed`).
    void typed(long address, long n, int type) {
        if (!active) {
            if (vm.heap().isBlock(address)) vm.heap().setType(address, type);
            return;
        }
        Type element = vm.image().type(type);
        long size = n * layout.size(element);
        if (n <= 0 || size <= 0 || memory.checkRead(address, size) != Memory.OK) return;
        endTyped(address, size);
        typed.put(address, new Typed(address, n, element, size));
    }

    /// The typed allocation that contains the address, or ends there.
    public Optional<Typed> find(long address) {
        var entry = typed.floorEntry(address);
        if (entry == null || address > entry.getKey() + entry.getValue().size) return Optional.empty();
        return Optional.of(entry.getValue());
    }

    /// The typed allocations inside a stretch of memory.
    Iterable<Typed> inside(long address, long size) {
        return typed.subMap(address, address + size).values();
    }

    public Optional<Span> allocationOf(long block) {
        return Optional.ofNullable(allocatedAt.get(block));
    }

    public Optional<Span> endOf(long block) {
        return Optional.ofNullable(freedAt.get(block));
    }
}
