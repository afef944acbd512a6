// The code of a function for people.
package cpi.interp;

import cpi.interp.code.FunctionCode;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds out which packed code the instructions of the IR became. The assembler merges and drops instructions, so this follows places of
/// the source: exact for the starts of statements, near enough between them.
final class Listing {
    private final FunctionCode code;
    private final List<Inspection.CodeLine> lines = new ArrayList<>();
    /// Instructions without code of their own, for the next line.
    private final List<Inst> waiting = new ArrayList<>();
    private int nextStart;
    private int nextStatement;
    private long limit;

    private Listing(FunctionCode code) {
        this.code = code;
    }

    /// One or more lines; their addresses ascend, the first is that of the function.
    static List<Inspection.CodeLine> of(FunctionCode code) {
        Listing listing = new Listing(code);
        listing.limit = listing.statementAddress();
        for (int b = 0; b < code.ir().blocks().size(); b++) listing.block(b, code.ir().blocks().get(b));
        return List.copyOf(listing.lines);
    }

    private long statementAddress() {
        return nextStatement < code.statements().length ? address(code.statements()[nextStatement]) : code.end();
    }

    private long address(int word) {
        return code.entry() + 8L * word;
    }

    private void block(int number, Block block) {
        boolean first = true;
        for (Inst inst : block.insts()) {
            if (inst instanceof Inst.Statement) {
                nextStatement++;
                limit = statementAddress();
                continue;
            }
            add(inst, first ? number : -1);
            first = false;
        }
    }

    private void add(Inst inst, int block) {
        long previous = lines.isEmpty() ? code.entry() - 1 : lines.getLast().address();
        long start = nextStatement == 0 ? code.entry() : address(code.statements()[nextStatement - 1]);
        long at = Math.max(previous + 1, Math.max(start, found(inst.span())));
        if (at >= limit && !(inst instanceof Inst.Terminator)) {
            waiting.add(inst);
            return;
        }
        waiting.add(inst);
        lines.add(new Inspection.CodeLine(code.function(), at, List.copyOf(waiting), block));
        waiting.clear();
    }

    /// The packed instruction of a place in the present statement; 0 if there is none.
    private long found(Span span) {
        for (int i = nextStart; i < code.starts().length && address(code.starts()[i]) < limit; i++) {
            if (!code.spans()[i].equals(span)) continue;
            nextStart = i + 1;
            return address(code.starts()[i]);
        }
        return 0;
    }
}
