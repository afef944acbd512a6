/// The memory of constants, without anything that looks up names or checks: folding of expressions that are constant as they
/// stand, arithmetic, the way back from memory to expressions, and the keys by which compile-time arguments are compared.
@NullMarked
package cpi.sema.constant;

import org.jspecify.annotations.NullMarked;
