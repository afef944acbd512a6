// Ranges of address space for machines.
package cpi.engine;

import cpi.diag.Bug;

/// A range of zeroed address space that costs no physical memory until it is touched.
///
/// @param address its start, a multiple of 4096
/// @param size in bytes
/// @param block the block of the C heap it lies in, 0 if it was made by the system's `mmap`
public record Reservation(long address, long size, long block) {
    private static final int PAGE = 4096;
    private static final long FIXED_BASE = 0x1000_0000_0000L;
    private static final int PROT_READ_WRITE = 3;
    private static final int LINUX_FLAGS = 0x02 | 0x20 | 0x4000;  // private, anonymous, no reserve
    private static final int LINUX_NO_REPLACE = 0x10_0000;
    private static final int MAC_FLAGS = 0x02 | 0x1000 | 0x40;
    private static final int SMALLEST = 26;
    /// A property of the process: the most bits of [#scratch]. Java fills what it allocates while it archives classes, so that all of
    /// it would become memory in use.
    private static final String MOST_SCRATCH = "cpi.scratch.bits";

    /// Tries to reserve 2^`bits` bytes always at the same place, so that addresses are the same in every run; else anywhere,
    /// else less.
    public static Reservation fixed(int bits) {
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        for (int b = bits; b >= Math.min(bits, SMALLEST); b--) {
            if (linux) {
                long at = call(FIXED_BASE, 1L << b, LINUX_FLAGS | LINUX_NO_REPLACE);
                if (at == FIXED_BASE) return new Reservation(at, 1L << b, 0);
            }
            long at = call(0, 1L << b, linux ? LINUX_FLAGS : MAC_FLAGS);
            if (at != -1) return new Reservation(at, 1L << b, 0);
        }
        throw new Bug("the system gives no address space");
    }

    /// Reserves up to 2^`bits` bytes anywhere. Much cheaper than [#fixed] the first time, as no foreign function is bound.
    public static Reservation scratch(int bits) {
        int most = Math.min(bits, Integer.getInteger(MOST_SCRATCH, bits));
        for (int b = most; b >= Math.min(most, SMALLEST); b--) {
            long size = 1L << b;
            long at = Raw.allocate(size + PAGE);
            // The C heap may reuse what is small; what is large comes from the system, zeroed.
            if (at != 0 && b < SMALLEST) Raw.fill(at, size + PAGE, (byte) 0);
            if (at != 0) return new Reservation((at + PAGE - 1) & -PAGE, size, at);
        }
        throw new Bug("the system gives no address space");
    }

    public boolean mapped() {
        return block == 0;
    }

    /// Gives the range back. Nothing may use it any more.
    void release() {
        if (mapped()) Native.call("munmap", address, size);
        else Raw.release(block);
    }

    private static long call(long at, long size, long flags) {
        return Native.call("mmap", at, size, PROT_READ_WRITE, flags, -1L, 0L);
    }
}
