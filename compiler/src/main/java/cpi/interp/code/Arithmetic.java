// Assembly of computations and comparisons.
package cpi.interp.code;

import cpi.diag.Bug;
import cpi.ir.Inst;
import cpi.ir.Inst.BinOp;
import cpi.ir.Inst.CmpOp;
import cpi.ir.Inst.UnOp;
import cpi.ir.Scalar;
import cpi.source.Span;

/// Assembles instructions that compute from registers to registers, and the jumps on comparisons.
final class Arithmetic {
    private final Assembler asm;
    private final Registers registers;
    private final Emitter out;

    Arithmetic(Assembler asm) {
        this.asm = asm;
        this.registers = asm.registers;
        this.out = asm.out;
    }

    void assemble(Inst inst) {
        switch (inst) {
            case Inst.Move m -> move(m.dst(), m.src(), m.span());
            case Inst.Binary b -> {
                binary(b);
                asm.unmark(b.dst(), b.span());
            }
            case Inst.Unary u -> {
                unary(u);
                asm.unmark(u.dst(), u.span());
            }
            case Inst.Convert c -> convert(c.from(), c.to(), c.dst(), c.a(), c.span());
            case Inst.Bits b -> {
                if (b.to().isFloat() == b.from().isFloat() || b.to().bytes() == 8) move(b.dst(), b.a(), b.span());
                else asm.define(b.to() == Scalar.U32 ? Op.ZEXT32 : Op.EXT32, b.dst(), asm.reg(b.a()), 0, b.span());
            }
            default -> throw new Bug("not arithmetic: " + inst);
        }
    }

    void constant(Inst.Const c) {
        constant(c.dst(), c.bits(), c.span());
        asm.unmark(c.dst(), c.span());
    }

    void constant(int dst, long bits, Span span) {
        if ((int) bits == bits) {
            asm.defineWide(Op.CONST, dst, bits, span);
        } else {
            asm.define(Op.CONSTX, dst, 0, 0, span);
            out.extension(bits);
        }
    }

    private void move(int dst, int src, Span span) {
        if (registers.isConstant(src)) {
            constant(dst, asm.constant(src), span);
            asm.unmark(dst, span);
            return;
        }
        if (asm.redirect(src, dst)) {
            mulAdd(asm.machine(dst));
            return;
        }
        if (dst == src) return;
        int from = asm.reg(src);
        if (asm.marks && (asm.canBeMarked(src) || asm.canBeMarked(dst))) asm.define(Op.COLD | Cold.MOVE_MARKED << 8, dst, from, 0, span);
        else asm.define(Op.MOV, dst, from, 0, span);
    }

    private void binary(Inst.Binary i) {
        if (registers.isConstant(i.b()) && withConstant(i, i.op(), i.a(), asm.constant(i.b()))) return;
        if (registers.isConstant(i.a()) && constantFirst(i, asm.constant(i.a()))) return;
        int a = asm.reg(i.a());
        int b = asm.reg(i.b());
        int op = Selector.binary(i.op(), i.type());
        if (op == 0) op = unsignedDivision(i.op(), i.type());
        boolean sum = i.op() == BinOp.ADD || i.op() == BinOp.SUB || i.op() == BinOp.MUL;
        if (op != 0) {
            asm.define(op, i.dst(), a, b, i.span());
            mulAdd(asm.machine(i.dst()));
        } else if (sum) {
            out.instruction(Emitter.abc(Selector.binary(i.op(), Scalar.I64), asm.scratch, a, b), i.span());
            asm.define(Selector.normalize(i.type()), i.dst(), asm.scratch, 0, i.span());
        } else {
            asm.define(Op.COLD | Cold.BINARY << 8, i.dst(), a, b, i.span());
            out.extension(i.op().ordinal() | (long) i.type().ordinal() << 8);
        }
    }

    /// Narrow unsigned values divide like signed ones; only 64-bit ones need operations of their own.
    private static int unsignedDivision(BinOp op, Scalar type) {
        if (type.isFloat() || op != BinOp.DIV && op != BinOp.REM) return 0;
        boolean rem = op == BinOp.REM;
        if (type.isSigned()) return rem ? Op.REM : 0;
        if (type.bytes() < 8) return rem ? Op.REM : Op.DIV;
        return rem ? Op.UREM : Op.UDIV;
    }

    /// `dst = a op k`. False if there is no such operation.
    private boolean withConstant(Inst.Binary i, BinOp op, int a, long k) {
        return i.type().isFloat() ? floatWithConstant(i, op, a, k) : intWithConstant(i, op, a, k);
    }

    private boolean intWithConstant(Inst.Binary i, BinOp op, int a, long k) {
        int width = 8 * i.type().bytes();
        boolean signed = i.type().isSigned();
        return switch (op) {
            case ADD, SUB -> {
                long add = op == BinOp.ADD ? k : -k;
                if (i.type() == Scalar.I32 && (short) add == add) asm.define(Op.ADDI32, i.dst(), asm.reg(a), (int) add, i.span());
                else if (width == 64 && (short) add == add) asm.define(Op.ADDI, i.dst(), asm.reg(a), (int) add, i.span());
                else wide(i, Op.ADDK, a, add);
                yield true;
            }
            case MUL -> wide(i, Op.MULK, a, k);
            case AND -> wide(i, Op.ANDK, a, k);
            case OR -> wide(i, Op.ORK, a, k);
            case XOR -> wide(i, Op.XORK, a, k);
            case SHL -> narrow(i, Op.SHLI, a, (int) k & width - 1);
            case SHR -> narrow(i, signed ? Op.SHRI : Op.USHRI, a, (int) k & width - 1);
            case DIV, REM -> {
                if (k == 0 || k == -1 || width == 64 && !signed) yield false;
                yield wide(i, op == BinOp.DIV ? Op.DIVK : Op.REMK, a, k);
            }
        };
    }

    /// An operation with its constant in the extension, then normalisation if the type is narrow and the result can leave it.
    private boolean wide(Inst.Binary i, int op, int a, long k) {
        int from = asm.reg(a);
        boolean grows = i.type().bytes() < 8 && (op == Op.ADDK || op == Op.MULK);
        if (grows) out.instruction(Emitter.abc(op, asm.scratch, from, 0), i.span());
        else asm.define(op, i.dst(), from, 0, i.span());
        out.extension(k);
        if (grows) asm.define(Selector.normalize(i.type()), i.dst(), asm.scratch, 0, i.span());
        return true;
    }

    private boolean narrow(Inst.Binary i, int op, int a, int count) {
        int from = asm.reg(a);
        if (op == Op.SHLI && i.type().bytes() < 8) {
            out.instruction(Emitter.abc(op, asm.scratch, from, count), i.span());
            asm.define(Selector.normalize(i.type()), i.dst(), asm.scratch, 0, i.span());
        } else {
            asm.define(op, i.dst(), from, count, i.span());
        }
        return true;
    }

    private boolean floatWithConstant(Inst.Binary i, BinOp op, int a, long k) {
        if (i.type() != Scalar.F64) return false;
        return switch (op) {
            case ADD -> wide(i, Op.FADDK, a, k);
            case SUB -> wide(i, Op.FADDK, a, Double.doubleToRawLongBits(-Double.longBitsToDouble(k)));
            case MUL -> wide(i, Op.FMULK, a, k);
            case DIV -> wide(i, Op.FDIVK, a, k);
            case REM, AND, OR, XOR, SHL, SHR -> false;
        };
    }

    /// `dst = k op b`.
    private boolean constantFirst(Inst.Binary i, long k) {
        return switch (i.op()) {
            case ADD, MUL, AND, OR, XOR -> withConstant(i, i.op(), i.b(), k);
            case SUB -> i.type() == Scalar.F64 && wide(i, Op.FRSUBK, i.b(), k);
            case DIV -> i.type() == Scalar.F64 && wide(i, Op.FRDIVK, i.b(), k);
            case REM, SHL, SHR -> false;
        };
    }

    /// Merges `t = x * y; acc = acc + t` if those are the last two instructions and t is temporary; all are machine registers.
    private void mulAdd(int acc) {
        int last = out.last();
        int before = out.beforeLast();
        if (before < 0 || last != before + 1) return;
        long add = out.word(last);
        long mul = out.word(before);
        boolean sub = (add & 0xFF) == Op.FSUB;
        if ((mul & 0xFF) != Op.FMUL || (add & 0xFF) != Op.FADD && !sub) return;
        int product = (int) (mul >>> 16 & 0xFFFF);
        int left = (int) (add >>> 32 & 0xFFFF);
        int right = (int) (add >>> 48);
        boolean swapped = left == product && right == acc && !sub;
        if (!(left == acc && right == product || swapped) || !asm.isTemporary(product) || product == acc) return;
        out.removeLast();
        out.setWord(out.last(), mul & 0xFFFF_FFFF_0000_0000L | (long) acc << 16 | (sub ? Op.FMULSUB : Op.FMULADD));
        asm.pin();
    }

    private void unary(Inst.Unary i) {
        int a = asm.reg(i.a());
        switch (i.op()) {
            case IS_ZERO -> asm.define(Op.ISZ, i.dst(), a, 0, i.span());
            case NOT -> {
                if (i.type().isSigned() || i.type().bytes() == 8) asm.define(Op.NOT, i.dst(), a, 0, i.span());
                else thenNormalize(Op.NOT, i, a);
            }
            case NEG -> {
                if (i.type() == Scalar.F64) asm.define(Op.FNEG, i.dst(), a, 0, i.span());
                else if (i.type() == Scalar.F32) cold(Cold.UNARY, i.dst(), a, UnOp.NEG.ordinal() | i.type().ordinal() << 8, i.span());
                else if (i.type().bytes() == 8) asm.define(Op.NEG, i.dst(), a, 0, i.span());
                else thenNormalize(Op.NEG, i, a);
            }
        }
    }

    private void thenNormalize(int op, Inst.Unary i, int a) {
        out.instruction(Emitter.abc(op, asm.scratch, a, 0), i.span());
        asm.define(Selector.normalize(i.type()), i.dst(), asm.scratch, 0, i.span());
    }

    private void cold(int sub, int dst, int b, long x, Span span) {
        asm.define(Op.COLD | sub << 8, dst, b, 0, span);
        out.extension(x);
    }

    private void convert(Scalar from, Scalar to, int dst, int src, Span span) {
        if (!from.isFloat() && !to.isFloat()) {
            boolean fits = to.bytes() == 8 || to.bytes() > from.bytes() && (to.isSigned() || !from.isSigned());
            if (fits || to == from) {
                move(dst, src, span);
                return;
            }
            asm.define(Selector.normalize(to), dst, asm.reg(src), 0, span);
        } else {
            int a = asm.reg(src);
            if (to == Scalar.F64 && from != Scalar.U64 && from != Scalar.PTR) {
                asm.define(from == Scalar.F32 ? Op.G2F : from == Scalar.F64 ? Op.MOV : Op.I2F, dst, a, 0, span);
            } else if (from == Scalar.F64 && to == Scalar.F32) {
                asm.define(Op.F2G, dst, a, 0, span);
            } else if (from == Scalar.F64 && to == Scalar.I64) {
                asm.define(Op.F2I, dst, a, 0, span);
            } else {
                cold(Cold.CONVERT, dst, a, from.ordinal() | (long) to.ordinal() << 8, span);
            }
        }
        asm.unmark(dst, span);
    }

    /// The result of a comparison as 0 or 1.
    void compare(Inst.Compare c) {
        boolean swap = c.op() == CmpOp.GT || c.op() == CmpOp.GE;
        int a = asm.reg(c.a());
        int b = asm.reg(c.b());
        int op = Selector.compare(c.op(), c.type());
        if (op == 0) {
            asm.define(Op.COLD | Cold.COMPARE << 8, c.dst(), a, b, c.span());
            out.extension(c.op().ordinal() | (long) c.type().ordinal() << 8);
        } else {
            asm.define(op, c.dst(), swap ? b : a, swap ? a : b, c.span());
        }
        asm.unmark(c.dst(), c.span());
    }

    /// Jumps to `target` if the comparison gives `wanted`.
    void jump(Inst.Compare c, boolean wanted, int target) {
        if (c.type() == Scalar.F64) {
            floatJump(c, wanted, target);
            return;
        }
        boolean signed = Selector.comparesSigned(c.type());
        CmpOp op = wanted ? c.op() : Selector.negate(c.op());
        int a = c.a();
        int b = c.b();
        if (registers.isConstant(a) && !registers.isConstant(b)) {
            op = Selector.swap(op);
            a = c.b();
            b = c.a();
        }
        if (registers.isConstant(b) && (signed || op == CmpOp.EQ || op == CmpOp.NE)) {
            long k = asm.constant(b);
            boolean zero = k == 0 && (op == CmpOp.EQ || op == CmpOp.NE);
            int left = asm.reg(a);
            if (zero) {
                out.instruction(Emitter.aWide(op == CmpOp.EQ ? Op.JZ : Op.JNZ, left, 0), c.span());
                out.fixRel32(out.last(), target);
                return;
            }
            out.instruction(Emitter.abc(Selector.jumpK(op), left, 0, 0), c.span());
            out.fixC(out.last(), target);
            out.extension(k);
            return;
        }
        boolean swap = op == CmpOp.GT || op == CmpOp.GE;
        int left = asm.reg(swap ? b : a);
        int right = asm.reg(swap ? a : b);
        out.instruction(Emitter.abc(Selector.jump(op, signed), left, right, 0), c.span());
        out.fixC(out.last(), target);
    }

    private void floatJump(Inst.Compare c, boolean wanted, int target) {
        boolean swap = c.op() == CmpOp.GT || c.op() == CmpOp.GE;
        int left = asm.reg(swap ? c.b() : c.a());
        int right = asm.reg(swap ? c.a() : c.b());
        int op = switch (c.op()) {
            case EQ -> wanted ? Op.FJEQ : Op.FJNE;
            case NE -> wanted ? Op.FJNE : Op.FJEQ;
            case LT, GT -> wanted ? Op.FJLT : Op.FJNLT;
            case LE, GE -> wanted ? Op.FJLE : Op.FJNLE;
        };
        out.instruction(Emitter.abc(op, left, right, 0), c.span());
        out.fixC(out.last(), target);
    }

    /// The comparison of a loop's head as a back-edge to `body`; an event stops at `head`. False if there is none for it.
    boolean backEdge(Inst.Compare c, int head, int body) {
        if (c.type().isFloat()) return false;
        boolean equality = c.op() == CmpOp.EQ || c.op() == CmpOp.NE;
        if (!Selector.comparesSigned(c.type()) && !equality) return false;
        CmpOp op = c.op();
        int a = c.a();
        int b = c.b();
        if (registers.isConstant(a)) {
            op = Selector.swap(op);
            a = c.b();
            b = c.a();
        }
        if (registers.isKnown(a)) return false;
        if (registers.isConstant(b)) {
            backEdgeK(c, op, a, asm.constant(b), head, body);
            return true;
        }
        if (registers.isKnown(b)) return false;
        boolean swap = op == CmpOp.GT || op == CmpOp.GE;
        int left = swap ? b : a;
        int right = swap ? a : b;
        left = asm.machine(left);
        right = asm.machine(right);
        int step = op == CmpOp.LT ? takeIncrement(left) : 0;
        int code = step != 0 ? Op.INCBLT | (step & 0xFF) << 8 : Selector.jump(op, true) - Op.JEQ + Op.BEQ;
        out.instruction(Emitter.abc(code, left, right, 0), c.span());
        out.fixC(out.last(), body);
        out.extension(0);
        out.fixWord(out.last() + 1, out.last(), head);
        return true;
    }

    private void backEdgeK(Inst.Compare c, CmpOp op, int a, long k, int head, int body) {
        int left = asm.machine(a);
        int step = op == CmpOp.LT ? takeIncrement(left) : 0;
        int code = step != 0 ? Op.INCBLTK | (step & 0xFF) << 8 : Selector.jumpK(op) - Op.JEQK + Op.BEQK;
        out.instruction(Emitter.abc(code, left, 0, 0), c.span());
        out.fixB(out.last(), head);
        out.fixC(out.last(), body);
        out.extension(k);
    }

    /// If the last instruction adds a small constant to a register, takes it back and gives the constant, else 0.
    private int takeIncrement(int register) {
        if (out.last() < 0) return 0;
        long word = out.word(out.last());
        int step = (int) (word >> 48);
        boolean fits = (word & 0xFFFF) == Op.ADDI && (byte) step == step && (word >>> 16 & 0xFFFF) == register
                && (word >>> 32 & 0xFFFF) == register;
        if (!fits) return 0;
        out.removeLast();
        return step;
    }
}
