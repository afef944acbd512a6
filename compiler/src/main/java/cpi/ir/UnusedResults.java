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
        BitSet variables = f.variableRegisters();
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
}
