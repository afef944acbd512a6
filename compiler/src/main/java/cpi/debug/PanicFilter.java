// Which panics stop the program.
package cpi.debug;

import cpi.engine.Outcome;
import java.util.Set;

/// At which panics to stop where they happen instead of just reporting that the program has ended.
///
/// @param all all of them
/// @param codes `P01` … `P18`, if not all
public record PanicFilter(boolean all, Set<String> codes) {
    /// A panic ends a program, so somebody who debugs wants to see it.
    public static final PanicFilter ALL = new PanicFilter(true, Set.of());

    public PanicFilter {
        codes = Set.copyOf(codes);
    }

    boolean matches(Outcome outcome) {
        return outcome instanceof Outcome.Panicked p && (all || codes.contains(p.code()));
    }
}
