// The memory of a machine: regions, checks of accesses, and marks of changed pages.
package cpi.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One range of real addresses, divided into regions, with a *shadow byte* for every granule of 8 bytes that says whether
/// the granule may be touched, and a *dirty byte* for every page of 4096 bytes that is set when something in it changes, so that
/// [#capture] only copies what was written. (Registers and slots of running functions are written without mark: whoever captures
/// touches the frames of all threads before execution goes on.)
///
/// The interpreter inlines the fast check: an access of size 1, 2, 4 or 8 at an address inside the range that is a multiple
/// of its size touches one granule, whose shadow byte must be negative for a read and [#RW] for a write. Everything else goes
/// through [#checkRead] and [#checkWrite], which know about unaligned and partly alive granules and name the fault. So a
/// wild pointer is a panic with a place (P04, P09, P17) and never touches memory of the host.
///
/// For compile-time evaluation there is also a *mark byte* for every byte (C7.2): k from 1 to 8 for the k-th byte of an
/// address, [#FOREIGN] for bytes that foreign code wrote, else 0. The marks of address `a` are at `a + markDelta()`; registers
/// live in the same range, so marks of registers work the same way.
public final class Memory {
    /// Size of a page, the unit of write tracking.
    public static final int PAGE = 4096;
    public static final int PAGE_SHIFT = 12;

    /// Shadow: all 8 bytes are alive and may be written.
    public static final byte RW = -1;
    /// Shadow: all 8 bytes are alive and must not be written.
    public static final byte RO = -2;
    /// Shadow: never allocated.
    public static final byte NONE = 0;
    /// Shadow: the first n bytes (1 to 7) are alive; the value is `PARTIAL_RW + n`.
    public static final byte PARTIAL_RW = 0x10;
    public static final byte PARTIAL_RO = 0x20;
    /// Shadow: a global whose initial value has not been computed yet (C4.1).
    public static final byte LAZY = 0x30;
    /// Shadow: memory that was freed, or a frame slot whose function returned.
    public static final byte FREED = 0x40;
    public static final byte DEAD_SLOT = 0x41;
    /// Shadow: the header in front of a block that is alive, or freed.
    public static final byte HEADER = 0x42;
    public static final byte FREED_HEADER = 0x43;
    /// Shadow: somebody wants to know of every access; the true state is in [Watches].
    public static final byte WATCHED = 0x50;

    /// What is wrong with an access.
    public static final int OK = 0;
    public static final int NIL = 1;
    public static final int READ_ONLY = 2;
    public static final int DEAD = 3;

    private static final int SCRATCH_BITS = 32;
    private static final int REGIONS = 16;
    private static final int UNTOUCHED = 1 << 16;
    /// Addresses that `nil` plus an offset inside an object can give (a type has at most 2^40 bytes, L3.1).
    private static final long NIL_RANGE = 1L << 16;

    /// Computes the initial value of a global when an evaluation first touches it. Gives whether it is alive now.
    public interface Lazy {
        boolean touch(long address);
    }

    private final List<Reservation> reservations;
    private final long base;
    private final long size;
    private final long shadow;
    private final long dirty;
    private final long markDelta;
    private Lazy lazy = _ -> false;
    /// What memory contained when it was last captured or restored; pages changed since then have a dirty byte.
    private Version captured = Version.EMPTY;
    /// Ends of what was ever used of the regions that change.
    private long writableTop;
    private long stackTop;
    private long heapTop;
    private final Watches watches = new Watches(this);

    private Memory(Reservation range, Reservation shadow, Reservation dirty, List<Reservation> marks) {
        this.reservations = new ArrayList<>(List.of(range, shadow, dirty));
        this.reservations.addAll(marks);
        this.base = range.address();
        this.size = range.size();
        this.shadow = shadow.address();
        this.dirty = dirty.address();
        this.markDelta = marks.isEmpty() ? 0 : marks.getFirst().address() - base;
    }

    /// Memory for running a program: at the same addresses in every run, if the system lets us.
    public static Memory forProgram() {
        return make(Reservation.fixed(38), false);
    }

    /// Memory anywhere, with address marks if asked for.
    public static Memory scratch(boolean marks) {
        return make(Reservation.scratch(SCRATCH_BITS), marks);
    }

    /// The same with a heap region of at least so many bytes, if the system lets us.
    public static Memory scratch(boolean marks, long heap) {
        int bits = 65 - Long.numberOfLeadingZeros(Math.clamp(heap, 1, 1L << 40) - 1);
        return make(Reservation.scratch(Math.max(SCRATCH_BITS, bits)), marks);
    }

    private static Memory make(Reservation range, boolean marks) {
        long size = range.size();
        Reservation shadow = aside(range, size >> 3);
        Reservation dirty = aside(range, size >> PAGE_SHIFT);
        List<Reservation> aside = marks ? List.of(Reservation.scratch(Long.numberOfTrailingZeros(size))) : List.of();
        return new Memory(range, shadow, dirty, aside);
    }

    private static Reservation aside(Reservation range, long size) {
        int bits = Long.numberOfTrailingZeros(size);
        return range.mapped() ? Reservation.fixed(bits) : Reservation.scratch(bits);
    }

    public void onLazy(Lazy callback) {
        lazy = callback;
    }

    /// Gives all memory back to the system. Nothing may touch it any more.
    public void close() {
        for (Reservation r : reservations) r.release();
        reservations.clear();
    }

    /// Makes a range of whole pages as it was when this memory was made; pages that were not changed cost next to nothing.
    public void clear(long start, long end) {
        long last = end - base + PAGE - 1 >> PAGE_SHIFT;
        for (long page = start - base >> PAGE_SHIFT; page < last; page++) {
            if ((page & 7) == 0 && Raw.getLong(dirty + page) == 0) {
                page += 7;
                continue;
            }
            if (Raw.getByte(dirty + page) == 0) continue;
            Raw.putByte(dirty + page, (byte) 0);
            long at = base + (page << PAGE_SHIFT);
            Raw.fill(at, PAGE, (byte) 0);
            Raw.fill(shadow + (page << PAGE_SHIFT - 3), PAGE / 8, (byte) 0);
            if (markDelta != 0) Raw.fill(at + markDelta, PAGE, (byte) 0);
        }
    }

    public long base() {
        return base;
    }

    /// Bytes in the range.
    public long size() {
        return size;
    }

    /// Address of the shadow byte of the first granule.
    public long shadowBase() {
        return shadow;
    }

    /// Address of the dirty byte of the first page.
    public long dirtyBase() {
        return dirty;
    }

    /// Whether there are address marks.
    public boolean hasMarks() {
        return markDelta != 0;
    }

    /// What to add to an address to get the address of its mark.
    public long markDelta() {
        return markDelta;
    }

    // The regions, as sixteenths of the range. Addresses below the first are never used.

    public long readOnlyStart() {
        return base + UNTOUCHED;
    }

    public long writableStart() {
        return base + size / REGIONS;
    }

    public long functionStart() {
        return base + 2 * (size / REGIONS);
    }

    public long stackStart() {
        return base + 3 * (size / REGIONS);
    }

    public long heapStart() {
        return base + 8 * (size / REGIONS);
    }

    public long end() {
        return base + size;
    }

    public boolean contains(long address) {
        return address - base >= 0 && address - base < size;
    }

    public boolean isStatic(long address) {
        return address >= base && address < functionStart();
    }

    /// The shadow byte of the granule that contains an address inside the range.
    public byte shadowAt(long address) {
        byte state = rawShadow(address);
        return state == WATCHED ? watches.hiddenState(address) : state;
    }

    byte rawShadow(long address) {
        return Raw.getByte(shadow + (address - base >> 3));
    }

    void putShadow(long granule, byte state) {
        Raw.putByte(shadow + (granule - base >> 3), state);
    }

    public Watches watches() {
        return watches;
    }

    /// Sets the shadow of `count` bytes at a granule boundary; the last granule may be partly alive.
    public void setShadow(long address, long count, byte state) {
        long at = shadow + (address - base >> 3);
        long whole = count >> 3;
        if (whole < 8) for (long i = 0; i < whole; i++) Raw.putByte(at + i, state);
        else Raw.fill(at, whole, state);
        int rest = (int) (count & 7);
        if (rest != 0) Raw.putByte(at + whole, partial(state, rest));
        long end = address + count;
        if (address >= heapStart()) heapTop = Math.max(heapTop, end);
        else if (address < functionStart()) writableTop = Math.max(writableTop, end);
        touch(address, count);
        if (!watches.isEmpty()) watches.shadowChanged(address, count, state);
    }

    /// Makes all memory from `start` to `end` dead. Pages in which nothing has ever been cost nothing.
    public void release(long start, long end) {
        long last = end - base + PAGE - 1 >> PAGE_SHIFT;
        for (long page = start - base >> PAGE_SHIFT; page < last; page++) {
            if (Raw.getByte(dirty + page) == 0 && captured.page(page) == null) continue;
            long from = Math.max(start, base + (page << PAGE_SHIFT));
            setShadow(from, Math.min(end, base + (page + 1 << PAGE_SHIFT)) - from, NONE);
        }
    }

    private static byte partial(byte state, int rest) {
        if (state == RW) return (byte) (PARTIAL_RW + rest);
        return state == RO ? (byte) (PARTIAL_RO + rest) : state;
    }

    /// Marks the pages of a range as changed.
    public void touch(long address, long count) {
        if (count == 0) return;
        long first = address - base >> PAGE_SHIFT;
        long last = address + count - 1 - base >> PAGE_SHIFT;
        for (long page = first; page <= last; page++) Raw.putByte(dirty + page, (byte) 1);
    }

    /// Whether `count` bytes at `address` may be read: [#OK], or what is wrong.
    public int checkRead(long address, long count) {
        int fault = check(address, count, false);
        if (fault == OK && !watches.isEmpty()) watches.note(address, count, false);
        return fault;
    }

    /// Whether `count` bytes at `address` may be written; marks their pages if so.
    public int checkWrite(long address, long count) {
        int fault = check(address, count, true);
        if (fault == OK) touch(address, count);
        if (fault == OK && !watches.isEmpty()) watches.note(address, count, true);
        return fault;
    }

    private int check(long address, long count, boolean write) {
        if (count <= 0) return OK;
        if (address >= 0 && address < NIL_RANGE) return NIL;
        if (address - base < 0 || address - base >= size || count > size - (address - base)) return DEAD;
        long end = address + count;
        long at = address;
        while (at < end) {
            long granule = at & -8;
            if ((at & 63) == 0 && end - at >= 64 && Raw.getLong(shadow + (at - base >> 3)) == -1L) {
                at += 64;
                continue;
            }
            int fault = checkGranule(granule, (int) Math.min(end - granule, 8), write);
            if (fault != OK) return fault;
            at = granule + 8;
        }
        return OK;
    }

    /// Checks the bytes of one granule up to its `limit`-th.
    private int checkGranule(long granule, int limit, boolean write) {
        byte state = shadowAt(granule);
        if (state == RW) return OK;
        if (state == RO) return write ? READ_ONLY : OK;
        if (state > PARTIAL_RW && state < PARTIAL_RW + 8) return limit <= state - PARTIAL_RW ? OK : DEAD;
        if (state > PARTIAL_RO && state < PARTIAL_RO + 8) {
            return limit > state - PARTIAL_RO ? DEAD : write ? READ_ONLY : OK;
        }
        if (state == LAZY && lazy.touch(granule)) return checkGranule(granule, limit, write);
        return DEAD;
    }

    /// Copies bytes, and their marks if there are any. Both ranges have been checked; they may overlap.
    public void copy(long from, long to, long count) {
        Raw.copy(from, to, count);
        if (markDelta != 0) Raw.copy(from + markDelta, to + markDelta, count);
    }

    /// Sets checked bytes and clears their marks.
    public void fill(long address, long count, byte value) {
        Raw.fill(address, count, value);
        if (markDelta != 0) Raw.fill(address + markDelta, count, (byte) 0);
    }

    /// The contents now. Only pages that were written to since the last call (or [#restore]) are looked at. Read-only static data is
    /// not part of it: that never changes.
    public Version capture() {
        long[] numbers = changed();
        int count = 0;
        Version.@Nullable Page[] pages = new Version.@Nullable Page[numbers.length];
        byte[] buffer = new byte[pageBytes()];
        for (long number : numbers) {
            read(number, buffer);
            Version.Page before = captured.page(number);
            numbers[count] = number;
            if (before != null && Arrays.equals(before.bytes, buffer)) {
                pages[count++] = before.again();
                continue;
            }
            pages[count++] = Version.isZero(buffer) ? null : new Version.Page(buffer);
            buffer = new byte[buffer.length];
        }
        captured = captured.with(numbers, pages, count);
        return captured;
    }

    /// Makes the contents what they were when the version was captured: writes pages that differ from it.
    public void restore(Version version) {
        for (long number : changed()) write(number, version.page(number));
        Version.differences(captured, version, (number, before, page) -> {
            if (before == null || page == null || before.bytes != page.bytes) write(number, page);
        });
        captured = version;
    }

    /// The numbers of the pages that have a mark, which is taken away.
    private long[] changed() {
        long[] numbers = new long[64];
        int count = 0;
        long[] bounds = {base, readOnlyStart(), writableStart(), Math.max(writableTop, writableStart()), stackStart(),
            Math.max(stackTop, stackStart()), heapStart(), Math.max(heapTop, heapStart())};
        for (int i = 0; i < bounds.length; i += 2) {
            long end = bounds[i + 1] - base + PAGE - 1 >> PAGE_SHIFT;
            for (long page = bounds[i] - base >> PAGE_SHIFT; page < end; page++) {
                if ((page & 7) == 0 && Raw.getLong(dirty + page) == 0) {
                    page += 7;
                    continue;
                }
                if (Raw.getByte(dirty + page) == 0) continue;
                Raw.putByte(dirty + page, (byte) 0);
                if (count == numbers.length) numbers = Arrays.copyOf(numbers, 2 * count);
                numbers[count++] = page;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private int pageBytes() {
        return PAGE + PAGE / 8 + (markDelta == 0 ? 0 : PAGE);
    }

    private void read(long number, byte[] page) {
        long at = base + (number << PAGE_SHIFT);
        Raw.toArray(at, page, 0, PAGE);
        Raw.toArray(shadow + (number << PAGE_SHIFT - 3), page, PAGE, PAGE / 8);
        if (markDelta == 0) return;
        Raw.toArray(at + markDelta, page, PAGE + PAGE / 8, PAGE);
        // When a lazy object got its address does not belong to the state: it may have been in another future.
        for (int i = PAGE; i < PAGE + PAGE / 8; i++) if (page[i] == LAZY) page[i] = NONE;
    }

    private void write(long number, Version.@Nullable Page page) {
        long at = base + (number << PAGE_SHIFT);
        if (page == null) {
            Raw.fill(at, PAGE, (byte) 0);
            Raw.fill(shadow + (number << PAGE_SHIFT - 3), PAGE / 8, (byte) 0);
            if (markDelta != 0) Raw.fill(at + markDelta, PAGE, (byte) 0);
            return;
        }
        Raw.fromArray(page.bytes, 0, at, PAGE);
        Raw.fromArray(page.bytes, PAGE, shadow + (number << PAGE_SHIFT - 3), PAGE / 8);
        if (markDelta != 0) Raw.fromArray(page.bytes, PAGE + PAGE / 8, at + markDelta, PAGE);
    }

    /// Whether bytes of a range may have been written between two versions.
    public boolean mayDiffer(Version before, Version after, long address, long count) {
        return Version.differ(before, after, address - base >> PAGE_SHIFT, address + count - 1 - base >> PAGE_SHIFT);
    }

    /// A thread's stack reaches up to here.
    void useStack(long end) {
        stackTop = Math.max(stackTop, end);
    }

    public byte[] bytes(long address, long count) {
        byte[] result = new byte[Math.toIntExact(count)];
        Raw.toArray(address, result, 0, result.length);
        return result;
    }

    /// Writes bytes to checked memory and clears their marks.
    public void write(long address, byte[] bytes) {
        Raw.fromArray(bytes, 0, address, bytes.length);
        if (markDelta != 0) Raw.fill(address + markDelta, bytes.length, (byte) 0);
        touch(address, bytes.length);
    }

    /// Writes 8 bytes to checked memory and clears their marks.
    public void writeLong(long address, long value) {
        Raw.putLong(address, value);
        if (markDelta != 0) Raw.putLong(address + markDelta, 0);
        touch(address, 8);
    }

    /// -1, 0 or 1: the first differing unsigned byte of two checked ranges decides.
    public int compare(long p, long q, long count) {
        long i = 0;
        while (i + 8 <= count && Raw.getLong(p + i) == Raw.getLong(q + i)) i += 8;
        for (; i < count; i++) {
            int difference = (Raw.getByte(p + i) & 0xFF) - (Raw.getByte(q + i) & 0xFF);
            if (difference != 0) return difference < 0 ? -1 : 1;
        }
        return 0;
    }

    /// Position of the first byte equal to `wanted` in a checked range, -1 if there is none.
    public long indexOf(long address, byte wanted, long count) {
        for (long i = 0; i < count; i++) if (Raw.getByte(address + i) == wanted) return i;
        return -1;
    }

    /// FNV-1a of a checked range.
    public long fnv(long address, long count, long seed) {
        long hash = seed;
        for (long i = 0; i < count; i++) hash = (hash ^ Raw.getByte(address + i) & 0xFF) * 0x100_0000_01B3L;
        return hash;
    }

    /// The same of bytes that are no memory of the machine.
    public static long fnv(byte[] bytes, long seed) {
        long hash = seed;
        for (byte b : bytes) hash = (hash ^ b & 0xFF) * 0x100_0000_01B3L;
        return hash;
    }

    /// Marks 8 bytes as an address (C7.2); `nil` is never marked.
    public void markAddress(long at) {
        if (markDelta != 0) Raw.putLong(at + markDelta, Raw.getLong(at) == 0 ? 0 : ADDRESS_MARK);
    }

    /// The mark of bytes that foreign code wrote: they may be part of an address of its own.
    public static final byte FOREIGN = 0x10;
    /// The marks of 8 such bytes.
    public static final long FOREIGN_MARK = 0x10_10_10_10_10_10_10_10L;

    /// The marks of 8 bytes that are one address.
    public static final long ADDRESS_MARK = 0x08_07_06_05_04_03_02_01L;
}
