package cpi.ir;

import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.typed.TExpr;
import cpi.types.Type;

/// Lowers what is true or false: comparisons, `and`, `or`, `!`, and branches on them.
final class Conditions {
    private final FunctionLowering f;
    private final FunctionBuilder out;

    Conditions(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    /// Goes to one of two blocks.
    void branch(TExpr condition, int then, int orElse) {
        if (condition instanceof TExpr.Logic e) {
            int right = out.newBlock();
            if (e.and()) branch(e.left(), right, orElse);
            else branch(e.left(), then, right);
            out.start(right);
            branch(e.right(), then, orElse);
        } else if (condition instanceof TExpr.Not e) {
            branch(e.operand(), orElse, then);
        } else if (condition instanceof TExpr.IntConst e) {
            out.jump(e.value().signum() != 0 ? then : orElse, e.span());
        } else {
            out.branch(f.exprs.scalar(condition), then, orElse, condition.span());
        }
    }

    /// The value of `and`, `or` as 0 or 1, or as the byte of the right operand.
    int logic(TExpr.Logic e) {
        int dst = out.variable(Scalar.U8);
        int right = out.newBlock();
        int known = out.newBlock();
        int end = out.newBlock();
        if (e.and()) branch(e.left(), right, known);
        else branch(e.left(), known, right);
        out.start(known);
        out.emit(new Inst.Const(dst, e.and() ? 0 : 1, e.span()));
        out.jump(end, e.span());
        out.start(right);
        out.assign(dst, f.exprs.scalar(e.right()), e.span());
        out.jump(end, e.span());
        out.start(end);
        return dst;
    }

    int compare(TExpr.Compare e) {
        boolean bools = e.left().type().definition() == Type.BOOL;
        int a = bools ? isFalse(e.left()) : f.exprs.scalar(e.left());
        int b = bools ? isFalse(e.right()) : f.exprs.scalar(e.right());
        return out.compare(comparison(e.op()), out.type(a), a, b, e.span());
    }

    private int isFalse(TExpr e) {
        return out.unary(Inst.UnOp.IS_ZERO, Scalar.U8, f.exprs.scalar(e), e.span());
    }

    /// 0 or 1 for a byte of which any value but 0 is true (L12.7).
    int truth(int bool, Span span) {
        return out.compare(Inst.CmpOp.NE, Scalar.U8, bool, out.constant(Scalar.U8, 0, span), span);
    }

    /// The IR operation of an arithmetic operator.
    static Inst.BinOp operation(BinaryOp op) {
        return switch (op) {
            case ADD -> Inst.BinOp.ADD;
            case SUB -> Inst.BinOp.SUB;
            case MUL -> Inst.BinOp.MUL;
            case DIV -> Inst.BinOp.DIV;
            case MOD -> Inst.BinOp.REM;
            case BIT_AND -> Inst.BinOp.AND;
            case BIT_OR -> Inst.BinOp.OR;
            case BIT_XOR -> Inst.BinOp.XOR;
            case SHL -> Inst.BinOp.SHL;
            case SHR -> Inst.BinOp.SHR;
            case EQ, NE, LT, LE, GT, GE, AND, OR -> throw new IllegalArgumentException(op.text());
        };
    }

    private static Inst.CmpOp comparison(BinaryOp op) {
        return switch (op) {
            case EQ -> Inst.CmpOp.EQ;
            case NE -> Inst.CmpOp.NE;
            case LT -> Inst.CmpOp.LT;
            case LE -> Inst.CmpOp.LE;
            case GT -> Inst.CmpOp.GT;
            case GE -> Inst.CmpOp.GE;
            case ADD, SUB, MUL, DIV, MOD, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, AND, OR -> throw new IllegalArgumentException(op.text());
        };
    }
}
