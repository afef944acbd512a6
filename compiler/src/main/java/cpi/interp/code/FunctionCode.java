// Assembled functions and their debug information.
package cpi.interp.code;

import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.source.Span;
import cpi.typed.Function;
import java.util.Arrays;
import java.util.List;

/// The packed code of one function: where it lies, and which place of the source each instruction comes from.
///
/// @param entry address of the first instruction; the word before it is the size of the frame in bytes
/// @param end address behind the last word
/// @param slots offset of each frame slot from the frame pointer
/// @param starts word index (from the entry) of each instruction that has a place, ascending
/// @param spans the place of each of these
/// @param boundsSpans the place shown if a fused bounds check fails, where it differs
/// @param statements word indexes where statements start, ascending
/// @param statementInfo what the IR says about each of these
public record FunctionCode(Function function, IrFunction ir, long entry, long end, int frameBytes, int[] slots,
                    int[] starts, Span[] spans, Span[] boundsSpans, int[] statements, List<Inst.Statement> statementInfo) {
    /// The place of the instruction that contains an address.
    public Span span(long pc) {
        int at = index(pc);
        return at < 0 ? function.place() : spans[at];
    }

    public Span boundsSpan(long pc) {
        int at = index(pc);
        return at < 0 ? function.place() : boundsSpans[at];
    }

    private int index(long pc) {
        int found = Arrays.binarySearch(starts, (int) (pc - entry >> 3));
        return found >= 0 ? found : -found - 2;
    }
}
