// Which intermediate values are kept in registers.
package cpi.x64;

import cpi.diag.Bug;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.IrFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Local register allocation in one pass over each block. Only values that are made and used up inside one block are candidates: everything
/// else, variables above all, has a home in the frame, which debuggers read and write.
///
/// A value gets the first register that is free from its definition to its last use; if a call lies between, only registers that calls
/// preserve come into question, and there are none of these for floats. A value that gets none has a home too.
final class Allocation {
    /// Not in a register.
    static final int HOME = -1;
    /// Nobody uses the value.
    static final int UNUSED = -2;

    /// Registers that calls preserve, of all that are given out. The others are r10 and, for floats, xmm8 to xmm15.
    static final int PRESERVED = 1 << Asm.RBX | 0xF000;
    private static final int GENERAL = PRESERVED | 1 << Asm.R10;
    private static final int FLOATS = 0xFF00;

    private final IrFunction function;
    /// Whether a register of the IR is used in a block that has not defined it before, or must have a home for another reason.
    private final BitSet homes;
    /// For each instruction, in order of the blocks: where its first and its second result go.
    private final int[] first;
    private final int[] second;
    /// For each instruction the index in its block of the last use of its first result.
    private final int[] lastUses;
    /// The registers that each instruction reads and writes.
    private final List<List<Integer>> uses = new ArrayList<>();
    private final List<List<Integer>> defs = new ArrayList<>();
    private final BitSet several = new BitSet();
    private final BitSet inEntry = new BitSet();
    private int saved;

    // State of the block in work.
    private final int[] lastUse;
    private int freeGeneral;
    private int freeFloats;
    private final int[] endOfGeneral = new int[16];
    private final int[] endOfFloat = new int[16];

    /// @param homes registers of the IR that must have homes
    Allocation(IrFunction function, BitSet homes) {
        this.function = function;
        this.homes = homes;
        int count = 0;
        for (Block block : function.blocks()) count += block.insts().size();
        first = new int[count];
        second = new int[count];
        lastUses = new int[count];
        lastUse = new int[function.registers().size()];
        inEntry.set(0, function.signature().params().size());
        findCrossing();
        int start = 0;
        for (Block block : function.blocks()) {
            allocate(block.insts(), start);
            start += block.insts().size();
        }
    }

    /// Asks each instruction once for its operands; finds the registers that live in several blocks.
    private void findCrossing() {
        int[] definedIn = new int[lastUse.length];
        Arrays.fill(definedIn, -1);
        Arrays.fill(definedIn, 0, function.signature().params().size(), 0);
        int number = 0;
        List<Block> blocks = function.blocks();
        for (int b = 0; b < blocks.size(); b++) {
            List<Inst> insts = blocks.get(b).insts();
            for (int i = 0; i < insts.size(); i++) {
                List<Integer> used = Insts.uses(insts.get(i));
                List<Integer> defined = Insts.defs(insts.get(i));
                uses.add(used);
                defs.add(defined);
                number++;
                for (int k = 0; k < used.size(); k++) if (definedIn[used.get(k)] != b) homes.set(used.get(k));
                for (int k = 0; k < defined.size(); k++) note(defined.get(k), b, definedIn);
            }
        }
        if (number != first.length) throw new Bug("instructions have been miscounted");
    }

    private void note(int r, int block, int[] definedIn) {
        if (definedIn[r] >= 0) several.set(r);
        definedIn[r] = block;
        if (block == 0) inEntry.set(r);
    }

    private void allocate(List<Inst> insts, int start) {
        int n = insts.size();
        int[] calls = new int[n + 1];
        int[] secondUses = new int[n];
        Arrays.fill(lastUse, -1);
        for (int i = n - 1; i >= 0; i--) {
            List<Integer> defined = defs.get(start + i);
            for (int k = 0; k < defined.size(); k++) {
                int r = defined.get(k);
                if (k == 0) lastUses[start + i] = lastUse[r];
                else secondUses[i] = lastUse[r];
                lastUse[r] = -1;
            }
            List<Integer> used = uses.get(start + i);
            for (int k = 0; k < used.size(); k++) if (lastUse[used.get(k)] < 0) lastUse[used.get(k)] = i;
        }
        for (int i = 0; i < n; i++) calls[i + 1] = calls[i] + (Traits.isCall(insts.get(i)) ? 1 : 0);
        freeGeneral = GENERAL;
        freeFloats = FLOATS;
        for (int i = 0; i < n; i++) {
            List<Integer> defined = defs.get(start + i);
            if (defined.isEmpty()) first[start + i] = UNUSED;
            else if (Traits.isConstant(insts.get(i))) first[start + i] = homes.get(defined.getFirst()) ? HOME : UNUSED;
            else first[start + i] = take(defined.getFirst(), i, lastUses[start + i], calls);
            if (defined.size() > 1) second[start + i] = take(defined.get(1), i, secondUses[i], calls);
            // Only now: no result is in the register of an operand, so that code may write one before it has read the other.
            release(i);
        }
    }

    private int take(int r, int at, int end, int[] calls) {
        if (homes.get(r)) return HOME;
        if (end < 0) return UNUSED;
        boolean crosses = calls[end] > calls[at + 1];
        if (function.registers().get(r).isFloat()) {
            if (crosses || freeFloats == 0) return HOME;
            int taken = Integer.numberOfTrailingZeros(freeFloats);
            freeFloats &= ~(1 << taken);
            endOfFloat[taken] = end;
            return taken;
        }
        int candidates = crosses ? freeGeneral & PRESERVED : freeGeneral;
        if (candidates == 0) return HOME;
        int cheap = candidates & ~PRESERVED & ~saved;
        int known = candidates & saved;
        int taken = Integer.numberOfTrailingZeros(cheap != 0 ? cheap : known != 0 ? known : candidates);
        freeGeneral &= ~(1 << taken);
        saved |= 1 << taken & PRESERVED;
        endOfGeneral[taken] = end;
        return taken;
    }

    private void release(int at) {
        for (int used = GENERAL & ~freeGeneral; used != 0; used &= used - 1) {
            int register = Integer.numberOfTrailingZeros(used);
            if (endOfGeneral[register] <= at) freeGeneral |= 1 << register;
        }
        for (int used = FLOATS & ~freeFloats; used != 0; used &= used - 1) {
            int register = Integer.numberOfTrailingZeros(used);
            if (endOfFloat[register] <= at) freeFloats |= 1 << register;
        }
    }

    /// Where the result of an instruction goes: a register of the machine, [#HOME] or [#UNUSED].
    ///
    /// @param result 0 or 1
    int of(int instruction, int result) {
        return result == 0 ? first[instruction] : second[instruction];
    }

    /// Whether the only result of an instruction is used last by the one at `index` in the same block.
    boolean endsAt(int instruction, int index) {
        return first[instruction] != HOME && lastUses[instruction] == index;
    }

    /// Whether a register gets only one value, and that in the entry block or as a parameter.
    boolean isOnceInEntry(int r) {
        return inEntry.get(r) && !several.get(r);
    }

    boolean isAssignedOnce(int r) {
        return !several.get(r);
    }

    boolean hasHome(int r) {
        return homes.get(r);
    }

    /// The preserved registers that are given out, as bits.
    int saved() {
        return saved;
    }
}
