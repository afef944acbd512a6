package cpi.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Checks of accesses, the allocator, and versions.
class MemoryTest {
    private final Memory memory = Memory.scratch(false);
    private final Heap heap = new Heap(memory);

    MemoryTest() {
        heap.init();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void everyByteOfAnObjectAndNoOtherIsAlive() {
        for (int size = 1; size <= 40; size++) {
            long p = heap.allocate(size, 1, Long.MAX_VALUE);
            for (int i = 0; i < size; i++) assertEquals(Memory.OK, memory.checkWrite(p + i, 1));
            assertEquals(Memory.OK, memory.checkRead(p, size));
            assertEquals(Memory.DEAD, memory.checkRead(p, size + 1));
            assertEquals(Memory.DEAD, memory.checkRead(p - 1, 1));
        }
    }

    @Test
    void wildAddressesAreFaults() {
        assertEquals(Memory.NIL, memory.checkRead(0, 8));
        assertEquals(Memory.NIL, memory.checkRead(8, 8));                // an element of an array at nil
        assertEquals(Memory.DEAD, memory.checkRead(1 << 16, 8));
        assertEquals(Memory.DEAD, memory.checkRead(-1, 8));
        assertEquals(Memory.DEAD, memory.checkRead(Long.MAX_VALUE, 8));
        assertEquals(Memory.DEAD, memory.checkWrite(memory.end() - 4, 8));
        assertEquals(Memory.DEAD, memory.checkWrite(memory.base() - 4, 8));
        assertEquals(Memory.OK, memory.checkWrite(12345, 0));
    }

    @Test
    void readOnlyMemoryCannotBeWritten() {
        long at = memory.readOnlyStart();
        memory.setShadow(at, 13, Memory.RO);
        assertEquals(Memory.OK, memory.checkRead(at, 13));
        assertEquals(Memory.READ_ONLY, memory.checkWrite(at + 3, 2));
        assertEquals(Memory.READ_ONLY, memory.checkWrite(at + 10, 3));
        assertEquals(Memory.DEAD, memory.checkRead(at + 12, 2));
    }

    @Test
    void blocksAreZeroAlignedAndDistinct() {
        long[] blocks = new long[200];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = heap.allocate(i * 37 % 5000 + 1, 1L << i % 13, Long.MAX_VALUE);
            assertEquals(0, blocks[i] & (1L << i % 13) - 1);
            memory.fill(blocks[i], heap.sizeOf(blocks[i]), (byte) i);
        }
        for (int i = 0; i < blocks.length; i += 2) heap.free(blocks[i]);
        for (int i = 1; i < blocks.length; i += 2) {
            for (byte b : memory.bytes(blocks[i], heap.sizeOf(blocks[i]))) assertEquals((byte) i, b);
        }
        long again = heap.allocate(100, 8, Long.MAX_VALUE);
        for (byte b : memory.bytes(again, 100)) assertEquals(0, b);
    }

    @Test
    void endsOfBlocksAreNoticed() {
        long p = heap.allocate(24, 8, Long.MAX_VALUE);
        assertTrue(heap.isBlock(p));
        assertFalse(heap.isBlock(p + 8));
        heap.free(p);
        assertFalse(heap.isBlock(p));
        assertEquals(Memory.DEAD, memory.checkRead(p, 8));
        assertEquals(p, heap.find(p + 10, true));
    }

    @Test
    void resizeKeepsThePrefixAndZeroesTheRest() {
        long p = heap.allocate(10, 1, Long.MAX_VALUE);
        memory.write(p, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        long q = heap.resize(p, 3, 1, Long.MAX_VALUE);
        q = heap.resize(q, 2000, 1, Long.MAX_VALUE);
        assertArrayEquals(new byte[] {1, 2, 3, 0, 0}, memory.bytes(q, 5));
        assertEquals(2000, heap.alive());
        assertEquals(0, heap.resize(q, 4000, 1, 3000));
        assertEquals(0, heap.allocate(1001, 1, 3000));
    }

    @Test
    void versionsBringEverythingBack() {
        long p = heap.allocate(5000, 8, Long.MAX_VALUE);
        memory.write(p + 4000, new byte[] {1, 2, 3});
        Version before = memory.capture();
        memory.write(p, new byte[] {9});
        long q = heap.allocate(100_000, 8, Long.MAX_VALUE);
        heap.free(p);
        Version after = memory.capture();
        assertNotEquals(before.hash(), after.hash());
        memory.restore(before);
        assertEquals(before.hash(), memory.capture().hash());
        assertEquals(q, heap.allocate(100_000, 8, Long.MAX_VALUE));
        memory.restore(after);
        assertFalse(heap.isBlock(p));
        assertTrue(heap.isBlock(q));
        memory.restore(before);
        assertArrayEquals(new byte[] {0, 1, 2, 3}, memory.bytes(p + 3999, 4));
        assertEquals(0, memory.bytes(p, 1)[0]);
    }

    @Test
    void versionsShareWhatDidNotChange() {
        long p = heap.allocate(1 << 20, 8, Long.MAX_VALUE);
        memory.fill(p, 1 << 20, (byte) 7);
        memory.touch(p, 1 << 20);
        Version before = memory.capture();
        memory.write(p + 500_000, new byte[] {1});
        Version after = memory.capture();
        assertTrue(after.newBytes(before) < 3 * Memory.PAGE, "one page differs");
        assertTrue(after.pages() > 256);
        memory.write(p + 500_000, new byte[] {7});
        assertEquals(before.hash(), memory.capture().hash());
    }

    @Test
    void resetMakesMemoryFresh() {
        long p = heap.allocate(5000, 8, Long.MAX_VALUE);
        memory.write(p, new byte[] {1});
        memory.clear(memory.heapStart(), heap.top());
        heap.init();
        assertEquals(p, heap.allocate(5000, 8, Long.MAX_VALUE));
        assertEquals(0, memory.bytes(p, 1)[0]);
    }

    @Test
    void theGeneratorGivesThePublishedNumbers() {
        Pcg32 random = new Pcg32(42, 54);
        long[] expected = {0xa15c02b7L, 0x7b47f409L, 0xba1d3330L, 0x83d2f293L};
        for (long e : expected) assertEquals(e, random.next());
    }
}
