// Aggregates in registers.
package cpi.x64;

/// Moves pieces of aggregates between memory and registers; `r11` is destroyed.
final class Pieces {
    private Pieces() {}

    /// Reads up to 8 bytes, and no more than that.
    static void load(Asm asm, int to, int base, long at, int bytes) {
        int done = Integer.highestOneBit(bytes);
        asm.load(to, base, at, done, false);
        while (done < bytes) {
            int more = Integer.highestOneBit(bytes - done);
            asm.load(Asm.R11, base, at + done, more, false);
            asm.shiftConstant(Asm.Shift.LEFT, 8, Asm.R11, 8 * done);
            asm.alu(Asm.Alu.OR, 8, to, Asm.R11);
            done += more;
        }
    }

    /// Writes up to 8 bytes, and no more than that.
    static void store(Asm asm, int base, long at, int from, int bytes) {
        int done = Integer.highestOneBit(bytes);
        asm.store(base, at, from, done);
        while (done < bytes) {
            int more = Integer.highestOneBit(bytes - done);
            asm.mov(Asm.R11, from);
            asm.shiftConstant(Asm.Shift.RIGHT, 8, Asm.R11, 8 * done);
            asm.store(base, at + done, Asm.R11, more);
            done += more;
        }
    }

    /// Copies up to 16 bytes through `rcx`.
    static void copy(Asm asm, int to, long toAt, int from, long fromAt, long bytes) {
        long done = 0;
        while (done < bytes) {
            int size = (int) Math.min(8, Long.highestOneBit(bytes - done));
            asm.load(Asm.RCX, from, fromAt + done, size, false);
            asm.store(to, toAt + done, Asm.RCX, size);
            done += size;
        }
    }

    /// A `bool` as C knows it.
    static void zeroOrOne(Asm asm, int register) {
        asm.test(1, register, register);
        asm.set(Asm.Condition.NOT_EQUAL, register);
        asm.extend(register, register, 1, false);
    }

    /// Writes a register of the IR to memory; destroys `rax` or xmm0 as well.
    static void storeScalar(FunctionCode f, int r, int base, long at) {
        int size = f.type(r).bytes();
        if (f.type(r).isFloat()) f.asm.storeFloat(base, at, f.values.useFloat(r, 0), size);
        else f.asm.store(base, at, f.values.use(r, Asm.RAX), size);
    }
}
