package cpi.llvm;

import java.util.List;

/// How one value is passed to or returned by a C function.
sealed interface CPass {
    /// It occupies nothing.
    record Nothing() implements CPass {}

    /// A scalar, as it is.
    ///
    /// @param extension `signext`, `zeroext` or nothing: how a narrow integer fills its register
    record Direct(String type, String extension) implements CPass {}

    /// An aggregate in registers: pieces of its memory, each as one argument.
    record Pieces(List<Piece> pieces, long size) implements CPass {}

    /// An aggregate in memory. An argument is the address of a copy, which is `onStack` (LLVM's `byval`) or made by the caller;
    /// a result is written to an address given as first argument (`sret`).
    record Memory(long size, long align, boolean onStack) implements CPass {
        /// The attribute of an argument on the stack, with a space behind it; else nothing.
        String byval() {
            return onStack ? "byval([" + size + " x i8]) align " + align + " " : "";
        }
    }

    /// The part of an aggregate at `offset`, loaded as `type`.
    record Piece(String type, long offset, long bytes) {}
}
