// The system allocator of the virtual machine.
package cpi.engine;

/// Allocates blocks in the heap region of a [Memory] (T5.5). Its whole state lies in that memory, in a control page at the
/// start of the region and in headers and free blocks, none of which the program can touch (their shadow says so). So it is
/// checkpointed with the pages, and equal runs get equal addresses.
///
/// A block consists of a 16-byte header and the bytes given out; blocks come in size classes with a free list each (last freed,
/// first used). The header holds the size asked for, then class (16 bits), distance from the block's start (16 bits), and the
/// number of the type recorded by `mem.typed` (32 bits).
public final class Heap {
    private static final int HEADER = 16;
    /// Where a free block keeps the address of the next one: not in its header, which tells about the block that was freed.
    private static final int LINK = 16;
    private static final int SMALL_LIMIT = 1024;
    private static final int SMALL_CLASSES = SMALL_LIMIT / 16;
    private static final int CLASSES = SMALL_CLASSES + 4 * 40;

    // The control page.
    private static final long TOP = 0;
    private static final long ALIVE = 8;
    private static final long LISTS = 64;
    private static final long CONTROL = LISTS + 8L * CLASSES + 4096 & -4096;

    private final Memory memory;
    private final long control;

    public Heap(Memory memory) {
        this.memory = memory;
        this.control = memory.heapStart();
    }

    /// Makes the heap empty; the memory of the region is zero.
    public void init() {
        memory.setShadow(control, CONTROL, Memory.NONE);
        set(TOP, control + CONTROL);
    }

    /// The first address that no block has ever reached.
    public long top() {
        return get(TOP);
    }

    private long get(long field) {
        return Raw.getLong(control + field);
    }

    private void set(long field, long value) {
        Raw.putLong(control + field, value);
        memory.touch(control + field, 8);
    }

    /// Bytes given out and not freed.
    public long alive() {
        return get(ALIVE);
    }

    /// A block of `size` > 0 zero bytes at a multiple of `align` (a power of two up to 4096), or 0 if there is no room or more
    /// than `limit` bytes would be alive.
    public long allocate(long size, long align, long limit) {
        if (size > limit - alive()) return 0;
        long slack = align <= 16 ? 0 : align;
        long need = size + HEADER + slack;
        int list = classOf(need);
        long capacity = capacity(list);
        long start = take(list, capacity);
        if (start == 0) return 0;
        long data = start + HEADER;
        if (slack != 0) data = start + HEADER + align - 1 & -align;
        Raw.putLong(data - HEADER, size);
        Raw.putLong(data - 8, list | (data - HEADER - start) << 16);
        memory.setShadow(data - HEADER, HEADER, Memory.HEADER);
        memory.setShadow(data, size, Memory.RW);
        set(ALIVE, alive() + size);
        return data;
    }

    private long take(int list, long capacity) {
        long start = get(LISTS + 8L * list);
        if (start != 0) {
            set(LISTS + 8L * list, Raw.getLong(start + LINK));
            memory.fill(start, capacity, (byte) 0);
            memory.setShadow(start, capacity, Memory.FREED);
            return start;
        }
        long top = get(TOP);
        if (capacity > memory.end() - top) return 0;
        set(TOP, top + capacity);
        return top;
    }

    /// Whether a block that is alive starts at the address.
    public boolean isBlock(long data) {
        return data >= control + CONTROL + HEADER && data < memory.end() && (data & 15) == 0
                && memory.shadowAt(data - HEADER) == Memory.HEADER && memory.shadowAt(data - 8) == Memory.HEADER
                && memory.shadowAt(data) != Memory.HEADER;
    }

    /// The size that was asked for.
    public long sizeOf(long data) {
        return Raw.getLong(data - HEADER);
    }

    /// Ends a block.
    public void free(long data) {
        long size = sizeOf(data);
        long info = Raw.getLong(data - 8);
        int list = (int) (info & 0xFFFF);
        long start = data - HEADER - (info >>> 16 & 0xFFFF);
        memory.setShadow(data - HEADER, HEADER, Memory.FREED_HEADER);
        memory.setShadow(data, size + 7 & -8, Memory.FREED);
        set(ALIVE, alive() - size);
        Raw.putLong(start + LINK, get(LISTS + 8L * list));
        memory.touch(start + LINK, 8);
        set(LISTS + 8L * list, start);
    }

    /// Makes a block `size` > 0 bytes long, moving it if needed; 0 if that is impossible, the block is then unchanged.
    public long resize(long data, long size, long align, long limit) {
        long old = sizeOf(data);
        long info = Raw.getLong(data - 8);
        long room = capacity((int) (info & 0xFFFF)) - HEADER - (info >>> 16 & 0xFFFF);
        if (size <= room && (data & align - 1) == 0 && size - old <= limit - alive()) {
            resizeInPlace(data, old, size);
            return data;
        }
        long moved = allocate(size, align, limit);
        if (moved == 0) return 0;
        memory.copy(data, moved, Math.min(old, size));
        memory.touch(moved, Math.min(old, size));
        free(data);
        return moved;
    }

    private void resizeInPlace(long data, long old, long size) {
        memory.setShadow(data, Math.max(old, size) + 7 & -8, Memory.FREED);
        memory.setShadow(data, size, Memory.RW);
        if (size > old) {
            memory.fill(data + old, size - old, (byte) 0);
            memory.touch(data + old, size - old);
        }
        Raw.putLong(data - HEADER, size);
        Raw.putInt(data - 4, 0);
        memory.touch(data - HEADER, HEADER);
        set(ALIVE, alive() + size - old);
    }

    /// Records the number of the type of the elements of a whole block (`mem.typed`), 0 for none.
    public void setType(long data, int type) {
        Raw.putInt(data - 4, type);
        memory.touch(data - 4, 4);
    }

    public int typeOf(long data) {
        return Raw.getInt(data - 4);
    }

    /// The block that contains the address, or ends there; 0 if there is none. `freed` asks for blocks that were freed.
    public long find(long address, boolean freed) {
        byte wanted = freed ? Memory.FREED_HEADER : Memory.HEADER;
        long at = address - 1 & -8;
        while (at > control + CONTROL) {
            byte state = memory.shadowAt(at);
            if (state == wanted && memory.shadowAt(at - 8) == wanted) {
                long data = at + 8;
                return address <= data + sizeOf(data) ? data : 0;
            }
            at -= 8;
        }
        return 0;
    }

    private static int classOf(long need) {
        if (need <= SMALL_LIMIT) return (int) (need + 15 >>> 4);
        int log = 63 - Long.numberOfLeadingZeros(need - 1);
        int quarter = (int) (need - 1 >>> log - 2) & 3;
        return SMALL_CLASSES + 1 + (log - 10) * 4 + quarter;
    }

    private static long capacity(int list) {
        if (list <= SMALL_CLASSES) return 16L * list;
        int step = list - SMALL_CLASSES - 1;
        int log = 10 + step / 4;
        return (1L << log) + (step % 4 + 1L << log - 2);
    }
}
