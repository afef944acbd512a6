package cpi.elf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Growable little-endian bytes. Offsets are from 0; the `set` and `get` methods need an offset within [#size()].
public final class Bytes {
    private static final int FIRST_ROOM = 256;

    private byte[] data;
    private int size;

    public Bytes() {
        this(FIRST_ROOM);
    }

    /// With room for so many bytes before it has to grow.
    public Bytes(int room) {
        data = new byte[Math.max(16, room)];
    }

    public int size() {
        return size;
    }

    private void room(int more) {
        if (data.length - size < more) data = Arrays.copyOf(data, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, 1 << 30)));
    }

    public void u8(int v) {
        if (size == data.length) room(1);
        data[size++] = (byte) v;
    }

    public void u16(int v) {
        room(2);
        data[size] = (byte) v;
        data[size + 1] = (byte) (v >> 8);
        size += 2;
    }

    /// The low 32 bits.
    public void u32(int v) {
        room(4);
        size += 4;
        set32(size - 4, v);
    }

    public void u64(long v) {
        room(8);
        size += 8;
        set64(size - 8, v);
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
        bytes(s.getBytes(StandardCharsets.UTF_8));
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
        room(to - from);
        System.arraycopy(b, from, data, size, to - from);
        size += to - from;
    }

    /// All bytes of another.
    public void bytes(Bytes other) {
        bytes(other.data, 0, other.size);
    }

    public void zeros(int n) {
        room(n);
        Arrays.fill(data, size, size + n, (byte) 0);
        size += n;
    }

    /// Zeros up to a multiple of `n`, a power of two.
    public void align(int n) {
        zeros(-size & n - 1);
    }

    public void set8(int at, int v) {
        data[at] = (byte) v;
    }

    public void set32(int at, int v) {
        byte[] d = data;
        d[at] = (byte) v;
        d[at + 1] = (byte) (v >> 8);
        d[at + 2] = (byte) (v >> 16);
        d[at + 3] = (byte) (v >> 24);
    }

    public void set64(int at, long v) {
        set32(at, (int) v);
        set32(at + 4, (int) (v >> 32));
    }

    public int get8(int at) {
        return data[at] & 0xFF;
    }

    public int get32(int at) {
        byte[] d = data;
        return d[at] & 0xFF | (d[at + 1] & 0xFF) << 8 | (d[at + 2] & 0xFF) << 16 | d[at + 3] << 24;
    }

    /// Forgets what is behind the first `n` bytes.
    public void truncate(int n) {
        size = n;
    }

    public byte[] toArray() {
        return Arrays.copyOf(data, size);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(data, 0, size);
    }
}
