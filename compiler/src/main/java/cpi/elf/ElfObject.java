package cpi.elf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A relocatable object file for x86-64 (ELF64, little endian, relocations with addends), as the gABI and the psABI say.
///
/// Symbols are named by numbers that are given out in any order; the file has local ones before the others, as it must.
/// Offsets, sizes and alignments are in bytes, alignments are powers of two.
public final class ElfObject {
    /// What a section holds: bytes, zeros that take no room in the file, or addresses of functions to call at the start.
    public enum Kind {
        PROGBITS(1), NOBITS(8), INIT_ARRAY(14);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /// Flags of sections.
    public static final int WRITE = 1, ALLOC = 2, EXECUTE = 4, TLS = 0x400;

    /// Types of relocations.
    public static final int R_64 = 1, R_PC32 = 2, R_PLT32 = 4, R_GOTPCREL = 9, R_32 = 10, R_32S = 11, R_DTPOFF64 = 17, R_TLSGD = 19,
            R_TLSLD = 20, R_DTPOFF32 = 21, R_GOTTPOFF = 22, R_TPOFF32 = 23, R_GOTPCRELX = 41, R_REX_GOTPCRELX = 42;

    private static final int FILE_HEADER = 64, SECTION_HEADER = 64, SYMBOL = 24;
    private static final int TYPE_SYMBOLS = 2, TYPE_STRINGS = 3, TYPE_RELOCATIONS = 4, INFO_LINK = 0x40;
    private static final int NO_TYPE = 0, OBJECT = 1, FUNCTION = 2, SECTION = 3, THREAD_LOCAL = 6;
    private static final int GLOBAL = 0x10, HIDDEN = 2;
    private static final String NO_EXECUTABLE_STACK = ".note.GNU-stack";

    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Integer> named = new HashMap<>();
    /// Of each symbol: the name in `names`, the section's number (0: undefined), binding and type, visibility, offset and size.
    private final Bytes names = new Bytes();
    private int[] symbolNames = new int[64];
    private int[] symbolSections = new int[64];
    private byte[] symbolInfos = new byte[64];
    private byte[] symbolVisibilities = new byte[64];
    private long[] symbolOffsets = new long[64];
    private long[] symbolSizes = new long[64];
    private int symbolCount;

    public ElfObject() {
        names.u8(0);
    }

    /// A new section. Sections may have the same name.
    public Section section(String name, Kind kind, int flags, int align) {
        Section section = new Section(name, kind, flags, align, sections.size() + 1);
        sections.add(section);
        return section;
    }

    /// One section, with the relocations of its bytes.
    public final class Section {
        private final String name;
        private final Kind kind;
        private final int flags;
        private final int number;
        private final Bytes bytes = new Bytes();
        private int align;
        private long reserved;
        private int symbol = -1;
        private final Relocations relocations = new Relocations();
        private final List<Tail> tails = new ArrayList<>();

        private Section(String name, Kind kind, int flags, int align, int number) {
            this.name = name;
            this.kind = kind;
            this.flags = flags;
            this.align = Math.max(1, align);
            this.number = number;
        }

        /// What it holds; stays empty for [Kind#NOBITS].
        public Bytes bytes() {
            return bytes;
        }

        /// Room in a section of zeros; gives its offset. The section becomes aligned as much.
        public long reserve(long size, int alignment) {
            align = Math.max(align, alignment);
            long at = reserved + alignment - 1 & -alignment;
            reserved = at + size;
            return at;
        }

        /// Pads the bytes to a multiple of `alignment`, and makes the section aligned as much. Gives the offset reached.
        public int align(int alignment) {
            align = Math.max(align, alignment);
            bytes.align(alignment);
            return bytes.size();
        }

        /// The number of the symbol that stands for the section.
        public int symbol() {
            if (symbol < 0) symbol = add(0, number, SECTION, 0, 0, 0);
            return symbol;
        }

        /// The bytes at `offset` are to become what `type` says of the symbol's address and the addend.
        public void relocate(long offset, int type, int target, long addend) {
            relocations.add(offset, type, target, addend);
            if (type >= R_TLSGD && type <= R_TPOFF32 && symbolSections[target] == 0) symbolInfos[target] = GLOBAL | THREAD_LOCAL;
        }

        /// Puts a fragment behind all that is there. Nothing may be added to [#bytes] or the fragment afterwards.
        ///
        /// @param targets the symbols that its relocations refer to
        public void append(Fragment fragment, int[] targets) {
            tails.add(new Tail(fragment, targets));
        }

        private long size() {
            if (kind == Kind.NOBITS) return reserved;
            long size = bytes.size();
            for (Tail tail : tails) size += tail.fragment.bytes().size();
            return size;
        }

        private int relocationCount() {
            int count = relocations.count();
            for (Tail tail : tails) count += tail.fragment.relocations().count();
            return count;
        }

        private void write(OutputStream out) throws IOException {
            bytes.writeTo(out);
            for (Tail tail : tails) tail.fragment.bytes().writeTo(out);
        }

        private void writeRelocations(OutputStream out, int[] places) throws IOException {
            relocations.finish(0, places).writeTo(out);
            int shift = bytes.size();
            for (Tail tail : tails) {
                int[] symbols = new int[tail.targets.length];
                for (int i = 0; i < symbols.length; i++) symbols[i] = places[tail.targets[i]];
                tail.fragment.relocations().finish(shift, symbols).writeTo(out);
                shift += tail.fragment.bytes().size();
            }
        }
    }

    private record Tail(Fragment fragment, int[] targets) {}

    /// A symbol that other objects do not see.
    public int local(String name, Section section, long offset, long size, boolean function) {
        return add(name(name), section.number, type(section, function), 0, offset, size);
    }

    /// A symbol for other objects; if it is hidden, only for those it is linked with. It may have been undefined so far.
    public int global(String name, Section section, long offset, long size, boolean function, boolean hidden) {
        Integer known = named.get(name);
        int symbol = known != null ? known : undefined(name);
        symbolSections[symbol] = section.number;
        symbolInfos[symbol] = (byte) (GLOBAL | type(section, function));
        symbolVisibilities[symbol] = (byte) (hidden ? HIDDEN : 0);
        symbolOffsets[symbol] = offset;
        symbolSizes[symbol] = size;
        return symbol;
    }

    /// The symbol of this name that another object defines, or [#global] does.
    public int undefined(String name) {
        Integer known = named.get(name);
        if (known != null) return known;
        int symbol = add(name(name), 0, GLOBAL | NO_TYPE, 0, 0, 0);
        named.put(name, symbol);
        return symbol;
    }

    /// The size of a symbol that was not known when it was made.
    public void size(int symbol, long size) {
        symbolSizes[symbol] = size;
    }

    private int name(String name) {
        int at = names.size();
        names.textZ(name);
        return at;
    }

    private static int type(Section section, boolean function) {
        return (section.flags & TLS) != 0 ? THREAD_LOCAL : function ? FUNCTION : OBJECT;
    }

    private int add(int name, int section, int info, int visibility, long offset, long size) {
        int n = symbolCount;
        if (n == symbolNames.length) {
            symbolNames = Arrays.copyOf(symbolNames, 2 * n);
            symbolSections = Arrays.copyOf(symbolSections, 2 * n);
            symbolInfos = Arrays.copyOf(symbolInfos, 2 * n);
            symbolVisibilities = Arrays.copyOf(symbolVisibilities, 2 * n);
            symbolOffsets = Arrays.copyOf(symbolOffsets, 2 * n);
            symbolSizes = Arrays.copyOf(symbolSizes, 2 * n);
        }
        symbolNames[n] = name;
        symbolSections[n] = section;
        symbolInfos[n] = (byte) info;
        symbolVisibilities[n] = (byte) visibility;
        symbolOffsets[n] = offset;
        symbolSizes[n] = size;
        symbolCount = n + 1;
        return n;
    }

    /// The file, see [#writeTo].
    public byte[] finish() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Writes the file, in large pieces. Nothing may be added before or afterwards but by another object.
    public void writeTo(OutputStream out) throws IOException {
        section(NO_EXECUTABLE_STACK, Kind.PROGBITS, 0, 1);
        int[] places = places();
        Plan plan = new Plan();
        for (Section s : sections) plan.section(s);
        int symbols = plan.count + relocated();
        for (Section s : sections) if (s.relocationCount() > 0) plan.relocations(s, symbols);
        plan.add(".symtab", TYPE_SYMBOLS, 0, (long) SYMBOL * (symbolCount + 1), symbols + 1, locals() + 1, 8, SYMBOL);
        plan.add(".strtab", TYPE_STRINGS, 0, names.size(), 0, 0, 1, 0);
        plan.finish();
        fileHeader(plan).writeTo(out);
        long at = FILE_HEADER;
        for (Section s : sections) {
            if (s.kind == Kind.NOBITS) continue;
            at = pad(out, at, s.align) + s.size();
            s.write(out);
        }
        for (Section s : sections) {
            if (s.relocationCount() == 0) continue;
            at = pad(out, at, 8) + (long) Relocations.SIZE * s.relocationCount();
            s.writeRelocations(out, places);
        }
        at = pad(out, at, 8) + (long) SYMBOL * (symbolCount + 1);
        symbols().writeTo(out);
        names.writeTo(out);
        plan.names.writeTo(out);
        pad(out, at + names.size() + plan.names.size(), 8);
        plan.headers.writeTo(out);
    }

    /// Writes zeros up to an aligned offset; gives that.
    private static long pad(OutputStream out, long at, int align) throws IOException {
        long aligned = aligned(at, align);
        if (aligned > at) out.write(new byte[(int) (aligned - at)]);
        return aligned;
    }

    private static long aligned(long at, int align) {
        return at + align - 1 & -align;
    }

    /// Where everything lies in the file: the headers of sections.
    private static final class Plan {
        private final Bytes headers = new Bytes();
        private final Bytes names = new Bytes();
        private long at = FILE_HEADER;
        private int count = 1;

        private Plan() {
            headers.zeros(SECTION_HEADER);
            names.u8(0);
        }

        private void section(Section s) {
            if (s.kind == Kind.NOBITS) header(s.name, s.kind.code, s.flags, s.size(), 0, 0, s.align, 0);
            else add(s.name, s.kind.code, s.flags, s.size(), 0, 0, s.align, 0);
        }

        private void relocations(Section s, int symbols) {
            add(".rela".concat(s.name), TYPE_RELOCATIONS, INFO_LINK, (long) Relocations.SIZE * s.relocationCount(), symbols, s.number, 8,
                    Relocations.SIZE);
        }

        private void finish() {
            int size = names.size() + ".shstrtab".length() + 1;
            add(".shstrtab", TYPE_STRINGS, 0, size, 0, 0, 1, 0);
            at = aligned(at, 8);
        }

        private void add(String name, int type, int flags, long size, int link, int info, int align, int entry) {
            at = aligned(at, align);
            header(name, type, flags, size, link, info, align, entry);
            at += size;
        }

        private void header(String name, int type, int flags, long size, int link, int info, int align, int entry) {
            headers.u32(names.size());
            headers.u32(type);
            headers.u64(flags);
            headers.u64(0);
            headers.u64(at);
            headers.u64(size);
            headers.u32(link);
            headers.u32(info);
            headers.u64(align);
            headers.u64(entry);
            names.textZ(name);
            count++;
        }
    }

    private int relocated() {
        int count = 0;
        for (Section s : sections) if (s.relocationCount() > 0) count++;
        return count;
    }

    private int locals() {
        int count = 0;
        for (int i = 0; i < symbolCount; i++) if ((symbolInfos[i] & GLOBAL) == 0) count++;
        return count;
    }

    /// Where each symbol stands in the file; 0 is none.
    private int[] places() {
        int[] places = new int[symbolCount];
        int local = 1;
        int global = locals() + 1;
        for (int i = 0; i < symbolCount; i++) places[i] = (symbolInfos[i] & GLOBAL) == 0 ? local++ : global++;
        return places;
    }

    private Bytes symbols() {
        Bytes out = new Bytes();
        out.zeros(SYMBOL);
        for (int binding = 0; binding <= GLOBAL; binding += GLOBAL) {
            for (int i = 0; i < symbolCount; i++) if ((symbolInfos[i] & GLOBAL) == binding) symbol(out, i);
        }
        return out;
    }

    private void symbol(Bytes out, int i) {
        out.u32(symbolNames[i]);
        out.u8(symbolInfos[i]);
        out.u8(symbolVisibilities[i]);
        out.u16(symbolSections[i]);
        out.u64(symbolOffsets[i]);
        out.u64(symbolSizes[i]);
    }

    private static Bytes fileHeader(Plan plan) {
        Bytes out = new Bytes();
        out.zeros(FILE_HEADER);
        out.set32(0, 0x464C457F);
        out.set32(4, 0x00010102);
        out.set32(16, 62 << 16 | 1);
        out.set32(20, 1);
        out.set64(40, plan.at);
        out.set32(52, FILE_HEADER);
        out.set32(56, SECTION_HEADER << 16);
        out.set32(60, plan.count - 1 << 16 | plan.count);
        return out;
    }
}
