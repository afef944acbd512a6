package cpi.codegen;

import cpi.ir.Scalar;
import java.util.List;

/// How one value is passed to or returned by a C function.
public sealed interface CPass {
    /// It occupies nothing.
    record Nothing() implements CPass {}

    /// A scalar, as it is.
    ///
    /// @param fills whether a narrow integer must fill its register, extended by its sign
    record Direct(Scalar scalar, boolean fills) implements CPass {}

    /// An aggregate in registers: pieces of its memory, each as one argument.
    record Pieces(List<Piece> pieces, long size) implements CPass {
        /// Bytes of memory that all pieces together touch.
        public long end() {
            return pieces.getLast().offset + pieces.getLast().bytes;
        }
    }

    /// An aggregate in memory. An argument is the address of a copy, which is `onStack` (LLVM's `byval`) or made by the caller;
    /// a result is written to an address given as first argument (`sret`).
    record Memory(long size, long align, boolean onStack) implements CPass {}

    /// The part of an aggregate at `offset`.
    record Piece(Form form, long offset, long bytes) {
        /// Whether it goes into a register for floats.
        public boolean isFloat() {
            return switch (form) {
                case FLOAT, DOUBLE, FLOAT_PAIR -> true;
                case INTEGER, FLOAT_ARRAY, DOUBLE_ARRAY, INTEGER_ARRAY -> false;
            };
        }
    }

    /// What a piece is taken for.
    enum Form {
        /// An integer of as many bytes as the piece has.
        INTEGER,
        FLOAT, DOUBLE,
        /// Two floats in one register.
        FLOAT_PAIR,
        /// Several registers of one kind (AAPCS64): the elements one by one.
        FLOAT_ARRAY, DOUBLE_ARRAY, INTEGER_ARRAY
    }
}
