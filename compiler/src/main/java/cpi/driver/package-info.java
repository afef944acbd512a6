/// Puts the parts together: finds files, wires evaluation at compile time, runs programs and tests, makes native programs. The only
/// package that knows both the checker and the engines. [cpi.driver.Compilation] is the way in.
@NullMarked
package cpi.driver;

import org.jspecify.annotations.NullMarked;
