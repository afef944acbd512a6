// Call stacks and the variables in them.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.interp.Vm;
import cpi.ir.IrFunction;
import cpi.ir.Shape;
import cpi.ir.Shapes;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.types.Layout;
import cpi.types.Type;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.IntFunction;

/// Reads the frames of threads, and finds the variables of a frame where the debug information of its function says they are.
final class Frames {
    private final Vm vm;
    private final Inspection inspection;
    private final Shapes shapes;
    private final MemoryView memory;

    Frames(Vm vm, Inspection inspection, Layout layout) {
        this.vm = vm;
        this.inspection = inspection;
        this.shapes = new Shapes(layout);
        this.memory = MemoryView.of(vm.memory());
    }

    Shapes shapes() {
        return shapes;
    }

    MemoryView memory() {
        return memory;
    }

    /// The frames of a thread, innermost first; none if it has ended or there is no such thread. Each is made when it is asked for.
    List<StackFrame> of(int thread) {
        Optional<ThreadState> state = vm.scheduler().find(thread);
        if (state.isEmpty()) return List.of();
        List<Inspection.Activation> activations = inspection.activations(state.get());
        return new FrameList(activations, level -> frame(thread, level, activations.get(level)));
    }

    /// A list whose elements are made from their numbers.
    private static final class FrameList extends AbstractList<StackFrame> implements RandomAccess {
        private final List<Inspection.Activation> activations;
        private final IntFunction<StackFrame> make;

        FrameList(List<Inspection.Activation> activations, IntFunction<StackFrame> make) {
            this.activations = activations;
            this.make = make;
        }

        @Override
        public StackFrame get(int level) {
            return make.apply(level);
        }

        @Override
        public int size() {
            return activations.size();
        }
    }

    boolean hasThread(int thread) {
        return vm.scheduler().find(thread).isPresent();
    }

    /// The functions that a thread is in.
    Set<Function> functions(int thread) {
        return vm.scheduler().find(thread).map(inspection::functions).orElse(Set.of());
    }

    /// The innermost frame of a thread.
    Optional<StackFrame> innermost(ThreadState thread) {
        return inspection.innermost(thread).map(a -> frame(thread.number(), 0, a));
    }

    /// A frame as it will be when a thread is about to execute a statement; for checking expressions only.
    StackFrame at(Inspection.Point point) {
        Inspection.Activation a = new Inspection.Activation(point.function(), inspection.code(point.function()).orElseThrow(),
            point.address(), 0, 0, 0, point.span());
        return new StackFrame(-1, 0, point.function().name(), point.span(), a, Optional.of(point), true);
    }

    /// The same for an instruction; empty for an address outside code.
    Optional<StackFrame> at(long address) {
        return inspection.instruction(address).map(a -> frame(-1, 0, a));
    }

    /// The activation of a thread whose frame contains an address.
    Optional<Breakpoint.Activation> owner(int thread, long address) {
        return vm.scheduler().find(thread).flatMap(t -> inspection.activations(t).stream()
            .filter(a -> address >= a.fp() && address < a.fp() + inspection.frameSize(a)).findFirst()
            .map(a -> new Breakpoint.Activation(thread, a.fp(), a.returnTo())));
    }

    /// Whether an activation has not yet returned.
    boolean isActive(Breakpoint.Activation activation) {
        Optional<ThreadState> thread = vm.scheduler().find(activation.thread());
        return thread.isPresent() && inspection.isActive(thread.get(), activation.fp(), activation.returnTo());
    }

    private StackFrame frame(int thread, int level, Inspection.Activation a) {
        Optional<Inspection.Point> statement = inspection.statement(a);
        boolean at = level == 0 && statement.isPresent() && statement.get().address() == a.pc();
        Span place = at ? statement.get().span() : a.place();
        return new StackFrame(thread, level, a.function().name(), place, a, statement, at);
    }

    /// The variables visible in a frame, outermost scope first; of variables of one name only the innermost.
    List<IrFunction.Variable> variables(StackFrame frame) {
        List<IrFunction.Variable> result = new ArrayList<>();
        IrFunction code = frame.activation().code();
        int scope = frame.statement().map(p -> p.statement().scope()).orElse(code.scopes().isEmpty() ? -1 : 0);
        while (scope >= 0) {
            IrFunction.DebugScope s = code.scopes().get(scope);
            List<IrFunction.Variable> here = new ArrayList<>(s.variables());
            here.removeIf(v -> v.name().startsWith("#"));
            result.addAll(0, here);
            scope = s.parent();
        }
        return result;
    }

    /// How many of the function's variables are parameters; they come first.
    static boolean isParameter(StackFrame frame, IrFunction.Variable variable) {
        return frame.activation().function().params().stream().anyMatch(p -> p.place().equals(variable.place()));
    }

    Value value(StackFrame frame, IrFunction.Variable variable) {
        return new Value(variable.name(), variable.type(), data(frame.activation(), variable), variable.name(), memory);
    }

    private Data data(Inspection.Activation a, IrFunction.Variable variable) {
        return switch (variable.location()) {
            case IrFunction.InRegisters in -> new Data.InRegisters(memory, pieces(a, in.registers(), variable.type()));
            case IrFunction.InSlot slot -> new Data.InMemory(memory, inspection.slotAddress(a, slot.slot()));
            case IrFunction.AtAddress at -> new Data.InMemory(memory, register(inspection.registerAddress(a, at.register())));
            case IrFunction.Nowhere _ -> new Data.Copy(new byte[0]);
        };
    }

    private List<Data.Piece> pieces(Inspection.Activation a, List<Integer> registers, Type type) {
        List<Data.Piece> result = new ArrayList<>();
        List<Shape.Part> parts = shapes.of(type).parts();
        for (int i = 0; i < registers.size(); i++) {
            result.add(new Data.Piece(parts.get(i).offset(), parts.get(i).scalar().bytes(),
                inspection.registerAddress(a, registers.get(i)), true));
        }
        return result;
    }

    /// The contents of a register.
    long register(long address) {
        return java.nio.ByteBuffer.wrap(memory.read(address, 8)).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
