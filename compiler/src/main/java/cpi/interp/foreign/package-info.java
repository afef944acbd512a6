/// How values and memory of the machine look to C: layouts, signatures, machine code behind function values, memory outside the
/// machine's range, and what a call has changed. The calls themselves are in [cpi.interp.Foreign] and [cpi.interp.Callbacks].
@NullMarked
package cpi.interp.foreign;

import org.jspecify.annotations.NullMarked;
