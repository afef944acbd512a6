// Reading and building the memory of constants.
package cpi.sema.constant;

import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Helpers for [ConstData].
public final class Data {
    private Data() {}

    /// The bytes of a string, given the slice. Empty if they are not in static data.
    public static byte[] stringBytes(ConstData slice) {
        long count = slice.read(8, 8);
        if (count <= 0 || slice.relocs().size() != 1 || !(slice.relocs().getFirst().target() instanceof StaticObject object)) {
            return new byte[0];
        }
        long start = slice.relocs().getFirst().addend();
        byte[] all = object.data().bytes();
        if (start < 0 || start + count > all.length) return new byte[0];
        return Arrays.copyOfRange(all, (int) start, (int) (start + count));
    }

    /// A value composed of parts at offsets.
    public static final class Builder {
        private final byte[] bytes;
        private final List<ConstData.Reloc> relocs = new ArrayList<>();

        public Builder(long size) {
            bytes = new byte[Math.toIntExact(size)];
        }

        public Builder put(long offset, ConstData part) {
            System.arraycopy(part.bytes(), 0, bytes, (int) offset, part.bytes().length);
            for (ConstData.Reloc r : part.relocs()) relocs.add(new ConstData.Reloc(offset + r.offset(), r.target(), r.addend()));
            return this;
        }

        public Builder putLong(long offset, long value, int size) {
            for (int i = 0; i < size; i++) bytes[(int) offset + i] = (byte) (value >>> (8 * i));
            return this;
        }

        public ConstData build() {
            return relocs.isEmpty() ? ConstData.of(bytes) : ConstData.of(bytes, relocs);
        }
    }
}
