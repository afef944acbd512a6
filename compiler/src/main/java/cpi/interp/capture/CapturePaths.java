// How parts of a value are written in messages about capture.
package cpi.interp.capture;

import cpi.engine.Raw;
import cpi.interp.Vm;
import cpi.types.FnType;
import cpi.types.Layout;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.Type.ArrayType;
import cpi.types.Type.Member;
import cpi.types.Type.PointerType;
import cpi.types.Type.SliceType;
import cpi.types.UnionType;
import java.util.ArrayList;
import java.util.List;

/// Walks types and values together: writes paths like expressions (C7.5), and finds the places that need a look (C7.4).
final class CapturePaths {
    private static final long SLICE_COUNT = 8;

    private final Layout layout;

    /// @param text of the object, or of the pointer to it
    /// @param pointer whether `text` is a pointer to the object, so that a part is written `text.x` or `(^text)`
    /// @param elements whether `text` is a slice or pointer whose element number `first` is the start of the object
    record Root(String text, boolean pointer, boolean elements, long first) {
        static Root of(String name) {
            return new Root(name, false, false, 0);
        }
    }

    enum Kind { POINTER, THREAD, MUTEX }

    /// A place inside an object whose type forbids some contents.
    record Special(Kind kind, long offset) {}

    CapturePaths(Vm vm) {
        this.layout = vm.layout();
    }

    /// The path to the part at an offset of an object.
    String path(Root root, Type type, long address, long offset) {
        Type whole = type.definition();
        if (root.elements && whole instanceof ArrayType array) {
            long size = Math.max(1, layout.size(array.element()));
            long index = offset / size;
            return inside(root.text + "[" + (index - root.first) + "]", array.element(), address + index * size, offset % size);
        }
        if (root.elements) return inside(root.text + "[" + -root.first + "]", type, address, offset);
        boolean named = whole instanceof StructType || whole instanceof TaggedType || whole instanceof UnionType;
        String start = root.pointer && !named ? "(^" + root.text + ")" : root.text;
        return inside(start, type, address, offset);
    }

    /// The path to the address at an offset of an object, as messages name it: of a slice its `data`.
    String offending(Root root, Type type, long address, long offset) {
        String path = path(root, type, address, offset);
        if (typeAt(type, address, offset) instanceof SliceType) return path + ".data";
        return path.startsWith("(^") && path.endsWith(")") ? path.substring(1, path.length() - 1) : path;
    }

    /// The path to the struct whose first field is at an offset of an object.
    String enclosing(Root root, Type type, long address, long offset) {
        String path = path(root, type, address, offset);
        return path.substring(0, Math.max(path.lastIndexOf('.'), root.text.length()));
    }

    private String inside(String path, Type type, long address, long offset) {
        return switch (type.definition()) {
            case StructType s -> {
                for (int i = s.fields().size() - 1; i >= 0; i--) {
                    long at = layout.fieldOffset(s, i);
                    Type.Field field = s.fields().get(i);
                    if (at > offset || offset >= at + layout.size(field.type())) continue;
                    String name = field.name().isEmpty() ? String.valueOf(i) : field.name();
                    yield inside(path + "." + name, field.type(), address + at, offset - at);
                }
                yield path;
            }
            case ArrayType a -> {
                long size = Math.max(1, layout.size(a.element()));
                yield inside(path + "[" + offset / size + "]", a.element(), address + offset / size * size, offset % size);
            }
            case TaggedType t -> {
                long at = layout.payloadOffset(t);
                int member = current(t, address);
                if (offset < at || member < 0) yield path;
                Member m = t.members().get(member);
                yield inside(path + "." + m.name(), m.payload(), address + at, offset - at);
            }
            case Type other -> path;
        };
    }

    private int current(TaggedType type, long address) {
        long tag = switch ((int) layout.size(type.tag())) {
            case 1 -> Raw.getByte(address) & 0xFF;
            case 2 -> Raw.getShort(address) & 0xFFFF;
            case 4 -> Raw.getInt(address);
            default -> Raw.getLong(address);
        };
        return tag >= 1 && tag <= type.members().size() ? (int) tag - 1 : -1;
    }

    /// How the object is written that the address at `offset` leads to.
    Root follow(Root root, Type type, long address, long offset, Type target, long targetOffset) {
        String text = path(root, type, address, offset);
        Type pointer = typeAt(type, address, offset);
        long size = target.definition() instanceof ArrayType a ? Math.max(1, layout.size(a.element())) : Math.max(1, layout.size(target));
        boolean elements = pointer instanceof SliceType || target.definition() instanceof ArrayType;
        return new Root(text, true, elements, targetOffset / size);
    }

    /// The pointer or slice at an offset.
    private Type typeAt(Type type, long address, long offset) {
        return switch (type.definition()) {
            case StructType s -> {
                for (int i = s.fields().size() - 1; i >= 0; i--) {
                    long at = layout.fieldOffset(s, i);
                    Type field = s.fields().get(i).type();
                    if (at <= offset && offset < at + layout.size(field)) yield typeAt(field, address + at, offset - at);
                }
                yield type;
            }
            case ArrayType a -> {
                long size = Math.max(1, layout.size(a.element()));
                yield typeAt(a.element(), address + offset / size * size, offset % size);
            }
            case TaggedType t -> {
                int member = current(t, address);
                long at = layout.payloadOffset(t);
                yield offset < at || member < 0 ? type : typeAt(t.members().get(member).payload(), address + at, offset - at);
            }
            case Type other -> other;
        };
    }

    List<Special> specials(Type type, long address, long size) {
        List<Special> result = new ArrayList<>();
        specials(type, address, 0, result);
        return result;
    }

    private void specials(Type type, long address, long offset, List<Special> result) {
        switch (type.definition()) {
            case PointerType _ -> result.add(new Special(Kind.POINTER, offset));
            case FnType _ -> result.add(new Special(Kind.POINTER, offset));
            case SliceType _ -> {
                if (Raw.getLong(address + offset + SLICE_COUNT) != 0) result.add(new Special(Kind.POINTER, offset));
            }
            case Type.ThreadType _ -> result.add(new Special(Kind.THREAD, offset));
            case Type.MutexType _ -> result.add(new Special(Kind.MUTEX, offset));
            case StructType s -> {
                for (int i = 0; i < s.fields().size(); i++) {
                    specials(s.fields().get(i).type(), address, offset + layout.fieldOffset(s, i), result);
                }
            }
            case ArrayType a -> {
                if (!mayHoldSpecials(a.element())) return;
                for (long i = 0; i < a.count(); i++) specials(a.element(), address, offset + i * layout.size(a.element()), result);
            }
            case TaggedType t -> {
                int member = current(t, address + offset);
                if (member >= 0) specials(t.members().get(member).payload(), address, offset + layout.payloadOffset(t), result);
            }
            case Type other -> { }
        }
    }

    private static boolean mayHoldSpecials(Type element) {
        Type type = element.definition();
        return !type.isInteger() && !type.isFloat() && type != Type.BOOL && type != Type.NONE;
    }
}
