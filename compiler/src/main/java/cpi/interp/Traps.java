// Places in code and memory where a machine is to stop.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.engine.Watches;
import cpi.interp.code.CodeScan;
import cpi.interp.code.FunctionCode;
import cpi.interp.code.Lengths;
import cpi.interp.code.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/// Makes a machine stop at instructions and at accesses to memory, at no cost for everything else: the code word of a trapped
/// instruction is [Op#TRAP], and translated code of its function leaves to the interpreter there ([Tier]). Memory is watched through its
/// shadow ([Watches]); instructions that access it without a look at the shadow are trapped.
///
/// Stops are exact: at an instruction the machine stops before it, for an access behind the instruction that did it. Everything
/// is set up for the state of the machine at that moment, and taken away before the state is captured or replaced.
public final class Traps {
    /// A range of bytes of the program to watch.
    ///
    /// @param frame if it lies in a frame: the frame pointer of that activation, else 0
    /// @param pc an instruction of that activation
    public record Data(long address, long size, boolean reads, boolean writes, long frame, long pc) {
        boolean overlaps(CodeScan.Touched t) {
            return t.size() > 0 && (t.write() ? writes : reads) && t.address() < address + size && address < t.address() + t.size();
        }
    }

    private final Vm vm;
    private final Memory memory;
    private final Map<Long, Long> originals = new HashMap<>();
    /// Where the traps of each function are.
    private final Map<Integer, Set<Long>> placed = new HashMap<>();
    /// The back-edges of functions by where they lead.
    private final Map<Integer, Map<Long, List<Long>>> edges = new HashMap<>();
    /// Where somebody wants to stop. Other trapped instructions are back-edges to these (which may pass them over, as they repeat
    /// the comparison there) and direct accesses to watched data.
    private final Set<Long> wanted = new HashSet<>();
    /// Where a result of a call, or new slots of a frame, appear.
    private final Set<Long> arrivals = new HashSet<>();
    private final BitSet functions = new BitSet();
    private final List<Data> data = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private boolean switches;
    private Arrival noticed = Arrival.NONE;

    /// A thread at an instruction where something arrives.
    private record Arrival(int thread, long pc, long fp, long tick) {
        static final Arrival NONE = new Arrival(-1, 0, 0, 0);
    }

    Traps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
    }

    /// Stops the machine before the instructions at these addresses of code.
    public void at(Iterable<Long> addresses) {
        Map<Integer, Set<Long>> byFunction = new HashMap<>();
        for (long address : addresses) {
            if (wanted.add(address)) byFunction.computeIfAbsent(vm.code().indexOf(address), _ -> new HashSet<>()).add(address);
        }
        byFunction.forEach((function, places) -> {
            Map<Long, List<Long>> back = edges(function);
            use(function);
            for (long place : places) back.getOrDefault(place, List.of()).forEach(this::place);
            places.forEach(this::place);
        });
    }

    private Map<Long, List<Long>> edges(int function) {
        return edges.computeIfAbsent(function, _ -> {
            Map<Long, List<Long>> found = new HashMap<>();
            scan(function, (pc, w) -> {
                long head = CodeScan.head(pc, w);
                if (head != 0) found.computeIfAbsent(head, _ -> new ArrayList<>()).add(pc);
            });
            return found;
        });
    }

    /// Whether the machine stops when another thread goes on.
    public void atSwitches(boolean stop) {
        switches = stop;
    }

    boolean atSwitches() {
        return switches;
    }

    /// Stops the machine behind each access to a range.
    public void watch(Data range) {
        data.add(range);
        values.add(now(range));
        memory.watches().add(new Watches.Range(range.address, range.size, range.reads, range.writes));
        if (range.frame != 0) {
            watchFrame(range);
            return;
        }
        for (int i = 0; i < vm.image().count(); i++) {
            Set<Long> found = new HashSet<>();
            scan(i, (pc, w) -> {
                if (isGlobal(w) && range.overlaps(CodeScan.memory(0, pc, w, false))) found.add(pc);
            });
            if (!found.isEmpty()) use(i);
            found.forEach(this::place);
        }
    }

    private void use(int function) {
        functions.set(function);
        vm.tier().suspend(function);
    }

    private static boolean isGlobal(long w) {
        int op = (int) w & 0xFF;
        return op >= Op.GLD8 && op <= Op.GST64 || op == Op.GXLD64 || op == Op.GXST64;
    }

    private void watchFrame(Data range) {
        int index = vm.code().indexOf(range.pc);
        FunctionCode function = vm.image().assembled(index);
        Set<Long> direct = new HashSet<>();
        arrivals.add(function.entry());
        scan(index, (pc, w) -> {
            if (!isGlobal(w) && range.overlaps(CodeScan.memory(range.frame, pc, w, false)) || assigns(range, pc, w)) direct.add(pc);
            boolean result = CodeScan.calls(w)
                && (isRegister(range, CodeScan.result(pc, w, false)) || isRegister(range, CodeScan.result(pc, w, true)));
            if (result || ((int) w & 0xFF) == Op.ENTER) arrivals.add(pc + 8L * Lengths.of(pc));
        });
        use(index);
        direct.forEach(this::place);
        arrivals.forEach(this::place);
    }

    private static boolean assigns(Data range, long pc, long w) {
        return range.writes && (isRegister(range, CodeScan.assigned(pc, w, false)) || isRegister(range, CodeScan.assigned(pc, w, true)));
    }

    private static boolean isRegister(Data range, int register) {
        long at = range.frame + 8L * register;
        return register >= 0 && at < range.address + range.size && range.address < at + 8;
    }

    /// Visits the instructions of a function as they are without traps.
    private void scan(int function, CodeScan.Visitor visitor) {
        without(function, () -> {
            CodeScan.visit(vm.image().assembled(function), visitor);
            return function;
        });
    }

    /// Does something while the code of a function is as it is without traps.
    <T> T without(int function, Supplier<T> action) {
        Set<Long> lifted = placed(function);
        lifted.forEach(this::lift);
        try {
            return action.get();
        } finally {
            lifted.forEach(this::lower);
        }
    }

    /// The addresses of the trapped instructions of a function.
    Set<Long> placed(int function) {
        return functions.get(function) ? Set.copyOf(placed.getOrDefault(function, Set.of())) : Set.of();
    }

    private byte[] now(Data range) {
        return memory.bytes(range.address, range.size);
    }

    /// Ends all traps and watches.
    public void clear() {
        originals.forEach(Raw::putLong);
        originals.clear();
        placed.clear();
        wanted.clear();
        arrivals.clear();
        functions.stream().forEach(vm.tier()::resume);
        functions.clear();
        data.clear();
        values.clear();
        switches = false;
        noticed = Arrival.NONE;
        memory.watches().clear();
    }

    /// Whether the thread is at an instruction where the machine is to stop. Not if it is in the middle of it, waiting.
    public boolean isAt(ThreadState thread) {
        return wanted.contains(thread.pc()) && !thread.isPending();
    }

    /// Whether code of a function is trapped, by its number in order of assembly.
    boolean isTrapped(int function) {
        return functions.get(function);
    }

    /// -1 for code that belongs to none.
    private int functionOf(long address) {
        return vm.code().contains(address) ? vm.code().indexOf(address) : -1;
    }

    // Words of code.

    /// Puts a trap at an address. Gives whether there was none.
    boolean place(long address) {
        if (originals.containsKey(address)) return false;
        originals.put(address, Raw.getLong(address));
        placed.computeIfAbsent(functionOf(address), _ -> new HashSet<>()).add(address);
        Raw.putLong(address, Op.TRAP);
        return true;
    }

    void remove(long address) {
        Raw.putLong(address, Objects.requireNonNull(originals.remove(address)));
        Objects.requireNonNull(placed.get(functionOf(address))).remove(address);
    }

    /// Shows the instruction behind a trap for a moment. Gives whether there is a trap.
    boolean lift(long address) {
        Long word = originals.get(address);
        if (word == null) return false;
        Raw.putLong(address, word);
        return true;
    }

    /// The end of that moment; the instruction may have changed.
    void lower(long address) {
        originals.put(address, Raw.getLong(address));
        Raw.putLong(address, Op.TRAP);
    }

    // Data.

    /// The thread has come to an instruction, whose trap is lifted: notes what has arrived there. Gives whether that was
    /// watched for, so that the machine stops before the instruction.
    boolean arrived(ThreadState thread) {
        if (data.isEmpty() || !arrivals.contains(thread.pc())) return false;
        // Within a tick a thread is at an instruction only once: this arrival has been noticed, and the machine goes on.
        Arrival arrival = new Arrival(thread.number(), thread.pc(), thread.fp(), vm.scheduler().ticks());
        if (arrival.equals(noticed)) return false;
        noticed = arrival;
        for (int i = 0; i < data.size(); i++) {
            Data d = data.get(i);
            if (d.frame != thread.fp() || vm.code().indexOf(d.pc) != vm.code().indexOf(thread.pc())) continue;
            memory.watches().hide(new Watches.Range(d.address, d.size, d.reads, d.writes));
            boolean begins = thread.pc() == vm.code().at(d.pc).entry();
            if (begins || hasChanged(i)) memory.watches().note(d.address, d.size, true);
        }
        return memory.watches().hasTripped();
    }

    /// Notes what the instruction, whose trap is lifted, is going to access without a look at the shadow.
    void begin(ThreadState thread, long pc, long w) {
        for (Data d : data) {
            if (d.frame != 0 && d.frame != thread.fp()) continue;
            if (d.overlaps(CodeScan.memory(thread.fp(), pc, w, true)) || d.frame != 0 && assigns(d, pc, w)) {
                memory.watches().note(d.address, d.size, d.writes);
            }
        }
    }

    /// The number of the watched range, in order of [#watch], that was accessed since this was last asked, or -1.
    public int takeAccess() {
        return memory.watches().take();
    }

    /// Whether the bytes of a watched range differ from what they were when this last was so, or when the watch began.
    public boolean hasChanged(int index) {
        byte[] now = now(data.get(index));
        if (Arrays.equals(values.get(index), now)) return false;
        values.set(index, now);
        return true;
    }
}
