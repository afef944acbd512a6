package cpi.syntax;

import cpi.source.SourceFile;
import cpi.source.Span;
import java.math.BigInteger;
import java.util.Arrays;

/// The tokens of one file as parallel arrays, filled by the [Lexer] and then only read.
/// The last token is always EOF, at the end of the text. Values of literals are made when they are asked for.
final class Tokens {
    private final SourceFile file;
    private final NameTable names;
    private int[] kinds;
    private int[] starts;
    private int[] ends;
    /// Per token: id of the name; index in `numbers`; value of a character; for strings see [StringText].
    private int[] data;
    private int count;
    private long[] numbers = new long[64];
    private int numberCount;
    private int mutedFrom = Integer.MAX_VALUE;

    Tokens(SourceFile file, NameTable names) {
        this.file = file;
        this.names = names;
        int estimate = Math.max(64, file.length() / 4);
        kinds = new int[estimate];
        starts = new int[estimate];
        ends = new int[estimate];
        data = new int[estimate];
    }

    void add(int kind, int start, int end, int value) {
        if (count == kinds.length) {
            int size = count + (count >> 1);
            kinds = Arrays.copyOf(kinds, size);
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
            data = Arrays.copyOf(data, size);
        }
        kinds[count] = kind;
        starts[count] = start;
        ends[count] = end;
        data[count] = value;
        count++;
    }

    /// Adds a number whose value is `bits`: an unsigned integer, or the bits of a double.
    void addNumber(int kind, int start, int end, long bits) {
        if (numberCount == numbers.length) numbers = Arrays.copyOf(numbers, numberCount * 2);
        numbers[numberCount] = bits;
        add(kind, start, end, numberCount++);
    }

    /// Says that a comment or string was never closed: the text from `offset` on may not be program text at all.
    void muteFrom(int offset) {
        mutedFrom = Math.min(mutedFrom, offset);
    }

    /// Whether syntax errors at this offset are probably only results of an unclosed comment or string.
    boolean isMuted(int offset) {
        return offset >= mutedFrom;
    }

    SourceFile file() {
        return file;
    }

    int count() {
        return count;
    }

    int kind(int i) {
        return kinds[i];
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    Span span(int i) {
        return new Span(file, starts[i], ends[i]);
    }

    /// The kind of the token added last, EOF if there is none.
    int lastKind() {
        return count == 0 ? TokenKind.EOF : kinds[count - 1];
    }

    String name(int i) {
        return names.name(data[i]);
    }

    BigInteger integer(int i) {
        long bits = numbers[data[i]];
        if (bits >= 0) return BigInteger.valueOf(bits);
        return BigInteger.valueOf(bits >>> 1).shiftLeft(1).add(BigInteger.valueOf(bits & 1));
    }

    double floating(int i) {
        return Double.longBitsToDouble(numbers[data[i]]);
    }

    int character(int i) {
        return data[i];
    }

    byte[] string(int i) {
        return StringText.decode(file.bytes(), starts[i], ends[i], data[i]);
    }

    /// Whether token `i` follows the one before without anything between them.
    boolean isGlued(int i) {
        return i > 0 && ends[i - 1] == starts[i];
    }

    /// Whether there is a line end between token `i` and the one before.
    boolean startsLine(int i) {
        if (i == 0) return true;
        byte[] bytes = file.bytes();
        for (int at = ends[i - 1]; at < starts[i]; at++) if (bytes[at] == '\n') return true;
        return false;
    }
}
