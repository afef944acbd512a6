// How a run ended.
package cpi.engine;

import cpi.diag.TraceEntry;
import cpi.source.Span;
import java.util.List;

/// The end of a program or evaluation, as data.
public sealed interface Outcome {
    /// The process ends with this status (L12.2).
    record Exited(int status) implements Outcome {}

    /// A panic (L12.3): the report of D7.1 in parts.
    ///
    /// @param code `P01` … `P18`
    /// @param place the place shown
    /// @param thread the number of the panicking thread
    /// @param trace its frames, innermost first
    /// @param details the lines about all threads that replace place and stack trace in the report of a deadlock (T12), else none
    record Panicked(String code, String message, Span place, int thread, List<TraceEntry> trace, List<String> details)
            implements Outcome {
        public Panicked {
            trace = List.copyOf(trace);
            details = List.copyOf(details);
        }
    }

    /// More than the steps, bytes of memory or nested calls allowed (C6.6), with the call stack at that moment.
    record OutOfBudget(Budget budget, List<TraceEntry> trace) implements Outcome {
        public OutOfBudget {
            trace = List.copyOf(trace);
        }
    }

    enum Budget { STEPS, MEMORY, STACK, DEPTH }

    /// Something that is closed at compile time was used (C6.3), or a foreign function (C6.4).
    record Refused(String what, boolean foreign, List<TraceEntry> trace) implements Outcome {
        public Refused {
            trace = List.copyOf(trace);
        }
    }

    /// `test.skip`: the running test counts as skipped.
    record Skipped(String reason) implements Outcome {}
}
