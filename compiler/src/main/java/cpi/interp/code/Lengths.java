// How many words instructions have.
package cpi.interp.code;

import cpi.engine.Raw;

/// Finds the ends of instructions in packed code.
public final class Lengths {
    private Lengths() {}

    /// Words of the instruction at an address.
    public static int of(long pc) {
        long w = Raw.getLong(pc);
        return switch ((int) w & 0xFF) {
            case Op.CONSTX, Op.ADDK, Op.MULK, Op.ANDK, Op.ORK, Op.XORK, Op.DIVK, Op.REMK, Op.FADDK, Op.FRSUBK, Op.FMULK, Op.FDIVK,
                 Op.FRDIVK, Op.JEQK, Op.JNEK, Op.JLTK, Op.JLEK, Op.JGTK, Op.JGEK, Op.BEQ, Op.BNE, Op.BLT, Op.BLE, Op.BEQK, Op.BNEK,
                 Op.BLTK, Op.BLEK, Op.BGTK, Op.BGEK, Op.GLD8, Op.GLDU8, Op.GLD32, Op.GLD64, Op.GST8, Op.GST32, Op.GST64, Op.XLD8,
                 Op.XLDU8, Op.XLD32, Op.XLD64, Op.XST8, Op.XST32, Op.XST64, Op.SXLD8, Op.SXLDU8, Op.SXLD32, Op.SXLD64, Op.SXST8,
                 Op.SXST32, Op.SXST64, Op.XELEM, Op.XELEMK, Op.ELEM, Op.BNDK, Op.RETS, Op.INCBLT, Op.INCBLTK, Op.TAG -> 2;
            case Op.GXLD64, Op.GXST64 -> 3;
            case Op.CALL -> 3 + (int) (w >> 35);
            case Op.ENTER -> 2 + (int) (Raw.getLong(pc + 8) >>> 32);
            case Op.JTAB -> 4 + (int) Raw.getLong(pc + 16);
            case Op.COLD -> cold((int) (w >>> 8) & 0xFF, pc, w);
            default -> 1;
        };
    }

    private static int cold(int sub, long pc, long w) {
        return switch (sub) {
            case Cold.CALL_UNLINKED, Cold.CALL_POINTER, Cold.INTRINSIC, Cold.CALL_FOREIGN, Cold.SPAWN,
                 Cold.CALL_MARKED -> 3 + (int) (w >> 35);
            case Cold.BINARY, Cold.COMPARE, Cold.UNARY, Cold.CONVERT, Cold.FILL, Cold.COPY_LARGE, Cold.LOCK, Cold.THREAD_LOCAL, Cold.TOUCH,
                 Cold.LOAD_MARKED, Cold.STORE_MARKED, Cold.RETURN_MARKED, Cold.ENTER_MARKED -> 2;
            case Cold.SWITCH -> 3 + 3 * (int) Raw.getLong(pc + 8);
            default -> 1;
        };
    }
}
