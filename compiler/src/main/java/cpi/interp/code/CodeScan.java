// What instructions access without looking at the shadow of memory.
package cpi.interp.code;

import cpi.engine.Raw;

/// Decodes packed code for [cpi.interp.Traps]: which instructions jump back to a place, and which registers, frame slots and globals an
/// instruction touches directly.
public final class CodeScan {
    /// Bytes that an instruction touches; size 0 if none.
    public record Touched(long address, long size, boolean write) {
        static final Touched NOTHING = new Touched(0, 0, false);
    }

    /// Told about an instruction.
    public interface Visitor {
        void instruction(long pc, long word);
    }

    private CodeScan() {}

    /// Visits all instructions of a function without traps, in order of address.
    public static void visit(FunctionCode function, Visitor visitor) {
        for (long pc = function.entry(); pc < function.end(); pc += 8L * Lengths.of(pc)) visitor.instruction(pc, Raw.getLong(pc));
    }

    /// Where an event at a back-edge takes the thread, 0 if the instruction is none.
    public static long head(long pc, long w) {
        return switch ((int) w & 0xFF) {
            case Op.JMPB -> pc + (w >> 32 << 3);
            case Op.BEQ, Op.BNE, Op.BLT, Op.BLE, Op.INCBLT -> pc + (Raw.getLong(pc + 8) << 3);
            case Op.BEQK, Op.BNEK, Op.BLTK, Op.BLEK, Op.BGTK, Op.BGEK, Op.BNZ, Op.INCBLTK -> pc + ((short) (w >> 32) << 3);
            default -> 0;
        };
    }

    /// Whether the instruction calls a function of the program, whose result appears behind it.
    public static boolean calls(long w) {
        int op = (int) w & 0xFF;
        int sub = (int) (w >>> 8) & 0xFF;
        return op == Op.CALL || op == Op.COLD && (sub == Cold.CALL_UNLINKED || sub == Cold.CALL_POINTER || sub == Cold.CALL_MARKED);
    }

    /// The bytes of memory that an instruction at `pc` of a frame is going to touch without check. For elements of global arrays
    /// all of the array; for those of arrays in slots as well, unless `exact`: then the element that the index names now.
    public static Touched memory(long fp, long pc, long w, boolean exact) {
        int op = (int) w & 0xFF;
        return switch (op) {
            case Op.GLD8, Op.GLDU8 -> new Touched(Raw.getLong(pc + 8), 1, false);
            case Op.GLD32 -> new Touched(Raw.getLong(pc + 8), 4, false);
            case Op.GLD64 -> new Touched(Raw.getLong(pc + 8), 8, false);
            case Op.GST8 -> new Touched(Raw.getLong(pc + 8), 1, true);
            case Op.GST32 -> new Touched(Raw.getLong(pc + 8), 4, true);
            case Op.GST64 -> new Touched(Raw.getLong(pc + 8), 8, true);
            case Op.GXLD64, Op.GXST64 -> element(Raw.getLong(pc + 8), 8, Raw.getLong(pc + 16), fp, w, exact, op == Op.GXST64);
            case Op.SLD8, Op.SLDU8, Op.SLD16, Op.SLDU16, Op.SLD32, Op.SLDU32, Op.SLD64 ->
                    new Touched(fp + (w >> 32), Op.size(op - Op.SLD8 + Op.LD8), false);
            case Op.SST8, Op.SST16, Op.SST32, Op.SST64 -> new Touched(fp + (w >> 32), 1L << op - Op.SST8, true);
            case Op.SXLD8, Op.SXLDU8 -> slotElement(1, fp, pc, w, exact, false);
            case Op.SXLD32 -> slotElement(4, fp, pc, w, exact, false);
            case Op.SXLD64 -> slotElement(8, fp, pc, w, exact, false);
            case Op.SXST8 -> slotElement(1, fp, pc, w, exact, true);
            case Op.SXST32 -> slotElement(4, fp, pc, w, exact, true);
            case Op.SXST64 -> slotElement(8, fp, pc, w, exact, true);
            default -> Touched.NOTHING;
        };
    }

    private static Touched slotElement(long size, long fp, long pc, long w, boolean exact, boolean write) {
        long x = Raw.getLong(pc + 8);
        return element(fp + (int) x, size, x >>> 32, fp, w, exact, write);
    }

    private static Touched element(long array, long size, long count, long fp, long w, boolean exact, boolean write) {
        if (!exact) return new Touched(array, size * count, write);
        long index = Raw.getLong(Op.b(fp, w));
        return index < 0 || index >= count ? Touched.NOTHING : new Touched(array + index * size, size, write);
    }

    /// The number of the register that an instruction at `pc` itself assigns, or -1; `second` asks for another one.
    public static int assigned(long pc, long w, boolean second) {
        int op = (int) w & 0xFF;
        if (op == Op.COLD) return cold(pc, w, second);
        boolean assigns = op >= Op.MOV && op <= Op.FSLE || op >= Op.LD8 && op <= Op.LD64 || op >= Op.SLD8 && op <= Op.SLD64
            || op >= Op.GLD8 && op <= Op.GLD64 || op >= Op.XLD8 && op <= Op.XLD64 || op >= Op.SXLD8 && op <= Op.SXLD64
            || op >= Op.XELEM && op <= Op.ELEM || op == Op.INCBLT || op == Op.INCBLTK || op == Op.GXLD64 || op == Op.PLD64
            || op == Op.PLD8 || op == Op.UDIV || op == Op.UREM;
        return assigns && !second ? (int) (w >>> 16) & 0xFFFF : -1;
    }

    private static int cold(long pc, long w, boolean second) {
        return switch ((int) (w >>> 8) & 0xFF) {
            case Cold.BINARY, Cold.COMPARE, Cold.UNARY, Cold.CONVERT, Cold.THREAD_LOCAL, Cold.MOVE_MARKED, Cold.LOAD_MARKED ->
                    second ? -1 : (int) (w >>> 16) & 0xFFFF;
            case Cold.INTRINSIC, Cold.CALL_FOREIGN, Cold.SPAWN -> result(pc, w, second);
            default -> -1;
        };
    }

    /// The number of a result register of an instruction in the form of a call.
    public static int result(long pc, long w, boolean second) {
        return (int) (Raw.getLong(pc + 16 + (w >> 32)) >>> (second ? 48 : 32)) & 0xFFFF;
    }
}
