// Going on at another statement.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.source.Position;
import cpi.source.SourceFile;
import cpi.timeline.Timeline;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Moves a thread to another statement of the function it is in, without executing what lies between: a new future. Variables that become
/// visible by that are zero.
public final class Jumps {
    /// A statement to which a thread of the same function can jump.
    public record Target(Inspection.Point point) {
        public String function() {
            return point.function().name();
        }

        public Position position() {
            return point.span().position();
        }
    }

    private final Timeline timeline;
    private final Inspection inspection;
    private final Frames frames;
    private final Sources sources;

    Jumps(Timeline timeline, Inspection inspection, Frames frames, Sources sources) {
        this.timeline = timeline;
        this.inspection = inspection;
        this.frames = frames;
        this.sources = sources;
    }

    /// The statements that begin on a line, those of each function once.
    List<Target> targets(SourceFile file, int line) {
        return sources.atLine(file, line, 0).stream().filter(p -> p.span().position().line() == line && p.copy() == 0)
            .map(Target::new).toList();
    }

    /// Whether a thread can go on at a statement: it is in that function, and not in C or between the parts of an instruction.
    private boolean isPossible(int thread, Inspection.Point target) {
        Optional<ThreadState> state = timeline.machine().scheduler().find(thread);
        if (state.isEmpty() || state.get().isPending() || state.get().callbacks() > 0) return false;
        return inspection.innermost(state.get()).filter(a -> a.function() == target.function()).isPresent();
    }

    /// False if it is not possible; then nothing has changed.
    boolean jump(int thread, Target wanted) {
        Inspection.Point target = wanted.point();
        return timeline.tryChange(vm -> {
            if (!isPossible(thread, target)) return false;
            ThreadState state = vm.scheduler().find(thread).orElseThrow();
            StackFrame from = frames.innermost(state).orElseThrow();
            state.moveTo(target.address(), state.fp());
            StackFrame to = frames.innermost(state).orElseThrow();
            Set<IrFunction.Variable> before = new HashSet<>(frames.variables(from));
            for (IrFunction.Variable v : frames.variables(to)) if (!before.contains(v)) clear(to, v);
            normalize(to);
            return true;
        });
    }

    private void clear(StackFrame frame, IrFunction.Variable variable) {
        Inspection.Activation a = frame.activation();
        switch (variable.location()) {
            case IrFunction.InRegisters r -> r.registers().forEach(n -> write(inspection.registerAddress(a, n), 0));
            case IrFunction.AtAddress r -> write(inspection.registerAddress(a, r.register()), 0);
            case IrFunction.InSlot s -> {
                byte[] zeros = new byte[(int) a.code().slots().get(s.slot()).size()];
                long at = inspection.slotAddress(a, s.slot());
                if (frames.memory().alive(at, zeros.length).isPresent()) timeline.machine().memory().write(at, zeros);
            }
            case IrFunction.Nowhere _ -> { }
        }
    }

    /// Registers that have not been given a value in this activation hold anything: makes it something that their types allow.
    private void normalize(StackFrame frame) {
        List<Scalar> registers = frame.activation().code().registers();
        for (int i = 0; i < registers.size(); i++) {
            long at = inspection.registerAddress(frame.activation(), i);
            write(at, registers.get(i).normalize(frames.register(at)));
        }
    }

    private void write(long address, long value) {
        timeline.machine().memory().writeLong(address, value);
    }
}
