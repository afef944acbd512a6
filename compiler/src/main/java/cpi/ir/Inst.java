package cpi.ir;

import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Symbol;
import cpi.types.Type;
import java.util.List;

/// Instructions. Registers are numbers of [IrFunction#registers], may be assigned any number of times, and are typed; memory
/// is touched by [Load], [Store], [Copy] and [Fill] only. `span` is the place shown if the instruction panics and the place
/// of the call in a stack trace.
///
/// Basic blocks end with exactly one [Terminator].
public sealed interface Inst {
    Span span();

    /// Starts a statement (a stop of the debugger) with the variables of debug scope `scope` visible. Does nothing.
    record Statement(int scope, Span span) implements Inst {}

    /// `dst = bits`, normalised for the register's type.
    record Const(int dst, long bits, Span span) implements Inst {}

    record Move(int dst, int src, Span span) implements Inst {}

    /// `dst = a op b` in type `type`, wrapping. DIV and REM of integers: P05, P06. Shift counts are taken modulo the width.
    record Binary(BinOp op, Scalar type, int dst, int a, int b, Span span) implements Inst {}

    enum BinOp { ADD, SUB, MUL, DIV, REM, AND, OR, XOR, SHL, SHR }

    /// `dst = a op b` as 0 or 1; `type` is that of the operands.
    record Compare(CmpOp op, Scalar type, int dst, int a, int b, Span span) implements Inst {}

    /// On floats every comparison with a NaN is false except NE.
    enum CmpOp { EQ, NE, LT, LE, GT, GE }

    record Unary(UnOp op, Scalar type, int dst, int a, Span span) implements Inst {}

    /// NOT inverts the bits; IS_ZERO gives 1 for 0, else 0 (logical not).
    enum UnOp { NEG, NOT, IS_ZERO }

    /// Numeric conversion (L4.7): integers wrap or extend by the signedness of `from`, floats saturate, NaN gives 0.
    record Convert(Scalar from, Scalar to, int dst, int a, Span span) implements Inst {}

    /// Reinterprets the low bits of a register as another type of the same size (pointer and integer, float and integer).
    record Bits(Scalar from, Scalar to, int dst, int a, Span span) implements Inst {}

    /// The address of a frame slot of this activation.
    record SlotAddress(int dst, int slot, Span span) implements Inst {}

    /// The address of a global (of the running thread, if thread-local), static object or function.
    record SymbolAddress(int dst, Symbol symbol, Span span) implements Inst {}

    /// The context pointer of this activation (T2): that of the caller, in functions with C convention the one made by the
    /// intrinsic `context.make` at their entry.
    record ContextAddress(int dst, Span span) implements Inst {}

    /// `dst = memory[address + offset]`. P04 if `address` is nil, P17.
    record Load(Scalar type, int dst, int address, long offset, Span span) implements Inst {}

    /// `memory[address + offset] = src`. P04, P09, P17.
    record Store(Scalar type, int address, long offset, int src, Span span) implements Inst {}

    /// Copies `size` bytes as if all were read before any is written: the areas may overlap. P04, P09, P17.
    record Copy(int to, int from, long size, Span span) implements Inst {}

    /// Sets `size` bytes to zero. P04, P09, P17.
    record Fill(int address, long size, Span span) implements Inst {}

    /// `dst = base + index * size` (minus with `sub`), 64-bit wrapping.
    record ElementAddress(int dst, int base, int index, long size, boolean sub, Span span) implements Inst {}

    /// `dst = base + offset`, for a member reached through a pointer.
    record Offset(int dst, int base, long offset, Span span) implements Inst {}

    /// P03 unless `0 <= index < count` (a negative count is 0). `index` is of type `type`.
    record BoundsCheck(Scalar type, int index, int count, Span span) implements Inst {}

    /// P04 if the register is nil.
    record NilCheck(int pointer, Span span) implements Inst {}

    /// P07 unless the tag in `tag` is that of member `member` (from 0) of `type`.
    record TagCheck(int tag, Type type, int member, Span span) implements Inst {}

    /// Calls a known function. `results` are registers for the result (see [Signature]); args follow its parameters.
    record Call(Function callee, List<Integer> args, List<Integer> results, Span span) implements Inst {
        public Call {
            args = List.copyOf(args);
            results = List.copyOf(results);
        }
    }

    /// Calls the function whose address is in `callee`. P04, P17.
    record CallAddress(int callee, Signature signature, List<Integer> args, List<Integer> results, Span span) implements Inst {
        public CallAddress {
            args = List.copyOf(args);
            results = List.copyOf(results);
        }
    }

    /// An operation of the engine (docs/intrinsics.md). `type` is the type argument of those that have one, else none.
    /// Besides those of the library there is `context.make`: makes a fresh context (T1.3) in the memory (a slot of type
    /// `Context`) at its argument, which then is the context of this activation.
    record Intrinsic(String name, Type type, List<Integer> args, List<Integer> results, Span span) implements Inst {
        public Intrinsic {
            args = List.copyOf(args);
            results = List.copyOf(results);
        }
    }

    /// Starts a thread that calls the function in register `callee` with copies of `args` (T6); aggregates are copied from the
    /// addresses given. If the signature has a result address, that of the engine's own memory is passed: it is not among
    /// `args`. `dst` gets the handle, an `I64`. P04.
    record Spawn(int dst, int callee, Signature signature, List<Integer> args, boolean detached, Span span) implements Inst {
        public Spawn {
            args = List.copyOf(args);
        }
    }

    /// `#sync` enter: waits until the mutex at `mutex` is owned. `name` is for the deadlock report. P14.
    record Lock(int mutex, String name, Span span) implements Inst {}

    record Unlock(int mutex, Span span) implements Inst {}

    /// Instructions that end a block. Block numbers are indexes of [IrFunction#blocks].
    sealed interface Terminator extends Inst {}

    /// `back` marks the back-edge of a loop, which is a tick (T11).
    record Jump(int target, boolean back, Span span) implements Terminator {}

    /// To `then` if the register is not 0.
    record Branch(int condition, int then, int orElse, Span span) implements Terminator {}

    /// To the target of the case whose range holds the value (compared in type `type`), else to `orElse`.
    record Switch(Scalar type, int value, List<SwitchCase> cases, int orElse, Span span) implements Terminator {
        public Switch {
            cases = List.copyOf(cases);
        }
    }

    record SwitchCase(long low, long high, int target) {}

    record Return(List<Integer> values, Span span) implements Terminator {
        public Return {
            values = List.copyOf(values);
        }
    }

    /// Panics with a code of L12.4. `message` and `length` are registers with the text, or -1 for none.
    record Panic(String code, int message, int length, Span span) implements Terminator {}

    /// Never reached.
    record Unreachable(Span span) implements Terminator {}
}
