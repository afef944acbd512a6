package cpi.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One source text, as bytes in UTF-8 (L1.1).
///
/// All offsets in the compiler are byte offsets from 0 into [#bytes()]; lines and columns exist only
/// for people and are computed on demand. Instances are compared by identity.
public final class SourceFile {
    /// Bytes between two entries of the table of code points.
    private static final int BLOCK = 256;

    private final String name;
    private final byte[] bytes;
    private final boolean bundled;
    private volatile int[] lineStarts = new int[0];
    private int[] codePoints = new int[0];

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

    /// Line and column of a byte offset; an offset inside a code point counts as that code point. Costs do not grow with
    /// the length of the line.
    public Position position(int offset) {
        int line = lineIndex(offset);
        int start = lineStarts()[line];
        // The counts by blocks are for very long lines.
        boolean isNear = offset - start <= BLOCK;
        int column = (isNear ? codePointsFrom(start, offset) : codePointsBefore(offset) - codePointsBefore(start)) + 1;
        if (offset < bytes.length && isContinuation(bytes[offset]) && column > 1) column--;
        return new Position(line + 1, column);
    }

    public int lineCount() {
        return lineStarts().length;
    }

    /// Offset of the first byte of a line (lines count from 1).
    public int lineStart(int line) {
        return lineStarts()[line - 1];
    }

    /// Offset behind the last byte of a line (from 1), its line end not included.
    public int lineEnd(int line) {
        int start = lineStarts()[line - 1];
        int end = line < lineStarts().length ? lineStarts()[line] : bytes.length;
        while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) end--;
        return end;
    }

    /// The text of a line (from 1) without its line end.
    public String line(int line) {
        return text(lineStart(line), lineEnd(line));
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

    /// How many code points begin before `offset`: the count at the last multiple of BLOCK, plus those behind it.
    private int codePointsBefore(int offset) {
        return codePoints()[offset / BLOCK] + codePointsFrom(offset / BLOCK * BLOCK, offset);
    }

    private int codePointsFrom(int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) if (!isContinuation(bytes[i])) count++;
        return count;
    }

    private synchronized int[] codePoints() {
        if (codePoints.length == 0) {
            int[] counts = new int[bytes.length / BLOCK + 1];
            int count = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (i % BLOCK == 0) counts[i / BLOCK] = count;
                if (!isContinuation(bytes[i])) count++;
            }
            if (bytes.length % BLOCK == 0) counts[bytes.length / BLOCK] = count;
            codePoints = counts;
        }
        return codePoints;
    }

    private int[] lineStarts() {
        int[] known = lineStarts;
        return known.length > 0 ? known : findLineStarts();
    }

    private synchronized int[] findLineStarts() {
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
