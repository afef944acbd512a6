// Types for debuggers.
package cpi.llvm;

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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Describes types as DWARF does: slices are structs of `data` and `count`, tagged enums have a variant part, so that debuggers
/// show the current member only.
final class DebugTypes {
    private static final int BITS = 8;
    private static final String SIGNED = "DW_ATE_signed";
    private static final String UNSIGNED = "DW_ATE_unsigned";

    private final Metadata metadata;
    private final Layout layout;
    private final ContextLayout context;
    private final Map<Type, Integer> known = new IdentityHashMap<>();

    DebugTypes(Metadata metadata, Layout layout, ContextLayout context) {
        this.metadata = metadata;
        this.layout = layout;
        this.context = context;
    }

    /// The number of the node for a type.
    int of(Type type) {
        Integer found = known.get(type);
        if (found != null) return found;
        // Types can contain themselves behind pointers.
        int number = metadata.reserve();
        known.put(type, number);
        metadata.define(number, node(type, type.toString(), number));
        return number;
    }

    private long bits(Type type) {
        return BITS * layout.size(type);
    }

    private String node(Type type, String name, int self) {
        return switch (type) {
            case Type.NoneType _, Type.ErrorType _, UntypedType _, OpenType _ -> composite("structure", name, 0, List.of());
            case Type.BoolType _ -> basic(name, BITS, "DW_ATE_boolean");
            case IntType t -> basic(name, t.bits(), t == IntType.I8 ? "DW_ATE_signed_char" : t.signed() ? SIGNED : UNSIGNED);
            case FloatType t -> basic(name, (long) BITS * t.bytes(), "DW_ATE_float");
            case Type.ThreadType _ -> basic(name, bits(type), UNSIGNED);
            case Type.PointerType t -> pointer(name, t.target() == Type.NONE ? "null" : "!" + of(t.target()));
            case FnType _ -> pointer(name, "!" + metadata.add("!DISubroutineType(types: !{})"));
            case Type.SliceType t -> slice(t, name, self);
            case Type.ArrayType t -> array(t, name);
            case StructType t -> struct(t, name, self);
            case EnumerationType t -> enumeration(t, name);
            case TaggedType t -> tagged(t, name, self);
            case UnionType t -> union(t, name, self);
            case Type.MutexType _ -> composite("structure", name, bits(type), List.of(member("state", self, of(IntType.U64), 64, 0, ""),
                    member("owner", self, of(IntType.U64), 64, 64, "")));
            case Type.ContextType _ -> context(name, self);
            case NamedType t -> named(t, name, self);
        };
    }

    /// A name of a composite type is the name of that type; of other types it is a `typedef`.
    private String named(NamedType type, String name, int self) {
        Type definition = type.definition();
        return switch (definition) {
            case StructType _, EnumerationType _, TaggedType _, UnionType _ -> node(definition, name, self);
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, Type.ArrayType _,
                 FnType _, Type.MutexType _, Type.ThreadType _, Type.ContextType _, NamedType _, UntypedType _, OpenType _,
                 Type.ErrorType _ ->
                    "!DIDerivedType(tag: DW_TAG_typedef, name: " + Names.string(name) + ", baseType: !" + of(definition) + ")";
        };
    }

    private static String basic(String name, long bits, String encoding) {
        return "!DIBasicType(name: " + Names.string(name) + ", size: " + bits + ", encoding: " + encoding + ")";
    }

    private static String pointer(String name, String target) {
        return "!DIDerivedType(tag: DW_TAG_pointer_type, name: " + Names.string(name) + ", baseType: " + target + ", size: 64)";
    }

    private String composite(String kind, String name, long bits, List<String> members) {
        return "!DICompositeType(tag: DW_TAG_" + kind + "_type, name: " + Names.string(name) + ", size: " + bits
                + ", elements: !{" + String.join(", ", members) + "})";
    }

    private String member(String name, int scope, int type, long bits, long offset, String more) {
        return "!" + metadata.add("!DIDerivedType(tag: DW_TAG_member, name: " + Names.string(name) + ", scope: !" + scope + ", baseType: !"
                + type + ", size: " + bits + ", offset: " + offset + more + ")");
    }

    private String member(String name, int scope, Type type, long offset) {
        return member(name, scope, of(type), bits(type), BITS * offset, "");
    }

    private String slice(Type.SliceType type, String name, int self) {
        int data = metadata.add(pointer("*" + type.element(), "!" + of(type.element())));
        return composite("structure", name, 128, List.of(member("data", self, data, 64, 0, ""),
                member("count", self, of(IntType.I64), 64, 64, "")));
    }

    private String array(Type.ArrayType type, String name) {
        int range = metadata.add("!DISubrange(count: " + type.count() + ")");
        return "!DICompositeType(tag: DW_TAG_array_type, name: " + Names.string(name) + ", baseType: !" + of(type.element()) + ", size: "
                + bits(type) + ", elements: !{!" + range + "})";
    }

    private String struct(StructType type, String name, int self) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            Type.Field field = type.fields().get(i);
            String shown = field.name().isEmpty() ? Integer.toString(i) : field.name();
            members.add(member(shown, self, field.type(), layout.fieldOffset(type, i)));
        }
        return composite("structure", name, bits(type), members);
    }

    private String enumeration(EnumerationType type, String name) {
        List<String> items = new ArrayList<>();
        for (Type.Item item : type.items()) {
            items.add("!" + metadata.add("!DIEnumerator(name: " + Names.string(item.name()) + ", value: " + item.value()
                    + (type.base().signed() ? "" : ", isUnsigned: true") + ")"));
        }
        return "!DICompositeType(tag: DW_TAG_enumeration_type, name: " + Names.string(name) + ", baseType: !" + of(type.base()) + ", size: "
                + bits(type) + ", elements: !{" + String.join(", ", items) + "})";
    }

    private String union(UnionType type, String name, int self) {
        return composite("union", name, bits(type), type.members().stream().map(m -> member(m.name(), self, m.payload(), 0)).toList());
    }

    private String tagged(TaggedType type, String name, int self) {
        int part = metadata.reserve();
        String tag = member("tag", part, of(type.tag()), bits(type.tag()), 0, ", flags: DIFlagArtificial");
        List<String> variants = new ArrayList<>();
        for (int i = 0; i < type.members().size(); i++) {
            Type.Member m = type.members().get(i);
            variants.add(member(m.name(), part, of(m.payload()), bits(m.payload()), BITS * layout.payloadOffset(type),
                    ", extraData: " + Scalars.type(cpi.ir.Shapes.of(type.tag())) + " " + (i + 1)));
        }
        metadata.define(part, "!DICompositeType(tag: DW_TAG_variant_part, scope: !" + self + ", size: " + bits(type) + ", elements: !{"
                + String.join(", ", variants) + "}, discriminator: " + tag + ")");
        return composite("structure", name, bits(type), List.of("!" + part));
    }

    private String context(String name, int self) {
        List<String> members = new ArrayList<>();
        for (ContextField field : context.fields()) members.add(member(field.path(), self, field.type(), context.offset(field)));
        return composite("structure", name, BITS * context.size(), members);
    }
}
