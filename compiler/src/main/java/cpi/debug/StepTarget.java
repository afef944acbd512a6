// A call that can be stepped into.
package cpi.debug;

import cpi.interp.Inspection;
import cpi.source.Span;
import java.nio.charset.StandardCharsets;

/// One call of the statement that a frame is about to execute, or is in; valid until the machine moves.
///
/// @param frame the innermost of its thread
public record StepTarget(StackFrame frame, Inspection.CallSite call) {
    private static final int LENGTH = 60;

    /// The call as it is written, and the name of the function if that does not tell it.
    public String label() {
        Span place = call.place();
        String written = new String(place.file().bytes(), place.start(), place.end() - place.start(), StandardCharsets.UTF_8)
            .strip().replaceAll("\\s+", " ");
        String text = written.length() > LENGTH ? written.substring(0, LENGTH) + "…" : written;
        String name = call.callee().map(cpi.typed.Function::name).orElse("");
        String plain = name.contains("!(") ? name.substring(0, name.indexOf("!(")) : name;
        return name.isEmpty() || text.contains(plain) ? text : name + ": " + text;
    }

    /// Where the call is written.
    public Span place() {
        return call.place();
    }
}
