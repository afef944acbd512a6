package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.ConstDefault;
import cpi.typed.StaticObject;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The default values of types (L3.1) and the static data that constants of aggregate types need; one for a compilation.
///
/// Field defaults are evaluated when first asked for, so every method can throw [cpi.typed.CompileTimeFailure].
public final class Defaults {
    private final Layout layout;
    private final Map<Type, Boolean> zero = new IdentityHashMap<>();
    private final Map<Type, StaticObject> objects = new IdentityHashMap<>();
    private final Map<ConstData, StaticObject> constants = new IdentityHashMap<>();
    private final Map<String, StaticObject> texts = new HashMap<>();

    public Defaults(Layout layout) {
        this.layout = layout;
    }

    /// Whether all bytes of the default value are zero.
    public boolean isZero(Type type) {
        Boolean known = zero.get(type);
        if (known != null) return known;
        boolean result = switch (type) {
            case NamedType t -> isZero(t.target());
            case EnumerationType t -> t.items().getFirst().value() == 0;
            case Type.ArrayType t -> t.count() == 0 || isZero(t.element());
            case StructType t -> t.fields().stream().allMatch(this::isZero);
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, TaggedType _,
                 UnionType _, FnType _, Type.MutexType _, Type.ThreadType _ -> true;
            case Type.ContextType _, UntypedType _, OpenType _, Type.ErrorType _ -> throw noDefault(type);
        };
        zero.put(type, result);
        return result;
    }

    private boolean isZero(Type.Field field) {
        return field.init() instanceof ConstDefault init ? init.value().isZero() : isZero(field.type());
    }

    /// The default value of a type as bytes.
    public ConstData of(Type type) {
        int size = Math.toIntExact(layout.size(type));
        if (isZero(type)) return ConstData.zero(size);
        return switch (type) {
            case NamedType t -> of(t.target());
            case EnumerationType t -> ConstData.ofLong(t.items().getFirst().value(), size);
            case Type.ArrayType t -> {
                ConstData element = of(t.element());
                Writer writer = new Writer(size);
                for (long i = 0; i < t.count(); i++) writer.write(i * element.bytes().length, element);
                yield writer.data();
            }
            case StructType t -> {
                Writer writer = new Writer(size);
                for (int i = 0; i < t.fields().size(); i++) {
                    writer.write(layout.fieldOffset(t, i), of(t.fields().get(i)));
                }
                yield writer.data();
            }
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, TaggedType _,
                 UnionType _, FnType _, Type.MutexType _, Type.ThreadType _ -> ConstData.zero(size);
            case Type.ContextType _, UntypedType _, OpenType _, Type.ErrorType _ -> throw noDefault(type);
        };
    }

    /// The value a field has where none is given: its default expression, else that of its type.
    public ConstData of(Type.Field field) {
        return field.init() instanceof ConstDefault init ? init.value() : of(field.type());
    }

    /// The default value of a type as read-only static data.
    StaticObject object(Type type) {
        return objects.computeIfAbsent(type, t -> new StaticObject("default", t, of(t), false, Span.NONE));
    }

    /// A text of the compiled code itself, as for a panic, as read-only static data of this type (`[N]i8`).
    StaticObject text(byte[] bytes, Type type) {
        return texts.computeIfAbsent(new String(bytes, StandardCharsets.UTF_8),
                text -> new StaticObject("text", type, ConstData.of(bytes), false, Span.NONE));
    }

    /// A constant as read-only static data, one object per value.
    StaticObject constant(ConstData data, Type type, Span place) {
        return constants.computeIfAbsent(data, d -> new StaticObject("constant", type, d, false, place));
    }

    private static RuntimeException noDefault(Type type) {
        return type.definition().isError() ? new CompileTimeFailure() : new Bug("no default value: " + type);
    }

    /// Puts parts together.
    private static final class Writer {
        private final byte[] bytes;
        private final List<ConstData.Reloc> relocs = new ArrayList<>();

        Writer(int size) {
            bytes = new byte[size];
        }

        void write(long offset, ConstData part) {
            System.arraycopy(part.bytes(), 0, bytes, (int) offset, part.bytes().length);
            for (ConstData.Reloc r : part.relocs()) relocs.add(new ConstData.Reloc(offset + r.offset(), r.target(), r.addend()));
        }

        ConstData data() {
            return ConstData.of(bytes, relocs);
        }
    }
}
