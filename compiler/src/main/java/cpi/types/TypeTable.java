package cpi.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes and interns the structural types of one compilation, so that the same type is the same object.
public final class TypeTable {
    /// Structs without open types.
    private final Set<StructType> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Type, Type> interned = new HashMap<>();

    public Type.PointerType pointer(Type target) {
        return intern(new Type.PointerType(target));
    }

    public Type.SliceType slice(Type element) {
        return intern(new Type.SliceType(element));
    }

    public Type.ArrayType array(long count, Type element) {
        return intern(new Type.ArrayType(count, element));
    }

    public Type.ThreadType thread(Type result) {
        return intern(new Type.ThreadType(result));
    }

    public StructType struct(List<Type.Field> fields) {
        return intern(new StructType(fields));
    }

    public EnumerationType enumeration(IntType base, List<Type.Item> items) {
        return intern(new EnumerationType(base, items));
    }

    public TaggedType tagged(boolean writtenUnion, IntType tag, List<Type.Member> members) {
        return intern(new TaggedType(writtenUnion, tag, members));
    }

    public UnionType union(List<Type.Member> members) {
        return intern(new UnionType(members));
    }

    public FnType fn(boolean c, List<Type> params, boolean variadic, Type result) {
        return intern(new FnType(c, params, variadic, result));
    }

    /// `[]i8`, the type of strings.
    public Type.SliceType string() {
        return slice(IntType.I8);
    }

    /// The final form of a type of a checked body: open types, which occur only by themselves and in fields of anonymous
    /// structs (L4.3), are replaced by what they were fixed to, or by their default.
    public Type settle(Type type) {
        return switch (type) {
            case OpenType open -> open.current() instanceof OpenType ? open.defaultType() : open.current();
            case UntypedType untyped -> untyped.defaultType();
            case StructType struct -> settleStruct(struct);
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, Type.ArrayType _,
                 EnumerationType _, TaggedType _, UnionType _, FnType _, Type.MutexType _, Type.ThreadType _,
                 Type.ContextType _, NamedType _, Type.ErrorType _ -> type;
        };
    }

    private Type settleStruct(StructType struct) {
        if (settled.contains(struct)) return struct;
        List<Type.Field> fields = new ArrayList<>();
        boolean changed = false;
        for (Type.Field field : struct.fields()) {
            Type settled = settle(field.type());
            changed |= settled != field.type();
            fields.add(new Type.Field(field.name(), settled, field.init()));
        }
        if (!changed) settled.add(struct);
        return changed ? struct(fields) : struct;
    }

    @SuppressWarnings("unchecked")
    private <T extends Type> T intern(T type) {
        Type known = interned.putIfAbsent(type, type);
        return known == null ? type : (T) known;
    }
}
