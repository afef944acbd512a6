package cpi.diag;

import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// An error or warning as data: what ({@link Code}), where, in which words, and what could be done.
///
/// Problems are values. They are built by chained `with`-style methods, each of which returns a new value:
/// `Problem.of(Code.E0404, name.span(), "nothing is called `x`").help("declare it")`.
/// Code and primary place are binding (L0.3); the texts are for people.
public record Problem(
        Code code, Span primary, String message, String primaryLabel,
        List<Label> labels, List<String> notes, List<Help> helps, List<TraceEntry> trace) {

    public Problem {
        labels = List.copyOf(labels);
        notes = List.copyOf(notes);
        helps = List.copyOf(helps);
        trace = List.copyOf(trace);
    }

    public static Problem of(Code code, Span primary, String message) {
        return new Problem(code, primary, message, "", List.of(), List.of(), List.of(), List.of());
    }

    /// The text shown next to the primary place in the excerpt.
    public Problem here(String text) {
        return new Problem(code, primary, message, text, labels, notes, helps, trace);
    }

    /// Adds a secondary place; one without source text (predeclared things) is dropped.
    public Problem label(Span place, String text) {
        if (place.isNone()) return this;
        return new Problem(code, primary, message, primaryLabel, plus(labels, new Label(place, text)), notes, helps, trace);
    }

    public Problem note(String text) {
        return new Problem(code, primary, message, primaryLabel, labels, plus(notes, text), helps, trace);
    }

    public Problem help(String text) {
        return help(new Help(text, List.of()));
    }

    /// A help with one edit.
    public Problem help(String text, Span place, String replacement) {
        return help(new Help(text, List.of(new Edit(place, replacement))));
    }

    public Problem help(Help help) {
        return new Problem(code, primary, message, primaryLabel, labels, notes, plus(helps, help), trace);
    }

    public Problem trace(TraceEntry entry) {
        return new Problem(code, primary, message, primaryLabel, labels, notes, helps, plus(trace, entry));
    }

    /// Adds to the trace, the outermost cause last.
    public Problem trace(List<TraceEntry> entries) {
        List<TraceEntry> all = new ArrayList<>(trace);
        all.addAll(entries);
        return new Problem(code, primary, message, primaryLabel, labels, notes, helps, all);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> result = new ArrayList<>(list);
        result.add(more);
        return result;
    }
}
