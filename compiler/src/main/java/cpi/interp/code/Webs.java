// Gives every intermediate value a register of its own.
package cpi.interp.code;

import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Undoes the sharing of registers among values that live inside one block, so that the assembler sees which values have one
/// definition and one use. Registers of variables, parameters, and values that cross blocks keep their numbers.
final class Webs {
    private final IrFunction f;
    private final BitSet crossing = new BitSet();
    private final List<Scalar> registers;
    private final int[] current;

    private Webs(IrFunction f) {
        this.f = f;
        this.registers = new ArrayList<>(f.registers());
        this.current = new int[f.registers().size()];
    }

    /// The function renamed. New registers are numbered behind those of `f`, and live inside one block each.
    static IrFunction split(IrFunction f) {
        Webs webs = new Webs(f);
        webs.findCrossing();
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) blocks.add(webs.rename(b));
        return new IrFunction(f.source(), f.signature(), webs.registers, f.slots(), f.scopes(), blocks);
    }

    private void findCrossing() {
        crossing.set(0, f.signature().params().size());
        for (var scope : f.scopes()) {
            for (var v : scope.variables()) {
                switch (v.location()) {
                    case IrFunction.InRegisters in -> in.registers().forEach(crossing::set);
                    case IrFunction.AtAddress at -> crossing.set(at.register());
                    case IrFunction.InSlot _, IrFunction.Nowhere _ -> { }
                }
            }
        }
        BitSet defined = new BitSet();
        for (Block b : f.blocks()) {
            defined.clear();
            for (Inst inst : b.insts()) {
                for (int r : Insts.uses(inst)) if (!defined.get(r)) crossing.set(r);
                for (int r : Insts.defs(inst)) defined.set(r);
            }
        }
    }

    private Block rename(Block block) {
        List<Inst> result = new ArrayList<>(block.insts().size());
        for (Inst inst : block.insts()) {
            result.add(Insts.map(inst, r -> crossing.get(r) ? r : current[r], this::define));
        }
        return new Block(result);
    }

    /// The new register of a value.
    private int define(int r) {
        if (crossing.get(r)) return r;
        registers.add(f.registers().get(r));
        current[r] = registers.size() - 1;
        return current[r];
    }
}
