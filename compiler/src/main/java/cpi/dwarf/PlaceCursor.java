package cpi.dwarf;

import cpi.source.Position;
import cpi.source.SourceFile;

/// Line and column of places in a text, which are mostly near the place asked for before.
final class PlaceCursor {
    /// Bytes; counting more of them costs more than asking the file.
    private static final int FAR = 1024;

    private SourceFile file;
    private byte[] bytes;
    private int lineStart;
    private int lineEnd;
    private boolean isAscii;
    private int line;
    private int column;

    PlaceCursor(SourceFile file) {
        this.file = file;
        this.bytes = file.bytes();
        toLine(1);
    }

    int line() {
        return line;
    }

    /// As [SourceFile#position] counts.
    int column() {
        return column;
    }

    void move(SourceFile to, int at) {
        if (to != file) {
            file = to;
            bytes = to.bytes();
            toLine(1);
        }
        if (at >= lineEnd && line < file.lineCount()) toLine(line + 1);
        if (at < lineStart || at >= lineEnd && line < file.lineCount()) {
            Position position = file.position(at);
            toLine(position.line());
        }
        if (isAscii) {
            column = at - lineStart + 1;
            return;
        }
        int start = lineStart;
        if (at - start > FAR) {
            column = file.position(at).column();
            return;
        }
        int count = 0;
        for (int i = start; i < at; i++) if (!isContinuation(i)) count++;
        column = count > 0 && at < bytes.length && isContinuation(at) ? count : count + 1;
    }

    private boolean isContinuation(int at) {
        return (bytes[at] & 0xC0) == 0x80;
    }

    private void toLine(int number) {
        line = number;
        lineStart = file.lineStart(number);
        lineEnd = number < file.lineCount() ? file.lineStart(number + 1) : bytes.length;
        isAscii = isAscii(bytes, lineStart, lineEnd);
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        int all = 0;
        for (int i = start; i < end; i++) all |= bytes[i];
        return all >= 0;
    }
}
