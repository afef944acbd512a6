// Computations.
package cpi.llvm;

import cpi.ir.Inst;
import cpi.ir.Scalar;
import java.util.HashMap;
import java.util.Map;

/// Writes operations on scalars. Integers wrap, so no instruction promises that it does not; floats are computed as they are
/// written (L5.4 to L5.7, as `cpi.num.Ops`), unless the program may fuse (L12.5).
final class Arithmetic {
    private final Unit unit;
    private final FunctionEmitter f;
    /// The products of floats in the current statement, by the names of their values.
    private final Map<String, Product> products = new HashMap<>();

    private record Product(String a, String b) {}

    Arithmetic(Unit unit, FunctionEmitter f) {
        this.unit = unit;
        this.f = f;
    }

    /// Nothing is fused across statements.
    void startStatement() {
        products.clear();
    }

    void binary(Inst.Binary i) {
        String a = f.text(i.a());
        String b = f.text(i.b());
        String type = Scalars.type(i.type());
        boolean divides = i.op() == Inst.BinOp.DIV || i.op() == Inst.BinOp.REM;
        if (divides && !i.type().isFloat()) {
            f.set(i.dst(), Value.of(division(i, type, a, b)));
            return;
        }
        if (unit.options.fuses() && i.type().isFloat() && fused(i, type, a, b)) return;
        if (i.op() == Inst.BinOp.SHL || i.op() == Inst.BinOp.SHR) b = shiftCount(i, type, b);
        f.set(i.dst(), Value.of(f.code.def(operation(i.op(), i.type()), " ", type, " ", a, ", ", b)));
    }

    /// Writes a sum or difference with a product as one operation, if there is a product; the left one first, as C compilers do.
    /// LLVM takes it apart again where the processor has nothing for it, and removes the product.
    private boolean fused(Inst.Binary i, String type, String a, String b) {
        if (i.op() == Inst.BinOp.MUL) {
            String product = f.code.def("fmul ", type, " ", a, ", ", b);
            products.put(product, new Product(a, b));
            f.set(i.dst(), Value.of(product));
            return true;
        }
        boolean isSum = i.op() == Inst.BinOp.ADD;
        if (!isSum && i.op() != Inst.BinOp.SUB) return false;
        Product left = products.get(a);
        Product right = products.get(b);
        if (left != null) {
            f.set(i.dst(), Value.of(multiplyAdd(type, left.a, left.b, isSum ? b : f.code.def("fneg ", type, " ", b))));
        } else if (right != null) {
            f.set(i.dst(), Value.of(multiplyAdd(type, isSum ? right.a : f.code.def("fneg ", type, " ", right.a), right.b, a)));
        }
        return left != null || right != null;
    }

    private String multiplyAdd(String type, String a, String b, String c) {
        String name = "llvm.fmuladd." + (type.equals("double") ? "f64" : "f32");
        String function = unit.externals.use(type, name, type + ", " + type + ", " + type, "");
        return f.code.def("call ", type, " ", function, "(", type, " ", a, ", ", type, " ", b, ", ", type, " ", c, ")");
    }

    /// The count modulo the width.
    private String shiftCount(Inst.Binary i, String type, String count) {
        Scalar from = f.type(i.b());
        String value = resize(from, i.type(), count);
        int mask = 8 * i.type().bytes() - 1;
        if (isNumber(value)) return Long.toString(Long.parseLong(value) & mask);
        return f.code.def("and ", type, " ", value, ", " + mask);
    }

    private static boolean isNumber(String value) {
        char c = value.charAt(0);
        return c == '-' || c >= '0' && c <= '9';
    }

    private static String operation(Inst.BinOp op, Scalar type) {
        boolean isFloat = type.isFloat();
        return switch (op) {
            case ADD -> isFloat ? "fadd" : "add";
            case SUB -> isFloat ? "fsub" : "sub";
            case MUL -> isFloat ? "fmul" : "mul";
            case DIV -> isFloat ? "fdiv" : type.isSigned() ? "sdiv" : "udiv";
            case REM -> isFloat ? "frem" : type.isSigned() ? "srem" : "urem";
            case AND -> "and";
            case OR -> "or";
            case XOR -> "xor";
            case SHL -> "shl";
            case SHR -> type.isSigned() ? "ashr" : "lshr";
        };
    }

    /// P05 for a divisor 0, P06 for MIN / -1; MIN mod -1 is 0.
    private String division(Inst.Binary i, String type, String a, String b) {
        boolean isConstant = isNumber(b);
        if (!isConstant || Long.parseLong(b) == 0) {
            f.checks.panicIf(f.code.def("icmp eq ", type, " ", b, ", 0"), () -> f.checks.fault(5, i.span()), "div");
        }
        boolean mayOverflow = i.type().isSigned() && (!isConstant || Long.parseLong(b) == -1);
        String divisor = b;
        if (mayOverflow && i.op() == Inst.BinOp.DIV) {
            String isLow = f.code.def("icmp eq ", type, " ", a, ", " + (Long.MIN_VALUE >> 64 - 8 * i.type().bytes()));
            String isMinusOne = f.code.def("icmp eq ", type, " ", b, ", -1");
            f.checks.panicIf(f.code.def("and i1 ", isLow, ", ", isMinusOne), () -> f.checks.fault(6, i.span()), "div");
        } else if (mayOverflow) {
            String isMinusOne = f.code.def("icmp eq ", type, " ", b, ", -1");
            divisor = f.code.def("select i1 ", isMinusOne, ", ", type, " 1, ", type, " ", b);
        }
        return f.code.def(operation(i.op(), i.type()), " ", type, " ", a, ", ", divisor);
    }

    void compare(Inst.Compare i) {
        String type = Scalars.type(i.type());
        String kind = i.type().isFloat() ? "fcmp " : "icmp ";
        setBit(i.dst(), f.code.def(kind, predicate(i.op(), i.type()), " ", type, " ", f.text(i.a()), ", ", f.text(i.b())));
    }

    /// Gives a register 0 or 1.
    void setBit(int dst, String bit) {
        f.set(dst, new Value("", false, bit));
    }

    private static String predicate(Inst.CmpOp op, Scalar type) {
        if (type.isFloat()) {
            return switch (op) {
                case EQ -> "oeq";
                case NE -> "une";
                case LT -> "olt";
                case LE -> "ole";
                case GT -> "ogt";
                case GE -> "oge";
            };
        }
        String sign = type.isSigned() ? "s" : "u";
        return switch (op) {
            case EQ -> "eq";
            case NE -> "ne";
            case LT -> sign + "lt";
            case LE -> sign + "le";
            case GT -> sign + "gt";
            case GE -> sign + "ge";
        };
    }

    /// Minus a 64-bit number.
    String negated(String value) {
        return isNumber(value) ? Long.toString(-Long.parseLong(value)) : f.code.def("sub i64 0, ", value);
    }

    void unary(Inst.Unary i) {
        String a = f.text(i.a());
        String type = Scalars.type(i.type());
        switch (i.op()) {
            case NEG -> {
                boolean isFloat = i.type().isFloat();
                f.set(i.dst(), Value.of(f.code.def(isFloat ? "fneg " : "sub ", type, isFloat ? " " : " 0, ", a)));
            }
            case NOT -> f.set(i.dst(), Value.of(f.code.def("xor ", type, " ", a, ", -1")));
            case IS_ZERO -> {
                String bit = f.truth(i.a());
                if (i.type().isFloat()) setBit(i.dst(), f.code.def("fcmp oeq ", type, " ", a, ", 0.0"));
                else if (i.type() == Scalar.U8) setBit(i.dst(), f.code.def("xor i1 ", bit, ", true"));
                else setBit(i.dst(), f.code.def("icmp eq ", type, " ", a, ", ", Scalars.zero(i.type())));
            }
        }
    }

    void convert(Inst.Convert i) {
        f.set(i.dst(), Value.of(convert(i.from(), i.to(), f.text(i.a()))));
    }

    private String convert(Scalar from, Scalar to, String a) {
        String source = Scalars.type(from);
        String target = Scalars.type(to);
        if (from.isFloat() && to.isFloat()) {
            if (from == to) return a;
            return f.code.def(to == Scalar.F64 ? "fpext " : "fptrunc ", source, " ", a, " to ", target);
        }
        if (from.isFloat()) {
            String name = "llvm.fpto" + (to.isSigned() ? "s" : "u") + "i.sat." + target + "." + (from == Scalar.F32 ? "f32" : "f64");
            return f.code.def("call ", target, " ", unit.externals.use(target, name, source, ""), "(", source, " ", a, ")");
        }
        if (to.isFloat()) return f.code.def(from.isSigned() ? "sitofp " : "uitofp ", source, " ", a, " to ", target);
        return resize(from, to, a);
    }

    /// An integer as one of another size: cut, or extended by the sign of its own type.
    String resize(Scalar from, Scalar to, String a) {
        String source = Scalars.type(from);
        String target = Scalars.type(to);
        if (from == Scalar.PTR || to == Scalar.PTR) return bits(from, to, a);
        if (from.bytes() == to.bytes()) return a;
        if (isNumber(a)) return Scalars.constant(to, to.normalize(from.normalize(Long.parseLong(a))));
        if (from.bytes() > to.bytes()) return f.code.def("trunc ", source, " ", a, " to ", target);
        return f.code.def(from.isSigned() ? "sext " : "zext ", source, " ", a, " to ", target);
    }

    void bits(Inst.Bits i) {
        f.set(i.dst(), Value.of(bits(i.from(), i.to(), f.text(i.a()))));
    }

    private String bits(Scalar from, Scalar to, String a) {
        String source = Scalars.type(from);
        String target = Scalars.type(to);
        if (source.equals(target)) return a;
        String operation = from == Scalar.PTR ? "ptrtoint " : to == Scalar.PTR ? "inttoptr " : "bitcast ";
        return f.code.def(operation, source, " ", a, " to ", target);
    }
}
