// What is passed to a function.
package cpi.x64;

/// One argument, which is a scalar or a stretch of memory.
sealed interface Argument {
    /// Whether it goes into a register for floats.
    default boolean isFloat() {
        return false;
    }

    /// The value of a register of the IR.
    record Register(int register, boolean isFloat) implements Argument {}

    /// A `bool` as C knows it.
    record Truth(int register) implements Argument {}

    /// The address of the context.
    record Context() implements Argument {}

    record Number(long value) implements Argument {}

    /// The address of a place in the frame.
    record FrameAddress(long offset) implements Argument {}

    /// The address of a constant of the program.
    record ConstantAddress(SymbolTable.Place place) implements Argument {}

    /// The address of a function.
    record FunctionAddress(cpi.typed.Function function) implements Argument {}

    /// A piece of the aggregate whose address is in a register of the IR, or, if that is negative, which is in the frame.
    ///
    /// @param offset from the address, or from `rbp`
    record Piece(int register, long offset, int bytes, boolean isFloat) implements Argument {}

    /// A copy of the aggregate, in memory.
    record Block(int register, long offset, long size, long align) implements Argument {}
}
