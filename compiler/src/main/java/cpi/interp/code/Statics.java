// Addresses of globals, static objects and functions.
package cpi.interp.code;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import cpi.types.Layout;
import cpi.types.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gives addresses to symbols when they are first mentioned, and initial contents to their memory.
///
/// A program gets its contents when it is linked, before it starts. For compile-time evaluation memory that may be written is
/// *lazy*: it gets its contents when an evaluation first touches it, in each evaluation anew (C4.1, C4.2); taking an address
/// computes nothing.
public final class Statics {
    /// An object in static memory. `symbol` is a global or a static object.
    public record Placed(Symbol symbol, long address, long size, Type type) {}

    private static final int GAP = 8;
    private static final int FUNCTION_STEP = 16;

    private final Memory memory;
    private final Layout layout;
    private final boolean lazy;
    private final Map<Symbol, Long> addresses = new IdentityHashMap<>();
    private final TreeMap<Long, Placed> objects = new TreeMap<>();
    private final List<Function> functions = new ArrayList<>();
    private final Map<Function, Integer> functionIds = new IdentityHashMap<>();
    private final List<Global> threadLocals = new ArrayList<>();
    private final Map<Global, Integer> threadLocalIds = new IdentityHashMap<>();
    private final ArrayDeque<Placed> toFill = new ArrayDeque<>();
    private final List<Placed> touched = new ArrayList<>();
    private final List<Placed> late = new ArrayList<>();
    private boolean filling;
    private boolean started;
    private long readOnlyTop;
    private long writableTop;

    Statics(Memory memory, Layout layout, boolean lazy) {
        this.memory = memory;
        this.layout = layout;
        this.lazy = lazy;
        readOnlyTop = memory.readOnlyStart();
        writableTop = memory.writableStart();
    }

    /// The address of a symbol other than a thread-local global.
    public long address(Symbol symbol) {
        if (symbol instanceof Function f) return functionAddress(functionId(f));
        Long known = addresses.get(symbol);
        if (known != null) return known;
        long address = switch (symbol) {
            case Global g -> place(g, g.type(), layout.size(g.type()), true);
            case StaticObject o -> place(o, o.type(), o.data().bytes().length, o.writable());
            case Function _ -> throw new Bug("unreachable");
        };
        fillAll();
        return address;
    }

    private long place(Symbol symbol, Type type, long size, boolean writable) {
        long at = writable ? writableTop : readOnlyTop;
        long next = at + (size + 7 & -8) + GAP;
        if (next > (writable ? memory.functionStart() : memory.writableStart())) {
            throw new TooMuchData(memory.functionStart() - memory.writableStart());
        }
        if (writable) writableTop = next;
        else readOnlyTop = next;
        addresses.put(symbol, at);
        Placed placed = new Placed(symbol, at, size, type);
        objects.put(at, placed);
        if (started) late.add(placed);
        if (lazy && writable) memory.setShadow(at, size + 7 & -8, Memory.LAZY);
        else toFill.add(placed);
        return at;
    }

    private void fillAll() {
        if (filling) return;
        filling = true;
        try {
            while (!toFill.isEmpty()) fill(toFill.removeFirst());
        } finally {
            filling = false;
        }
    }

    private void fill(Placed placed) {
        switch (placed.symbol) {
            case Global g -> write(placed, g.initialValue(), true);
            case StaticObject o -> write(placed, o.data(), o.writable());
            case Function f -> throw new Bug("function " + f.name() + " has no contents");
        }
    }

    private void write(Placed placed, ConstData data, boolean writable) {
        write(placed.address, data);
        memory.setShadow(placed.address, placed.size, writable ? Memory.RW : Memory.RO);
    }

    /// Copies data to an address, with the addresses of the symbols it refers to.
    public void write(long at, ConstData data) {
        memory.write(at, data.bytes());
        for (ConstData.Reloc r : data.relocs()) {
            Raw.putLong(at + r.offset(), address(r.target()) + r.addend());
            memory.markAddress(at + r.offset());
        }
    }

    /// An evaluation has touched lazy memory: gives it its contents. False if there is no object.
    public boolean touch(long address) {
        var entry = objects.floorEntry(address);
        if (entry == null || address >= entry.getValue().address + entry.getValue().size) return false;
        Placed placed = entry.getValue();
        touched.add(placed);
        fill(placed);
        return true;
    }

    /// A new evaluation begins: everything that may have been written is lazy again.
    public void reset() {
        for (Placed p : touched) memory.setShadow(p.address, p.size + 7 & -8, Memory.LAZY);
        touched.clear();
    }

    /// The program starts: what is placed from now on is mentioned only by code that a debugger adds.
    public void started() {
        started = true;
    }

    /// Whether an object was placed after the start.
    public boolean isLate(Symbol symbol) {
        return late.stream().anyMatch(p -> p.symbol == symbol);
    }

    /// Gives objects placed after the start their contents (again): the memory may be that of an earlier moment.
    public void refill() {
        for (Placed p : List.copyOf(late)) {
            boolean writable = p.address >= memory.writableStart();
            if (lazy && writable) memory.setShadow(p.address, p.size + 7 & -8, Memory.LAZY);
            else fill(p);
        }
    }

    /// Memory has the contents of another moment, when some objects had no address yet: they are lazy.
    public void restored() {
        if (!lazy) return;
        for (Placed p : objects.values()) {
            boolean writable = p.address >= memory.writableStart();
            if (writable && p.size > 0 && memory.shadowAt(p.address) == Memory.NONE) {
                memory.setShadow(p.address, p.size + 7 & -8, Memory.LAZY);
            }
        }
    }

    /// The address of a symbol, if it has one.
    public Optional<Long> known(Symbol symbol) {
        return Optional.ofNullable(addresses.get(symbol));
    }

    boolean isFull() {
        long half = (memory.functionStart() - memory.writableStart()) / 2;
        return readOnlyTop - memory.readOnlyStart() > half || writableTop - memory.writableStart() > half;
    }

    /// The global or static object that contains an address, or ends there while nothing begins there.
    public Optional<Placed> find(long address) {
        var entry = objects.floorEntry(address);
        if (entry == null || address > entry.getValue().address + entry.getValue().size) return Optional.empty();
        return Optional.of(entry.getValue());
    }

    /// How many bytes of the static object at an address follow, the address included; 0 if there is none.
    public long sizeAt(long address) {
        return find(address).map(p -> p.address + p.size - address).orElse(0L);
    }

    /// All globals and static objects, by address.
    public Iterable<Placed> objects() {
        return objects.values();
    }

    public int functionId(Function function) {
        return functionIds.computeIfAbsent(function, f -> {
            functions.add(f);
            return functions.size() - 1;
        });
    }

    public int functionCount() {
        return functions.size();
    }

    public Function function(int id) {
        return functions.get(id);
    }

    private long functionAddress(int id) {
        return memory.functionStart() + FUNCTION_STEP + (long) id * FUNCTION_STEP;
    }

    /// The function whose value is this address, or -1.
    public int functionIdAt(long address) {
        long offset = address - memory.functionStart() - FUNCTION_STEP;
        if (offset < 0 || offset % FUNCTION_STEP != 0 || offset / FUNCTION_STEP >= functions.size()) return -1;
        return (int) (offset / FUNCTION_STEP);
    }

    int threadLocalId(Global global) {
        return threadLocalIds.computeIfAbsent(global, g -> {
            threadLocals.add(g);
            return threadLocals.size() - 1;
        });
    }

    public Global threadLocal(int id) {
        return threadLocals.get(id);
    }
}
