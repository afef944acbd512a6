// One frame of a call stack.
package cpi.debug;

import cpi.interp.Inspection;
import cpi.source.Span;
import java.util.Optional;

/// An activation as a debugger shows it; valid until the machine moves.
///
/// @param thread the number of the thread
/// @param level 0 for the innermost
/// @param function the name of the function
/// @param place of the statement about to be executed, or of the instruction in the middle of one; in outer frames of the call
/// @param statement the statement it is in, if it has reached one
/// @param atStatement whether the statement is just about to begin
public record StackFrame(int thread, int level, String function, Span place, Inspection.Activation activation,
                         Optional<Inspection.Point> statement, boolean atStatement) {
    /// Whether it belongs to the bundled library.
    public boolean isLibrary() {
        return activation.function().place().file().bundled();
    }
}
