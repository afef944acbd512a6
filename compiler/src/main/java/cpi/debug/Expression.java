// An expression that has been checked in a frame.
package cpi.debug;

import cpi.ir.IrFunction;
import cpi.types.Type;
import java.util.List;

/// A checked expression, ready to be evaluated in every frame that is in the same statement.
///
/// @param text as written
/// @param type of its value
/// @param function computes it, or its address if `isAddress`
/// @param variables those it mentions, in the order of the parameters
/// @param isPlain whether it has no effects, so that it needs no diversion
/// @param register if it is a variable in registers or a part of one: that variable and the offset; then nothing is computed
record Expression(String text, Type type, SnippetFunction function, List<IrFunction.Variable> variables, boolean isAddress,
                  boolean isPlain, List<InRegister> register) {
    /// `variable` is `size` bytes at `offset`.
    record InRegister(IrFunction.Variable variable, long offset) {}
}
