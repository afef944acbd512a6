// What is known about the registers of a function before it is assembled.
package cpi.interp.code;

import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.IrFunction;

/// Counts of definitions and uses, which tell what may be folded into other instructions.
///
/// A register with one definition that is a constant or the address of a slot or symbol is *known*: it needs no instruction
/// where it is defined, as its value can be made wherever it is needed. A register with one definition and one use in the same
/// block that belongs to no variable is *temporary*: its instruction may be merged with its user.
final class Registers {
    private final int[] definitions;
    private final int[] uses;
    private final int[] definedIn;
    private final int[] usedIn;
    private final boolean[] variable;
    private final Inst[] known;
    private final boolean[] canBeMarked;

    Registers(IrFunction ir, boolean foldGlobals) {
        int n = ir.registers().size();
        definitions = new int[n];
        uses = new int[n];
        definedIn = new int[n];
        usedIn = new int[n];
        variable = new boolean[n];
        known = new Inst[n];
        canBeMarked = new boolean[n];
        for (int i = 0; i < ir.signature().params().size(); i++) definitions[i] = 1;
        for (int b = 0; b < ir.blocks().size(); b++) count(ir.blocks().get(b), b);
        for (var scope : ir.scopes()) for (var v : scope.variables()) markVariable(v.location());
        for (Block block : ir.blocks()) for (Inst inst : block.insts()) note(inst, foldGlobals);
    }

    /// Finds the registers that can hold addresses or parts of them (C7.2): what is loaded, passed or returned, and copies.
    void findMarked(IrFunction ir) {
        for (int i = 0; i < ir.signature().params().size(); i++) canBeMarked[i] = !ir.registers().get(i).isFloat();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : ir.blocks()) for (Inst inst : block.insts()) changed |= spreadMarks(ir, inst);
        }
    }

    private boolean spreadMarks(IrFunction ir, Inst inst) {
        boolean marks = switch (inst) {
            case Inst.SlotAddress _, Inst.SymbolAddress _, Inst.ContextAddress _, Inst.Load _, Inst.Call _, Inst.CallAddress _,
                 Inst.Intrinsic _, Inst.Spawn _ -> true;
            case Inst.Move m -> canBeMarked[m.src()];
            case Inst.Bits b -> canBeMarked[b.a()];
            case Inst.Convert c -> canBeMarked[c.a()];
            case Inst.ElementAddress e -> canBeMarked[e.base()];
            case Inst.Offset o -> canBeMarked[o.base()];
            case Inst.Statement _, Inst.Const _, Inst.Binary _, Inst.Compare _, Inst.Unary _, Inst.Store _, Inst.Copy _, Inst.Fill _,
                 Inst.BoundsCheck _, Inst.NilCheck _, Inst.TagCheck _, Inst.Lock _, Inst.Unlock _, Inst.Terminator _ -> false;
        };
        if (!marks) return false;
        boolean changed = false;
        for (int r : Insts.defs(inst)) {
            if (canBeMarked[r] || ir.registers().get(r).isFloat()) continue;
            canBeMarked[r] = true;
            changed = true;
        }
        return changed;
    }

    boolean canBeMarked(int register) {
        return canBeMarked[register];
    }

    private void count(Block block, int number) {
        for (Inst inst : block.insts()) {
            for (int r : Insts.uses(inst)) {
                usedIn[r] = uses[r] == 0 || usedIn[r] == number ? number : -1;
                uses[r]++;
            }
            for (int r : Insts.defs(inst)) {
                definitions[r]++;
                definedIn[r] = number;
            }
        }
    }

    private void markVariable(IrFunction.Location location) {
        switch (location) {
            case IrFunction.InRegisters in -> in.registers().forEach(r -> variable[r] = true);
            case IrFunction.AtAddress at -> variable[at.register()] = true;
            case IrFunction.InSlot _, IrFunction.Nowhere _ -> { }
        }
    }

    private void note(Inst inst, boolean foldGlobals) {
        for (int r : Insts.defs(inst)) {
            if (definitions[r] != 1) return;
            if (inst instanceof Inst.Const || inst instanceof Inst.SlotAddress
                    || foldGlobals && inst instanceof Inst.SymbolAddress s && !Selector.isThreadLocal(s.symbol())) {
                known[r] = inst;
            }
        }
    }

    /// Whether the register always holds the constant, slot address or symbol address that [#definition] tells.
    boolean isKnown(int register) {
        return known[register] != null;
    }

    Inst definition(int register) {
        return known[register];
    }

    boolean isConstant(int register) {
        return known[register] instanceof Inst.Const;
    }

    /// Whether the register belongs to a variable that a debugger shows.
    boolean isVariable(int register) {
        return variable[register];
    }

    boolean isTemporary(int register) {
        return definitions[register] == 1 && uses[register] == 1 && definedIn[register] == usedIn[register] && !variable[register];
    }
}
