// Changing the state of the program.
package cpi.debug;

import cpi.engine.Memory;
import cpi.interp.Vm;
import cpi.ir.Shape;
import cpi.timeline.Timeline;
import cpi.types.Type;
import java.util.List;
import java.util.Optional;

/// Sets values. The program goes on from the changed state, which is a new future; the one before stays reachable.
final class Changes {
    private final Timeline timeline;
    private final Frames frames;
    private final Expressions expressions;
    private final Values values;

    Changes(Timeline timeline, Frames frames, Expressions expressions, Values values) {
        this.timeline = timeline;
        this.frames = frames;
        this.expressions = expressions;
        this.values = values;
    }

    /// Sets a value to that of an expression, as an assignment in a frame would: allocations that the expression makes stay.
    Evaluated assign(Value target, String text, StackFrame frame) {
        long size = values.layout().size(target.type());
        List<Data.Piece> pieces = target.data().pieces(size);
        String name = target.expression().isEmpty() ? target.name() : target.expression();
        if (size == 0 || pieces.isEmpty()) return new Evaluated.Failed("`" + name + "` is not stored anywhere, so it cannot be set");
        Memory memory = timeline.machine().memory();
        for (Data.Piece p : pieces) {
            boolean isWritable = p.isRegister() || memory.checkWrite(p.address(), p.size()) == Memory.OK;
            if (!isWritable) return new Evaluated.Failed("`" + name + "` is in memory that cannot be written");
        }
        // First without effect, to see that it can be done.
        Evaluated value = expressions.evaluate(text, frame, Optional.of(target.type()));
        if (!(value instanceof Evaluated.Result)) return value;
        boolean done = timeline.tryChange(vm -> write(vm, pieces, target.type(), expressions.perform(text, frame, target.type())));
        if (!done) return new Evaluated.Failed("the expression does something else when it is evaluated again");
        Cell cell = Cell.of(target, size);
        Value now = cell.value(frames.memory());
        return new Evaluated.Result(now, values.text(now));
    }

    /// Writes bytes into memory that the program could write. False if it could not; then nothing has changed.
    boolean write(long address, byte[] bytes) {
        return timeline.tryChange(vm -> {
            boolean isWritable = bytes.length > 0 && frames.memory().alive(address, bytes.length).isPresent()
                && vm.memory().checkWrite(address, bytes.length) == Memory.OK;
            if (isWritable) vm.memory().write(address, bytes);
            return isWritable;
        });
    }

    private boolean write(Vm vm, List<Data.Piece> pieces, Type type, Optional<byte[]> bytes) {
        if (bytes.isEmpty()) return false;
        boolean inRegisters = pieces.getFirst().isRegister();
        if (!inRegisters) {
            vm.memory().write(pieces.getFirst().address(), bytes.get());
            return true;
        }
        Shape shape = frames.shapes().of(type);
        long[] registers = Shaped.registers(shape, bytes.get());
        for (Data.Piece piece : pieces) {
            for (int i = 0; i < registers.length; i++) {
                if (shape.parts().get(i).offset() == piece.offset()) vm.memory().writeLong(piece.address(), registers[i]);
            }
        }
        return true;
    }
}
