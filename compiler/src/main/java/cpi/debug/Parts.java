// What values consist of.
package cpi.debug;

import cpi.typed.ContextField;
import cpi.typed.ContextLayout;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.Layout;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import cpi.types.UntypedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes values apart, one level at a time and as much as is asked for: named parts (fields, the member of a tagged enum, what a
/// pointer leads to) and numbered ones (elements), which are read in pages.
public final class Parts {
    private final Values values;
    private final Layout layout;
    private final ContextLayout context;
    private final Containers containers;

    Parts(Values values, Layout layout, ContextLayout context) {
        this.values = values;
        this.layout = layout;
        this.context = context;
        this.containers = new Containers(this, values);
    }

    Containers containers() {
        return containers;
    }

    /// Whether a value has parts worth showing.
    public boolean isStructured(Value v) {
        if (layout.size(v.type()) > 0 && v.data().state(1) != MemoryView.State.ALIVE && v.type() != Type.CONTEXT) return false;
        return switch (v.type().definition()) {
            case StructType t -> !t.fields().isEmpty();
            case Type.ArrayType t -> t.count() > 0;
            case Type.SliceType t -> t.element() != IntType.I8 && count(v) > 0;
            case TaggedType _ -> payload(v).isPresent();
            case UnionType t -> !t.members().isEmpty();
            case Type.PointerType t -> leadsSomewhere(v, t);
            case Type.ContextType _ -> true;
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, EnumerationType _, FnType _, Type.MutexType _,
                 Type.ThreadType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> false;
        };
    }

    private boolean leadsSomewhere(Value v, Type.PointerType type) {
        if (type.target().definition() instanceof Type.NoneType) return false;
        long size = type.target() == Type.CONTEXT ? 8 : Math.max(1, layout.size(type.target()));
        return v.memory().state(values.bits(v).orElse(0L), size) == MemoryView.State.ALIVE;
    }

    /// How many numbered parts a value has: elements of slices, arrays and buffers, entries of maps.
    public long indexedCount(Value v) {
        if (!isStructured(v)) return 0;
        return switch (v.type().definition()) {
            case Type.ArrayType t -> t.count();
            case Type.SliceType _ -> Math.max(0, count(v));
            case Type.PointerType t when !(t.target().definition() instanceof Type.PointerType) -> indexedCount(pointee(v));
            case Type _ -> containers.text(v).isPresent() ? containers.count(v) : 0;
        };
    }

    /// Numbered parts from number `start` on.
    public List<Value> indexed(Value v, long start, long count) {
        long n = Math.max(0, Math.min(count, indexedCount(v) - start));
        return switch (v.type().definition()) {
            case Type.PointerType _ -> indexed(pointee(v), start, count);
            case Type.ArrayType _, Type.SliceType _ -> elements(v, start, n);
            case Type _ -> containers.entries(v, start, n);
        };
    }

    /// The parts with names, in order: what a pointer leads to shows its own parts.
    public List<Value> named(Value v) {
        return switch (v.type().definition()) {
            case StructType t -> fields(v, t);
            case UnionType t -> members(v, t);
            case TaggedType _ -> payload(v).map(List::of).orElse(List.of());
            case Type.ContextType _ -> contextFields(v);
            case Type.PointerType _ -> isStructured(v) ? ofPointee(v) : List.of();
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, EnumerationType _, FnType _, Type.MutexType _,
                 Type.ThreadType _, Type.SliceType _, Type.ArrayType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ ->
                     List.of();
        };
    }

    private List<Value> ofPointee(Value v) {
        Value target = pointee(v);
        boolean open = target.type().definition() instanceof StructType || target.type() == Type.CONTEXT
            || target.type().definition() instanceof UnionType || target.type().definition() instanceof Type.ArrayType;
        return open ? named(target) : List.of(target);
    }

    private List<Value> fields(Value v, StructType type) {
        List<Value> result = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            Type.Field field = type.fields().get(i);
            String name = field.name().isEmpty() ? Integer.toString(i) : field.name();
            result.add(part(v, name, field.type(), layout.fieldOffset(type, i)));
        }
        return result;
    }

    private List<Value> members(Value v, UnionType type) {
        List<Value> result = new ArrayList<>();
        for (Type.Member m : type.members()) result.add(part(v, m.name(), m.payload(), 0));
        return result;
    }

    private List<Value> contextFields(Value v) {
        List<Value> result = new ArrayList<>();
        for (ContextField field : context.fields()) result.add(part(v, field.path(), field.type(), context.offset(field)));
        return result;
    }

    private Value part(Value v, String name, Type type, long offset) {
        String path = v.expression().isEmpty() ? "" : v.expression().startsWith("^") ? pathOfPointee(v, name) : v.base() + "." + name;
        return new Value(name, type, v.data().part(offset, layout.size(type)), path, v.memory());
    }

    /// A pointer to a struct needs no `^` in front of a field.
    private static String pathOfPointee(Value v, String name) {
        String pointer = v.expression().substring(1);
        return (pointer.matches("[\\w.\\[\\]`]+") ? pointer : "(" + pointer + ")") + "." + name;
    }

    /// Elements of a slice or array.
    List<Value> elements(Value v, long start, long count) {
        boolean isSlice = v.type().definition() instanceof Type.SliceType;
        Type element = switch (v.type().definition()) {
            case Type.SliceType t -> t.element();
            case Type.ArrayType t -> t.element();
            case Type _ -> Type.ERROR;
        };
        long size = layout.size(element);
        long data = isSlice ? pointer(v, 0) : 0;
        List<Value> result = new ArrayList<>();
        for (long i = start; i < start + count; i++) {
            Data place = isSlice ? new Data.InMemory(v.memory(), data + i * size) : v.data().part(i * size, size);
            result.add(new Value("[" + i + "]", element, place, v.expression().isEmpty() ? "" : v.base() + "[" + i + "]", v.memory()));
        }
        return result;
    }

    /// The number of elements of a slice.
    long count(Value slice) {
        return pointer(slice, Layout.SLICE_COUNT);
    }

    /// Eight bytes of a value as a number.
    long pointer(Value v, long offset) {
        return values.bits(new Value("", IntType.I64, v.data().part(offset, 8), "", v.memory())).orElse(0L);
    }

    /// What a pointer leads to, alive or not.
    Value pointee(Value v) {
        Type target = ((Type.PointerType) v.type().definition()).target();
        long address = values.bits(v).orElse(0L);
        String path = v.expression().isEmpty() ? "" : "^" + v.base();
        return new Value("^" + v.name(), target, new Data.InMemory(v.memory(), address), path, v.memory());
    }

    long tag(Value v) {
        TaggedType type = (TaggedType) v.type().definition();
        return values.bits(new Value("", type.tag(), v.data().part(0, type.tag().bytes()), "", v.memory())).orElse(0L);
    }

    /// The payload of a tagged enum, if it is set and has one.
    Optional<Value> payload(Value v) {
        TaggedType type = (TaggedType) v.type().definition();
        long tag = tag(v);
        if (tag < 1 || tag > type.members().size()) return Optional.empty();
        Type.Member member = type.members().get((int) tag - 1);
        if (layout.size(member.payload()) == 0) return Optional.empty();
        return Optional.of(part(v, member.name(), member.payload(), layout.payloadOffset(type)));
    }
}
