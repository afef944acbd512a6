package cpi.diag;

import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text form of diagnostics (D1), for people.
public final class TextRenderer {
    /// Longest trace that is shown in full (D3).
    private static final int TRACE_LIMIT = 12;
    /// Longest proposal that is quoted behind a help.
    private static final int PROPOSAL_LIMIT = 80;

    private final boolean colour;

    public TextRenderer(boolean colour) {
        this.colour = colour;
    }

    /// All diagnostics, the note about those left out, and the last line (D2.4); ends with a line end unless empty.
    public void render(Report report, StringBuilder out) {
        for (Diagnostic d : report.shown()) render(d, out);
        more(report.errorsLeftOut(), "left out (--error-limit)", out);
        more(report.errorsNotKept(), "only counted, since nobody reads so many", out);
        if (!report.summary().isEmpty()) out.append(report.summary()).append('\n');
    }

    private static void more(int n, String what, StringBuilder out) {
        if (n > 0) out.append("... ").append(n).append(n == 1 ? " more error was " : " more errors were ").append(what).append('\n');
    }

    /// One diagnostic: header, place, excerpt, notes, helps.
    public void render(Diagnostic diagnostic, StringBuilder out) {
        Problem problem = diagnostic.problem();
        Style style = style(diagnostic.severity());
        out.append(style.paint(word(diagnostic.severity()) + "[" + problem.code() + "]", colour));
        String name = problem.code().warningName();
        String message = ": " + problem.message() + (name.isEmpty() ? "" : " [" + name + "]");
        out.append(Style.MESSAGE.paint(message, colour)).append('\n');
        if (!problem.primary().isNone()) {
            out.append(Style.GUTTER.paint("  --> ", colour)).append(problem.primary()).append('\n');
            new Excerpt(problem, style, colour).draw(out);
        }
        for (String note : problem.notes()) item("note", note, out);
        for (String line : traceLines(problem.trace())) item("note", line, out);
        for (Help help : problem.helps()) item("help", help.message() + proposal(problem, help), out);
    }

    static String word(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
        };
    }

    /// Traces as text, the outermost cause last, shortened in the middle (D3).
    static List<String> traceLines(List<TraceEntry> trace) {
        List<String> lines = new ArrayList<>();
        int half = TRACE_LIMIT / 2;
        for (int i = 0; i < trace.size(); i++) {
            if (trace.size() > TRACE_LIMIT && i == half) {
                lines.add("... (" + (trace.size() - TRACE_LIMIT) + " more)");
                i = trace.size() - half;
            }
            TraceEntry entry = trace.get(i);
            lines.add(switch (entry.kind()) {
                case INSTANCE -> "in instance `" + entry.text() + "`, called at " + entry.place();
                case TYPE -> "in instance `" + entry.text() + "`, used at " + entry.place();
                case CALL -> "at " + entry.place() + " in " + entry.text();
                case EVALUATION -> "evaluated " + (entry.text().isEmpty() ? "" : "for " + entry.text() + " ") + "at " + entry.place();
            });
        }
        return lines;
    }

    private void item(String kind, String text, StringBuilder out) {
        out.append(Style.GUTTER.paint("   = ", colour)).append(Style.MESSAGE.paint(kind, colour)).append(": ").append(text).append('\n');
    }

    /// What the place would read like with the edits of a help applied, as `: ` and the quoted text. Empty where the message
    /// quotes something itself or the text is long.
    private static String proposal(Problem problem, Help help) {
        if (help.edits().isEmpty() || help.message().contains("`")) return "";
        SourceFile file = problem.primary().file();
        Span region = problem.primary();
        for (Edit edit : help.edits()) {
            if (edit.place().file() != file) return "";
            region = region.to(edit.place());
        }
        Optional<String> text = applied(region, help.edits());
        return text.isPresent() ? ": `" + text.get() + "`" : "";
    }

    private static Optional<String> applied(Span region, List<Edit> edits) {
        if (region.end() - region.start() > PROPOSAL_LIMIT) return Optional.empty();
        StringBuilder text = new StringBuilder();
        int at = region.start();
        for (Edit edit : edits.stream().sorted((a, b) -> Integer.compare(a.place().start(), b.place().start())).toList()) {
            if (edit.place().start() < at) return Optional.empty();
            text.append(region.file().text(at, edit.place().start())).append(edit.replacement());
            at = edit.place().end();
        }
        text.append(region.file().text(at, region.end()));
        String result = text.toString().strip();
        boolean showable = result.length() <= PROPOSAL_LIMIT && !result.isEmpty() && result.chars().noneMatch(c -> c < ' ' || c == '`');
        return showable ? Optional.of(result) : Optional.empty();
    }

    private static Style style(Severity severity) {
        return switch (severity) {
            case ERROR -> Style.ERROR;
            case WARNING -> Style.WARNING;
        };
    }
}
