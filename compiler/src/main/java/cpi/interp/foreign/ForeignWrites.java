// What foreign code does to address marks.
package cpi.interp.foreign;

import cpi.engine.Heap;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.interp.code.Image;
import cpi.interp.code.Statics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The memory that one foreign call at compile time can reach from its arguments. C sets no marks (C7.2), so words that differ
/// after the call get theirs here: an address of the program's memory is an address again (`qsort` moves pointers), anything
/// else may be an address of C ([Memory#FOREIGN_MARK]), which capture judges by the type of the place (E0720).
public final class ForeignWrites {
    private static final long WORD = 8;

    private record Range(long address, byte[] before) {}

    private final Image image;
    private final Heap heap;
    private final Memory memory;
    private final List<Range> ranges = new ArrayList<>();

    /// Before the call. Objects that C could see get their contents if they are lazy (C4.1).
    public ForeignWrites(Image image, Heap heap, List<Long> pointers) {
        this.image = image;
        this.heap = heap;
        this.memory = image.memory();
        Set<Long> known = new HashSet<>();
        ArrayDeque<Long> todo = new ArrayDeque<>(pointers);
        while (!todo.isEmpty()) {
            long pointer = todo.removeFirst();
            if (!memory.contains(pointer) || memory.checkRead(pointer, 1) != Memory.OK) continue;
            long start = start(pointer);
            if (!known.add(start)) continue;
            Range range = new Range(start, memory.bytes(start, size(start)));
            ranges.add(range);
            for (long at = 0; at < range.before.length; at += WORD) {
                if (Raw.getLong(start + at + memory.markDelta()) == Memory.ADDRESS_MARK) todo.add(Raw.getLong(start + at));
            }
        }
    }

    /// Where the object begins that contains an address; in a frame at the address itself.
    private long start(long pointer) {
        long block = pointer >= memory.heapStart() ? heap.find(pointer, false) : 0;
        if (block != 0) return block;
        return memory.isStatic(pointer) ? image.statics().find(pointer).map(Statics.Placed::address).orElse(pointer) : pointer & -WORD;
    }

    /// Bytes of the object that begins at an address, in whole words.
    private long size(long start) {
        if (start >= memory.heapStart() && heap.isBlock(start)) return heap.sizeOf(start) + 7 & -WORD;
        if (memory.isStatic(start)) return image.statics().sizeAt(start) + 7 & -WORD;
        long size = WORD;
        while (memory.checkRead(start + size, 1) == Memory.OK) size += WORD;
        return size;
    }

    /// After the call.
    public void mark() {
        for (Range range : ranges) {
            byte[] now = memory.bytes(range.address, range.before.length);
            for (int at = 0; at < now.length; at += (int) WORD) {
                if (java.util.Arrays.equals(now, at, at + (int) WORD, range.before, at, at + (int) WORD)) continue;
                long word = range.address + at;
                long value = Raw.getLong(word);
                memory.touch(word, WORD);
                Raw.putLong(word + memory.markDelta(), value == 0 ? 0 : memory.contains(value) ? Memory.ADDRESS_MARK : Memory.FOREIGN_MARK);
            }
        }
    }
}
