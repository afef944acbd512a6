// Looking into a machine that stands still.
package cpi.interp;

import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.CodeScan;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.interp.code.Lengths;
import cpi.interp.code.Statics;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.Symbol;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What debuggers may know of a machine besides [Vm]: frames and where their variables are, statements and their addresses in
/// code, what lies at an address. Only reads; valid while no code runs. Calls are in [Inquiry].
public final class Inspection {
    /// The operations that write to standard output or standard error.
    private static final Set<String> OUTPUTS = Set.of("out.write");

    private final Vm vm;
    private final Map<Long, List<Point>> points = new HashMap<>();
    private List<Point> allPoints = List.of();
    private int functionsWithPoints;

    public Inspection(Vm vm) {
        this.vm = vm;
    }

    /// The start of a statement in code: where breakpoints and steps stop.
    ///
    /// @param address of the first instruction of the statement
    /// @param copy how many statements of the same place stand before it in the function: deferred and unrolled code
    public record Point(Function function, long address, Inst.Statement statement, int copy) {
        public Span span() {
            return statement.span();
        }
    }

    /// One activation of a function.
    ///
    /// @param pc the next instruction of the innermost activation, the last word of the call being executed in the others
    /// @param fp the frame
    /// @param returnTo where the caller goes on, which with `fp` tells activations apart
    /// @param context the address of its context
    /// @param place the place of the instruction
    public record Activation(Function function, IrFunction code, long pc, long fp, long returnTo, long context, Span place) {}

    /// A global, a static object or a thread's copy of a thread-local global.
    public record Static(Symbol symbol, long address, long size, Type type) {}

    /// Instructions of the IR and where their code is.
    ///
    /// @param instructions one, and before it those that have become part of it
    /// @param block the number of the block that begins here, or -1
    public record CodeLine(Function function, long address, List<Inst> instructions, int block) {}

    /// A call in the code of a function.
    ///
    /// @param address of the instruction
    /// @param returnTo where the caller goes on
    /// @param callee the function; empty if that is a value
    public record CallSite(long address, long returnTo, Span place, Optional<Function> callee) {}

    /// The code of a function, in order of addresses.
    public List<CodeLine> listing(Function function) {
        for (int i = 0; i < vm.image().count(); i++) {
            if (vm.image().assembled(i).function() == function) return Listing.of(vm.image().assembled(i));
        }
        return List.of();
    }

    /// The function that an address in code belongs to.
    public Optional<Function> functionOf(long pc) {
        return vm.code().contains(pc) ? Optional.of(vm.code().at(pc).function()) : Optional.empty();
    }

    /// The activations of a thread, innermost first; none of a thread that has ended. Each is read when it is asked for, so a deep
    /// stack costs little.
    public List<Activation> activations(ThreadState thread) {
        return new Activations(vm, thread);
    }

    /// The innermost activation, if the thread is in one.
    public Optional<Activation> innermost(ThreadState thread) {
        boolean inCode = thread.status() != ThreadState.Status.ENDED && vm.code().contains(thread.pc());
        return inCode ? Optional.of(Activations.read(vm, thread.pc(), thread.fp())) : activations(thread).stream().findFirst();
    }

    /// The functions that a thread is in.
    public Set<Function> functions(ThreadState thread) {
        return new Activations(vm, thread).functions();
    }

    /// Whether an activation has not returned: a frame of the thread with this address and this place to return to.
    public boolean isActive(ThreadState thread, long fp, long returnTo) {
        return new Activations(vm, thread).contains(fp) && returnTo(fp) == returnTo;
    }

    /// All functions that have code, in the order in which it was made.
    public List<Function> functions() {
        List<Function> result = new ArrayList<>();
        for (int i = 0; i < vm.image().count(); i++) result.add(vm.image().assembled(i).function());
        return result;
    }

    /// The code of a function, if it is part of the program.
    public Optional<IrFunction> code(Function function) {
        for (int i = 0; i < vm.image().count(); i++) {
            if (vm.image().assembled(i).function() == function) return Optional.of(vm.image().assembled(i).ir());
        }
        return Optional.empty();
    }

    /// All statement starts of all functions, in order of their addresses.
    public List<Point> points() {
        if (functionsWithPoints == vm.image().count()) return allPoints;
        List<Point> result = new ArrayList<>();
        functionsWithPoints = vm.image().count();
        for (int i = 0; i < functionsWithPoints; i++) result.addAll(points(vm.image().assembled(i)));
        allPoints = List.copyOf(result);
        return allPoints;
    }

    /// The statement starts of the function that an address in code belongs to; none for addresses outside code.
    public List<Point> pointsAround(long pc) {
        return vm.code().contains(pc) ? points(vm.code().at(pc)) : List.of();
    }

    /// The statements that start exactly at an address. Several if some of them have no code.
    public List<Point> pointsAt(long pc) {
        return pointsAround(pc).stream().filter(p -> p.address() == pc).toList();
    }

    private List<Point> points(FunctionCode code) {
        return points.computeIfAbsent(code.entry(), _ -> {
            List<Point> made = new ArrayList<>();
            Map<Span, Integer> copies = new HashMap<>();
            int i = 0;
            for (var block : code.ir().blocks()) {
                for (Inst inst : block.insts()) {
                    if (!(inst instanceof Inst.Statement s)) continue;
                    int copy = copies.merge(s.span(), 1, Integer::sum) - 1;
                    made.add(new Point(code.function(), code.entry() + 8L * code.statements()[i++], s, copy));
                }
            }
            return List.copyOf(made);
        });
    }

    /// The statement that an activation is in: the one that starts there; else the last one before it in the code that contains
    /// the place of the instruction; else the last one before it. Empty before the first statement.
    public Optional<Point> statement(Activation activation) {
        Point before = null;
        Point around = null;
        for (Point p : pointsAround(activation.pc())) {
            if (p.address() > activation.pc()) continue;
            if (before == null || p.address() >= before.address()) before = p;
            Span span = p.span();
            Span at = activation.place();
            boolean contains = span.file() == at.file() && span.start() <= at.start() && at.end() <= span.end();
            if (contains && (around == null || p.address() >= around.address())) around = p;
        }
        if (before != null && before.address() == activation.pc()) return Optional.of(before);
        return Optional.ofNullable(around != null ? around : before);
    }

    /// The calls of functions of the program in the function of an activation, in order of addresses.
    public List<CallSite> calls(Activation activation) {
        Map<Span, Function> callees = new HashMap<>();
        for (var block : activation.code().blocks()) {
            for (Inst inst : block.insts()) if (inst instanceof Inst.Call call) callees.put(call.span(), call.callee());
        }
        FunctionCode code = vm.code().at(activation.pc());
        List<CallSite> result = new ArrayList<>();
        CodeScan.visit(code, (pc, word) -> {
            if (!CodeScan.calls(word)) return;
            Span place = code.span(pc);
            result.add(new CallSite(pc, pc + 8L * Lengths.of(pc), place, Optional.ofNullable(callees.get(place))));
        });
        return result;
    }

    /// The call that an address in code is the instruction of, if it is one.
    public Optional<CallSite> callAt(long pc) {
        if (!vm.code().contains(pc) || !CodeScan.calls(Raw.getLong(pc))) return Optional.empty();
        return Optional.of(new CallSite(pc, pc + 8L * Lengths.of(pc), vm.code().at(pc).span(pc), Optional.empty()));
    }

    /// The statement that contains an instruction of the function of an activation.
    public Optional<Point> statement(Activation activation, long pc, Span place) {
        return statement(new Activation(activation.function(), activation.code(), pc, activation.fp(), activation.returnTo(),
            activation.context(), place));
    }

    /// The instruction that an address in code is in, as an activation that will execute it; its frame is not known.
    public Optional<Activation> instruction(long address) {
        if (!vm.code().contains(address)) return Optional.empty();
        FunctionCode code = vm.code().at(address);
        long pc = code.entry();
        while (pc + 8L * Lengths.of(pc) <= address && pc + 8L * Lengths.of(pc) < code.end()) pc += 8L * Lengths.of(pc);
        return Optional.of(new Activation(code.function(), code.ir(), pc, 0, 0, 0, code.span(pc)));
    }

    /// The instruction behind the one that an activation executes, such as a call.
    public long behind(Activation activation) {
        long pc = instruction(activation.pc()).orElseThrow().pc();
        return pc + 8L * Lengths.of(pc);
    }

    /// Where an activation keeps a register.
    public long registerAddress(Activation activation, int register) {
        return activation.fp() + 8L * register;
    }

    /// Where an activation keeps a slot.
    public long slotAddress(Activation activation, int slot) {
        return activation.fp() + vm.code().at(activation.pc()).slots()[slot];
    }

    /// Bytes of the frame, from its frame pointer.
    public long frameSize(Activation activation) {
        return vm.code().at(activation.pc()).frameBytes();
    }

    /// The address of a global or static object that the program can reach; empty for thread-local globals and those that no
    /// code mentions.
    public Optional<Long> address(Symbol symbol) {
        return vm.statics().known(symbol);
    }

    /// A thread's copy of a thread-local global, if it has been touched.
    public Optional<Long> threadLocal(ThreadState thread, Global global) {
        for (Static s : threadLocals(thread)) if (s.symbol() == global) return Optional.of(s.address());
        return Optional.empty();
    }

    /// The thread-local globals that a thread has touched.
    public List<Static> threadLocals(ThreadState thread) {
        List<Static> result = new ArrayList<>();
        for (int i = 0; i < thread.locals().length; i++) {
            if (thread.local(i) == 0) continue;
            Global global = vm.statics().threadLocal(i);
            result.add(new Static(global, thread.local(i), vm.layout().size(global.type()), global.type()));
        }
        return result;
    }

    /// All globals and static objects with an address, in order of their addresses.
    public List<Static> statics() {
        List<Static> result = new ArrayList<>();
        for (Statics.Placed p : vm.statics().objects()) result.add(new Static(p.symbol(), p.address(), p.size(), p.type()));
        return result;
    }

    /// The function whose value is an address.
    public Optional<Function> functionAt(long address) {
        int id = vm.statics().functionIdAt(address);
        return id < 0 ? Optional.empty() : Optional.of(vm.statics().function(id));
    }

    /// Where the activation with a frame returns to.
    public long returnTo(long fp) {
        return Raw.getLong(fp + Frame.RETURN);
    }

    /// The frame of the caller of the activation with a frame.
    public long callerOf(long fp) {
        return Raw.getLong(fp + Frame.CALLER);
    }

    /// The first statement of the function that threads call when their own has returned.
    public Optional<Long> threadEnd() {
        return vm.program().threadEnd().flatMap(end -> points().stream().filter(p -> p.function() == end).map(Point::address).findFirst());
    }

    /// The statements that write to standard output or standard error: those of library functions around such operations.
    public Set<Long> outputs() {
        Set<Long> result = new HashSet<>();
        for (int i = 0; i < vm.image().count(); i++) {
            long last = 0;
            int next = 0;
            List<Point> own = points(vm.image().assembled(i));
            for (var block : vm.image().assembled(i).ir().blocks()) {
                for (Inst inst : block.insts()) {
                    if (inst instanceof Inst.Statement) last = own.get(next++).address();
                    if (inst instanceof Inst.Intrinsic op && OUTPUTS.contains(op.name()) && last != 0) result.add(last);
                }
            }
        }
        return result;
    }

    /// What a call of a function from this activation has just returned, as the registers of its result; `returnedTo` is the
    /// address behind the call.
    public long[] returned(long callerFp, long returnedTo, int count) {
        long last = Raw.getLong(returnedTo - 8);
        long[] result = new long[count];
        for (int i = 0; i < count; i++) result[i] = Raw.getLong(callerFp + (last >>> 32 + 16 * i & 0xFFFF) * 8);
        return result;
    }
}
