package cpi.diag;

import cpi.source.SourceFile;
import java.util.List;

/// A source line as an excerpt shows it: tabs as four columns, other control characters as pictures, and a long line cut
/// around its marks (D1.2). Looks only at the part that is shown, so that a line of many megabytes costs nothing.
final class ShownLine {
    private static final int MAX_COLUMNS = 200;
    private static final int TAB = 4;
    private static final String CUT = "...";
    /// Columns shown in front of the first mark of a cut line.
    private static final int CONTEXT = 60;

    private final SourceFile file;
    private final int from;
    private final int to;
    private final String text;
    private final int shift;

    ShownLine(SourceFile file, int number, List<Excerpt.Mark> marks) {
        this.file = file;
        int start = file.lineStart(number);
        int end = file.lineEnd(number);
        if (end - start <= 4 * MAX_COLUMNS && width(start, end) <= MAX_COLUMNS) {
            from = start;
            to = end;
        } else {
            int anchor = marks.stream().filter(Excerpt.Mark::primary).findFirst().orElse(marks.getFirst()).start();
            from = stepBack(Math.min(anchor, end), start, CONTEXT);
            to = stepForward(from, end, MAX_COLUMNS - 2 * CUT.length());
        }
        shift = from > start ? CUT.length() : 0;
        text = (from > start ? CUT : "") + expand(file.text(from, to)) + (to < end ? CUT : "");
    }

    String text() {
        return text;
    }

    /// The column (from 0) of a byte offset in the shown text; offsets outside stand at the nearest edge.
    int column(int offset) {
        return offset < from ? 0 : shift + width(from, Math.min(offset, to));
    }

    /// The column behind a mark; a mark is at least one column wide.
    int endColumn(Excerpt.Mark mark) {
        return Math.max(column(mark.start()) + 1, column(mark.end()));
    }

    private int width(int start, int end) {
        int width = 0;
        for (int i = start; i < end; i++) if ((file.bytes()[i] & 0xC0) != 0x80) width += file.bytes()[i] == '\t' ? TAB : 1;
        return width;
    }

    /// The start of a code point about `columns` columns before `offset`, not before `limit`.
    private int stepBack(int offset, int limit, int columns) {
        int at = offset;
        while (at > limit && columns > 0) {
            at--;
            if ((file.bytes()[at] & 0xC0) != 0x80) columns -= file.bytes()[at] == '\t' ? TAB : 1;
        }
        return at;
    }

    private int stepForward(int offset, int limit, int columns) {
        int at = offset;
        while (at < limit && columns > 0) {
            columns -= file.bytes()[at] == '\t' ? TAB : 1;
            at++;
            while (at < limit && (file.bytes()[at] & 0xC0) == 0x80) at++;
        }
        return at;
    }

    private static String expand(String line) {
        StringBuilder result = new StringBuilder(line.length());
        line.codePoints().forEach(c -> {
            if (c == '\t') {
                result.append(" ".repeat(TAB));
            } else if (c < ' ') {
                result.appendCodePoint(0x2400 + c);
            } else {
                result.appendCodePoint(c >= 0x7F && c < 0xA0 ? 0xFFFD : c);
            }
        });
        return result.toString();
    }
}
