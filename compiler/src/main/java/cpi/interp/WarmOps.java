// Simple operations outside the main loop.
package cpi.interp;

import static cpi.engine.Raw.getByte;
import static cpi.engine.Raw.getDouble;
import static cpi.engine.Raw.getFloat;
import static cpi.engine.Raw.getInt;
import static cpi.engine.Raw.getLong;
import static cpi.engine.Raw.getShort;
import static cpi.engine.Raw.putDouble;
import static cpi.engine.Raw.putFloat;
import static cpi.engine.Raw.putLong;
import static cpi.engine.Raw.putShort;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Long.compareUnsigned;

import cpi.interp.code.Frame;
import cpi.interp.code.Op;

/// Executes instructions that only compute and cannot fail, but are too rare for a place in [Interpreter].
final class WarmOps {
    private WarmOps() {}

    /// Executes the instruction at `pc`. Gives its length in bytes, or 0 if it is none of these.
    static long execute(long w, long fp, long pc) {
        final long a = fp + (w >>> 13 & 0x7FFF8);
        final long b = fp + (w >>> 29 & 0x7FFF8);
        final long c = fp + (w >>> 45 & 0x7FFF8);
        switch ((int) w & 0xFF) {
            case Op.CTX -> putLong(a, getLong(fp + Frame.CONTEXT));
            case Op.SHL -> putLong(a, getLong(b) << getLong(c));
            case Op.SHR -> putLong(a, getLong(b) >> getLong(c));
            case Op.USHR -> putLong(a, getLong(b) >>> getLong(c));
            case Op.ORK -> {
                putLong(a, getLong(b) | getLong(pc + 8));
                return 16;
            }
            case Op.XORK -> {
                putLong(a, getLong(b) ^ getLong(pc + 8));
                return 16;
            }
            case Op.EXT16 -> putLong(a, (short) getLong(b));
            case Op.ZEXT16 -> putLong(a, getLong(b) & 0xFFFF);
            case Op.NEG -> putLong(a, -getLong(b));
            case Op.NOT -> putLong(a, ~getLong(b));
            case Op.FRSUBK -> {
                putDouble(a, longBitsToDouble(getLong(pc + 8)) - getDouble(b));
                return 16;
            }
            case Op.FDIVK -> {
                putDouble(a, getDouble(b) / longBitsToDouble(getLong(pc + 8)));
                return 16;
            }
            case Op.FRDIVK -> {
                putDouble(a, longBitsToDouble(getLong(pc + 8)) / getDouble(b));
                return 16;
            }
            case Op.FNEG -> putDouble(a, -getDouble(b));
            case Op.FSQRT -> putDouble(a, Math.sqrt(getDouble(b)));
            case Op.F2I -> putLong(a, (long) getDouble(b));
            case Op.GADD -> putFloat(a, getFloat(b) + getFloat(c));
            case Op.GSUB -> putFloat(a, getFloat(b) - getFloat(c));
            case Op.GMUL -> putFloat(a, getFloat(b) * getFloat(c));
            case Op.GDIV -> putFloat(a, getFloat(b) / getFloat(c));
            case Op.F2G -> putFloat(a, (float) getDouble(b));
            case Op.G2F -> putDouble(a, getFloat(b));
            case Op.SEQ -> putLong(a, getLong(b) == getLong(c) ? 1 : 0);
            case Op.SNE -> putLong(a, getLong(b) != getLong(c) ? 1 : 0);
            case Op.SLT -> putLong(a, getLong(b) < getLong(c) ? 1 : 0);
            case Op.SLE -> putLong(a, getLong(b) <= getLong(c) ? 1 : 0);
            case Op.SULT -> putLong(a, compareUnsigned(getLong(b), getLong(c)) < 0 ? 1 : 0);
            case Op.SULE -> putLong(a, compareUnsigned(getLong(b), getLong(c)) <= 0 ? 1 : 0);
            case Op.FSEQ -> putLong(a, getDouble(b) == getDouble(c) ? 1 : 0);
            case Op.FSNE -> putLong(a, getDouble(b) != getDouble(c) ? 1 : 0);
            case Op.FSLT -> putLong(a, getDouble(b) < getDouble(c) ? 1 : 0);
            case Op.FSLE -> putLong(a, getDouble(b) <= getDouble(c) ? 1 : 0);
            case Op.SLD8 -> putLong(a, getByte(fp + (w >> 32)));
            case Op.SLD16 -> putLong(a, getShort(fp + (w >> 32)));
            case Op.SLDU16 -> putLong(a, 0xFFFF & getShort(fp + (w >> 32)));
            case Op.SLDU32 -> putLong(a, 0xFFFF_FFFFL & getInt(fp + (w >> 32)));
            case Op.SST16 -> putShort(fp + (w >> 32), (short) getLong(a));
            case Op.GLD8 -> {
                putLong(a, getByte(getLong(pc + 8)));
                return 16;
            }
            default -> {
                return 0;
            }
        }
        return 8;
    }
}
