// Calls of C functions.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Crossing;
import cpi.engine.Native;
import cpi.engine.Outcome;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Cold;
import cpi.interp.foreign.CLayouts;
import cpi.interp.foreign.CSignature;
import cpi.interp.foreign.ForeignMemory;
import cpi.interp.foreign.ForeignWrites;
import cpi.interp.foreign.FunctionPointers;
import cpi.interp.foreign.Reach;
import cpi.ir.Scalar;
import cpi.ir.Shapes;
import cpi.ir.Signature;
import cpi.typed.Function;
import cpi.types.FnType;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Calls foreign functions (M6) and what C gives addresses of. Pointers are real addresses, so C works on the memory of the program itself.
///
/// A call goes through the [cpi.engine.Host]: it is made, or its effects are taken from a journal. Made for the first time, a call is one
/// step of the machine: callbacks run inside of it. Repeated from a journal, callbacks are frames as all others, so a repeated
/// run can stop in them.
final class Foreign {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    /// The functions of the C library that keep a pointer they get.
    private static final Set<String> KEEPING = Set.of("atexit", "on_exit", "putenv", "setbuf", "setbuffer", "setlinebuf", "setvbuf",
        "signal", "sigaction", "sigaltstack", "strtok", "strtok_r", "tsearch", "hsearch", "pthread_create", "pthread_setspecific",
        "fmemopen", "open_memstream", "fopencookie", "hcreate_r", "initstate", "setstate", "memcpy", "memmove", "qsort_r", "insque");

    /// What an instruction calls.
    ///
    /// @param function for messages
    /// @param extra the types of the arguments behind the parameters
    private record Target(long address, String function, CSignature signature, List<Scalar> extra, boolean keeps, MethodHandle handle) {}

    private record Form(FnType type, List<Scalar> extra) {}

    private final Vm vm;
    private final CLayouts layouts;
    private final Shapes shapes;
    private final ForeignMemory foreignMemory;
    private final FunctionPointers pointers;
    private final Callbacks callbacks;
    private final Reach reach;
    private final Map<FnType, CSignature> signatures = new HashMap<>();
    private final Map<Form, MethodHandle> handles = new HashMap<>();
    private final Map<Long, Target> targets = new HashMap<>();
    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    Foreign(Vm vm) {
        this.vm = vm;
        this.layouts = new CLayouts(vm.layout());
        this.shapes = new Shapes(vm.layout());
        this.foreignMemory = new ForeignMemory(vm.memory(), vm.host());
        this.pointers = new FunctionPointers(vm.image());
        this.reach = new Reach(vm.memory());
        this.callbacks = new Callbacks(vm, this, reach);
    }

    ForeignMemory memory() {
        return foreignMemory;
    }

    /// The machine has gone back to another moment.
    void restored() {
        callbacks.reset();
    }

    void reset() {
        foreignMemory.reset();
        callbacks.reset();
    }

    CSignature signature(FnType type) {
        return signatures.computeIfAbsent(type, t -> CSignature.of(t, shapes, layouts));
    }

    /// Executes a call instruction whose callee is C.
    int call(CallSite site) {
        if (!vm.options().foreign()) {
            return vm.stop(new Outcome.Refused(target(site).function, true, StackTrace.of(vm, site.thread())));
        }
        Target target = target(site);
        ThreadState thread = site.thread();
        vm.output().flush();
        long word = Raw.getLong(thread.pc());
        Crossing crossing = vm.host().call(() -> run(target, site));
        if (crossing instanceof Crossing.Abandoned) return Interpreter.STOP;
        return cross(site.at(thread, word), crossing);
    }

    private Target target(CallSite site) {
        long word = Raw.getLong(site.thread().pc());
        if (((int) word >>> 8 & 0xFF) == Cold.CALL_FOREIGN) {
            return targets.computeIfAbsent(site.x(),
                x -> target(vm.statics().function((int) (long) x), vm.image().scalars((int) (x >>> 32))));
        }
        long value = Raw.getLong(site.thread().fp() + (site.x() & 0xFFFF) * 8);
        Signature signature = vm.image().signature((int) (site.x() >>> 16) & 0xFFFF);
        int id = vm.statics().functionIdAt(value);
        List<Scalar> args = signature.params();
        if (id >= 0) return target(vm.statics().function(id), args);
        return target(value, "a function of C", signature.type(), args, true);
    }

    private Target target(Function function, List<Scalar> args) {
        long address = vm.program().symbol(function);
        boolean library = !KEEPING.contains(function.externalName()) && address != 0 && address == Native.symbol(function.externalName());
        return target(address, function.externalName(), function.type(), args, !library);
    }

    private Target target(long address, String function, FnType type, List<Scalar> args, boolean keeps) {
        CSignature signature = signature(type);
        int named = signature.registers();
        List<Scalar> extra = type.variadic() ? List.copyOf(args.subList(named, args.size())) : List.of();
        MethodHandle handle = handles.computeIfAbsent(new Form(type, extra), form -> bind(form, signature));
        return new Target(address, function, signature, extra, keeps, handle);
    }

    private static MethodHandle bind(Form form, CSignature signature) {
        List<Linker.Option> options = new ArrayList<>(List.of(Linker.Option.captureCallState("errno")));
        if (form.type.variadic()) options.add(Linker.Option.firstVariadicArg(signature.params().size()));
        MethodHandle handle = Linker.nativeLinker().downcallHandle(signature.descriptor(form.extra), options.toArray(Linker.Option[]::new));
        return handle.asSpreader(Object[].class, handle.type().parameterCount()).asType(handle.type().generic()
            .changeReturnType(Object.class).dropParameterTypes(0, handle.type().parameterCount()).appendParameterTypes(Object[].class));
    }

    /// Makes a call: C runs now.
    private Crossing run(Target target, CallSite site) {
        if (target.address == 0) {
            vm.faults().userPanic(site.thread(), "P18", "no library has the symbol `" + target.function + "`");
            return new Crossing.Abandoned();
        }
        pointers.prepare(callbacks::address);
        try (Arena arena = Arena.ofConfined()) {
            List<Object> values = new ArrayList<>();
            values.add(MemorySegment.ofAddress(target.address));
            if (target.signature.returnsAggregate()) values.add(arena);
            values.add(state);
            Set<Long> known = new java.util.LinkedHashSet<>();
            arguments(target, site, values, known);
            boolean compare = vm.host().wantsChanges();
            boolean hasMarks = vm.memory().hasMarks();
            Optional<ForeignWrites> marks =
                hasMarks ? Optional.of(new ForeignWrites(vm.image(), vm.heap(), List.copyOf(known))) : Optional.empty();
            Set<Long> outer = reach.roots();
            if (compare) reach.enter(known, target.keeps);
            Object result = callbacks.during(() -> target.handle.invokeExact(values.toArray()));
            if (callbacks.stopped()) return new Crossing.Abandoned();
            marks.ifPresent(ForeignWrites::mark);
            List<Crossing.Change> changes = compare ? reach.changes() : List.of();
            if (compare) reach.restoreRoots(outer);
            if (callbacks.strayed()) return new Crossing.Strayed(changes);
            byte[] bytes = target.signature.result().map(v -> v.fromC(result)).orElse(new byte[0]);
            return new Crossing.Returned(bytes, state.get(java.lang.foreign.ValueLayout.JAVA_INT, ERRNO), changes);
        }
    }

    private void arguments(Target target, CallSite site, List<Object> values, Set<Long> known) {
        CSignature signature = target.signature;
        int register = signature.returnsInMemory() ? 1 : 0;
        for (CSignature.Value param : signature.params()) {
            long[] registers = new long[param.registers()];
            for (int i = 0; i < registers.length; i++) {
                registers[i] = site.arg(register++);
                known.add(registers[i]);
            }
            values.add(param.scalar().isPresent() ? CSignature.argument(param.scalar().get(), registers[0]) : aggregate(param, registers));
        }
        for (Scalar scalar : target.extra) {
            known.add(site.arg(register));
            values.add(CSignature.argument(scalar, site.arg(register++)));
        }
    }

    private static MemorySegment aggregate(CSignature.Value param, long[] registers) {
        if (param.shape().inMemory()) return MemorySegment.ofAddress(registers[0]).reinterpret(param.shape().size());
        return CSignature.segment(param.bytes(registers));
    }

    /// What C did becomes visible to the program; then the call is over, or a function of the program is to be run.
    private int cross(CallSite site, Crossing crossing) {
        return switch (crossing) {
            case Crossing.Returned r -> {
                foreignMemory.changed();
                apply(r.changes());
                yield finish(site, r.result());
            }
            case Crossing.Entered e -> {
                int why = enter(site.thread(), e);
                yield why == 0 ? Interpreter.EVENT : why;
            }
            case Crossing.Strayed s -> {
                apply(s.changes());
                yield vm.faults().userPanic(site.thread(), "P18",
                    "C called a function of the program on a thread of its own, which the virtual machine does not support");
            }
            case Crossing.Abandoned _ -> Interpreter.STOP;
        };
    }

    /// A function of the program is called by C.
    int enter(ThreadState thread, Crossing.Entered entered) {
        foreignMemory.changed();
        apply(entered.changes());
        return callbacks.enter(thread, entered);
    }

    private void apply(List<Crossing.Change> changes) {
        for (Crossing.Change change : changes) vm.memory().write(change.address(), change.bytes());
    }

    private int finish(CallSite site, byte[] result) {
        CSignature signature = target(site).signature;
        if (signature.result().isEmpty()) return site.done();
        CSignature.Value value = signature.result().get();
        if (value.shape().inMemory()) {
            long to = site.arg(0);
            if (vm.memory().checkWrite(to, result.length) != cpi.engine.Memory.OK) throw new Bug("no room for the result of a call");
            vm.memory().write(to, result);
            return site.done();
        }
        long[] registers = value.registers(result);
        boolean pointer = value.scalar().isPresent() && value.scalar().get() == Scalar.PTR;
        if (pointer) return site.address(registers[0]);
        for (int i = 0; i < registers.length; i++) CSignature.store(vm.memory(), new long[] {registers[i]}, site.resultRegister(i));
        return site.done();
    }

    /// A function that C called has returned, while a journal is repeated: what C did then.
    int callbackReturned(CallSite site, ThreadState thread) {
        callbacks.leave(thread);
        Crossing next = vm.host().afterEntered();
        return cross(site.at(thread, Raw.getLong(thread.pc())), next);
    }
}
