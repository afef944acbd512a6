package cpi.dwarf;

import cpi.elf.Bytes;
import cpi.elf.ElfObject;
import cpi.source.SourceFile;
import cpi.source.Span;

/// The line table: which place of the source code comes from. Rows are told in the order of their offsets; one is written when
/// there is code behind it, so that places without code cost nothing.
final class LineProgram {
    private static final int LINE_BASE = -5, LINE_RANGE = 14, OPCODE_BASE = 13;
    private static final int LAST_SPECIAL = (255 - OPCODE_BASE) / LINE_RANGE;
    private static final int COPY = 1, ADVANCE_PC = 2, ADVANCE_LINE = 3, SET_FILE = 4, SET_COLUMN = 5, NEGATE_STATEMENT = 6,
            ADD_CONSTANT = 8, PROLOGUE_END = 10;
    private static final int END_SEQUENCE = 1, SET_ADDRESS = 2;
    private static final byte[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    private static final int LAST_COLUMN = 0xFFFF;
    /// The most padding between functions of one sequence.
    private static final int PADDING = 64;

    private final FileTable files;
    private final PlaceCursor places;
    private final Part part = new Part();
    private final Bytes out = part.bytes;
    private boolean isOpen;
    private long codeEnd;
    /// The registers of the machine that executes the program.
    private long address;
    private int file;
    private int line;
    private int column;
    private boolean isStatement;
    /// The row that is not yet written.
    private boolean isPending;
    private long pendingAt;
    private SourceFile pendingFile = Span.NONE.file();
    private int pendingPlace;
    private boolean isPrologue;
    private boolean isFirst;

    LineProgram(FileTable files, SourceFile main) {
        this.files = files;
        this.places = new PlaceCursor(main);
    }

    /// The code of a function begins.
    void begin(long offset) {
        if (isOpen && (offset < codeEnd || offset - codeEnd > PADDING)) endSequence();
        if (isOpen) return;
        isOpen = true;
        out.u8(0);
        out.u8(9);
        out.u8(SET_ADDRESS);
        part.address(offset);
        address = offset;
        file = 1;
        line = 1;
        column = 0;
        isStatement = true;
    }

    /// From this offset on code comes from there, up to the next row.
    ///
    /// @param prologue whether it is that with which a function begins, which belongs to no column
    void row(long offset, SourceFile from, int place, boolean prologue) {
        if (isPending && offset != pendingAt) flush();
        isPending = true;
        pendingAt = offset;
        pendingFile = from;
        pendingPlace = place;
        isPrologue = prologue;
    }

    /// The code of a function ends.
    void end(long offset) {
        if (isPending && pendingAt < offset) flush();
        isPending = false;
        codeEnd = offset;
    }

    private void flush() {
        isPending = false;
        places.move(pendingFile, pendingPlace);
        int newLine = places.line();
        int newColumn = isPrologue ? 0 : Math.min(LAST_COLUMN, places.column());
        int newFile = files.number(pendingFile);
        boolean marksEnd = isFirst && !isPrologue;
        boolean moves = newLine != line || newFile != file || isPrologue || marksEnd;
        if (!moves && newColumn == column) return;
        if (newFile != file) {
            out.u8(SET_FILE);
            out.uleb(newFile);
            file = newFile;
        }
        if (newColumn != column) {
            out.u8(SET_COLUMN);
            out.uleb(newColumn);
            column = newColumn;
        }
        // Debuggers stop only where a line begins.
        if (moves != isStatement) {
            out.u8(NEGATE_STATEMENT);
            isStatement = moves;
        }
        if (marksEnd) out.u8(PROLOGUE_END);
        isFirst = isPrologue;
        advance(pendingAt - address, newLine - line);
        address = pendingAt;
        line = newLine;
    }

    /// Adds a row that is so many bytes and lines further on.
    private void advance(long bytes, int lines) {
        int rest = lines;
        if (lines < LINE_BASE || lines >= LINE_BASE + LINE_RANGE) {
            out.u8(ADVANCE_LINE);
            out.sleb(lines);
            rest = 0;
        }
        int opcode = rest - LINE_BASE + OPCODE_BASE;
        if (bytes <= 2 * LAST_SPECIAL) {
            int near = opcode + (int) bytes * LINE_RANGE;
            if (near <= 255) {
                out.u8(near);
                return;
            }
            int far = near - LAST_SPECIAL * LINE_RANGE;
            if (far <= 255) {
                out.u8(ADD_CONSTANT);
                out.u8(far);
                return;
            }
        }
        out.u8(ADVANCE_PC);
        out.uleb(bytes);
        out.u8(rest == 0 ? COPY : opcode);
    }

    private void endSequence() {
        if (codeEnd > address) {
            out.u8(ADVANCE_PC);
            out.uleb(codeEnd - address);
        }
        out.u8(0);
        out.u8(1);
        out.u8(END_SEQUENCE);
        isOpen = false;
    }

    /// Writes the section: the header, which knows the files only now, and the program.
    ///
    /// @param symbols of the targets of a part
    void write(ElfObject.Section section, int[] symbols) {
        if (isOpen) endSequence();
        Bytes head = section.bytes();
        int start = head.size();
        head.u32(0);
        head.u16(4);
        head.u32(0);
        int header = head.size();
        head.u8(1);
        head.u8(1);
        head.u8(1);
        head.u8(LINE_BASE);
        head.u8(LINE_RANGE);
        head.u8(OPCODE_BASE);
        head.bytes(OPERANDS);
        files.write(head);
        head.set32(header - 4, head.size() - header);
        head.set32(start, head.size() - start - 4 + out.size());
        part.write(section, symbols);
    }
}
