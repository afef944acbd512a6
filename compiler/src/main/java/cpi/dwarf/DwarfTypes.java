package cpi.dwarf;

import cpi.elf.Bytes;
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
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The entries of types: slices are structs of `data` and `count`, tagged enums have a variant part, so that debuggers show the
/// current member only. They are written behind all else; what refers to them holds a number until then.
final class DwarfTypes {
    private static final int BOOLEAN = 2, FLOAT = 4, SIGNED = 5, SIGNED_CHAR = 6, UNSIGNED = 7;
    private static final int WORD = 8, SLICE = 16;
    /// Numbers of entries for what is no type of the language.
    private static final int FUNCTION = 0, INDEX = 1, FIRST = 2;

    private final Layout layout;
    private final ContextLayout context;
    private final Bytes info;
    private final Map<Type, Integer> numbers = new IdentityHashMap<>();
    private final List<Type> types = new ArrayList<>();
    private Type last = Type.NONE;
    private int lastNumber;
    private int[] references = new int[1024];
    private int referenceCount;

    /// @param info of the unit, which begins with its header
    DwarfTypes(Layout layout, ContextLayout context, Bytes info) {
        this.layout = layout;
        this.context = context;
        this.info = info;
        this.lastNumber = add(Type.NONE);
    }

    /// Appends a reference to the entry of a type.
    void reference(Type type) {
        if (type != last) {
            Integer known = numbers.get(type);
            last = type;
            lastNumber = known != null ? known : add(type);
        }
        reference(lastNumber);
    }

    private int add(Type type) {
        int number = FIRST + types.size();
        numbers.put(type, number);
        types.add(type);
        return number;
    }

    private void reference(int number) {
        if (referenceCount == references.length) references = Arrays.copyOf(references, 2 * referenceCount);
        references[referenceCount++] = info.size();
        info.u32(number);
    }

    /// Writes the entries of all types that were referred to, and sets the references.
    void write() {
        int[] offsets = new int[FIRST + types.size()];
        offsets[FUNCTION] = info.size();
        info.uleb(Abbreviations.FUNCTION_TYPE);
        offsets[INDEX] = info.size();
        base("index", UNSIGNED, WORD);
        // An entry may need others that are not there yet.
        for (int i = 0; i < types.size(); i++) {
            if (offsets.length < FIRST + types.size()) offsets = Arrays.copyOf(offsets, 2 * types.size() + FIRST);
            Type type = types.get(i);
            offsets[FIRST + i] = entry(type, type.toString());
        }
        for (int i = 0; i < referenceCount; i++) info.set32(references[i], offsets[info.get32(references[i])]);
    }

    /// Writes the entry of a type; gives its offset.
    private int entry(Type type, String name) {
        if (type instanceof Type.SliceType slice) return slice(slice, name);
        int at = info.size();
        switch (type) {
            case Type.NoneType _, Type.ErrorType _, UntypedType _, OpenType _ -> empty(name, 0);
            case Type.BoolType _ -> base(name, BOOLEAN, 1);
            case IntType t -> base(name, t == IntType.I8 ? SIGNED_CHAR : t.signed() ? SIGNED : UNSIGNED, t.bytes());
            case FloatType t -> base(name, FLOAT, t.bytes());
            case Type.ThreadType _ -> base(name, UNSIGNED, WORD);
            case Type.PointerType t -> pointer(t, name);
            case FnType _ -> {
                start(Abbreviations.POINTER, name);
                reference(FUNCTION);
            }
            case Type.SliceType t -> slice(t, name);
            case Type.ArrayType t -> array(t, name);
            case StructType t -> struct(t, name);
            case EnumerationType t -> enumeration(t, name);
            case TaggedType t -> tagged(t, name);
            case UnionType t -> union(t, name);
            case Type.MutexType _ -> {
                composite(Abbreviations.STRUCT, name, layout.size(type));
                member("state", IntType.U64, 0);
                member("owner", IntType.U64, WORD);
                end();
            }
            case Type.ContextType _ -> context(name);
            case NamedType t -> named(t, name);
        }
        return at;
    }

    /// A name of a composite type is the name of that type; of other types it is a `typedef`.
    private void named(NamedType type, String name) {
        Type definition = type.definition();
        switch (definition) {
            case StructType _, EnumerationType _, TaggedType _, UnionType _ -> entry(definition, name);
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, Type.ArrayType _,
                 FnType _, Type.MutexType _, Type.ThreadType _, Type.ContextType _, NamedType _, UntypedType _, OpenType _,
                 Type.ErrorType _ -> {
                start(Abbreviations.TYPEDEF, name);
                reference(definition);
            }
        }
    }

    private void start(int code, String name) {
        info.uleb(code);
        info.textZ(name);
    }

    private void end() {
        info.u8(0);
    }

    private void base(String name, int encoding, int size) {
        start(Abbreviations.BASE_TYPE, name);
        info.uleb(encoding);
        info.uleb(size);
    }

    private void pointer(Type.PointerType type, String name) {
        if (type.target() == Type.NONE) {
            start(Abbreviations.POINTER_TO_NOTHING, name);
        } else {
            start(Abbreviations.POINTER, name);
            reference(type.target());
        }
    }

    private void empty(String name, long size) {
        start(Abbreviations.EMPTY_STRUCT, name);
        info.uleb(size);
    }

    private void composite(int code, String name, long size) {
        start(code, name);
        info.uleb(size);
    }

    private void member(String name, Type type, long offset) {
        start(Abbreviations.MEMBER, name);
        reference(type);
        info.uleb(offset);
    }

    private int slice(Type.SliceType type, String name) {
        int pointer = info.size();
        start(Abbreviations.POINTER, "*".concat(type.element().toString()));
        reference(type.element());
        int at = info.size();
        composite(Abbreviations.STRUCT, name, SLICE);
        start(Abbreviations.MEMBER, "data");
        info.u32(pointer);
        info.uleb(0);
        member("count", IntType.I64, WORD);
        end();
        return at;
    }

    private void array(Type.ArrayType type, String name) {
        start(Abbreviations.ARRAY, name);
        reference(type.element());
        info.uleb(Abbreviations.RANGE);
        reference(INDEX);
        info.uleb(type.count());
        end();
    }

    private void struct(StructType type, String name) {
        List<Type.Field> fields = type.fields();
        if (fields.isEmpty()) {
            empty(name, layout.size(type));
            return;
        }
        composite(Abbreviations.STRUCT, name, layout.size(type));
        for (int i = 0; i < fields.size(); i++) {
            Type.Field field = fields.get(i);
            member(field.name().isEmpty() ? Integer.toString(i) : field.name(), field.type(), layout.fieldOffset(type, i));
        }
        end();
    }

    private void enumeration(EnumerationType type, String name) {
        start(Abbreviations.ENUMERATION, name);
        reference(type.base());
        info.uleb(layout.size(type));
        for (Type.Item item : type.items()) {
            start(type.base().signed() ? Abbreviations.SIGNED_ENUMERATOR : Abbreviations.UNSIGNED_ENUMERATOR, item.name());
            if (type.base().signed()) info.sleb(item.value());
            else info.uleb(item.value());
        }
        end();
    }

    private void union(UnionType type, String name) {
        composite(Abbreviations.UNION, name, layout.size(type));
        for (Type.Member m : type.members()) member(m.name(), m.payload(), 0);
        end();
    }

    /// Member k of the list has tag k + 1.
    private void tagged(TaggedType type, String name) {
        composite(Abbreviations.STRUCT, name, layout.size(type));
        info.uleb(Abbreviations.VARIANT_PART);
        info.u32(info.size() + 4);
        start(Abbreviations.TAG, "tag");
        reference(type.tag());
        info.uleb(0);
        long payload = layout.payloadOffset(type);
        for (int i = 0; i < type.members().size(); i++) {
            Type.Member m = type.members().get(i);
            info.uleb(Abbreviations.VARIANT);
            info.uleb(i + 1);
            member(m.name(), m.payload(), payload);
            end();
        }
        end();
        end();
    }

    private void context(String name) {
        composite(Abbreviations.STRUCT, name, context.size());
        for (ContextField field : context.fields()) member(field.path(), field.type(), context.offset(field));
        end();
    }
}
