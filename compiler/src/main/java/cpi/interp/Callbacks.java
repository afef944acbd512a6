// Calls from C into the program.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Outcome.Budget;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.engine.ThreadState.Status;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives C functions of the program (M9) addresses that C can call. A callback runs in the calling thread, above its frames, while
/// all other threads stand still (T11.4).
final class Callbacks {
    private final Vm vm;
    private final Map<Integer, Long> stubs = new HashMap<>();
    private boolean stopped;

    Callbacks(Vm vm) {
        this.vm = vm;
    }

    /// Whether the program ended inside a callback. C cannot be left from there: it runs on until it returns.
    boolean stopped() {
        return stopped;
    }

    void reset() {
        stopped = false;
    }

    /// What C gets for a pointer: itself, or for a function of the program a stub that calls it.
    long toC(long pointer) {
        int id = vm.statics().functionIdAt(pointer);
        return id < 0 ? pointer : stubs.computeIfAbsent(id, this::stub);
    }

    private long stub(int id) {
        Signature signature = vm.codeOf(id).ir().signature();
        MemoryLayout[] params = signature.params().stream().map(Foreign::argument).toArray(MemoryLayout[]::new);
        FunctionDescriptor type = signature.results().isEmpty() ? FunctionDescriptor.ofVoid(params)
                : FunctionDescriptor.of(Foreign.result(signature.results().getFirst()), params);
        try {
            MethodHandle target = MethodHandles.lookup().findVirtual(Callbacks.class, "call",
                    MethodType.methodType(Object.class, int.class, Object[].class));
            MethodHandle bound = MethodHandles.insertArguments(target, 0, this, id).asCollector(Object[].class, params.length);
            return Linker.nativeLinker().upcallStub(bound.asType(type.toMethodType()), type, Arena.global()).address();
        } catch (ReflectiveOperationException e) {
            throw new Bug("no stub for a callback: " + e);
        }
    }

    /// Runs a function to its end and gives its result.
    Object call(int id, Object[] args) {
        FunctionCode function = vm.codeOf(id);
        List<Scalar> results = function.ir().signature().results();
        long result = stopped ? 0 : run(id, function, args);
        if (results.isEmpty()) return null;
        return switch (results.getFirst()) {
            case I8, U8 -> (byte) result;
            case I16, U16 -> (short) result;
            case I32, U32 -> (int) result;
            case I64, U64, PTR, F32, F64 -> Foreign.value(results.getFirst(), result);
        };
    }

    private long run(int id, FunctionCode function, Object[] args) {
        ThreadState thread = vm.scheduler().current();
        long pc = thread.pc();
        long fp = thread.fp();
        long root = vm.rootFrame(thread, fp + vm.code().at(pc).frameBytes() + 8);
        // So that a stack trace finds the frames below the foreign one.
        Raw.putLong(root + Frame.RETURN, pc + 8);
        Raw.putLong(root + Frame.CALLER, fp);
        vm.callFromRoot(thread, root, id, 3);
        for (int i = 0; i < args.length; i++) {
            Scalar type = function.ir().signature().params().get(i);
            long register = thread.fp() + 8L * i;
            Raw.putLong(register, Foreign.bits(type, args[i]));
            if (type == Scalar.PTR) vm.memory().markAddress(register);
            else if (vm.memory().hasMarks()) Raw.putLong(register + vm.memory().markDelta(), 0);
        }
        int why = Interpreter.EVENT;
        if (thread.fp() + function.frameBytes() > thread.stackEnd()) why = vm.faults().stack(thread);
        while (why == Interpreter.EVENT || why == Interpreter.SWITCH) {
            if (vm.scheduler().ticks() >= vm.scheduler().quantumEnd()) vm.scheduler().prolong();
            if (vm.isOutOfSteps()) why = vm.outOfBudget(thread, Budget.STEPS);
            else if (thread.status() != Status.RUNNABLE) why = vm.faults().userPanic(thread, "P13", "deadlock: a callback from C waits");
            else why = vm.tier().run(thread);
        }
        if (why == Interpreter.STOP) {
            stopped = true;
            return 0;
        }
        long result = Raw.getLong(root);
        thread.moveTo(pc, fp);
        return result;
    }
}
