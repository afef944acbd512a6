package cpi.ir;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Removes instructions that only compute a register which nothing reads and no variable lives in.
final class UnusedResults {
    private UnusedResults() {}

    static IrFunction run(IrFunction f) {
        int[] readers = new int[f.registers().size()];
        for (Block block : f.blocks()) for (Inst inst : block.insts()) for (int reg : Insts.uses(inst)) readers[reg]++;
        BitSet variables = variables(f);
        List<Block> blocks = new ArrayList<>();
        for (Block block : f.blocks()) {
            List<Inst> kept = new ArrayList<>();
            for (Inst inst : block.insts().reversed()) {
                if (Insts.isPure(inst) && isUnused(Insts.defs(inst).getFirst(), readers, variables)) {
                    for (int reg : Insts.uses(inst)) readers[reg]--;
                } else {
                    kept.add(inst);
                }
            }
            blocks.add(new Block(kept.reversed()));
        }
        return Passes.withBlocks(f, blocks);
    }

    private static boolean isUnused(int reg, int[] readers, BitSet variables) {
        return readers[reg] == 0 && !variables.get(reg);
    }

    /// The registers in which a debugger looks for variables.
    static BitSet variables(IrFunction f) {
        BitSet result = new BitSet();
        for (IrFunction.DebugScope scope : f.scopes()) {
            for (IrFunction.Variable variable : scope.variables()) {
                switch (variable.location()) {
                    case IrFunction.InRegisters r -> r.registers().forEach(result::set);
                    case IrFunction.AtAddress a -> result.set(a.register());
                    case IrFunction.InSlot _, IrFunction.Nowhere _ -> { }
                }
            }
        }
        return result;
    }
}
