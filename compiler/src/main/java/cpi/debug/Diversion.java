// Running code whose effects are thrown away.
package cpi.debug;

import cpi.interp.Vm;
import java.util.function.Function;

/// Runs something on a state that is thrown away afterwards: memory, threads and output are then as before, and nothing reaches
/// the outside.
interface Diversion {
    <T> T divert(Function<Vm, T> action);
}
