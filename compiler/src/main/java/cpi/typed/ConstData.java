package cpi.typed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The value of a constant as memory: little-endian bytes in the layout of its type, and the addresses in it (C7).
///
/// At each relocation the eight bytes stand for the address of `target` plus `addend`; in [#bytes()] they are zero.
/// Frozen after it was made: the lists never change once the data is handed out (cycles need it to exist before it is full).
public final class ConstData {
    /// An address inside the data: the 8 bytes at `offset` are the address of `target` plus `addend`.
    public record Reloc(long offset, Symbol target, long addend) {}

    private final byte[] bytes;
    private final List<Reloc> relocs;

    private ConstData(byte[] bytes, List<Reloc> relocs) {
        this.bytes = bytes;
        this.relocs = relocs;
    }

    /// @param relocs is kept, not copied: an object graph with cycles is made by adding to it while its objects are built
    public static ConstData of(byte[] bytes, List<Reloc> relocs) {
        return new ConstData(bytes, relocs);
    }

    public static ConstData of(byte[] bytes) {
        return new ConstData(bytes, List.of());
    }

    /// An integer, `bool`, enumeration or absolute address of `size` bytes.
    public static ConstData ofLong(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (value >>> (8 * i));
        return new ConstData(bytes, List.of());
    }

    public static ConstData ofFloat(float value) {
        return ofLong(Float.floatToRawIntBits(value), 4);
    }

    public static ConstData ofDouble(double value) {
        return ofLong(Double.doubleToRawLongBits(value), 8);
    }

    /// The address of a symbol.
    public static ConstData ofAddress(Symbol target, long addend) {
        return new ConstData(new byte[8], List.of(new Reloc(0, target, addend)));
    }

    /// Zero bytes.
    public static ConstData zero(long size) {
        return new ConstData(new byte[Math.toIntExact(size)], List.of());
    }

    /// The bytes; must not be changed.
    public byte[] bytes() {
        return bytes;
    }

    public List<Reloc> relocs() {
        return Collections.unmodifiableList(relocs);
    }

    /// The `size` (1, 2, 4, 8) bytes at `offset` as a number, zero-extended.
    public long read(long offset, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) value |= (bytes[(int) offset + i] & 0xFFL) << (8 * i);
        return value;
    }

    /// Part of this data, as for a field of a struct.
    public ConstData slice(long offset, long size) {
        byte[] part = new byte[Math.toIntExact(size)];
        System.arraycopy(bytes, (int) offset, part, 0, part.length);
        List<Reloc> inside = new ArrayList<>();
        for (Reloc r : relocs) {
            if (r.offset() >= offset && r.offset() + 8 <= offset + size) {
                inside.add(new Reloc(r.offset() - offset, r.target(), r.addend()));
            }
        }
        return new ConstData(part, inside);
    }

    /// A buffer over a copy of the bytes, little-endian.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    public boolean isZero() {
        if (!relocs.isEmpty()) return false;
        for (byte b : bytes) if (b != 0) return false;
        return true;
    }
}
