// Choice of operations for IR instructions.
package cpi.interp.code;

import cpi.ir.Inst.BinOp;
import cpi.ir.Inst.CmpOp;
import cpi.ir.Scalar;
import cpi.typed.Global;
import cpi.typed.Symbol;

/// Tables from IR operations and types to operation codes; 0 where the main loop has none and [Cold] does the work.
final class Selector {
    private Selector() {}

    static boolean isThreadLocal(Symbol symbol) {
        return symbol instanceof Global g && g.threadLocal();
    }

    /// `A = B op C`. Bit operations on normal forms give normal forms, so they serve all widths.
    static int binary(BinOp op, Scalar type) {
        return switch (type) {
            case I64, U64, PTR -> binary64(op, type.isSigned());
            case I32 -> binary32(op);
            case F64 -> pick(op, Op.FADD, Op.FSUB, Op.FMUL, Op.FDIV);
            case F32 -> pick(op, Op.GADD, Op.GSUB, Op.GMUL, Op.GDIV);
            case I8, I16, U8, U16, U32 -> bits(op);
        };
    }

    private static int binary64(BinOp op, boolean signed) {
        return switch (op) {
            case ADD -> Op.ADD;
            case SUB -> Op.SUB;
            case MUL -> Op.MUL;
            case DIV -> signed ? Op.DIV : 0;
            case REM -> signed ? Op.REM : 0;
            case SHL -> Op.SHL;
            case SHR -> signed ? Op.SHR : Op.USHR;
            case AND, OR, XOR -> bits(op);
        };
    }

    private static int binary32(BinOp op) {
        return switch (op) {
            case ADD -> Op.ADD32;
            case SUB -> Op.SUB32;
            case MUL -> Op.MUL32;
            case AND, OR, XOR -> bits(op);
            case REM -> Op.REM;
            case DIV, SHL, SHR -> 0;
        };
    }

    private static int bits(BinOp op) {
        return switch (op) {
            case AND -> Op.AND;
            case OR -> Op.OR;
            case XOR -> Op.XOR;
            case ADD, SUB, MUL, DIV, REM, SHL, SHR -> 0;
        };
    }

    private static int pick(BinOp op, int add, int sub, int mul, int div) {
        return switch (op) {
            case ADD -> add;
            case SUB -> sub;
            case MUL -> mul;
            case DIV -> div;
            case REM, AND, OR, XOR, SHL, SHR -> 0;
        };
    }

    /// The operation that brings a 64-bit result to the normal form of a narrow integer type.
    static int normalize(Scalar type) {
        return switch (type) {
            case I8 -> Op.EXT8;
            case I16 -> Op.EXT16;
            case I32 -> Op.EXT32;
            case U8 -> Op.ZEXT8;
            case U16 -> Op.ZEXT16;
            case U32 -> Op.ZEXT32;
            case I64, U64, PTR, F32, F64 -> Op.MOV;
        };
    }

    /// `A = B cmp C`; GT and GE are asked for with exchanged operands.
    static int compare(CmpOp op, Scalar type) {
        if (type == Scalar.F32) return 0;
        if (type == Scalar.F64) {
            return switch (op) {
                case EQ -> Op.FSEQ;
                case NE -> Op.FSNE;
                case LT, GT -> Op.FSLT;
                case LE, GE -> Op.FSLE;
            };
        }
        boolean signed = type.isSigned();
        return switch (op) {
            case EQ -> Op.SEQ;
            case NE -> Op.SNE;
            case LT, GT -> signed ? Op.SLT : Op.SULT;
            case LE, GE -> signed ? Op.SLE : Op.SULE;
        };
    }

    static CmpOp swap(CmpOp op) {
        return switch (op) {
            case EQ, NE -> op;
            case LT -> CmpOp.GT;
            case LE -> CmpOp.GE;
            case GT -> CmpOp.LT;
            case GE -> CmpOp.LE;
        };
    }

    static CmpOp negate(CmpOp op) {
        return switch (op) {
            case EQ -> CmpOp.NE;
            case NE -> CmpOp.EQ;
            case LT -> CmpOp.GE;
            case LE -> CmpOp.GT;
            case GT -> CmpOp.LE;
            case GE -> CmpOp.LT;
        };
    }

    /// Whether values of an unsigned type compare like signed numbers, as all narrow normal forms do.
    static boolean comparesSigned(Scalar type) {
        return type.isSigned() || type.bytes() < 8;
    }

    /// Jump if `A cmp B` on integers.
    static int jump(CmpOp op, boolean signed) {
        return switch (op) {
            case EQ -> Op.JEQ;
            case NE -> Op.JNE;
            case LT, GT -> signed ? Op.JLT : Op.JULT;
            case LE, GE -> signed ? Op.JLE : Op.JULE;
        };
    }

    /// Jump if `A cmp X` on integers; on unsigned 64-bit ones only equality.
    static int jumpK(CmpOp op) {
        return switch (op) {
            case EQ -> Op.JEQK;
            case NE -> Op.JNEK;
            case LT -> Op.JLTK;
            case LE -> Op.JLEK;
            case GT -> Op.JGTK;
            case GE -> Op.JGEK;
        };
    }

    static int load(Scalar type) {
        return switch (type) {
            case I8 -> Op.LD8;
            case U8 -> Op.LDU8;
            case I16 -> Op.LD16;
            case U16 -> Op.LDU16;
            case I32, F32 -> Op.LD32;
            case U32 -> Op.LDU32;
            case I64, U64, F64, PTR -> Op.LD64;
        };
    }

    static int store(Scalar type) {
        return switch (type.bytes()) {
            case 1 -> Op.ST8;
            case 2 -> Op.ST16;
            case 4 -> Op.ST32;
            default -> Op.ST64;
        };
    }

    static int slotLoad(Scalar type) {
        return load(type) - Op.LD8 + Op.SLD8;
    }

    static int slotStore(Scalar type) {
        return store(type) - Op.ST8 + Op.SST8;
    }

    /// The load of an element; 0 for types without one.
    static int elementLoad(Scalar type) {
        return switch (type) {
            case I8 -> Op.XLD8;
            case U8 -> Op.XLDU8;
            case I32, F32 -> Op.XLD32;
            case I64, U64, F64, PTR -> Op.XLD64;
            case I16, U16, U32 -> 0;
        };
    }

    static int elementStore(Scalar type) {
        return switch (type.bytes()) {
            case 1 -> Op.XST8;
            case 4 -> Op.XST32;
            case 8 -> Op.XST64;
            default -> 0;
        };
    }

    static int globalLoad(Scalar type) {
        return switch (type) {
            case I8 -> Op.GLD8;
            case U8 -> Op.GLDU8;
            case I32, F32 -> Op.GLD32;
            case I64, U64, F64, PTR -> Op.GLD64;
            case I16, U16, U32 -> 0;
        };
    }

    static int globalStore(Scalar type) {
        return switch (type.bytes()) {
            case 1 -> Op.GST8;
            case 4 -> Op.GST32;
            case 8 -> Op.GST64;
            default -> 0;
        };
    }
}
