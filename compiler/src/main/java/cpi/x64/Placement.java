// Which arguments go where.
package cpi.x64;

/// Deals out the places of arguments in order (System V AMD64 ABI, 3.2.3). cpi's own functions pass their scalars in the same way.
final class Placement {
    /// No register is left.
    static final int NONE = -1;
    private static final int[] INTEGERS = {Asm.RDI, Asm.RSI, Asm.RDX, Asm.RCX, Asm.R8, Asm.R9};
    private static final int FLOATS = 8;

    private int integers;
    private int floats;
    private long memory;

    /// The register of the next argument, or [#NONE]: then it takes a word of memory.
    int next(boolean isFloat) {
        if (isFloat) return floats < FLOATS ? floats++ : NONE;
        return integers < INTEGERS.length ? INTEGERS[integers++] : NONE;
    }

    /// Room for an argument in memory; gives its offset.
    long memory(long size, long align) {
        long start = align > 8 ? (memory + align - 1) / align * align : memory;
        memory = start + (size + 7) / 8 * 8;
        return start;
    }

    long memorySize() {
        return memory;
    }

    /// Registers for floats that are used.
    int floats() {
        return floats;
    }
}
