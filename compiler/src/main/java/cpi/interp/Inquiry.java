// Calling functions in a machine that stands still.
package cpi.interp;

import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import cpi.typed.Function;
import cpi.typed.Global;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Runs a function above the frames of a thread, as a callback from C would, while all other threads stand still: this is how
/// debuggers evaluate expressions.
///
/// A call may change anything, so it belongs into a diversion whose state is thrown away. Only *plain* functions, which call
/// nothing and write to nothing but their own frame, can be run on the state itself: [#callPlain] leaves no trace.
public final class Inquiry {
    private static final int STUB = 3;
    private static final int ROOM = 32 + Frame.HEADER_WORDS;

    private final Vm vm;

    public Inquiry(Vm vm) {
        this.vm = vm;
    }

    /// How a call ended.
    public sealed interface Result {}

    /// @param registers the result, if it is held in registers
    /// @param memory the result, if it is held in memory
    public record Returned(long[] registers, byte[] memory) implements Result {}

    /// The program would have ended: a panic, `exit`, something that is closed at compile time.
    public record Ended(Outcome outcome) implements Result {}

    /// It would have waited for another thread.
    public record Waits() implements Result {}

    /// It took too many ticks, or was interrupted.
    public record Interrupted() implements Result {}

    /// There is no room on the stack of the thread.
    public record NoRoom() implements Result {}

    /// Makes the code of a function and of all it can reach, and gives static objects that only such functions mention their
    /// contents. Has to be called in each diversion before [#call].
    public void prepare(Function function) {
        vm.link(List.of(function));
        vm.statics().refill();
    }

    /// Whether a function, which must have been linked, can be run without a diversion.
    public boolean isPlain(Function function) {
        IrFunction code = vm.image().codeOf(vm.statics().functionId(function)).ir();
        if (vm.memory().hasMarks()) return false;
        // The result may point into the frame, which is to be seen after the return.
        if (!code.slots().isEmpty() && code.signature().results().contains(Scalar.PTR)) return false;
        for (var block : code.blocks()) for (Inst inst : block.insts()) if (!isPlain(inst)) return false;
        return true;
    }

    private boolean isPlain(Inst inst) {
        return switch (inst) {
            case Inst.Call _, Inst.CallAddress _, Inst.Intrinsic _, Inst.Spawn _, Inst.Lock _, Inst.Unlock _ -> false;
            case Inst.SymbolAddress s -> !(s.symbol() instanceof Global g && g.threadLocal()) && !vm.statics().isLate(s.symbol());
            case Inst.Jump j -> !j.back();
            case Inst.Statement _, Inst.Const _, Inst.Move _, Inst.Binary _, Inst.Compare _, Inst.Unary _, Inst.Convert _, Inst.Bits _,
                 Inst.SlotAddress _, Inst.ContextAddress _, Inst.Load _, Inst.Store _, Inst.Copy _, Inst.Fill _, Inst.ElementAddress _,
                 Inst.Offset _, Inst.BoundsCheck _, Inst.NilCheck _, Inst.TagCheck _, Inst.Branch _, Inst.Switch _, Inst.Return _,
                 Inst.Panic _, Inst.Unreachable _ -> true;
        };
    }

    /// Runs a plain function and leaves the state as it was.
    public Result callPlain(ThreadState thread, long context, Function function, long[] args) {
        FunctionCode code = vm.image().codeOf(vm.statics().functionId(function));
        long at = top(thread);
        long size = code.ir().signature().resultSize() + code.frameBytes() + 8L * 3 * ROOM;
        if (at + size > thread.stackEnd()) return new NoRoom();
        Memory memory = vm.memory();
        long shadow = memory.shadowBase() + (at - memory.base() >> 3);
        byte[] bytes = memory.bytes(at, size);
        byte[] states = memory.bytes(shadow, size >> 3);
        long firstPage = memory.dirtyBase() + (at - memory.base() >> Memory.PAGE_SHIFT);
        byte[] pages = memory.bytes(firstPage, (size >> Memory.PAGE_SHIFT) + 2);
        Vm.Progress progress = vm.progress();
        boolean tripped = memory.watches().hasTripped();
        try {
            return call(thread, context, function, args, Long.MAX_VALUE, () -> false);
        } finally {
            vm.restoreProgress(progress);
            // What a debugger looks at is no access of the program.
            if (!tripped && memory.watches().hasTripped()) memory.watches().take();
            Raw.fromArray(bytes, 0, at, bytes.length);
            Raw.fromArray(states, 0, shadow, states.length);
            Raw.fromArray(pages, 0, firstPage, pages.length);
        }
    }

    /// Runs any function in a diversion. The variables of its own frame stay alive.
    ///
    /// @param context the address of the context
    /// @param args the argument registers, without the address for a result in memory
    /// @param maxTicks after so many ticks it is interrupted
    public Result call(ThreadState thread, long context, Function function, long[] args, long maxTicks, BooleanSupplier interrupted) {
        int id = vm.statics().functionId(function);
        FunctionCode code = vm.image().codeOf(id);
        Signature signature = code.ir().signature();
        long pc = thread.pc();
        long fp = thread.fp();
        long area = top(thread);
        long resultBytes = signature.resultSize() + 7 & -8;
        if (area + resultBytes + 8L * 3 * ROOM + code.frameBytes() > thread.stackEnd()) return new NoRoom();
        if (resultBytes > 0) {
            vm.memory().setShadow(area, resultBytes, Memory.RW);
            vm.memory().fill(area, resultBytes, (byte) 0);
        }
        long root = vm.rootFrame(thread, area + resultBytes + 8);
        Raw.putLong(root + Frame.CONTEXT, context);
        vm.callFromRoot(thread, root, id, STUB);
        int first = signature.returnsInMemory() ? 1 : 0;
        if (first == 1) Raw.putLong(thread.fp(), area);
        for (int i = 0; i < args.length; i++) Raw.putLong(thread.fp() + 8L * (i + first), args[i]);
        boolean pending = thread.takePending();
        long frame = thread.fp();
        Result result = run(thread, maxTicks, interrupted);
        if (result instanceof Returned) {
            long[] registers = new long[signature.results().size()];
            for (int i = 0; i < registers.length; i++) registers[i] = Raw.getLong(root + 8L * i);
            for (int i = 0; i < code.slots().length; i++) {
                vm.memory().setShadow(frame + code.slots()[i], code.ir().slots().get(i).size(), Memory.RW);
            }
            result = new Returned(registers, vm.memory().bytes(area, signature.resultSize()));
        }
        thread.moveTo(pc, fp);
        if (pending) thread.setPending();
        return result;
    }

    /// Runs any function on the state itself: all that it does stays, but no time passes. If it does not return, the state is not to
    /// be used any more.
    public Result perform(ThreadState thread, long context, Function function, long[] args, long maxTicks, BooleanSupplier interrupted) {
        Vm.Progress progress = vm.progress();
        try {
            return call(thread, context, function, args, maxTicks, interrupted);
        } finally {
            vm.restoreProgress(progress);
        }
    }

    private Result run(ThreadState thread, long maxTicks, BooleanSupplier interrupted) {
        long start = vm.scheduler().ticks();
        while (true) {
            int why = vm.runNested(thread);
            switch (why) {
                case Interpreter.CALLBACK -> {
                    return new Returned(new long[0], new byte[0]);
                }
                case Interpreter.STOP -> {
                    return new Ended(vm.outcome());
                }
                case Interpreter.SWITCH -> {
                    if (thread.status() != ThreadState.Status.RUNNABLE) return new Waits();
                }
                case Interpreter.TRAP -> {
                    int passed = vm.passTrap(thread);
                    if (passed == Interpreter.CALLBACK) return new Returned(new long[0], new byte[0]);
                    if (passed == Interpreter.STOP) return new Ended(vm.outcome());
                }
                default -> { }
            }
            if (vm.scheduler().ticks() - start > maxTicks || interrupted.getAsBoolean()) return new Interrupted();
        }
    }

    /// The first free address behind the frames of a thread.
    private long top(ThreadState thread) {
        long pc = thread.pc();
        long size = vm.code().contains(pc) ? vm.code().at(pc).frameBytes() : 8L * ROOM;
        return thread.fp() + size + 15 & -8;
    }
}
