// Mathematical intrinsics.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.interp.code.IntrinsicOp;
import cpi.num.Decimal;
import java.nio.charset.StandardCharsets;

/// Executes the intrinsics on numbers. `StrictMath` gives the same bits on every machine (C6.7).
final class NumberOps {
    private static final double LN2 = 0.6931471805599453;
    private static final int FIXED = 2;
    private static final int SIGNIFICANT = 3;

    private final Vm vm;
    private final Memory memory;

    NumberOps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
    }

    int execute(CallSite call, IntrinsicOp op) {
        return switch (op) {
            case FLOAT_DIGITS -> digits(call);
            case FLOAT_PARSE -> parse(call);
            case MATH_ATAN2 -> call.result(StrictMath.atan2(call.number(0), call.number(1)));
            case MATH_POW -> call.result(StrictMath.pow(call.number(0), call.number(1)));
            case MATH_HYPOT -> call.result(StrictMath.hypot(call.number(0), call.number(1)));
            default -> call.result(compute(op, call.number(0)));
        };
    }

    private static double compute(IntrinsicOp op, double x) {
        return switch (op) {
            case MATH_SQRT -> Math.sqrt(x);
            case MATH_FLOOR -> StrictMath.floor(x);
            case MATH_CEIL -> StrictMath.ceil(x);
            case MATH_TRUNC -> x < 0 ? StrictMath.ceil(x) : StrictMath.floor(x);
            case MATH_CBRT -> StrictMath.cbrt(x);
            case MATH_SIN -> StrictMath.sin(x);
            case MATH_COS -> StrictMath.cos(x);
            case MATH_TAN -> StrictMath.tan(x);
            case MATH_ASIN -> StrictMath.asin(x);
            case MATH_ACOS -> StrictMath.acos(x);
            case MATH_ATAN -> StrictMath.atan(x);
            case MATH_EXP -> StrictMath.exp(x);
            case MATH_LN -> StrictMath.log(x);
            case MATH_LOG2 -> log2(x);
            case MATH_LOG10 -> StrictMath.log10(x);
            default -> throw new Bug("not a function of one number: " + op);
        };
    }

    /// Exact for powers of two.
    private static double log2(double x) {
        if (!(x > 0) || Double.isInfinite(x)) return StrictMath.log(x);
        int exponent = Math.getExponent(x);
        if (exponent < Double.MIN_EXPONENT) return log2(x * 0x1p64) - 64;
        double mantissa = Math.scalb(x, -exponent);
        if (mantissa > 1.5) {
            mantissa /= 2;
            exponent++;
        }
        return exponent + StrictMath.log(mantissa) / LN2;
    }

    private int digits(CallSite call) {
        double x = call.number(0);
        long mode = call.arg(1);
        int n = (int) Math.min(call.arg(2), 1100);
        Decimal decimal = mode == SIGNIFICANT ? Decimal.significant(x, n) : mode == FIXED ? Decimal.fixed(x, n)
                : mode == 1 ? Decimal.shortest((float) x) : Decimal.shortest(x);
        byte[] text = decimal.digits().getBytes(StandardCharsets.US_ASCII);
        int fault = memory.checkWrite(call.arg(3), text.length);
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(3), fault);
        fault = memory.checkWrite(call.arg(4), 8);
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(4), fault);
        memory.write(call.arg(3), text);
        memory.writeLong(call.arg(4), decimal.exponent());
        return call.result((long) text.length);
    }

    private int parse(CallSite call) {
        int fault = memory.checkRead(call.arg(0), call.arg(1));
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(0), fault);
        return call.result(Decimal.parse(new String(memory.bytes(call.arg(0), call.arg(1)), StandardCharsets.US_ASCII)));
    }
}
