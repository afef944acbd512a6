package cpi.diag;

import cpi.source.Position;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The JSON form of diagnostics (D6), for programs: one object per line. A problem without place has no spans.
public final class JsonRenderer {
    /// All diagnostics and the summary line.
    public void render(Report report, StringBuilder out) {
        for (Diagnostic d : report.shown()) out.append(render(d)).append('\n');
        out.append("{\"summary\":{\"errors\":").append(report.errors()).append(",\"warnings\":").append(report.warnings()).append("}}\n");
    }

    /// One diagnostic as one line, without line end.
    public String render(Diagnostic diagnostic) {
        Problem p = diagnostic.problem();
        List<String> spans = new ArrayList<>();
        if (!p.primary().isNone()) spans.add(span(p.primary(), true, p.primaryLabel()));
        for (Label label : p.labels()) spans.add(span(label.place(), false, label.text()));
        String name = p.code().warningName();
        return "{\"severity\":" + quote(TextRenderer.word(diagnostic.severity()))
            + ",\"code\":" + quote(p.code().name())
            + ",\"name\":" + (name.isEmpty() ? "null" : quote(name))
            + ",\"message\":" + quote(p.message())
            + ",\"spans\":" + array(spans)
            + ",\"notes\":" + array(p.notes().stream().map(JsonRenderer::quote).toList())
            + ",\"helps\":" + array(p.helps().stream().map(JsonRenderer::help).toList())
            + ",\"trace\":" + array(p.trace().stream().map(JsonRenderer::trace).toList()) + "}";
    }

    private static String span(Span place, boolean primary, String label) {
        Position start = place.position();
        Position end = place.file().position(place.end());
        return "{\"file\":" + quote(place.file().name())
            + ",\"line\":" + start.line() + ",\"column\":" + start.column()
            + ",\"endLine\":" + end.line() + ",\"endColumn\":" + end.column()
            + ",\"start\":" + place.start() + ",\"end\":" + place.end()
            + ",\"primary\":" + primary + ",\"label\":" + quote(label) + "}";
    }

    private static String help(Help help) {
        List<String> edits = new ArrayList<>();
        for (Edit edit : help.edits()) {
            edits.add("{\"file\":" + quote(edit.place().file().name()) + ",\"start\":" + edit.place().start()
                + ",\"end\":" + edit.place().end() + ",\"replacement\":" + quote(edit.replacement()) + "}");
        }
        return "{\"message\":" + quote(help.message()) + ",\"edits\":" + array(edits) + "}";
    }

    private static String trace(TraceEntry entry) {
        String kind = switch (entry.kind()) {
            case INSTANCE, TYPE -> "instance";
            case CALL -> "call";
            case EVALUATION -> "evaluation";
        };
        Position at = entry.place().position();
        return "{\"kind\":" + quote(kind) + ",\"text\":" + quote(entry.text()) + ",\"file\":" + quote(entry.place().file().name())
            + ",\"line\":" + at.line() + ",\"column\":" + at.column() + "}";
    }

    private static String array(List<String> elements) {
        return elements.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static String quote(String text) {
        StringBuilder result = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> {
                    if (c < ' ') result.append(String.format("\\u%04x", (int) c));
                    else result.append(c);
                }
            }
        }
        return result.append('"').toString();
    }
}
