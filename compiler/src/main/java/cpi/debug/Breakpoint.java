// Breakpoints as they were asked for.
package cpi.debug;

import cpi.source.Span;
import java.util.List;
import java.util.Optional;

/// A breakpoint and what came of it. Immutable; [Breakpoints] keeps them.
///
/// @param id its number
/// @param request what was asked for
/// @param place where it really is; empty if it is nowhere
/// @param message why it is not where it was asked for, or what is wrong with its condition; empty if nothing is
/// @param addresses of the statements at which it stops
public record Breakpoint(int id, Request request, Options options, Optional<Span> place, String message, List<Long> addresses) {
    public Breakpoint {
        addresses = List.copyOf(addresses);
    }

    /// Whether it can stop anywhere.
    public boolean isVerified() {
        return place.isPresent() || request instanceof Data;
    }

    public sealed interface Request {}

    /// @param file name or path of the file
    /// @param column from 1; 0 for the first statement of the line
    public record Line(String file, int line, int column) implements Request {}

    /// @param name of a function, with or without its modules and compile-time arguments
    public record Function(String name) implements Request {}

    /// @param address in code, as in a [Disassembly]
    public record Instruction(long address) implements Request {}

    public enum Access { READ, WRITE, CHANGE, ANY }

    /// @param what the expression, for people
    /// @param ranges the stretches of memory that hold the value
    /// @param value for showing it
    /// @param frame the activation that a variable belongs to; empty for anything that outlives its function
    public record Data(String what, Access access, List<Cell.Range> ranges, Cell value, Optional<Activation> frame) implements Request {
        public Data {
            ranges = List.copyOf(ranges);
        }
    }

    /// One activation of a function among all there ever are while it lasts.
    public record Activation(int thread, long fp, long returnTo) {}

    /// @param condition an expression of type `bool`; empty for none
    /// @param hits which of its hits count
    /// @param log a text with `{expression}`s: it is reported, and nothing stops; empty for a breakpoint that stops
    /// @param enabled whether it is looked at
    public record Options(String condition, HitCondition hits, String log, boolean enabled) {
        public static final Options NONE = new Options("", HitCondition.ALWAYS, "", true);

        public Options withCondition(String newCondition) {
            return new Options(newCondition, hits, log, enabled);
        }

        public Options withHits(HitCondition newHits) {
            return new Options(condition, newHits, log, enabled);
        }

        public Options withLog(String newLog) {
            return new Options(condition, hits, newLog, enabled);
        }

        public Options withEnabled(boolean isEnabled) {
            return new Options(condition, hits, log, isEnabled);
        }
    }
}
