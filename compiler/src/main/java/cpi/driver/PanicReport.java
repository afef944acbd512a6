package cpi.driver;

import cpi.diag.TraceEntry;
import cpi.engine.Outcome;
import java.util.List;

/// The text form of a panic (D7).
public final class PanicReport {
    /// Longest stack trace that is shown in full.
    private static final int LIMIT = 100;

    private PanicReport() {}

    /// A deadlock tells about every thread instead of place and stack trace of one (T12).
    public static String text(Outcome.Panicked panic) {
        StringBuilder out = new StringBuilder("panic[" + panic.code() + "]: " + panic.message() + "\n");
        boolean isOfOne = panic.details().isEmpty();
        if (isOfOne && !panic.place().isNone()) out.append("  --> ").append(panic.place()).append('\n');
        if (isOfOne && !panic.trace().isEmpty()) out.append("stack trace (thread ").append(panic.thread()).append("):\n");
        history(panic).lines().forEach(line -> out.append("  ").append(line).append('\n'));
        return out.toString();
    }

    /// How it came to it, without message and place: the stack trace, or what every thread does in a deadlock.
    public static String history(Outcome.Panicked panic) {
        if (!panic.details().isEmpty()) return String.join("\n", panic.details());
        StringBuilder out = new StringBuilder();
        List<TraceEntry> trace = panic.trace();
        for (int i = 0; i < trace.size(); i++) {
            if (trace.size() > LIMIT && i == LIMIT / 2) {
                out.append("... (").append(trace.size() - LIMIT).append(" more)\n");
                i = trace.size() - LIMIT / 2;
            }
            out.append(i).append(": ").append(trace.get(i).text()).append(" at ").append(trace.get(i).place()).append('\n');
        }
        return out.toString();
    }
}
