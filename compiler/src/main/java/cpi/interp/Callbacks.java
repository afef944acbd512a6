// Calls from C into the program.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Crossing;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.interp.foreign.CSignature;
import cpi.interp.foreign.Reach;
import cpi.ir.Scalar;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs C functions of the program (M9) that C calls. A callback runs in the calling thread, above its frames, while all other threads
/// stand still (T11.4).
///
/// Between the frame of the caller and those of the callback lie the aggregates that are passed, in live memory, and a root frame,
/// which knows where the call of C stands. So stack traces find the frames below, and [#leave] needs no memory of its own.
final class Callbacks {
    /// Code that may throw anything.
    interface Body {
        Object run() throws Throwable;
    }

    /// Register of the root frame with the number of the function.
    private static final int FUNCTION = 6;
    private static final int STUB = 3;

    private final Vm vm;
    private final Foreign foreign;
    private final Reach reach;
    /// The Java thread that C runs on, while it runs.
    private Optional<Thread> running = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private boolean stopped;
    private boolean strayed;

    Callbacks(Vm vm, Foreign foreign, Reach reach) {
        this.vm = vm;
        this.foreign = foreign;
        this.reach = reach;
    }

    /// Whether the program ended inside a callback. C cannot be left from there: it runs on until it returns.
    boolean stopped() {
        return stopped;
    }

    /// A new evaluation begins.
    void reset() {
        stopped = false;
        strayed = false;
    }

    /// Whether C has called a function of the program on a thread of its own (T16).
    boolean strayed() {
        return strayed;
    }

    /// Runs C code.
    Object during(Body body) {
        Optional<Thread> outer = running;
        running = Optional.of(Thread.currentThread());
        try {
            Object result = body.run();
            if (failure.isPresent()) throw failure.get();
            return result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Bug("a call of C failed: " + e);
        } finally {
            running = outer;
        }
    }

    /// The address of code that calls a function of the program.
    long address(int id) {
        CSignature signature = foreign.signature(vm.statics().function(id).type());
        FunctionDescriptor type = signature.descriptor(List.of());
        try {
            MethodHandle target = MethodHandles.lookup().findVirtual(Callbacks.class, "call",
                MethodType.methodType(Object.class, int.class, Object[].class));
            MethodHandle bound = MethodHandles.insertArguments(target, 0, this, id).asCollector(Object[].class, signature.params().size());
            return Linker.nativeLinker().upcallStub(bound.asType(type.toMethodType()), type, Arena.global()).address();
        } catch (ReflectiveOperationException e) {
            throw new Bug("no stub for a callback: " + e);
        }
    }

    /// C calls a function. Whatever happens, C gets a result: no exception can pass through it. Null if the function
    /// has no result.
    @Nullable Object call(int id, Object[] args) {
        CSignature signature = foreign.signature(vm.statics().function(id).type());
        byte[] result = new byte[signature.result().map(v -> (int) v.shape().size()).orElse(0)];
        if (!running.equals(Optional.of(Thread.currentThread()))) {
            strayed = true;
        } else if (!stopped) {
            try {
                result = run(id, signature, args, result);
            } catch (Throwable e) {
                stopped = true;
                failure = Optional.of(e);
            }
        }
        byte[] bytes = result;
        return signature.result().isPresent() ? signature.result().get().resultToC(bytes) : null;
    }

    private byte[] run(int id, CSignature signature, Object[] args, byte[] nothing) {
        ThreadState thread = vm.scheduler().current();
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < args.length; i++) values.add(signature.params().get(i).fromC(args[i]));
        boolean compare = vm.host().wantsChanges();
        Crossing.Entered entered = new Crossing.Entered(id, values, compare ? reach.changes() : List.of());
        vm.host().entered(entered);
        int why = foreign.enter(thread, entered);
        if (why == 0) why = vm.runCallback(thread);
        if (why == Interpreter.STOP) {
            stopped = true;
            return nothing;
        }
        byte[] result = leave(thread);
        if (compare) reach.resume(words(result));
        return result;
    }

    /// The words of a value, which C knows now.
    private static Set<Long> words(byte[] bytes) {
        Set<Long> words = new java.util.LinkedHashSet<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 8 <= bytes.length; i += 8) words.add(buffer.getLong(i));
        return words;
    }

    /// Where the root frame of a callback lies: behind the aggregates, which lie behind the frame of the caller.
    private record Place(long memory, long root) {}

    private Place place(long pc, long fp, CSignature signature) {
        long memory = fp + vm.code().at(pc).frameBytes() + 15 & -16;
        long size = 0;
        if (signature.returnsInMemory()) size += space(signature.result().orElseThrow());
        for (CSignature.Value param : signature.params()) if (param.shape().inMemory()) size += space(param);
        return new Place(memory, memory + size);
    }

    private static long space(CSignature.Value value) {
        return (value.shape().size() + 15 & -16) + 16;
    }

    /// Makes the frame of a function that C calls. 0, or the reason why it cannot run.
    int enter(ThreadState thread, Crossing.Entered entered) {
        FunctionCode function = vm.image().codeOf(entered.function());
        CSignature signature = foreign.signature(function.function().type());
        long pc = thread.pc();
        long fp = thread.fp();
        Place place = place(pc, fp, signature);
        if (place.root + Memory.PAGE + function.frameBytes() > thread.stackEnd()) return vm.faults().stack(thread);
        List<Long> registers = new ArrayList<>();
        long at = place.memory;
        if (signature.returnsInMemory()) at = aggregate(at, signature.result().orElseThrow(), new byte[0], registers);
        for (int i = 0; i < signature.params().size(); i++) {
            CSignature.Value param = signature.params().get(i);
            byte[] bytes = entered.args().get(i);
            if (param.shape().inMemory()) at = aggregate(at, param, bytes, registers);
            else for (long register : param.registers(bytes)) registers.add(register);
        }
        long root = vm.rootFrame(thread, place.root);
        Raw.putLong(root + Frame.RETURN, pc + 8);
        Raw.putLong(root + Frame.CALLER, fp);
        Raw.putLong(root + 8 * FUNCTION, entered.function());
        vm.callFromRoot(thread, root, entered.function(), STUB);
        CSignature.store(vm.memory(), registers.stream().mapToLong(r -> r).toArray(), thread.fp());
        if (vm.memory().hasMarks()) markPointers(function, thread.fp());
        thread.enterCallback();
        return 0;
    }

    /// Pointers that C passes are addresses (C7.2).
    private void markPointers(FunctionCode function, long register) {
        List<Scalar> types = function.ir().signature().params();
        for (int i = 0; i < types.size(); i++) if (types.get(i) == Scalar.PTR) vm.memory().markAddress(register + 8L * i);
    }

    private long aggregate(long at, CSignature.Value value, byte[] bytes, List<Long> registers) {
        vm.memory().setShadow(at, value.shape().size(), Memory.RW);
        vm.memory().write(at, bytes);
        registers.add(at);
        return at + space(value);
    }

    /// The function has returned to the root frame: the thread is at the call of C again. Gives the bytes of the result.
    byte[] leave(ThreadState thread) {
        long root = thread.fp();
        CSignature signature = foreign.signature(vm.statics().function((int) Raw.getLong(root + 8 * FUNCTION)).type());
        long pc = Raw.getLong(root + Frame.RETURN) - 8;
        long fp = Raw.getLong(root + Frame.CALLER);
        Place place = place(pc, fp, signature);
        byte[] result = signature.result().map(v -> v.shape().inMemory() ? vm.memory().bytes(place.memory, v.shape().size())
            : v.bytes(new long[] {Raw.getLong(root), Raw.getLong(root + 8)})).orElse(new byte[0]);
        if (place.root > place.memory) vm.memory().setShadow(place.memory, place.root - place.memory, Memory.NONE);
        thread.moveTo(pc, fp);
        thread.leaveCallback();
        if (thread.callbacks() == 0) vm.scheduler().prolong();
        return result;
    }
}
