package cpi.dwarf;

import cpi.elf.Bytes;
import cpi.elf.ElfObject;
import cpi.ir.IrFunction;
import cpi.ir.Shapes;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.ContextLayout;
import cpi.typed.Global;
import cpi.types.Layout;
import java.util.ArrayList;
import java.util.List;

/// The debug information of one program: one compilation unit, for code that lies in one text section. The runtime reads from it the names
/// of functions and the places that stack traces show (D7.1), debuggers also variables and types.
///
/// Functions are told one after the other, each to its end, in the order of their offsets.
public final class DwarfUnit {
    /// The runtime knows our unit by the beginning of this.
    private static final String PRODUCER = "cpi";
    private static final int LANGUAGE_C11 = 0x1D;
    private static final int ADDRESS = 0x03, CONSTANT = 0x0E, THREAD_LOCAL = 0xE0;

    final Blocks blocks = new Blocks();
    final LineProgram lines;
    final Frames frames = new Frames();
    final FunctionEntries variables;
    /// What the function that is being made has told: kept here as memory is used again by the next one.
    final Numbers homes = new Numbers();
    final Numbers slots = new Numbers();
    final Numbers savedRegisters = new Numbers();
    final Numbers savedOffsets = new Numbers();
    final Numbers returns = new Numbers();
    private final Part info = new Part();
    private final Part ranges = new Part();
    private final FileTable files;
    private final DwarfTypes types;
    private final int sizePlace;
    private final List<Variable> globals = new ArrayList<>();

    private record Variable(Global global, ElfObject.Section section, long offset) {}

    /// @param directory that names of files are relative to
    public DwarfUnit(Layout layout, ContextLayout context, Shapes shapes, String directory, SourceFile main) {
        this.files = new FileTable(main);
        this.lines = new LineProgram(files, main);
        this.types = new DwarfTypes(layout, context, info.bytes);
        this.variables = new FunctionEntries(info, ranges, blocks, files, main, types, shapes);
        this.sizePlace = head(directory, main);
    }

    /// Writes the header and the entry of the unit; gives the place of the size of the code.
    private int head(String directory, SourceFile main) {
        Bytes out = info.bytes;
        out.u32(0);
        out.u16(4);
        info.offset(Part.ABBREVIATIONS, 0);
        out.u8(8);
        out.uleb(Abbreviations.UNIT);
        out.textZ(PRODUCER);
        out.u16(LANGUAGE_C11);
        out.textZ(main.name());
        info.offset(Part.LINES, 0);
        out.textZ(directory);
        info.address(0);
        out.u32(0);
        return out.size() - 4;
    }

    /// Begins a function whose code begins at `start` in the text section. The function before must have ended.
    public DwarfFunction function(IrFunction f, long start) {
        return new DwarfFunction(this, f, start);
    }

    /// A global variable, which lies in that section; if it is thread-local that is where its first value is.
    public void global(Global g, ElfObject.Section section, long offset) {
        globals.add(new Variable(g, section, offset));
    }

    /// Writes the sections. Nothing may be told afterwards.
    public void write(ElfObject object, ElfObject.Section text) {
        ElfObject.Section information = section(object, ".debug_info", 1);
        globals(object, information);
        types.write();
        Bytes out = info.bytes;
        out.u8(0);
        out.set32(0, out.size() - 4);
        out.set32(sizePlace, text.bytes().size());
        ElfObject.Section abbreviations = section(object, ".debug_abbrev", 1);
        Abbreviations.write(abbreviations.bytes());
        ElfObject.Section lineTable = section(object, ".debug_line", 1);
        ElfObject.Section rangeTable = section(object, ".debug_ranges", 1);
        ElfObject.Section frameTable = section(object, ".debug_frame", 8);
        int[] symbols = new int[Part.TARGETS];
        symbols[Part.TEXT] = text.symbol();
        symbols[Part.ABBREVIATIONS] = abbreviations.symbol();
        symbols[Part.LINES] = lineTable.symbol();
        symbols[Part.RANGES] = rangeTable.symbol();
        symbols[Part.FRAMES] = frameTable.symbol();
        info.write(information, symbols);
        lines.write(lineTable, symbols);
        ranges.write(rangeTable, symbols);
        frames.write(frameTable, symbols);
    }

    private static ElfObject.Section section(ElfObject object, String name, int align) {
        return object.section(name, ElfObject.Kind.PROGBITS, 0, align);
    }

    /// Their entries are written last, as their addresses are those of symbols.
    private void globals(ElfObject object, ElfObject.Section information) {
        Bytes out = info.bytes;
        PlaceCursor places = new PlaceCursor(Span.NONE.file());
        for (Variable v : globals) {
            boolean isThreadLocal = v.global.threadLocal();
            out.uleb(Abbreviations.VARIABLE);
            out.uleb(isThreadLocal ? 10 : 9);
            out.u8(isThreadLocal ? CONSTANT : ADDRESS);
            int symbol = isThreadLocal ? object.local("", v.section, v.offset, 0, false) : v.section.symbol();
            information.relocate(out.size(), isThreadLocal ? ElfObject.R_DTPOFF64 : ElfObject.R_64, symbol, isThreadLocal ? 0 : v.offset);
            out.u64(0);
            if (isThreadLocal) out.u8(THREAD_LOCAL);
            out.textZ(v.global.path());
            Span place = v.global.place();
            places.move(place.file(), place.start());
            out.uleb(files.number(place.file()));
            out.uleb(places.line());
            types.reference(v.global.type());
        }
    }
}
