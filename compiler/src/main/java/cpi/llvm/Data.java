// Static data.
package cpi.llvm;

import cpi.codegen.ModuleKind;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import cpi.types.Type;
import java.util.Comparator;
import java.util.List;

/// Writes globals, static objects and the fresh context: their bytes, with the addresses in them.
final class Data {
    static final String FRESH_CONTEXT = "@.context";
    private static final int ADDRESS = 8;

    private final Unit unit;
    private final StringBuilder out;
    private final WrittenData written;
    /// Whether a write to read-only data must fault: then what may be written is a variable, in a section which the system
    /// protects when the program starts.
    private final boolean findsWrites;
    private final boolean isNarrow;

    Data(Unit unit, StringBuilder out) {
        this.unit = unit;
        this.out = out;
        this.written = new WrittenData(unit.reachable, unit.shapes);
        this.isNarrow = unit.options.target().architecture().isNarrow();
        this.findsWrites = unit.options.level() == OptLevel.DEFAULT && unit.options.kind() != ModuleKind.RUNTIME;
    }

    void define(Symbol symbol) {
        switch (symbol) {
            case Global g -> define(unit.names.of(g), g.threadLocal() ? "internal thread_local global" : "internal global",
                    g.initialValue(), g.type(), unit.debug.global(g));
            case StaticObject o when o.writable() -> define(unit.names.of(o), "internal global", o.data(), o.type(), "");
            case StaticObject o when findsWrites && written.mayBeWritten(o) ->
                    define(unit.names.of(o), "hidden global", o.data(), o.type(), ", section \".data.rel.ro\"");
            case StaticObject o -> define(unit.names.of(o), "internal constant", o.data(), o.type(), "");
            case Function _ -> { }
        }
    }

    void freshContext() {
        ConstData data = unit.reachable.freshContext();
        if (data.bytes().length == 0) return;
        value(FRESH_CONTEXT, "private unnamed_addr constant", data);
        out.append(", align ").append(unit.program.context().align()).append('\n');
    }

    private void define(String name, String kind, ConstData data, Type type, String more) {
        value(name, kind, data);
        out.append(more).append(", align ").append(Math.max(1, unit.layout.align(type))).append('\n');
    }

    private void value(String name, String kind, ConstData data) {
        out.append(name).append(" = ").append(kind).append(' ');
        if (data.relocs().isEmpty()) {
            bytes(data.bytes(), 0, data.bytes().length, true);
            return;
        }
        List<ConstData.Reloc> relocs = data.relocs().stream().sorted(Comparator.comparingLong(ConstData.Reloc::offset)).toList();
        out.append("<{ ");
        parts(data.bytes(), relocs, false);
        out.append(" }> <{ ");
        parts(data.bytes(), relocs, true);
        out.append(" }>");
    }

    /// The types, or the types and values, of the stretches between the addresses and of the addresses.
    private void parts(byte[] bytes, List<ConstData.Reloc> relocs, boolean values) {
        int at = 0;
        for (ConstData.Reloc r : relocs) {
            if (at > 0) out.append(", ");
            int offset = (int) r.offset();
            if (offset > at) {
                bytes(bytes, at, offset, values);
                out.append(", ");
            }
            out.append("ptr");
            if (values) address(r);
            if (isNarrow) out.append(values ? ", i32 0" : ", i32");
            at = offset + ADDRESS;
        }
        if (at < bytes.length) {
            out.append(", ");
            bytes(bytes, at, bytes.length, values);
        }
    }

    private void address(ConstData.Reloc r) {
        String name = unit.names.of(r.target());
        if (r.addend() == 0) out.append(' ').append(name);
        else out.append(" getelementptr (i8, ptr ").append(name).append(", i64 ").append(r.addend()).append(')');
    }

    private void bytes(byte[] bytes, int from, int to, boolean values) {
        out.append('[').append(to - from).append(" x i8]");
        if (!values) return;
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                out.append(" c");
                Names.string(out, bytes, from, to);
                return;
            }
        }
        out.append(" zeroinitializer");
    }
}
