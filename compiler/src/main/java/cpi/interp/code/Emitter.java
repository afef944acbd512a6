// Words of code under construction.
package cpi.interp.code;

import cpi.ir.Inst;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects the words of one function, patches jumps, and keeps the tables of places. Knows how fields are packed, but not what
/// instructions mean.
final class Emitter {
    /// Thrown when a jump does not fit 16 bits: the function is assembled again with long jumps only.
    static final class TooFar extends RuntimeException {
        TooFar() {
            super("jump too far", null, false, false);
        }
    }

    private enum Field { REL32, C, B, WORD }

    private record Fixup(int at, int from, Field field, int block) {}

    private long[] words = new long[64];
    private int size;
    private final int[] blockStarts;
    private final List<Fixup> fixups = new ArrayList<>();
    private int[] starts = new int[32];
    private final List<Span> spans = new ArrayList<>();
    private final List<Span> boundsSpans = new ArrayList<>();
    private int[] statements = new int[16];
    private int statementCount;
    private final List<Inst.Statement> statementInfo = new ArrayList<>();
    private int last = -1;
    private int beforeLast = -1;

    Emitter(int blocks) {
        blockStarts = new int[blocks];
    }

    static long abc(int op, int a, int b, int c) {
        return op | (a & 0xFFFFL) << 16 | (b & 0xFFFFL) << 32 | (long) c << 48;
    }

    static long aWide(int op, int a, long wide) {
        return op | (a & 0xFFFFL) << 16 | wide << 32;
    }

    /// Starts an instruction at a place.
    void instruction(long word, Span span) {
        instruction(word, span, span);
    }

    void instruction(long word, Span span, Span boundsSpan) {
        beforeLast = last;
        last = size;
        int n = spans.size();
        if (n == starts.length) starts = Arrays.copyOf(starts, 2 * n);
        starts[n] = size;
        spans.add(span);
        boundsSpans.add(boundsSpan);
        add(word);
    }

    void extension(long word) {
        add(word);
    }

    private void add(long word) {
        if (size == words.length) words = Arrays.copyOf(words, 2 * size);
        words[size++] = word;
    }

    void startBlock(int block) {
        blockStarts[block] = size;
        last = -1;
        beforeLast = -1;
    }

    void statement(Inst.Statement info) {
        if (statementCount == statements.length) statements = Arrays.copyOf(statements, 2 * statementCount);
        statementInfo.add(info);
        statements[statementCount++] = size;
    }

    int size() {
        return size;
    }

    /// Position of the last instruction of this block so far, -1 if there is none.
    int last() {
        return last;
    }

    int beforeLast() {
        return beforeLast;
    }

    long word(int at) {
        return words[at];
    }

    void setWord(int at, long word) {
        words[at] = word;
    }

    /// Takes back the last instruction, which no jump refers to.
    void removeLast() {
        size = last;
        spans.removeLast();
        boundsSpans.removeLast();
        last = beforeLast;
        beforeLast = -1;
        for (int i = statementCount - 1; i >= 0 && statements[i] > size; i--) statements[i] = size;
    }

    void fixRel32(int at, int block) {
        fixups.add(new Fixup(at, at, Field.REL32, block));
    }

    void fixC(int at, int block) {
        fixups.add(new Fixup(at, at, Field.C, block));
    }

    void fixB(int at, int block) {
        fixups.add(new Fixup(at, at, Field.B, block));
    }

    /// The whole word at `at` becomes the distance from `from`.
    void fixWord(int at, int from, int block) {
        fixups.add(new Fixup(at, from, Field.WORD, block));
    }

    /// All words, with jumps filled in.
    long[] finish() {
        for (Fixup f : fixups) {
            long rel = (long) blockStarts[f.block] - f.from;
            switch (f.field) {
                case REL32 -> words[f.at] = words[f.at] & 0xFFFF_FFFFL | rel << 32;
                case C -> words[f.at] = words[f.at] & 0xFFFF_FFFF_FFFFL | near(rel) << 48;
                case B -> words[f.at] = words[f.at] & ~0xFFFF_0000_0000L | (near(rel) & 0xFFFF) << 32;
                case WORD -> words[f.at] = rel;
            }
        }
        return Arrays.copyOf(words, size);
    }

    private static long near(long rel) {
        if ((short) rel != rel) throw new TooFar();
        return rel;
    }

    int[] starts() {
        return Arrays.copyOf(starts, spans.size());
    }

    Span[] spans() {
        return spans.toArray(new Span[0]);
    }

    Span[] boundsSpans() {
        return boundsSpans.toArray(new Span[0]);
    }

    int[] statements() {
        return Arrays.copyOf(statements, statementCount);
    }

    List<Inst.Statement> statementInfo() {
        return List.copyOf(statementInfo);
    }
}
