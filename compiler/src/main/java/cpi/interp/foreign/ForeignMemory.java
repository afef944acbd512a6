// Memory that belongs to C.
package cpi.interp.foreign;

import cpi.engine.Host;
import cpi.engine.Memory;
import cpi.engine.Raw;
import java.util.Arrays;
import java.util.Optional;

/// Access to addresses outside the machine's range, which a program has from C. They are read through the [Host], so that a wrong one
/// is a panic and a repeated run reads what the first run read.
///
/// What was read is kept in *lines* of 64 bytes until C runs again, as nothing else changes it. The lines lie in the machine's own
/// range, below the read-only data, where the program cannot touch them: so they are part of every checkpoint and hash.
public final class ForeignMemory {
    /// A search has met an address where there is no memory.
    public static final long MISSING = -2;
    private static final int LINE = 64;
    private static final int LINES = 512;
    private static final int TAG = 0;
    private static final int EPOCH = 8;
    private static final int DATA = 16;
    private static final int ENTRY = DATA + LINE;
    private static final int PIECE = 1 << 16;

    private final Memory memory;
    private final Host host;
    /// The control word: how often C has run so far.
    private final long epoch;
    private final long lines;

    public ForeignMemory(Memory memory, Host host) {
        this.memory = memory;
        this.host = host;
        this.epoch = memory.base() + Memory.PAGE;
        this.lines = epoch + Memory.PAGE;
    }

    /// C has run: what was read may be different now.
    public void changed() {
        Raw.putLong(epoch, Raw.getLong(epoch) + 1);
        memory.touch(epoch, 8);
    }

    /// A new evaluation begins.
    public void reset() {
        if (Raw.getLong(epoch) == 0) return;
        Raw.fill(epoch, Memory.PAGE + (long) LINES * ENTRY, (byte) 0);
    }

    /// Whether an access may concern C: its address is outside the range, and the program has called C before.
    public boolean concerns(long address) {
        return !memory.contains(address) && (address < 0 || address >= Memory.PAGE) && Raw.getLong(epoch) != 0;
    }

    /// Address of the kept copy of the line that contains an address, 0 if C has no memory there.
    private long line(long address) {
        long tag = address & -LINE;
        long entry = lines + (address >>> 6 & LINES - 1) * ENTRY;
        if (Raw.getLong(entry + TAG) != tag || Raw.getLong(entry + EPOCH) != Raw.getLong(epoch)) {
            Host.Answer answer = host.readForeign(tag, LINE);
            if (answer.error() != 0) return 0;
            Raw.putLong(entry + TAG, tag);
            Raw.putLong(entry + EPOCH, Raw.getLong(epoch));
            Raw.fromArray(answer.data(), 0, entry + DATA, LINE);
            memory.touch(entry, ENTRY);
        }
        return entry + DATA;
    }

    /// Reads up to 8 bytes into `to`. False if there is no such memory.
    public boolean load(long address, int size, long to) {
        for (int i = 0; i < size; i++) {
            long line = line(address + i);
            if (line == 0) return false;
            Raw.putByte(to + i, Raw.getByte(line + (address + i & LINE - 1)));
        }
        return true;
    }

    /// Writes bytes. False if there is no such memory or it must not be written.
    public boolean store(long address, byte[] bytes) {
        if (host.writeForeign(address, bytes) != 0) return false;
        for (int i = 0; i < bytes.length; i++) {
            long at = address + i;
            long entry = lines + (at >>> 6 & LINES - 1) * ENTRY;
            if (Raw.getLong(entry + TAG) != (at & -LINE)) continue;
            Raw.putByte(entry + DATA + (at & LINE - 1), bytes[i]);
            memory.touch(entry, ENTRY);
        }
        return true;
    }

    /// The bytes of a range, C's or the machine's own; empty if a part of it is not there.
    public Optional<byte[]> bytes(long address, long count) {
        if (count <= 0) return Optional.of(new byte[0]);
        if (!concerns(address)) {
            boolean readable = memory.checkRead(address, count) == Memory.OK;
            return readable ? Optional.of(memory.bytes(address, count)) : Optional.empty();
        }
        if (count > Integer.MAX_VALUE - LINE) return Optional.empty();
        byte[] result = new byte[(int) count];
        for (int done = 0; done < result.length; done += PIECE) {
            Host.Answer answer = host.readForeign(address + done, Math.min(PIECE, result.length - done));
            if (answer.error() != 0) return Optional.empty();
            System.arraycopy(answer.data(), 0, result, done, answer.data().length);
        }
        return Optional.of(result);
    }

    /// Copies between ranges of which at least one is C's. False if a part of them is not there, or neither is C's.
    public boolean copy(long to, long from, long count) {
        if (!concerns(to) && !concerns(from)) return false;
        if (!concerns(to) && memory.checkWrite(to, count) != Memory.OK) return false;
        Optional<byte[]> bytes = bytes(from, count);
        if (bytes.isEmpty()) return false;
        if (concerns(to)) return store(to, bytes.get());
        memory.write(to, bytes.get());
        return true;
    }

    /// Position of the first byte equal to `wanted`, -1 if there is none, [#MISSING] if the range ends before one is found.
    public long indexOf(long address, byte wanted, long count) {
        for (long i = 0; i < count; i++) {
            long line = line(address + i);
            if (line == 0) return MISSING;
            if (Raw.getByte(line + (address + i & LINE - 1)) == wanted) return i;
        }
        return -1;
    }

    /// Sets bytes of C. False if they are not there or not C's.
    public boolean fill(long address, long count, byte value) {
        if (!concerns(address) || count > Integer.MAX_VALUE - LINE) return false;
        byte[] bytes = new byte[(int) count];
        Arrays.fill(bytes, value);
        return store(address, bytes);
    }
}
