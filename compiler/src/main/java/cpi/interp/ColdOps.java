// Execution of the operations outside the main loop.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.interp.code.Cold;
import cpi.interp.code.Op;
import cpi.ir.Inst.BinOp;
import cpi.ir.Inst.CmpOp;
import cpi.ir.Scalar;
import cpi.num.Ops;

/// Executes [Cold] operations. When one begins, the thread is at its first word; [#execute] moves it on. The result is 0 to go
/// on, or the reason to leave the loop.
final class ColdOps {
    private static final BinOp[] BIN_OPS = BinOp.values();
    private static final CmpOp[] CMP_OPS = CmpOp.values();
    private static final Scalar[] SCALARS = Scalar.values();

    private final Vm vm;
    private final Memory memory;
    private final CallOps calls;
    private final MarkOps marks;

    ColdOps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.calls = new CallOps(vm);
        this.marks = new MarkOps(vm);
    }

    CallOps calls() {
        return calls;
    }

    /// The extension word of the thread's instruction.
    static long x(ThreadState thread) {
        return Raw.getLong(thread.pc() + 8);
    }

    static int next(ThreadState thread, int words) {
        thread.moveTo(thread.pc() + 8L * words, thread.fp());
        return 0;
    }

    int execute(ThreadState thread, long word) {
        int sub = (int) (word >>> 8) & 0xFF;
        return switch (sub) {
            case Cold.THREAD_END -> calls.threadEnd(thread, (int) (word >>> 16));
            case Cold.CALL_UNLINKED -> calls.link(thread, word);
            case Cold.CALL_POINTER -> calls.callPointer(thread, word);
            case Cold.INTRINSIC -> calls.intrinsic(thread, word);
            case Cold.CALL_FOREIGN -> calls.foreign(thread);
            case Cold.SPAWN -> calls.spawn(thread, word);
            case Cold.LOCK -> calls.lock(thread, word);
            case Cold.UNLOCK -> calls.unlock(thread, word);
            case Cold.PANIC -> calls.panic(thread, word);
            case Cold.THREAD_LOCAL -> calls.threadLocal(thread, word);
            case Cold.BINARY -> binary(thread, word);
            case Cold.COMPARE -> compare(thread, word);
            case Cold.UNARY -> {
                Raw.putFloat(Op.a(thread.fp(), word), -Raw.getFloat(Op.b(thread.fp(), word)));
                yield next(thread, 2);
            }
            case Cold.CONVERT -> convert(thread, word);
            case Cold.FILL -> fill(thread, word);
            case Cold.COPY_LARGE -> copy(thread, word);
            case Cold.SWITCH -> switchOver(thread, word);
            case Cold.TOUCH -> {
                // calls have checked this, but nobody calls the first function of a thread
                if (thread.fp() + x(thread) > thread.stackEnd()) yield vm.faults().stack(thread);
                memory.touch(thread.fp(), x(thread));
                yield next(thread, 2);
            }
            case Cold.UNREACHABLE -> throw new Bug("unreachable code was reached", vm.code().at(thread.pc()).span(thread.pc()));
            default -> marks.execute(thread, word, sub, calls);
        };
    }

    private int binary(ThreadState thread, long word) {
        long fp = thread.fp();
        long x = x(thread);
        BinOp op = BIN_OPS[(int) x & 0xFF];
        Scalar type = SCALARS[(int) (x >>> 8)];
        long a = Raw.getLong(Op.b(fp, word));
        long b = Raw.getLong(Op.c(fp, word));
        int bits = 8 * type.bytes();
        boolean signed = type.isSigned();
        if (type == Scalar.F64) {
            Raw.putDouble(Op.a(fp, word), Double.longBitsToDouble(a) % Double.longBitsToDouble(b));
            return next(thread, 2);
        }
        if (type == Scalar.F32) {
            Raw.putFloat(Op.a(fp, word), Float.intBitsToFloat((int) a) % Float.intBitsToFloat((int) b));
            return next(thread, 2);
        }
        boolean divides = op == BinOp.DIV || op == BinOp.REM;
        if (divides && (b == 0 || op == BinOp.DIV && Ops.divisionOverflows(a, b, bits, signed))) return vm.faults().division(thread, b);
        Raw.putLong(Op.a(fp, word), switch (op) {
            case ADD -> Ops.add(a, b, bits, signed);
            case SUB -> Ops.subtract(a, b, bits, signed);
            case MUL -> Ops.multiply(a, b, bits, signed);
            case DIV -> Ops.divide(a, b, bits, signed);
            case REM -> Ops.remainder(a, b, signed);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> Ops.shiftLeft(a, b, bits, signed);
            case SHR -> Ops.shiftRight(a, b, bits, signed);
        });
        return next(thread, 2);
    }

    /// Comparisons of f32.
    private int compare(ThreadState thread, long word) {
        float a = Raw.getFloat(Op.b(thread.fp(), word));
        float b = Raw.getFloat(Op.c(thread.fp(), word));
        boolean result = switch (CMP_OPS[(int) x(thread) & 0xFF]) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
        };
        Raw.putLong(Op.a(thread.fp(), word), result ? 1 : 0);
        return next(thread, 2);
    }

    private int convert(ThreadState thread, long word) {
        long x = x(thread);
        Scalar from = SCALARS[(int) x & 0xFF];
        Scalar to = SCALARS[(int) (x >>> 8)];
        long value = Raw.getLong(Op.b(thread.fp(), word));
        long target = Op.a(thread.fp(), word);
        if (!to.isFloat()) {
            double number = from == Scalar.F32 ? Float.intBitsToFloat((int) value) : Double.longBitsToDouble(value);
            Raw.putLong(target, Ops.fromDouble(number, 8 * to.bytes(), to.isSigned()));
        } else if (to == Scalar.F64) {
            Raw.putDouble(target, Ops.toDouble(value, from.isSigned()));
        } else {
            Raw.putFloat(target, from == Scalar.F32 ? Float.intBitsToFloat((int) value) : Ops.toFloat(value, from.isSigned()));
        }
        return next(thread, 2);
    }

    private int fill(ThreadState thread, long word) {
        long at = Raw.getLong(Op.a(thread.fp(), word));
        int fault = memory.checkWrite(at, x(thread));
        if (fault == Memory.OK) memory.fill(at, x(thread), (byte) 0);
        else if (!vm.foreign().memory().fill(at, x(thread), (byte) 0)) return vm.faults().access(thread, at, fault);
        return next(thread, 2);
    }

    private int copy(ThreadState thread, long word) {
        long to = Raw.getLong(Op.a(thread.fp(), word));
        long from = Raw.getLong(Op.b(thread.fp(), word));
        if (!vm.copy(to, from, x(thread))) return vm.faults().copy(thread, to, from, x(thread));
        return next(thread, 2);
    }

    private int switchOver(ThreadState thread, long word) {
        long value = Raw.getLong(Op.a(thread.fp(), word));
        long x = x(thread);
        boolean unsigned = x >>> 32 != 0;
        int n = (int) x;
        long at = thread.pc() + 16;
        for (int i = 0; i < n; i++, at += 24) {
            boolean inside = Ops.compare(Raw.getLong(at), value, !unsigned) <= 0 && Ops.compare(value, Raw.getLong(at + 8), !unsigned) <= 0;
            if (inside) return next(thread, (int) Raw.getLong(at + 16));
        }
        return next(thread, (int) Raw.getLong(at));
    }
}
