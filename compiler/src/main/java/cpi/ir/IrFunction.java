package cpi.ir;

import cpi.source.Span;
import cpi.typed.Function;
import cpi.types.Type;
import java.util.BitSet;
import java.util.List;

/// The code of one function. Block 0 is the entry; parameters arrive in the first registers.
///
/// @param source what it was lowered from: name and place for stack traces
/// @param registers the type of each register
/// @param slots memory of the frame, all alive until the function returns (L12.6)
/// @param scopes debug scopes; 0 is the outermost
public record IrFunction(Function source, Signature signature, List<Scalar> registers, List<Slot> slots, List<DebugScope> scopes,
                         List<Block> blocks) {
    public IrFunction {
        registers = List.copyOf(registers);
        slots = List.copyOf(slots);
        scopes = List.copyOf(scopes);
        blocks = List.copyOf(blocks);
    }

    /// The registers in which a debugger looks for variables.
    public BitSet variableRegisters() {
        BitSet result = new BitSet();
        for (DebugScope scope : scopes) {
            for (Variable variable : scope.variables) {
                switch (variable.location) {
                    case InRegisters r -> r.registers.forEach(result::set);
                    case AtAddress a -> result.set(a.register);
                    case InSlot _, Nowhere _ -> { }
                }
            }
        }
        return result;
    }

    /// The slot in which a function of C makes the context that it passes on (see [Inst.Intrinsic]), -1 if it makes none.
    public int contextSlot() {
        List<Inst> first = blocks.getFirst().insts();
        for (Inst inst : first) {
            if (!(inst instanceof Inst.Intrinsic i) || !i.name().equals("context.make")) continue;
            for (Inst other : first) {
                if (other instanceof Inst.SlotAddress a && a.dst() == i.args().getFirst()) return a.slot();
            }
        }
        return -1;
    }

    /// A piece of frame memory. `name` is that of the variable in it, empty for temporaries.
    public record Slot(String name, Type type, long size, long align, Span place) {}

    /// The variables that are visible in a stretch of code besides those of `parent` (-1: none).
    public record DebugScope(int parent, List<Variable> variables) {
        public DebugScope {
            variables = List.copyOf(variables);
        }
    }

    /// Where a variable of the source lives during the whole of its scope.
    public record Variable(String name, Type type, Location location, Span place) {}

    public sealed interface Location {}

    /// In one register, or two for a type of two scalars.
    public record InRegisters(List<Integer> registers) implements Location {}

    /// In a frame slot.
    public record InSlot(int slot) implements Location {}

    /// In memory at the address in a register (parameters passed by address, bindings by reference).
    public record AtAddress(int register) implements Location {}

    /// In no place: it occupies nothing.
    public record Nowhere() implements Location {}
}
