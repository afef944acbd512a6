// What the debugger writes.
package cpi.terminal;

import cpi.debug.Debugger;
import cpi.debug.Shown;
import cpi.debug.StackFrame;
import cpi.debug.Stopped;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.List;

/// Writes stops, source lines, frames and values as plain text.
final class Screen {
    private Debugger debugger;
    private final StringBuilder out = new StringBuilder();

    Screen(Debugger debugger) {
        this.debugger = debugger;
    }

    /// From now on values and frames belong to another debugger.
    void show(Debugger other) {
        debugger = other;
    }

    void line(String text) {
        out.append(text).append('\n');
    }

    /// What was written since this was last asked.
    String take() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }

    /// Why and where the program stands still.
    void stopped(Stopped stop, StackFrame frame) {
        before(stop);
        place(frame);
    }

    /// The same for a thread without frames.
    void before(Stopped stop) {
        for (String message : stop.logged()) line("log: " + message);
        stop.change().ifPresent(c -> line((c.before().equals(c.after()) ? c.what() + " is " + c.after()
            : c.what() + ": " + c.before() + " -> " + c.after())));
        String why = why(stop);
        if (!why.isEmpty()) line(why);
        stop.returned().ifPresent(v -> line("returned " + debugger.values().text(v)));
    }

    private static String why(Stopped stop) {
        List<String> numbers = stop.breakpoints().stream().map(String::valueOf).toList();
        String hits = numbers.isEmpty() ? "" : "breakpoint " + String.join(", ", numbers);
        return switch (stop.reason()) {
            case ENTRY -> "";
            case BREAKPOINT -> hits;
            case DATA -> hits.isEmpty() ? "about to write" : hits;
            case STEP -> "";
            case PAUSE -> "interrupted";
            case GOTO -> stop.text();
            case PANIC, DEADLOCK, START, END, EXITED -> stop.text();
        };
    }

    /// The function and the line of a frame.
    void place(StackFrame frame) {
        line(describe(frame));
        source(frame.place());
    }

    String describe(StackFrame frame) {
        String thread = frame.thread() == 0 && debugger.threads().size() == 1 ? "" : ", thread " + frame.thread();
        return frame.function() + " at " + frame.place() + thread;
    }

    /// The line of a place.
    void source(Span place) {
        if (place.isNone()) return;
        int line = place.position().line();
        line(String.format("%6d | %s", line, place.file().line(line)));
    }

    /// Lines around one, which is marked.
    void list(SourceFile file, int first, int last, int marked) {
        for (int i = Math.max(1, first); i <= Math.min(last, file.lineCount()); i++) {
            line(String.format("%s%5d | %s", i == marked ? "*" : " ", i, file.line(i)));
        }
    }

    void variables(List<Shown> variables, String indent) {
        for (Shown s : variables) line(indent + s.name() + (s.type().isEmpty() ? "" : ": " + s.type()) + " = " + s.text());
    }
}
