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

    /// Longer paths, as those into long lists, are cut in the middle to this length.
    private static final int LONGEST = 200;

    /// How an object was reached: from the value itself, or through an address in another object. It is put into words only for
    /// a message, because the words would be long for long lists.
    sealed interface Root {
        record Value(String name) implements Root {}

        /// @param offset of the address in the object of `root`
        /// @param targetOffset where in the object of type `target` it leads
        record Through(Root root, Type type, long address, long offset, Type target, long targetOffset) implements Root {}
    }

    /// @param text of the object, or of the pointer to it
    /// @param pointer whether `text` is a pointer to the object, so that a part is written `text.x` or `(^text)`
    /// @param elements whether `text` is a slice or pointer whose element number `first` is the start of the object
    private record Words(String text, boolean pointer, boolean elements, long first) {}

    enum Kind { POINTER, THREAD, MUTEX }

    /// A place inside an object whose type forbids some contents.
    record Special(Kind kind, long offset) {}

    CapturePaths(Vm vm) {
        this.layout = vm.layout();
    }

    private Words words(Root root) {
        List<Root.Through> steps = new ArrayList<>();
        Root start = root;
        while (start instanceof Root.Through step) {
            steps.add(step);
            start = step.root;
        }
        Words words = new Words(start instanceof Root.Value value ? value.name : "", false, false, 0);
        for (Root.Through step : steps.reversed()) words = follow(words, step);
        return words;
    }

    private static String shortened(String path) {
        int half = LONGEST / 2;
        return path.length() <= LONGEST ? path : path.substring(0, half) + "..." + path.substring(path.length() - half);
    }

    /// The path to the part at an offset of an object.
    private String path(Words root, Type type, long address, long offset) {
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
        String path = path(words(root), type, address, offset);
        if (typeAt(type, address, offset) instanceof SliceType) return path + ".data";
        return path.startsWith("(^") && path.endsWith(")") ? path.substring(1, path.length() - 1) : path;
    }

    /// The path to the struct whose first field is at an offset of an object.
    String enclosing(Root root, Type type, long address, long offset) {
        Words words = words(root);
        String path = path(words, type, address, offset);
        return path.substring(0, Math.max(path.lastIndexOf('.'), words.text.length()));
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
    private Words follow(Words root, Root.Through step) {
        String text = shortened(path(root, step.type, step.address, step.offset));
        Type pointer = typeAt(step.type, step.address, step.offset);
        Type target = step.target;
        long size = target.definition() instanceof ArrayType a ? Math.max(1, layout.size(a.element())) : Math.max(1, layout.size(target));
        boolean elements = pointer instanceof SliceType || target.definition() instanceof ArrayType;
        return new Words(text, true, elements, step.targetOffset / size);
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
