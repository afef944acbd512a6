package cpi.sema.constant;

import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import cpi.types.Layout;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The key of a compile-time argument that is a value (L10.5): values are equal if they have one type and the same bytes, where
/// slices count by their elements and other addresses by what they point to.
public record ConstKey(Type type, List<Object> parts) {
    private record Address(Symbol target, long addend) {}

    private record Bytes(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes b && Arrays.equals(bytes, b.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    public static ConstKey of(Type type, ConstData data, Layout layout) {
        List<Object> parts = new ArrayList<>();
        add(type, data, layout, parts);
        return new ConstKey(type, parts);
    }

    private static void add(Type type, ConstData data, Layout layout, List<Object> parts) {
        if (data.relocs().isEmpty()) {
            parts.add(new Bytes(data.bytes()));
        } else if (type.definition() instanceof Type.SliceType slice
                && data.relocs().getFirst().target() instanceof StaticObject object) {
            addElements(layout.size(slice.element()), data, object, parts);
        } else {
            parts.add(new Bytes(data.bytes()));
            for (ConstData.Reloc reloc : data.relocs()) {
                parts.add(reloc.offset());
                parts.add(new Address(reloc.target(), reloc.addend()));
            }
        }
    }

    private static void addElements(long size, ConstData data, StaticObject object, List<Object> parts) {
        long count = Math.max(data.read(8, 8), 0);
        long start = data.relocs().getFirst().addend();
        long available = object.data().bytes().length;
        parts.add(count);
        if (object.writable() || start < 0 || start > available) {
            parts.add(new Address(object, start));
            return;
        }
        long length = Math.min(size * count, available - start);
        ConstData elements = object.data().slice(start, length);
        parts.add(new Bytes(elements.bytes()));
        for (ConstData.Reloc reloc : elements.relocs()) {
            parts.add(reloc.offset());
            addTarget(reloc, parts);
        }
    }

    /// Texts inside a slice count by content too.
    private static void addTarget(ConstData.Reloc reloc, List<Object> parts) {
        if (reloc.target() instanceof StaticObject object && !object.writable() && object.data().relocs().isEmpty()) {
            parts.add(new Bytes(object.data().bytes()));
            parts.add(reloc.addend());
        } else {
            parts.add(new Address(reloc.target(), reloc.addend()));
        }
    }
}
