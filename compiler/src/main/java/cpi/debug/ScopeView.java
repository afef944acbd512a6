// A group of variables of a frame.
package cpi.debug;

import java.util.List;

/// @param name `Locals`, `Parameters`, a file for its globals ...
/// @param isLocal whether it belongs to the frame, and not to the whole program
public record ScopeView(String name, boolean isLocal, List<Shown> variables) {
    public ScopeView {
        variables = List.copyOf(variables);
    }
}
