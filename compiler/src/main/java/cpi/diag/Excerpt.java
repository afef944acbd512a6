package cpi.diag;

import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Draws the lines of a problem's places with marks and labels below them (D1.2).
final class Excerpt {
    private final Problem problem;
    private final Style primaryStyle;
    private final boolean colour;
    /// Per file, in order of appearance, the primary one first: the marks of each line.
    private final Map<SourceFile, TreeMap<Integer, List<Mark>>> files = new LinkedHashMap<>();
    private int gutter = 1;

    /// A part of one line to be underlined. Offsets are bytes of the file.
    record Mark(int start, int end, boolean primary, String label) {}

    Excerpt(Problem problem, Style primaryStyle, boolean colour) {
        this.problem = problem;
        this.primaryStyle = primaryStyle;
        this.colour = colour;
        add(problem.primary(), true, problem.primaryLabel());
        for (Label label : problem.labels()) add(label.place(), false, label.text());
    }

    void draw(StringBuilder out) {
        for (var lines : files.values()) gutter = Math.max(gutter, String.valueOf(lines.lastKey()).length());
        files.forEach((file, lines) -> {
            if (file != problem.primary().file()) {
                Mark first = lines.firstEntry().getValue().getFirst();
                out.append(Style.GUTTER.paint("  ::: ", colour)).append(new Span(file, first.start, first.end)).append('\n');
            }
            out.append(margin("")).append('\n');
            int last = -1;
            for (var line : lines.entrySet()) {
                if (last >= 0 && line.getKey() > last + 1) out.append("...\n");
                last = line.getKey();
                drawLine(file, last, line.getValue(), out);
            }
        });
    }

    /// A place of several lines is marked on its first and on its last line, where the label stands.
    private void add(Span place, boolean primary, String label) {
        SourceFile file = place.file();
        int first = file.position(place.start()).line();
        int last = place.end() > place.start() ? file.position(place.end() - 1).line() : first;
        if (first == last) {
            addMark(file, first, new Mark(place.start(), place.end(), primary, label));
        } else {
            addMark(file, first, new Mark(place.start(), Math.max(place.start(), file.lineEnd(first)), primary, ""));
            int from = file.lineStart(last);
            while (from < place.end() - 1 && (file.bytes()[from] == ' ' || file.bytes()[from] == '\t')) from++;
            addMark(file, last, new Mark(from, place.end(), primary, label));
        }
    }

    private void addMark(SourceFile file, int line, Mark mark) {
        files.computeIfAbsent(file, f -> new TreeMap<>()).computeIfAbsent(line, l -> new ArrayList<>()).add(mark);
    }

    private void drawLine(SourceFile file, int number, List<Mark> marks, StringBuilder out) {
        ShownLine line = new ShownLine(file, number, marks);
        out.append(trim(margin(String.valueOf(number)) + " " + line.text())).append('\n');
        List<Column> columns = marks.stream().map(m -> new Column(line.column(m.start), line.endColumn(m), m))
            .sorted(Comparator.comparingInt(Column::from).reversed().thenComparing(c -> !c.mark.primary)).toList();
        List<Column> below = new ArrayList<>(columns);
        String beside = "";
        Column rightmost = columns.getFirst();
        if (columns.stream().allMatch(c -> c == rightmost || c.to <= rightmost.from)) {
            beside = rightmost.mark.label;
            below.remove(rightmost);
        }
        Canvas row = new Canvas();
        // The primary mark is drawn last and wins where marks overlap.
        for (Column c : columns) if (!c.mark.primary) row.put(c.from, "-".repeat(c.to - c.from), Style.LABEL);
        for (Column c : columns) if (c.mark.primary) row.put(c.from, "^".repeat(c.to - c.from), primaryStyle);
        if (!beside.isEmpty()) row.put(row.width() + 1, beside, style(rightmost));
        row.write(out);
        drawLabels(below.stream().filter(c -> !c.mark.label.isEmpty()).toList(), out);
    }

    /// The labels that do not fit beside the marks, each below its own, the rightmost first.
    private void drawLabels(List<Column> columns, StringBuilder out) {
        if (columns.isEmpty()) return;
        Canvas connectors = new Canvas();
        for (Column c : columns) connectors.put(c.from, "|", style(c));
        connectors.write(out);
        for (int i = 0; i < columns.size(); i++) {
            Canvas row = new Canvas();
            Column c = columns.get(i);
            for (Column left : columns.subList(i + 1, columns.size())) if (left.from < c.from) row.put(left.from, "|", style(left));
            row.put(c.from, c.mark.label, style(c));
            row.write(out);
        }
    }

    private Style style(Column column) {
        return column.mark.primary ? primaryStyle : Style.LABEL;
    }

    private String margin(String number) {
        return Style.GUTTER.paint(" " + " ".repeat(gutter - number.length()) + number + " |", colour);
    }

    private static String trim(String line) {
        return line.stripTrailing();
    }

    /// A mark with its columns in the shown line, from 0.
    private record Column(int from, int to, Mark mark) {}

    /// One row below a line: text put at columns.
    private final class Canvas {
        private final List<int[]> cells = new ArrayList<>();
        private final List<Style> styles = new ArrayList<>();

        void put(int column, String text, Style style) {
            int[] codePoints = text.codePoints().map(c -> c < ' ' ? ' ' : c).toArray();
            while (cells.size() < column + codePoints.length) {
                cells.add(new int[] {' '});
                styles.add(Style.PLAIN);
            }
            for (int i = 0; i < codePoints.length; i++) {
                cells.set(column + i, new int[] {codePoints[i]});
                styles.set(column + i, style);
            }
        }

        int width() {
            return cells.size();
        }

        void write(StringBuilder out) {
            StringBuilder line = new StringBuilder(margin("")).append(' ');
            for (int i = 0; i < cells.size(); ) {
                int end = i;
                StringBuilder run = new StringBuilder();
                while (end < cells.size() && styles.get(end) == styles.get(i)) run.appendCodePoint(cells.get(end++)[0]);
                line.append(styles.get(i).paint(run.toString(), colour));
                i = end;
            }
            out.append(trim(line.toString())).append('\n');
        }
    }
}
