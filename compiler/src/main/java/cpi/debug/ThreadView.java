// A thread as a debugger lists it.
package cpi.debug;

import java.util.List;
import java.util.Optional;

/// @param state what it is doing, as `running`, `waits for mutex `a`, owned by thread 1`
/// @param held the mutexes it holds, as `a, locked at main.cpi:11:5`
/// @param top its innermost frame outside the bundled library, else its innermost; empty if it has ended
public record ThreadView(int number, String name, String state, boolean isRunning, List<String> held, Optional<StackFrame> top) {
    public ThreadView {
        held = List.copyOf(held);
    }
}
