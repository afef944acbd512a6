// The memory of one activation.
package cpi.x64;

import cpi.diag.Bug;

/// Lays out a frame: everything lies below `rbp`, which is a multiple of 16; the arguments that calls pass in memory lie at `rsp`.
final class Frame {
    private static final long ALIGN = 16;

    private long depth;
    private long outgoing;

    /// Room for so many bytes; gives its offset from `rbp`.
    long allocate(long size, long align) {
        if (align > ALIGN) throw new Bug("a frame cannot align to " + align);
        long wanted = Math.max(1, align);
        depth = (depth + Math.max(1, size) + wanted - 1) / wanted * wanted;
        return -depth;
    }

    /// Room for a register.
    long word() {
        return allocate(Long.BYTES, Long.BYTES);
    }

    /// A call passes so many bytes in memory.
    void passes(long bytes) {
        outgoing = Math.max(outgoing, bytes);
    }

    /// What `rsp` is below `rbp`.
    long size() {
        return (depth + outgoing + ALIGN - 1) / ALIGN * ALIGN;
    }
}
