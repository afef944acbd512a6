// Where the values of the IR's registers are.
package cpi.x64;

import cpi.diag.Bug;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.typed.Symbol;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Knows for each register of the IR where its value is now: in its home, in a register of the machine, or nowhere, because it is a
/// constant or an address that is made where it is needed. General registers hold integers extended to 64 bits, as [Scalar] says; homes
/// have the size of the type, as debuggers write to them.
///
/// `rax`, `rcx`, `rdx`, `rsi`, `rdi`, `r8`, `r9`, `r11` and xmm0 to xmm7 never hold a value from one instruction to the next.
final class Values {
    private enum Kind { HOME, GENERAL, FLOAT, CONSTANT, SLOT, SYMBOL, UNUSED }

    private final IrFunction function;
    private final Asm asm;
    private final Frame frame;
    private final SymbolTable symbols;
    private final Allocation allocation;
    private final Kind[] kinds;
    /// The register, the constant, or the offset of a slot.
    private final long[] details;
    private final Symbol[] named;
    private final long[] homes;
    private final long[] slots;
    /// Registers with one value in the whole function, which is known.
    private final BitSet fixed = new BitSet();
    private final BitSet notNil = new BitSet();
    private final BitSet notNilEverywhere = new BitSet();
    private int instruction;
    private int block;

    /// @param variables what debuggers look at
    /// @param slots offsets of the slots
    Values(IrFunction function, Asm asm, Frame frame, SymbolTable symbols, BitSet variables, long[] slots) {
        this.function = function;
        this.asm = asm;
        this.frame = frame;
        this.symbols = symbols;
        this.slots = slots;
        int n = function.registers().size();
        kinds = new Kind[n];
        details = new long[n];
        named = new Symbol[n];
        homes = new long[n];
        BitSet needHomes = (BitSet) variables.clone();
        needHomes.set(0, function.signature().params().size());
        allocation = new Allocation(function, needHomes);
        Arrays.fill(kinds, Kind.HOME);
        findFixed(variables);
    }

    private void findFixed(BitSet variables) {
        for (Block block : function.blocks()) {
            List<Inst> insts = block.insts();
            for (int i = 0; i < insts.size(); i++) {
                Inst inst = insts.get(i);
                if (!Traits.isConstant(inst)) continue;
                int dst = Insts.defs(inst).getFirst();
                if (!allocation.isAssignedOnce(dst) || variables.get(dst) || !allocation.hasHome(dst)) continue;
                constant(dst, inst);
                fixed.set(dst);
            }
        }
    }

    private void constant(int dst, Inst inst) {
        switch (inst) {
            case Inst.Const i -> know(dst, Kind.CONSTANT, i.bits());
            case Inst.SlotAddress i -> know(dst, Kind.SLOT, slots[i.slot()]);
            case Inst.SymbolAddress i -> {
                know(dst, Kind.SYMBOL, 0);
                named[dst] = i.symbol();
            }
            case Inst other -> throw new Bug("no constant: " + other);
        }
    }

    private void know(int r, Kind kind, long detail) {
        kinds[r] = kind;
        details[r] = detail;
    }

    // --- the course of the function

    Allocation allocation() {
        return allocation;
    }

    void startBlock(int number) {
        block = number;
        notNil.clear();
    }

    /// The instruction with this number, in the order of the blocks, is written next.
    void startInstruction(int number) {
        instruction = number;
    }

    Scalar type(int r) {
        return function.registers().get(r);
    }

    /// The home of a register, in bytes from `rbp`.
    long home(int r) {
        if (homes[r] == 0) homes[r] = frame.word();
        return homes[r];
    }

    // --- reading

    boolean isConstant(int r) {
        return kinds[r] == Kind.CONSTANT;
    }

    /// The value of a register for which [#isConstant] holds.
    long constant(int r) {
        return details[r];
    }

    /// Whether the value is a constant that instructions can contain.
    boolean isImmediate(int r) {
        return kinds[r] == Kind.CONSTANT && Asm.isImmediate(details[r]);
    }

    boolean isInHome(int r) {
        return kinds[r] == Kind.HOME;
    }

    /// Whether the value is the address of a slot.
    boolean isSlot(int r) {
        return kinds[r] == Kind.SLOT;
    }

    /// The offset of the slot for which [#isSlot] holds, from `rbp`.
    long slot(int r) {
        return details[r];
    }

    /// A general register that has the value: its own, or `scratch`.
    int use(int r, int scratch) {
        if (kinds[r] == Kind.GENERAL) return (int) details[r];
        load(scratch, r);
        return scratch;
    }

    /// Brings the value into a general register.
    void load(int to, int r) {
        switch (kinds[r]) {
            case HOME -> asm.load(to, Asm.RBP, home(r), type(r).bytes(), type(r).isSigned());
            case GENERAL -> asm.mov(to, (int) details[r]);
            case FLOAT -> asm.fromFloatBits(to, (int) details[r], type(r).bytes());
            case CONSTANT -> asm.constant(to, details[r]);
            case SLOT -> asm.lea(to, Asm.RBP, details[r]);
            case SYMBOL -> symbols.address(asm, to, named[r]);
            case UNUSED -> asm.constant(to, 0);
        }
    }

    /// The same for floats.
    int useFloat(int r, int scratch) {
        if (kinds[r] == Kind.FLOAT) return (int) details[r];
        loadFloat(scratch, r);
        return scratch;
    }

    void loadFloat(int to, int r) {
        int size = type(r).bytes();
        switch (kinds[r]) {
            case HOME -> asm.loadFloat(to, Asm.RBP, home(r), size);
            case FLOAT -> asm.moveFloat(to, (int) details[r]);
            case GENERAL -> asm.toFloatBits(to, (int) details[r], size);
            case CONSTANT, SLOT, SYMBOL, UNUSED -> {
                load(Asm.RAX, r);
                asm.toFloatBits(to, Asm.RAX, size);
            }
        }
    }

    // --- writing

    /// Where the only or first result of the instruction should be computed.
    int target(int scratch) {
        int given = allocation.of(instruction, 0);
        return given >= 0 ? given : scratch;
    }

    /// The register now has the value that is in this register of the machine.
    void set(int r, int from) {
        set(r, from, 0);
    }

    /// @param result which of the instruction's results it is
    void set(int r, int from, int result) {
        notNil.clear(r);
        int given = allocation.of(instruction, result);
        boolean isFloat = type(r).isFloat();
        if (given == Allocation.UNUSED) {
            know(r, Kind.UNUSED, 0);
        } else if (given == Allocation.HOME) {
            know(r, Kind.HOME, 0);
            if (isFloat) asm.storeFloat(Asm.RBP, home(r), from, type(r).bytes());
            else asm.store(Asm.RBP, home(r), from, type(r).bytes());
        } else {
            know(r, isFloat ? Kind.FLOAT : Kind.GENERAL, given);
            if (isFloat) asm.moveFloat(given, from);
            else asm.mov(given, from);
        }
    }

    /// The result of an instruction that gives a constant.
    void setConstant(int r, Inst inst) {
        notNil.clear(r);
        if (fixed.get(r)) return;
        if (!allocation.hasHome(r)) {
            constant(r, inst);
            return;
        }
        switch (inst) {
            case Inst.Const i when Asm.isImmediate(i.bits()) || type(r).bytes() < 8 ->
                asm.storeConstant(Asm.RBP, home(r), i.bits(), type(r).bytes());
            case Inst.Const i -> {
                asm.constant(Asm.RAX, i.bits());
                asm.store(Asm.RBP, home(r), Asm.RAX, 8);
            }
            case Inst.SlotAddress i -> {
                asm.lea(Asm.RAX, Asm.RBP, slots[i.slot()]);
                asm.store(Asm.RBP, home(r), Asm.RAX, 8);
            }
            case Inst.SymbolAddress i -> {
                symbols.address(asm, Asm.RAX, i.symbol());
                asm.store(Asm.RBP, home(r), Asm.RAX, 8);
            }
            case Inst other -> throw new Bug("no constant: " + other);
        }
    }

    /// The register is the address of a byte behind the beginning of a slot; `true` if that needs no code.
    boolean setSlotOffset(int r, long offset) {
        if (allocation.hasHome(r)) return false;
        know(r, Kind.SLOT, offset);
        return true;
    }

    // --- nil

    /// Whether an access through the register needs no check.
    boolean isNotNil(int r) {
        return switch (kinds[r]) {
            case SLOT, SYMBOL -> true;
            case CONSTANT -> details[r] != 0;
            case HOME, GENERAL, FLOAT, UNUSED -> notNil.get(r) || notNilEverywhere.get(r);
        };
    }

    /// From here on the value is known not to be nil, as far as this block goes; what has only one value, and that from the entry block, in
    /// all blocks.
    void setNotNil(int r) {
        notNil.set(r);
        if (block == 0 && allocation.isOnceInEntry(r)) notNilEverywhere.set(r);
    }
}
