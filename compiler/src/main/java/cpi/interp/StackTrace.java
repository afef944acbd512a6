// Stack traces.
package cpi.interp;

import cpi.diag.TraceEntry;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Walks the frames of a thread (D7.1).
public final class StackTrace {
    private static final int LIMIT = 20_000;

    private StackTrace() {}

    /// The frames, innermost first, each with the place of the call (or other instruction) being executed.
    public static List<TraceEntry> of(Vm vm, ThreadState thread) {
        List<TraceEntry> result = new ArrayList<>();
        long pc = thread.pc();
        long fp = thread.fp();
        while (result.size() < LIMIT) {
            boolean callback = pc == vm.code().stub(3) - 8;
            if (!callback && !vm.code().contains(pc)) break;
            if (callback) {
                pc = Raw.getLong(fp + Frame.RETURN) - 8;
                fp = Raw.getLong(fp + Frame.CALLER);
                continue;
            }
            FunctionCode function = vm.code().at(pc);
            result.add(new TraceEntry(TraceEntry.Kind.CALL, function.function().name(), function.span(pc)));
            pc = Raw.getLong(fp + Frame.RETURN) - 8;
            fp = Raw.getLong(fp + Frame.CALLER);
        }
        return result;
    }

    /// The innermost place outside the bundled library (D7.2), or the innermost at all.
    public static Span userPlace(List<TraceEntry> trace) {
        for (TraceEntry entry : trace) if (!entry.place().file().bundled()) return entry.place();
        return trace.isEmpty() ? Span.NONE : trace.getFirst().place();
    }
}
