// Static data.
package cpi.x64;

import cpi.elf.ElfObject;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import cpi.types.Layout;
import java.util.ArrayList;
import java.util.List;

/// Lays out globals and static objects: their bytes at once, the addresses in them when all functions are known.
final class DataSections {
    final ElfObject.Section constants;
    final ElfObject.Section relocated;

    private final ElfObject.Section variables;
    private final ElfObject.Section zeros;
    private final ElfObject.Section threadVariables;
    private final ElfObject.Section threadZeros;
    private final SymbolTable symbols;
    private final List<Written> written = new ArrayList<>();

    private record Written(SymbolTable.Place place, ConstData data) {}

    DataSections(ElfObject object, SymbolTable symbols) {
        this.symbols = symbols;
        int tls = ElfObject.ALLOC | ElfObject.WRITE | ElfObject.TLS;
        constants = object.section(".rodata", ElfObject.Kind.PROGBITS, ElfObject.ALLOC, 16);
        relocated = object.section(".data.rel.ro", ElfObject.Kind.PROGBITS, ElfObject.ALLOC | ElfObject.WRITE, 16);
        variables = object.section(".data", ElfObject.Kind.PROGBITS, ElfObject.ALLOC | ElfObject.WRITE, 16);
        zeros = object.section(".bss", ElfObject.Kind.NOBITS, ElfObject.ALLOC | ElfObject.WRITE, 16);
        threadVariables = object.section(".tdata", ElfObject.Kind.PROGBITS, tls, 16);
        threadZeros = object.section(".tbss", ElfObject.Kind.NOBITS, tls, 16);
    }

    /// Gives a symbol its place.
    void define(Symbol symbol, Layout layout) {
        switch (symbol) {
            case Global g -> symbols.define(g, variable(g.initialValue(), layout.align(g.type()), g.threadLocal()));
            case StaticObject o when o.writable() -> symbols.define(o, variable(o.data(), layout.align(o.type()), false));
            case StaticObject o -> symbols.define(o, constant(o.data(), layout.align(o.type())));
            case Function _ -> { }
        }
    }

    private SymbolTable.Place variable(ConstData data, long align, boolean threadLocal) {
        if (data.isZero()) {
            ElfObject.Section section = threadLocal ? threadZeros : zeros;
            return new SymbolTable.Place(section, section.reserve(Math.max(1, data.bytes().length), alignment(align)));
        }
        return write(threadLocal ? threadVariables : variables, data, align);
    }

    /// A constant without a name.
    SymbolTable.Place constant(ConstData data, long align) {
        return write(data.relocs().isEmpty() ? constants : relocated, data, align);
    }

    private static int alignment(long align) {
        return (int) Math.max(1, align);
    }

    private SymbolTable.Place write(ElfObject.Section section, ConstData data, long align) {
        SymbolTable.Place place = new SymbolTable.Place(section, section.align(alignment(align)));
        section.bytes().bytes(data.bytes());
        // Also an empty object has an address of its own.
        if (data.bytes().length == 0) section.bytes().u8(0);
        if (!data.relocs().isEmpty()) written.add(new Written(place, data));
        return place;
    }

    /// Writes the addresses; all functions must have begun.
    void finish() {
        for (Written w : written) {
            for (ConstData.Reloc r : w.data.relocs()) {
                symbols.point(w.place.section(), w.place.offset() + r.offset(), r.target(), r.addend());
            }
        }
    }
}
