package cpi.elf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Growable little-endian bytes. Offsets are from 0; the `set` and `get` methods need an offset within [#size()].
///
/// They lie in chunks, as touching fresh memory costs more than writing to it: nothing is copied when they grow.
public final class Bytes {
    private static final int SHIFT = 16, CHUNK = 1 << SHIFT, MASK = CHUNK - 1;
    private static final int FIRST = 256;

    /// All of the full size, but for the first if it is the only one.
    private byte[][] chunks = new byte[4][];
    private int last;
    private byte[] chunk;
    private int used;

    public Bytes() {
        chunk = new byte[FIRST];
        chunks[0] = chunk;
    }

    public int size() {
        return (last << SHIFT) + used;
    }

    /// Makes room behind a chunk that is full.
    private void more() {
        if (used < CHUNK) {
            chunk = Arrays.copyOf(chunk, Math.min(CHUNK, 4 * chunk.length));
            chunks[last] = chunk;
            return;
        }
        last++;
        if (last == chunks.length) chunks = Arrays.copyOf(chunks, 2 * last);
        byte[] next = chunks[last];
        if (next == null) {
            next = new byte[CHUNK];
            chunks[last] = next;
        }
        chunk = next;
        used = 0;
    }

    /// Small enough to become a part of its callers.
    public void u8(int v) {
        if (used == chunk.length) more();
        chunk[used++] = (byte) v;
    }

    public void u16(int v) {
        u8(v);
        u8(v >> 8);
    }

    /// The low 32 bits.
    public void u32(int v) {
        byte[] c = chunk;
        int at = used;
        if (at + 4 > c.length) {
            u16(v);
            u16(v >> 16);
            return;
        }
        c[at] = (byte) v;
        c[at + 1] = (byte) (v >> 8);
        c[at + 2] = (byte) (v >> 16);
        c[at + 3] = (byte) (v >> 24);
        used = at + 4;
    }

    public void u64(long v) {
        u32((int) v);
        u32((int) (v >> 32));
    }

    /// Unsigned LEB128.
    public void uleb(long v) {
        long rest = v;
        while ((rest & ~0x7FL) != 0) {
            u8((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        u8((int) rest);
    }

    /// Signed LEB128.
    public void sleb(long v) {
        long rest = v;
        while (rest < -0x40 || rest >= 0x40) {
            u8((int) rest & 0x7F | 0x80);
            rest >>= 7;
        }
        u8((int) rest & 0x7F);
    }

    /// UTF-8, without a zero byte.
    public void text(String s) {
        int length = s.length();
        for (int i = 0; i < length; i++) {
            char c = s.charAt(i);
            if (c >= 0x80) {
                bytes(s.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            u8(c);
        }
    }

    /// UTF-8 with a zero byte behind.
    public void textZ(String s) {
        text(s);
        u8(0);
    }

    public void bytes(byte[] b) {
        bytes(b, 0, b.length);
    }

    /// The bytes from `from` (included) to `to` (excluded).
    public void bytes(byte[] b, int from, int to) {
        for (int at = from; at < to; ) {
            if (used == chunk.length) more();
            int count = Math.min(to - at, chunk.length - used);
            System.arraycopy(b, at, chunk, used, count);
            used += count;
            at += count;
        }
    }

    /// All bytes of another.
    public void bytes(Bytes other) {
        for (int i = 0; i < other.last; i++) bytes(other.chunks[i], 0, CHUNK);
        bytes(other.chunk, 0, other.used);
    }

    public void zeros(int n) {
        for (int rest = n; rest > 0; ) {
            if (used == chunk.length) more();
            int count = Math.min(rest, chunk.length - used);
            Arrays.fill(chunk, used, used + count, (byte) 0);
            used += count;
            rest -= count;
        }
    }

    /// Zeros up to a multiple of `n`, a power of two.
    public void align(int n) {
        zeros(-size() & n - 1);
    }

    public void set8(int at, int v) {
        chunks[at >> SHIFT][at & MASK] = (byte) v;
    }

    public void set32(int at, int v) {
        int place = at & MASK;
        if (place > CHUNK - 4) {
            for (int i = 0; i < 4; i++) set8(at + i, v >> 8 * i);
            return;
        }
        byte[] c = chunks[at >> SHIFT];
        c[place] = (byte) v;
        c[place + 1] = (byte) (v >> 8);
        c[place + 2] = (byte) (v >> 16);
        c[place + 3] = (byte) (v >> 24);
    }

    public void set64(int at, long v) {
        set32(at, (int) v);
        set32(at + 4, (int) (v >> 32));
    }

    public int get8(int at) {
        return chunks[at >> SHIFT][at & MASK] & 0xFF;
    }

    public int get32(int at) {
        int place = at & MASK;
        if (place > CHUNK - 4) return get8(at) | get8(at + 1) << 8 | get8(at + 2) << 16 | get8(at + 3) << 24;
        byte[] c = chunks[at >> SHIFT];
        return c[place] & 0xFF | (c[place + 1] & 0xFF) << 8 | (c[place + 2] & 0xFF) << 16 | c[place + 3] << 24;
    }

    public long get64(int at) {
        return get32(at) & 0xFFFF_FFFFL | (long) get32(at + 4) << 32;
    }

    /// Forgets what is behind the first `n` bytes.
    public void truncate(int n) {
        // A full chunk may be the last one.
        last = n > 0 ? n - 1 >> SHIFT : 0;
        used = n - (last << SHIFT);
        chunk = chunks[last];
    }

    public byte[] toArray() {
        byte[] result = new byte[size()];
        for (int i = 0; i < last; i++) System.arraycopy(chunks[i], 0, result, i << SHIFT, CHUNK);
        System.arraycopy(chunk, 0, result, last << SHIFT, used);
        return result;
    }

    public void writeTo(OutputStream out) throws IOException {
        for (int i = 0; i < last; i++) out.write(chunks[i], 0, CHUNK);
        out.write(chunk, 0, used);
    }
}
