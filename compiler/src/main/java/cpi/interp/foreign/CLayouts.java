// C's view of types.
package cpi.interp.foreign;

import cpi.diag.Bug;
import cpi.ir.Scalar;
import cpi.ir.Shapes;
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
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Describes types of C signatures (M7) so that structs and unions can be passed by value as the platform's C compilers do.
public final class CLayouts {
    private final Layout layout;

    public CLayouts(Layout layout) {
        this.layout = layout;
    }

    /// The scalar that a type is for C; empty for aggregates, which C passes by other rules even if they hold one scalar only.
    static Optional<Scalar> scalar(Type type) {
        return switch (type.definition()) {
            case IntType i -> Optional.of(Shapes.of(i));
            case FloatType f -> Optional.of(f == FloatType.F32 ? Scalar.F32 : Scalar.F64);
            case Type.BoolType _ -> Optional.of(Scalar.U8);
            case EnumerationType e -> Optional.of(Shapes.of(e.base()));
            case Type.PointerType _, FnType _ -> Optional.of(Scalar.PTR);
            case Type.ThreadType _ -> Optional.of(Scalar.I64);
            case Type.NoneType _, Type.ArrayType _, Type.SliceType _, StructType _, TaggedType _, UnionType _, Type.MutexType _,
                 Type.ContextType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> Optional.empty();
        };
    }

    /// A type as a part of memory.
    MemoryLayout of(Type type) {
        return switch (type.definition()) {
            case Type.ArrayType a -> MemoryLayout.sequenceLayout(layout.size(a) / Math.max(1, layout.size(a.element())), of(a.element()));
            case Type.SliceType _ -> MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
            case StructType s -> {
                List<MemoryLayout> parts = new ArrayList<>();
                long end = 0;
                for (int i = 0; i < s.fields().size(); i++) {
                    end = add(parts, end, layout.fieldOffset(s, i), s.fields().get(i).type());
                }
                yield struct(parts, end, layout.size(s));
            }
            case TaggedType t -> {
                List<MemoryLayout> parts = new ArrayList<>();
                long end = add(parts, 0, 0, t.tag());
                List<MemoryLayout> payloads = payloads(t.members().stream().map(Type.Member::payload).toList());
                if (!payloads.isEmpty()) {
                    pad(parts, layout.payloadOffset(t) - end);
                    parts.add(MemoryLayout.unionLayout(payloads.toArray(MemoryLayout[]::new)));
                    end = layout.payloadOffset(t) + parts.getLast().byteSize();
                }
                yield struct(parts, end, layout.size(t));
            }
            case UnionType u -> {
                List<MemoryLayout> members = payloads(u.members().stream().map(Type.Member::payload).toList());
                MemoryLayout union = MemoryLayout.unionLayout(members.toArray(MemoryLayout[]::new));
                boolean whole = union.byteSize() == layout.size(u);
                yield whole ? union : struct(new ArrayList<>(List.of(union)), union.byteSize(), layout.size(u));
            }
            case Type other -> memory(scalar(other).orElseThrow(() -> new Bug("a type without C equivalent: " + other)));
        };
    }

    private List<MemoryLayout> payloads(List<Type> types) {
        return types.stream().filter(t -> t.definition() != Type.NONE && layout.size(t) > 0).map(this::of).toList();
    }

    /// Adds a part at an offset; gives where it ends.
    private long add(List<MemoryLayout> parts, long end, long offset, Type type) {
        if (layout.size(type) == 0) return end;
        pad(parts, offset - end);
        parts.add(of(type));
        return offset + layout.size(type);
    }

    private static void pad(List<MemoryLayout> parts, long size) {
        if (size > 0) parts.add(MemoryLayout.paddingLayout(size));
    }

    private static MemoryLayout struct(List<MemoryLayout> parts, long end, long size) {
        pad(parts, size - end);
        return MemoryLayout.structLayout(parts.toArray(MemoryLayout[]::new));
    }

    private static ValueLayout memory(Scalar type) {
        return switch (type) {
            case I8, U8 -> ValueLayout.JAVA_BYTE;
            case I16, U16 -> ValueLayout.JAVA_SHORT;
            case I32, U32 -> ValueLayout.JAVA_INT;
            case I64, U64, PTR -> ValueLayout.JAVA_LONG;
            case F32 -> ValueLayout.JAVA_FLOAT;
            case F64 -> ValueLayout.JAVA_DOUBLE;
        };
    }

    /// A scalar as an argument: narrow integers are passed extended to 32 bits, as C compilers expect.
    static ValueLayout argument(Scalar type) {
        return switch (type) {
            case I8, I16, U8, U16 -> ValueLayout.JAVA_INT;
            case I32, I64, U32, U64, PTR, F32, F64 -> memory(type);
        };
    }

    static ValueLayout result(Scalar type) {
        return memory(type);
    }
}
