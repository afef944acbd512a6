package cpi.dwarf;

import cpi.elf.Bytes;
import cpi.elf.ElfObject;

/// How debuggers find the caller of a function: all functions begin with `push rbp` and `mov rbp, rsp`.
final class Frames {
    private static final int RBP = 6, RSP = 7, RETURN_ADDRESS = 16;
    private static final int DEF_CFA = 0x0C, DEF_CFA_REGISTER = 0x0D, DEF_CFA_OFFSET = 0x0E, ADVANCE1 = 0x02, ADVANCE2 = 0x03,
            ADVANCE4 = 0x04, REMEMBER = 0x0A, RESTORE_STATE = 0x0B, ADVANCE = 0x40, OFFSET = 0x80, RESTORE = 0xC0;
    private static final int PUSH = 1, PUSH_AND_MOVE = 4;
    /// The CFA, the stack pointer before the call, is so far above `rbp`; registers are saved in units of a word.
    private static final int CFA = 16, WORD = 8;
    private static final int COMMON = -1;

    private final Part part = new Part();
    private final Bytes out = part.bytes;
    private int entry;
    private long now;

    Frames() {
        entry = out.size();
        out.u32(0);
        out.u32(COMMON);
        out.u8(4);
        out.u8(0);
        out.u8(8);
        out.u8(0);
        out.uleb(1);
        out.sleb(-WORD);
        out.uleb(RETURN_ADDRESS);
        out.u8(DEF_CFA);
        out.uleb(RSP);
        out.uleb(WORD);
        out.u8(OFFSET | RETURN_ADDRESS);
        out.uleb(1);
        close();
    }

    private void close() {
        out.align(WORD);
        out.set32(entry, out.size() - entry - 4);
    }

    /// The function from `start` to `end`.
    void begin(long start, long end) {
        entry = out.size();
        out.u32(0);
        part.offset(Part.FRAMES, 0);
        part.address(start);
        out.u64(end - start);
        out.u8(ADVANCE | PUSH);
        out.u8(DEF_CFA_OFFSET);
        out.uleb(CFA);
        out.u8(OFFSET | RBP);
        out.uleb(2);
        out.u8(ADVANCE | PUSH_AND_MOVE - PUSH);
        out.u8(DEF_CFA_REGISTER);
        out.uleb(RBP);
        now = start + PUSH_AND_MOVE;
    }

    /// What follows holds from this offset on.
    void advance(long offset) {
        long bytes = offset - now;
        if (bytes <= 0) return;
        if (bytes < ADVANCE) {
            out.u8(ADVANCE | (int) bytes);
        } else if (bytes <= 0xFF) {
            out.u8(ADVANCE1);
            out.u8((int) bytes);
        } else if (bytes <= 0xFFFF) {
            out.u8(ADVANCE2);
            out.u16((int) bytes);
        } else {
            out.u8(ADVANCE4);
            out.u32((int) bytes);
        }
        now = offset;
    }

    /// The caller's value of the register is at this offset from `rbp`.
    void saved(int register, int offset) {
        out.u8(OFFSET | register);
        out.uleb((CFA - offset) / WORD);
    }

    /// At this offset is a `ret`, one byte, with all registers as they were at the beginning.
    void returns(long offset, Numbers savedRegisters) {
        advance(offset);
        out.u8(REMEMBER);
        out.u8(DEF_CFA);
        out.uleb(RSP);
        out.uleb(WORD);
        out.u8(RESTORE | RBP);
        for (int i = 0; i < savedRegisters.count(); i++) out.u8(RESTORE | savedRegisters.get(i));
        advance(offset + 1);
        out.u8(RESTORE_STATE);
    }

    /// From this offset on the registers still have the caller's values.
    void notSaved(long offset, Numbers savedRegisters) {
        advance(offset);
        for (int i = 0; i < savedRegisters.count(); i++) out.u8(RESTORE | savedRegisters.get(i));
    }

    void end() {
        close();
    }

    void write(ElfObject.Section section, int[] symbols) {
        part.write(section, symbols);
    }
}
