// From the result of an evaluation to a constant.
package cpi.interp.capture;

import cpi.diag.Code;
import cpi.diag.Label;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.DeadSlot;
import cpi.interp.ObjectRecords;
import cpi.interp.StackTrace;
import cpi.interp.Vm;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.interp.code.Statics;
import cpi.ir.IrFunction.Slot;
import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import cpi.types.IntType;
import cpi.types.Layout;
import cpi.types.Type;
import cpi.types.TypeTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies a value and everything it reaches out of the machine (C7.3): each marked address becomes a reference to the symbol
/// or to the static copy of the object it belongs to, so that sharing, cycles and pointers into objects are kept. Single use.
final class Capture {
    private static final int ADDRESS = 8;

    private final Vm vm;
    private final Memory memory;
    private final Layout layout;
    private final TypeTable types;
    private final boolean writable;
    private final long contextSize;
    private final CapturePaths paths;
    private final Map<Long, StaticObject> copies = new HashMap<>();
    private final ArrayDeque<Work> todo = new ArrayDeque<>();

    /// An object whose addresses are still to be replaced. `root` is how it is written in messages.
    private record Work(long address, long size, Type type, CapturePaths.Root root, List<ConstData.Reloc> relocs, byte[] bytes) {}

    /// An object of the machine (C7.1). `place` is where it was made.
    private record Found(long address, long size, Type type, String name, Span place) {}

    Capture(Vm vm, TypeTable types, boolean writable) {
        this.vm = vm;
        this.types = types;
        this.memory = vm.memory();
        this.layout = vm.layout();
        this.writable = writable;
        this.contextSize = vm.program().freshContext(false).bytes().length;
        this.paths = new CapturePaths(vm);
    }

    /// The value at an address.
    ConstData value(long address, Type type, String name, Span place) throws CaptureFailure {
        ConstData data = add(new Found(address, layout.size(type), type, name, place), new CapturePaths.Root.Value(name));
        while (!todo.isEmpty()) replace(todo.removeFirst());
        return data;
    }

    private ConstData add(Found object, CapturePaths.Root root) {
        byte[] bytes = memory.bytes(object.address, object.size);
        List<ConstData.Reloc> relocs = new ArrayList<>();
        todo.add(new Work(object.address, object.size, object.type, root, relocs, bytes));
        return ConstData.of(bytes, relocs);
    }

    private void replace(Work work) throws CaptureFailure {
        for (CapturePaths.Special special : paths.specials(work.type, work.address, work.size)) check(work, special);
        checkConditions(work);
        long marks = work.address + memory.markDelta();
        for (long at = 0; at < work.size; at++) {
            if (Raw.getByte(marks + at) == 0 || Raw.getByte(marks + at) == Memory.FOREIGN) continue;
            boolean whole = at + ADDRESS <= work.size && Raw.getLong(marks + at) == Memory.ADDRESS_MARK;
            if (!whole) throw failure(Code.E0722, work, at, "is part of an address", List.of());
            long target = Raw.getLong(work.address + at);
            work.relocs.add(reloc(work, at, target));
            for (int i = 0; i < ADDRESS; i++) work.bytes[(int) at + i] = 0;
            at += ADDRESS - 1;
        }
    }

    /// Places whose type forbids some contents: handles of threads, mutexes, and pointers without mark (C7.4).
    private void check(Work work, CapturePaths.Special special) throws CaptureFailure {
        long at = work.address + special.offset();
        switch (special.kind()) {
            case THREAD -> {
                if (Raw.getLong(at) != 0) throw failure(Code.E0723, work, special.offset(), "is a thread", List.of());
            }
            case MUTEX -> {
                if (Raw.getLong(at) != 0) throw failure(Code.E0724, work, special.offset(), "is a mutex in use", lockOf(at));
            }
            case POINTER -> {
                long mark = Raw.getLong(at + memory.markDelta());
                if (mark == Memory.FOREIGN_MARK) throw foreign(work, special.offset());
                if (mark == 0 && memory.contains(Raw.getLong(at))) {
                    throw failure(Code.E0725, work, special.offset(), "is an address computed from integers", List.of());
                }
            }
        }
    }

    /// Where a mutex was locked.
    private List<Label> lockOf(long mutex) {
        int owner = vm.scheduler().owner(mutex);
        return vm.scheduler().find(owner).stream().flatMap(t -> t.held().stream()).filter(h -> h.mutex() == mutex)
                .map(h -> new Label(h.place(), owner == 0 ? "locked here" : "locked here by thread " + owner)).limit(1).toList();
    }

    /// A condition variable that threads wait for is known by its address.
    private void checkConditions(Work work) throws CaptureFailure {
        for (ThreadState thread : vm.scheduler().threads()) {
            long offset = thread.waitAddress() - work.address;
            if (thread.status() != ThreadState.Status.WAITING || offset < 0 || offset >= work.size) continue;
            Label waits = new Label(StackTrace.userPlace(StackTrace.of(vm, thread)), "thread " + thread.number() + " waits here");
            throw failure(Code.E0724, paths.enclosing(work.root, work.type, work.address, offset), "is a condition variable with waiters",
                    List.of(waits));
        }
    }

    private ConstData.Reloc reloc(Work work, long at, long target) throws CaptureFailure {
        int function = vm.statics().functionIdAt(target);
        if (function >= 0) return new ConstData.Reloc(at, vm.statics().function(function), 0);
        if (memory.isStatic(target)) {
            Optional<Statics.Placed> placed = vm.statics().find(target);
            if (placed.isPresent()) return new ConstData.Reloc(at, placed.get().symbol(), target - placed.get().address());
        }
        if (!memory.contains(target) && vm.options().foreign()) {
            throw foreign(work, at);
        }
        if (isContext(target)) throw failure(Code.E0727, work, at, "refers to the context", List.of());
        Optional<Found> found = target >= memory.heapStart() ? heapObject(work, at, target) : frameObject(target);
        if (found.isEmpty()) throw dead(work, at, target);
        Found object = found.get();
        Symbol copy = copies.get(object.address);
        if (copy == null) copy = copy(work, at, target, object);
        return new ConstData.Reloc(at, copy, target - object.address);
    }

    private StaticObject copy(Work work, long at, long target, Found object) {
        long offset = target - object.address;
        CapturePaths.Root root = new CapturePaths.Root.Through(work.root, work.type, work.address, at, object.type, offset);
        ConstData data = add(object, root);
        StaticObject copy = new StaticObject(object.name, object.type, data, writable, object.place);
        copies.put(object.address, copy);
        return copy;
    }

    /// A typed allocation, or a raw one as bytes.
    private Optional<Found> heapObject(Work work, long at, long target) throws CaptureFailure {
        long block = vm.heap().find(target, false);
        if (block == 0) return Optional.empty();
        Span place = vm.objects().allocationOf(block).orElse(Span.NONE);
        Optional<ObjectRecords.Typed> typed = vm.objects().find(target);
        if (typed.isPresent()) {
            ObjectRecords.Typed t = typed.get();
            Type type = t.count() == 1 ? t.element() : types.array(t.count(), t.element());
            return Optional.of(new Found(t.address(), t.size(), type, "new", place));
        }
        long size = vm.heap().sizeOf(block);
        for (long i = 0; i < size; i++) {
            if (Raw.getByte(block + i + memory.markDelta()) == 0) continue;
            Label made = new Label(place, "allocated here without a type");
            throw failure(Code.E0726, work, at, "is raw memory that contains addresses", place.isNone() ? List.of() : List.of(made));
        }
        return Optional.of(new Found(block, size, types.array(size, IntType.U8), "memory", place));
    }

    /// A slot of a frame that has not returned.
    private Optional<Found> frameObject(long target) {
        for (ThreadState thread : vm.scheduler().threads()) {
            if (target < thread.stackBase() || target >= thread.stackEnd()) continue;
            long pc = thread.pc();
            long fp = thread.fp();
            while (vm.code().contains(pc)) {
                FunctionCode code = vm.code().at(pc);
                for (int i = 0; i < code.slots().length; i++) {
                    Slot slot = code.ir().slots().get(i);
                    long start = fp + code.slots()[i];
                    if (target >= start && target <= start + slot.size()) {
                        String name = slot.name().isEmpty() ? "value" : slot.name();
                        return Optional.of(new Found(start, slot.size(), slot.type(), name, slot.place()));
                    }
                }
                pc = Raw.getLong(fp + Frame.RETURN) - 8;
                fp = Raw.getLong(fp + Frame.CALLER);
            }
        }
        return Optional.empty();
    }

    private boolean isContext(long target) {
        for (ThreadState thread : vm.scheduler().threads()) {
            if (target >= thread.stackBase() && target < thread.stackBase() + contextSize) return true;
        }
        return false;
    }

    private CaptureFailure foreign(Work work, long at) {
        return failure(Code.E0720, work, at, "is an address from foreign code", List.of());
    }

    private CaptureFailure dead(Work work, long at, long target) {
        List<Label> labels = new ArrayList<>();
        long block = target >= memory.heapStart() ? vm.heap().find(target, true) : 0;
        if (block != 0) {
            vm.objects().allocationOf(block).ifPresent(s -> labels.add(new Label(s, "allocated here")));
            vm.objects().endOf(block).ifPresent(s -> labels.add(new Label(s, "freed here")));
        } else if (target >= memory.stackStart() && target < memory.heapStart()) {
            labels.addAll(DeadSlot.labels(vm, target));
        }
        return failure(Code.E0721, work, at, "points to memory that is no longer alive", labels);
    }

    private CaptureFailure failure(Code code, Work work, long at, String what, List<Label> labels) {
        return failure(code, paths.offending(work.root, work.type, work.address, at), what, labels);
    }

    private static CaptureFailure failure(Code code, String path, String what, List<Label> labels) {
        return new CaptureFailure(code, "`" + path + "` " + what, labels.stream().filter(l -> !l.place().isNone()).toList());
    }
}
