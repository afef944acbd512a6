package cpi.ir;

import cpi.diag.Bug;
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

/// Decides which types live in registers, and with that how functions are called.
///
/// A type is held in registers if it consists of at most two scalars that fill it without padding: scalars, slices, and
/// structs of them. Arrays, tagged enums, unions and mutexes are held in memory, unless their size is 0.
public final class Shapes {
    private static final int MAX_PARTS = 2;

    private final Layout layout;
    private final Map<Type, Shape> known = new IdentityHashMap<>();

    public Shapes(Layout layout) {
        this.layout = layout;
    }

    /// The shape of a settled type (see [cpi.types.TypeTable#settle]).
    public Shape of(Type type) {
        Shape found = known.get(type);
        if (found != null) return found;
        Shape shape = compute(type);
        known.put(type, shape);
        return shape;
    }

    /// The one scalar of a type that is a scalar.
    public Scalar scalar(Type type) {
        Shape shape = of(type);
        if (shape.parts().size() != 1) throw new Bug("not a scalar type: " + type);
        return shape.parts().getFirst().scalar();
    }

    /// How functions of a type are called.
    public Signature signature(FnType type) {
        List<Scalar> params = new ArrayList<>();
        List<Long> copies = new ArrayList<>();
        Shape result = of(type.result());
        if (result.inMemory()) {
            params.add(Scalar.PTR);
            copies.add(0L);
        }
        for (Type param : type.params()) {
            Shape shape = of(param);
            if (shape.inMemory()) {
                params.add(Scalar.PTR);
                copies.add(shape.size());
            }
            for (Scalar scalar : shape.scalars()) {
                params.add(scalar);
                copies.add(0L);
            }
        }
        return new Signature(type, params, copies, result.scalars(), result.inMemory() ? result.size() : 0);
    }

    private Shape compute(Type type) {
        long size = layout.size(type);
        long align = layout.align(type);
        if (size == 0) return new Shape(List.of(), false, 0, align);
        List<Shape.Part> parts = new ArrayList<>();
        boolean fits = flatten(type, 0, parts);
        long filled = parts.stream().mapToLong(part -> part.scalar().bytes()).sum();
        if (!fits || filled != size) return new Shape(List.of(), true, size, align);
        return new Shape(parts, false, size, align);
    }

    /// Adds the scalars of a type at `offset`; false if it has none or there are too many.
    private boolean flatten(Type type, long offset, List<Shape.Part> parts) {
        if (layout.size(type) == 0) return true;
        return switch (type) {
            case Type.BoolType _ -> add(Scalar.U8, offset, parts);
            case IntType t -> add(of(t), offset, parts);
            case FloatType t -> add(t == FloatType.F32 ? Scalar.F32 : Scalar.F64, offset, parts);
            case Type.PointerType _, FnType _ -> add(Scalar.PTR, offset, parts);
            case Type.ThreadType _ -> add(Scalar.I64, offset, parts);
            case EnumerationType t -> add(of(t.base()), offset, parts);
            case Type.SliceType _ -> add(Scalar.PTR, offset, parts) && add(Scalar.I64, offset + Layout.SLICE_COUNT, parts);
            case NamedType t -> flatten(t.target(), offset, parts);
            case StructType t -> {
                boolean fits = true;
                for (int i = 0; i < t.fields().size() && fits; i++) {
                    fits = flatten(t.fields().get(i).type(), offset + layout.fieldOffset(t, i), parts);
                }
                yield fits;
            }
            case Type.NoneType _, Type.ArrayType _, TaggedType _, UnionType _, Type.MutexType _, Type.ContextType _ -> false;
            case UntypedType _, OpenType _, Type.ErrorType _ -> throw new Bug("type is not settled: " + type);
        };
    }

    private static boolean add(Scalar scalar, long offset, List<Shape.Part> parts) {
        parts.add(new Shape.Part(scalar, offset));
        return parts.size() <= MAX_PARTS;
    }

    /// The register type of an integer type.
    public static Scalar of(IntType type) {
        return switch (type) {
            case I8 -> Scalar.I8;
            case I16 -> Scalar.I16;
            case I32 -> Scalar.I32;
            case I64 -> Scalar.I64;
            case U8 -> Scalar.U8;
            case U16 -> Scalar.U16;
            case U32 -> Scalar.U32;
            case U64 -> Scalar.U64;
        };
    }
}
