// A place in memory that outlives the moment.
package cpi.debug;

import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Where a value is, as addresses: what is there can be read again at any other moment.
///
/// @param pieces which bytes of the value are where
public record Cell(String expression, Type type, List<Data.Piece> pieces, boolean inRegisters) {
    public Cell {
        pieces = List.copyOf(pieces);
    }

    /// A stretch of memory.
    public record Range(long address, long size) {}

    static Cell of(Value value, long size) {
        return new Cell(value.expression(), value.type(), value.data().pieces(size), value.data() instanceof Data.InRegisters);
    }

    /// The value there now.
    Value value(MemoryView memory) {
        Data data = inRegisters ? new Data.InRegisters(memory, pieces)
            : pieces.isEmpty() ? new Data.Copy(new byte[0]) : new Data.InMemory(memory, pieces.getFirst().address());
        return new Value(expression, type, data, expression, memory);
    }

    List<Range> ranges() {
        List<Range> result = new ArrayList<>();
        for (Data.Piece p : pieces) if (p.size() > 0) result.add(new Range(p.address(), p.isRegister() ? 8 : p.size()));
        return result;
    }
}
