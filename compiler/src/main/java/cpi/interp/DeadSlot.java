// Whose a dead frame slot was.
package cpi.interp;

import cpi.diag.Label;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.interp.code.FunctionCode;
import java.util.List;

/// What the marks of a frame slot say when its function has returned, where [MarkOps] puts it: for the labels of E0721.
public final class DeadSlot {
    private static final int WORD_BITS = 24;
    private static final int SLOT_BITS = 16;
    private static final int FUNCTION_BITS = 63 - WORD_BITS - SLOT_BITS;

    private DeadSlot() {}

    /// What to put into the marks; never 0.
    ///
    /// @param function its number in [cpi.interp.code.Image#assembled]
    /// @param word the word of its code with the return, counted from its entry
    static long encode(int function, int slot, long word) {
        return 1L << 63 | (long) function << WORD_BITS + SLOT_BITS | (long) Math.min(slot, (1 << SLOT_BITS) - 1) << WORD_BITS
                | Math.min(word, (1 << WORD_BITS) - 1);
    }

    /// The labels for an address of dead memory of a stack: where the slot was declared and where its function returned. None if
    /// later calls have used the memory for something else.
    public static List<Label> labels(Vm vm, long address) {
        if (!vm.memory().hasMarks() || vm.memory().shadowAt(address) != Memory.DEAD_SLOT) return List.of();
        long tomb = Raw.getLong((address & -8) + vm.memory().markDelta());
        if (tomb >= 0) return List.of();
        int function = (int) (tomb >>> WORD_BITS + SLOT_BITS) & (1 << FUNCTION_BITS) - 1;
        int slot = (int) (tomb >>> WORD_BITS) & (1 << SLOT_BITS) - 1;
        FunctionCode code = vm.image().assembled(function);
        if (slot >= code.slots().length) return List.of();
        int word = (int) tomb & (1 << WORD_BITS) - 1;
        return List.of(new Label(code.ir().slots().get(slot).place(), "created here"),
                new Label(code.span(code.entry() + 8L * word), "died here, when `" + code.function().name() + "` returned"));
    }
}
