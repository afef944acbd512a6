package cpi.ir;

import cpi.source.Span;
import java.util.List;

/// Where a value is while an expression is lowered, or which place an expression denotes.
sealed interface Operand {
    Operand NOTHING = new InRegs(List.of());

    /// In registers: those of a local, or fresh ones. Register locals never change inside an expression, so as a value this
    /// stays valid until the end of the statement.
    record InRegs(List<Integer> regs) implements Operand {
        public InRegs {
            regs = List.copyOf(regs);
        }

        InRegs(int reg) {
            this(List.of(reg));
        }
    }

    /// In memory at the address in a register plus an offset.
    ///
    /// @param nil where a nil address is reported if the access finds it (P04); [Span#NONE] if the address is never nil or was
    ///     checked already
    /// @param stable whether nothing that this expression still evaluates can change the memory: constants, temporaries,
    ///     variables whose address is never taken
    record InMemory(int address, long offset, Span nil, boolean stable) implements Operand {
        InMemory at(long more) {
            return new InMemory(address, offset + more, nil, stable);
        }

        /// The same with the address known not to be nil.
        InMemory checked() {
            return new InMemory(address, offset, Span.NONE, stable);
        }

        /// The span for instructions that access this memory: where nil is reported, else `other`.
        Span access(Span other) {
            return nil.isNone() ? other : nil;
        }
    }
}
