// The C calling conventions.
package cpi.codegen;

import cpi.diag.Bug;
import cpi.ir.Shape;
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
import java.util.ArrayList;
import java.util.List;

/// Decides how C functions get arguments and give results (M7): System V on x86-64, AAPCS64 on AArch64, the basic C ABI
/// of WebAssembly.
public final class CConvention {
    private static final int WORD = 8;
    private static final int MAX_IN_REGISTERS = 16;
    private static final int MAX_HOMOGENEOUS = 4;
    private static final int X86_INTEGERS = 6;
    private static final int X86_FLOATS = 8;

    private final Architecture architecture;
    private final Layout layout;
    private final Shapes shapes;

    /// @param params one for each parameter of the type
    public record Passing(CPass result, List<CPass> params) {}

    /// A scalar inside an aggregate.
    private record Leaf(long offset, int bytes, boolean isFloat) {}

    public CConvention(Architecture architecture, Layout layout, Shapes shapes) {
        this.architecture = architecture;
        this.layout = layout;
        this.shapes = shapes;
    }

    public Passing of(FnType type) {
        CPass result = pass(type.result());
        if (result instanceof CPass.Memory m) result = new CPass.Memory(m.size(), m.align(), false);
        int integers = X86_INTEGERS - (result instanceof CPass.Memory ? 1 : 0);
        int floats = X86_FLOATS;
        List<CPass> params = new ArrayList<>();
        for (Type param : type.params()) {
            CPass pass = pass(param);
            int needsFloats = floats(pass);
            int needsIntegers = integers(pass);
            if (architecture == Architecture.X86_64 && pass instanceof CPass.Pieces p) {
                // An aggregate is never split between registers and memory.
                if (needsFloats > floats || needsIntegers > integers) {
                    pass = new CPass.Memory(p.size(), Math.max(WORD, layout.align(param)), true);
                    needsFloats = 0;
                    needsIntegers = 0;
                }
            }
            floats = Math.max(0, floats - needsFloats);
            integers = Math.max(0, integers - needsIntegers);
            params.add(pass);
        }
        return new Passing(result, params);
    }

    private static int floats(CPass pass) {
        return switch (pass) {
            case CPass.Nothing _, CPass.Memory _ -> 0;
            case CPass.Direct d -> d.scalar().isFloat() ? 1 : 0;
            case CPass.Pieces p -> (int) p.pieces().stream().filter(CPass.Piece::isFloat).count();
        };
    }

    private static int integers(CPass pass) {
        return switch (pass) {
            case CPass.Nothing _, CPass.Memory _ -> 0;
            case CPass.Direct d -> d.scalar().isFloat() ? 0 : 1;
            case CPass.Pieces p -> (int) p.pieces().stream().filter(piece -> !piece.isFloat()).count();
        };
    }

    private CPass pass(Type type) {
        long size = layout.size(type);
        if (size == 0) return new CPass.Nothing();
        if (isScalar(type)) {
            Shape.Part part = shapes.of(type).parts().getFirst();
            return new CPass.Direct(part.scalar(), architecture != Architecture.AARCH64 && part.scalar().bytes() < 4);
        }
        List<Leaf> leaves = new ArrayList<>();
        collect(type, 0, leaves);
        return switch (architecture) {
            case X86_64 -> systemV(leaves, size, layout.align(type));
            case AARCH64 -> aapcs(leaves, size, layout.align(type));
            case WASM32 -> wasm(leaves, size, layout.align(type));
        };
    }

    private CPass systemV(List<Leaf> leaves, long size, long align) {
        if (size > MAX_IN_REGISTERS) return new CPass.Memory(size, Math.max(WORD, align), true);
        List<CPass.Piece> pieces = new ArrayList<>();
        for (long at = 0; at < size; at += WORD) {
            long start = at;
            long bytes = Math.min(WORD, size - at);
            List<Leaf> inside = leaves.stream().filter(l -> l.offset >= start && l.offset < start + WORD).toList();
            boolean floats = !inside.isEmpty() && inside.stream().allMatch(Leaf::isFloat);
            CPass.Form form = !floats ? CPass.Form.INTEGER : bytes == 4 ? CPass.Form.FLOAT
                    : inside.getFirst().bytes == WORD ? CPass.Form.DOUBLE : CPass.Form.FLOAT_PAIR;
            pieces.add(new CPass.Piece(form, at, bytes));
        }
        return new CPass.Pieces(pieces, size);
    }

    private static CPass aapcs(List<Leaf> leaves, long size, long align) {
        int bytes = leaves.getFirst().bytes;
        long count = size / bytes;
        if (count <= MAX_HOMOGENEOUS && leaves.stream().allMatch(l -> l.isFloat && l.bytes == bytes)) {
            CPass.Form form = bytes == 4 ? CPass.Form.FLOAT_ARRAY : CPass.Form.DOUBLE_ARRAY;
            return new CPass.Pieces(List.of(new CPass.Piece(form, 0, size)), size);
        }
        if (size > MAX_IN_REGISTERS) return new CPass.Memory(size, Math.max(WORD, align), false);
        CPass.Form form = size <= WORD ? CPass.Form.INTEGER : CPass.Form.INTEGER_ARRAY;
        return new CPass.Pieces(List.of(new CPass.Piece(form, 0, size <= WORD ? WORD : MAX_IN_REGISTERS)), size);
    }

    /// An aggregate of one scalar is that scalar; others are in memory.
    private static CPass wasm(List<Leaf> leaves, long size, long align) {
        if (leaves.size() != 1 || leaves.getFirst().bytes != size) return new CPass.Memory(size, align, true);
        CPass.Form form = !leaves.getFirst().isFloat ? CPass.Form.INTEGER : size == 4 ? CPass.Form.FLOAT : CPass.Form.DOUBLE;
        return new CPass.Pieces(List.of(new CPass.Piece(form, 0, size)), size);
    }

    private static boolean isScalar(Type type) {
        return switch (type.definition()) {
            case Type.BoolType _, IntType _, FloatType _, Type.PointerType _, FnType _, EnumerationType _, Type.ThreadType _ -> true;
            case Type.NoneType _, Type.SliceType _, Type.ArrayType _, StructType _, TaggedType _, UnionType _, Type.MutexType _,
                 Type.ContextType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> false;
        };
    }

    /// Adds the scalars of which a type consists; those of unions may overlap.
    private void collect(Type type, long offset, List<Leaf> leaves) {
        switch (type.definition()) {
            case Type.NoneType _ -> { }
            case Type.BoolType _, IntType _, Type.PointerType _, FnType _, EnumerationType _, Type.ThreadType _ ->
                    leaves.add(new Leaf(offset, (int) layout.size(type), false));
            case FloatType f -> leaves.add(new Leaf(offset, f.bytes(), true));
            case Type.SliceType _, Type.MutexType _ -> {
                leaves.add(new Leaf(offset, WORD, false));
                leaves.add(new Leaf(offset + WORD, WORD, false));
            }
            case Type.ArrayType t -> {
                long size = layout.size(t.element());
                // More elements than fit into registers decide nothing.
                long count = size == 0 ? 0 : Math.min(t.count(), MAX_IN_REGISTERS + 1);
                for (long i = 0; i < count; i++) collect(t.element(), offset + i * size, leaves);
            }
            case StructType t -> {
                for (int i = 0; i < t.fields().size(); i++) collect(t.fields().get(i).type(), offset + layout.fieldOffset(t, i), leaves);
            }
            case TaggedType t -> {
                leaves.add(new Leaf(offset, t.tag().bytes(), false));
                for (Type.Member m : t.members()) collect(m.payload(), offset + layout.payloadOffset(t), leaves);
            }
            case UnionType t -> t.members().forEach(m -> collect(m.payload(), offset, leaves));
            case Type.ContextType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> throw new Bug("not a C type: " + type);
        }
    }
}
