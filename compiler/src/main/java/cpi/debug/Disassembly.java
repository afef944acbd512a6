// The code of a program, line by line.
package cpi.debug;

import cpi.interp.Inspection;
import cpi.ir.IrNames;
import cpi.ir.IrPrinter;
import cpi.source.Span;
import cpi.typed.Function;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows code as instructions of the IR (docs/ir.md) at the addresses of the machine's code.
public final class Disassembly {
    private static final int WORD = 8;

    private final Inspection inspection;
    private final IrNames names = new IrNames();
    private final Map<Function, List<Inspection.CodeLine>> known = new IdentityHashMap<>();

    Disassembly(Inspection inspection) {
        this.inspection = inspection;
    }

    /// A line of code.
    ///
    /// @param function whose code begins here, or empty
    /// @param isCode whether there is code; else the line is only counted
    public record Line(long address, String text, String function, Span place, boolean isCode) {}

    private List<Inspection.CodeLine> lines(Function function) {
        return known.computeIfAbsent(function, inspection::listing);
    }

    /// The address of the line that contains an address in code.
    public long lineOf(long pc) {
        return inspection.functionOf(pc).map(f -> lines(f).get(index(lines(f), pc)).address()).orElse(pc);
    }

    /// The last line that begins at an address or before it; 0 if there is none.
    private static int index(List<Inspection.CodeLine> lines, long pc) {
        int low = 0;
        int high = lines.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (lines.get(middle).address() <= pc) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// `count` lines, the first of which is `offset` lines behind (or before) the one that contains an address. Where there is no code
    /// the lines say so.
    public List<Line> around(long address, long offset, int count) {
        List<Inspection.CodeLine> all = new ArrayList<>();
        if (inspection.functionOf(address).isPresent()) for (Function f : inspection.functions()) all.addAll(lines(f));
        long first = all.isEmpty() ? offset : index(all, address) + offset;
        List<Line> result = new ArrayList<>();
        for (long i = first; i < first + count; i++) {
            if (i >= 0 && i < all.size()) result.add(line(all.get((int) i)));
            else result.add(new Line(outside(all, address, i), "", "", Span.NONE, false));
        }
        return result;
    }

    private static long outside(List<Inspection.CodeLine> all, long address, long index) {
        if (all.isEmpty()) return address + WORD * index;
        return index < 0 ? all.getFirst().address() + WORD * index : all.getLast().address() + WORD * (index - all.size() + 1);
    }

    private Line line(Inspection.CodeLine code) {
        String text = code.instructions().stream().map(i -> IrPrinter.print(i, names)).collect(Collectors.joining("; "));
        String label = code.block() < 0 ? "     " : String.format("%-5s", "b" + code.block() + ":");
        String function = lines(code.function()).getFirst() == code ? code.function().name() : "";
        return new Line(code.address(), label + text, function, code.instructions().getLast().span(), true);
    }
}
