package cpi.dwarf;

import cpi.ir.IrFunction;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.List;

/// The debug information of one function, told while its code is made. Offsets in the text section do not decrease; those in the frame
/// are relative to `rbp`, and never 0.
public final class DwarfFunction {
    private final DwarfUnit unit;
    private final IrFunction function;
    private final long start;
    /// Where registers and slots live; 0: nowhere.
    private final int[] homes;
    private final int[] slots;
    private final Numbers savedRegisters;
    private final Numbers savedOffsets;
    private final Numbers returns;
    /// What the last row said.
    private SourceFile lastFile;
    private int lastPlace = -1;
    private int lastScope = -1;
    private long bodyStart = -1;
    private long secondPrologue = -1;

    DwarfFunction(DwarfUnit unit, IrFunction function, long start) {
        this.unit = unit;
        this.function = function;
        this.start = start;
        this.homes = unit.homes.cleared(function.registers().size());
        this.slots = unit.slots.cleared(function.slots().size());
        this.savedRegisters = unit.savedRegisters;
        this.savedOffsets = unit.savedOffsets;
        this.returns = unit.returns;
        savedRegisters.clear();
        savedOffsets.clear();
        returns.clear();
        this.lastFile = function.source().place().file();
        unit.blocks.reset();
        unit.lines.begin(start);
    }

    IrFunction function() {
        return function;
    }

    long start() {
        return start;
    }

    /// From this offset on comes the code with which the function begins; it belongs to the function's line and no column. A part of it
    /// may come again behind the body; registers are not yet saved there.
    public void prologue(long offset) {
        if (bodyStart >= 0) secondPrologue = offset;
        Span place = function.source().place();
        lastPlace = -1;
        unit.lines.row(offset, place.file(), place.start(), true);
        unit.blocks.enter((int) offset, 0);
    }

    /// From this offset on code comes from there, up to the next row. Places without code leave no trace.
    public void row(long offset, Span span, int scope) {
        int place = span.start();
        SourceFile file = span.file();
        if (place != lastPlace || file != lastFile) {
            lastPlace = place;
            lastFile = file;
            unit.lines.row(offset, file, place, false);
        }
        if (scope != lastScope) {
            lastScope = scope;
            unit.blocks.enter((int) offset, scope);
        }
        if (bodyStart < 0) bodyStart = offset;
    }

    /// The value of a register lives there during the whole function.
    public void home(int register, long frameOffset) {
        homes[register] = (int) frameOffset;
    }

    /// A slot begins there.
    public void slot(int slot, long frameOffset) {
        slots[slot] = (int) frameOffset;
    }

    /// The caller's value of a register of the machine (by its number in DWARF) is kept there from the end of the prologue on.
    public void saved(int dwarfRegister, long frameOffset) {
        savedRegisters.add(dwarfRegister);
        savedOffsets.add((int) frameOffset);
    }

    /// At this offset is a `ret` (one byte) which finds all registers as they were when the function began.
    public void returns(long offset) {
        returns.add((int) offset);
    }

    /// The code of the function ends.
    public void end(long offset) {
        unit.lines.end(offset);
        unit.variables.write(this, offset);
        Frames frames = unit.frames;
        frames.begin(start, offset);
        if (savedRegisters.count() > 0) {
            frames.advance(bodyStart < 0 ? offset : bodyStart);
            for (int i = 0; i < savedRegisters.count(); i++) frames.saved(savedRegisters.get(i), savedOffsets.get(i));
        }
        for (int i = 0; i < returns.count(); i++) frames.returns(returns.get(i), savedRegisters);
        if (secondPrologue >= 0) frames.notSaved(secondPrologue, savedRegisters);
        frames.end();
    }

    /// Whether debuggers can be told where a variable is.
    boolean isDescribed(IrFunction.Variable v) {
        IrFunction.Location location = v.location();
        // The most frequent one first: switches over types are slow while the JVM is cold.
        if (location instanceof IrFunction.InRegisters r) return hasHome(r.registers());
        return switch (location) {
            case IrFunction.InRegisters r -> hasHome(r.registers());
            case IrFunction.InSlot s -> slots[s.slot()] != 0;
            case IrFunction.AtAddress a -> homes[a.register()] != 0;
            case IrFunction.Nowhere _ -> false;
        };
    }

    private boolean hasHome(List<Integer> registers) {
        for (int i = 0; i < registers.size(); i++) if (homes[registers.get(i)] != 0) return true;
        return false;
    }

    int homeOf(int register) {
        return homes[register];
    }

    int placeOf(int slot) {
        return slots[slot];
    }
}
