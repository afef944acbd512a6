package cpi.ir;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Leaves out registers that are not used any more and numbers the others without gaps. Intermediate values keep registers of
/// their own: engines want to see which values have one definition and one use, and lay out frames themselves.
final class UnusedRegisters {
    private final int[] numbers;
    private final List<Scalar> registers = new ArrayList<>();

    private UnusedRegisters(IrFunction f) {
        BitSet used = UnusedResults.variables(f);
        used.set(0, f.signature().params().size());
        for (Block block : f.blocks()) {
            for (Inst inst : block.insts()) {
                Insts.uses(inst).forEach(used::set);
                Insts.defs(inst).forEach(used::set);
            }
        }
        numbers = new int[f.registers().size()];
        used.stream().forEach(reg -> {
            numbers[reg] = registers.size();
            registers.add(f.registers().get(reg));
        });
    }

    static IrFunction run(IrFunction f) {
        UnusedRegisters pass = new UnusedRegisters(f);
        List<Block> blocks = f.blocks().stream().map(pass::block).toList();
        List<IrFunction.DebugScope> scopes = f.scopes().stream().map(pass::scope).toList();
        return new IrFunction(f.source(), f.signature(), pass.registers, f.slots(), scopes, blocks);
    }

    private Block block(Block block) {
        return new Block(block.insts().stream().map(inst -> Insts.map(inst, reg -> numbers[reg], reg -> numbers[reg])).toList());
    }

    private IrFunction.DebugScope scope(IrFunction.DebugScope scope) {
        return new IrFunction.DebugScope(scope.parent(), scope.variables().stream()
                .map(v -> new IrFunction.Variable(v.name(), v.type(), location(v.location()), v.place())).toList());
    }

    private IrFunction.Location location(IrFunction.Location location) {
        return switch (location) {
            case IrFunction.InRegisters r -> new IrFunction.InRegisters(r.registers().stream().map(reg -> numbers[reg]).toList());
            case IrFunction.AtAddress a -> new IrFunction.AtAddress(numbers[a.register()]);
            case IrFunction.InSlot _, IrFunction.Nowhere _ -> location;
        };
    }
}
