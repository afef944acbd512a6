/// The typed tree: what the checker gives to engines. [cpi.typed.Program] is the root; functions and globals are asked for
/// bodies and values when they are needed.
@NullMarked
package cpi.typed;

import org.jspecify.annotations.NullMarked;
