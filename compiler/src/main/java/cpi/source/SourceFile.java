package cpi.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One source text, as bytes in UTF-8 (L1.1).
///
/// All offsets in the compiler are byte offsets from 0 into [#bytes()]; lines and columns exist only
/// for people and are computed on demand. Instances are compared by identity.
public final class SourceFile {
    private final String name;
    private final byte[] bytes;
    private final boolean bundled;
    private int[] lineStarts = new int[0];

    /// @param name the name shown in diagnostics (D1.3): the main file's path as given, `<std>/x.cpi` for bundled files
    /// @param bytes the whole text; not copied and never changed
    /// @param bundled whether the file belongs to the bundled standard library
    public SourceFile(String name, byte[] bytes, boolean bundled) {
        this.name = name;
        this.bytes = bytes;
        this.bundled = bundled;
    }

    public static SourceFile of(String name, String text) {
        return new SourceFile(name, text.getBytes(StandardCharsets.UTF_8), false);
    }

    public String name() {
        return name;
    }

    /// The text. Callers must not change it.
    public byte[] bytes() {
        return bytes;
    }

    public boolean bundled() {
        return bundled;
    }

    public int length() {
        return bytes.length;
    }

    public String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// Line and column of a byte offset; an offset inside a code point counts as that code point.
    public Position position(int offset) {
        int line = lineIndex(offset);
        int column = 1;
        for (int i = lineStarts()[line]; i < offset; i++) {
            if (!isContinuation(bytes[i]) || i == lineStarts()[line]) column++;
        }
        if (offset < bytes.length && isContinuation(bytes[offset]) && offset > lineStarts()[line]) column--;
        return new Position(line + 1, column);
    }

    public int lineCount() {
        return lineStarts().length;
    }

    /// Offset of the first byte of a line (lines count from 1).
    public int lineStart(int line) {
        return lineStarts()[line - 1];
    }

    /// The text of a line (from 1) without its line end.
    public String line(int line) {
        int start = lineStarts()[line - 1];
        int end = line < lineStarts().length ? lineStarts()[line] : bytes.length;
        while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) end--;
        return text(start, end);
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private int lineIndex(int offset) {
        int found = Arrays.binarySearch(lineStarts(), offset);
        return found >= 0 ? found : -found - 2;
    }

    private synchronized int[] lineStarts() {
        if (lineStarts.length == 0) {
            int count = 1;
            for (byte b : bytes) if (b == '\n') count++;
            int[] starts = new int[count];
            int line = 1;
            for (int i = 0; i < bytes.length; i++) if (bytes[i] == '\n') starts[line++] = i + 1;
            lineStarts = starts;
        }
        return lineStarts;
    }
}
