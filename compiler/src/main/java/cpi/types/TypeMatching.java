package cpi.types;

import java.util.ArrayList;
import java.util.List;

/// Matching of types, `S ~ T` (L3.14): whether two types have the same representation and may be exchanged.
public final class TypeMatching {
    /// Why two types do not match, by the rule that fails first.
    public enum Result {
        MATCH,
        /// Two different named types (rule 2), E0302.
        NAMED,
        /// Two function types (rule 9), E0518.
        FUNCTION,
        /// Anything else, E0301.
        OTHER
    }

    private record Pair(Type s, Type t) {}

    /// The pairs under comparison in which a named type was replaced: met again, they are taken to match.
    private final List<Pair> assumed = new ArrayList<>();

    private TypeMatching() {}

    public static boolean matches(Type s, Type t) {
        return s == t || compare(s, t) == Result.MATCH;
    }

    public static Result compare(Type s, Type t) {
        return new TypeMatching().compare(s, t, true);
    }

    /// Whether two types match as parts of others, where `*none` is only itself.
    public static boolean matchInside(Type s, Type t) {
        return new TypeMatching().compare(s, t, false) == Result.MATCH;
    }

    /// @param outermost whether `*none` matches every pointer (rule 4)
    private Result compare(Type left, Type right, boolean outermost) {
        Type s = settled(left);
        Type t = settled(right);
        if (s == t) return Result.MATCH;
        boolean sNamed = s instanceof NamedType;
        boolean tNamed = t instanceof NamedType;
        if (sNamed && tNamed) return Result.NAMED;
        if (sNamed || tNamed) {
            Pair pair = new Pair(s, t);
            for (Pair p : assumed) if (p.s == s && p.t == t) return Result.MATCH;
            assumed.add(pair);
            return compareStructure(s.definition(), t.definition(), outermost);
        }
        return compareStructure(s, t, outermost);
    }

    private Result compareStructure(Type s, Type t, boolean outermost) {
        if (s == t) return Result.MATCH;
        if (s.isError() || t.isError()) return Result.MATCH;
        return switch (s) {
            case Type.PointerType a when t instanceof Type.PointerType b -> pointers(a, b, outermost);
            case Type.SliceType a when t instanceof Type.SliceType b -> compare(a.element(), b.element(), false);
            case Type.ArrayType a when t instanceof Type.ArrayType b && a.count() == b.count() ->
                compare(a.element(), b.element(), false);
            case StructType a when t instanceof StructType b -> structs(a, b);
            case EnumerationType a when t instanceof EnumerationType b ->
                a.base() == b.base() && a.items().equals(b.items()) ? Result.MATCH : Result.OTHER;
            case TaggedType a when t instanceof TaggedType b && a.tag() == b.tag() -> members(a.members(), b.members());
            case UnionType a when t instanceof UnionType b -> members(a.members(), b.members());
            case FnType a when t instanceof FnType b -> functions(a, b) ? Result.MATCH : Result.FUNCTION;
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, Type.ArrayType _,
                 StructType _, EnumerationType _, TaggedType _, UnionType _, FnType _, Type.MutexType _, Type.ThreadType _,
                 Type.ContextType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> Result.OTHER;
        };
    }

    private Result pointers(Type.PointerType a, Type.PointerType b, boolean outermost) {
        if (outermost && (a.target() == Type.NONE || b.target() == Type.NONE)) return Result.MATCH;
        return compare(a.target(), b.target(), false);
    }

    private Result structs(StructType a, StructType b) {
        if (a.fields().size() != b.fields().size()) return Result.OTHER;
        for (int i = 0; i < a.fields().size(); i++) {
            Type.Field f = a.fields().get(i);
            Type.Field g = b.fields().get(i);
            if (!f.name().isEmpty() && !g.name().isEmpty() && !f.name().equals(g.name())) return Result.OTHER;
            Result result = compare(f.type(), g.type(), false);
            if (result != Result.MATCH) return result;
        }
        return Result.MATCH;
    }

    private Result members(List<Type.Member> a, List<Type.Member> b) {
        if (a.size() != b.size()) return Result.OTHER;
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).name().equals(b.get(i).name())) return Result.OTHER;
            Result result = compare(a.get(i).payload(), b.get(i).payload(), false);
            if (result != Result.MATCH) return result;
        }
        return Result.MATCH;
    }

    private boolean functions(FnType a, FnType b) {
        if (a.c() != b.c() || a.variadic() != b.variadic() || a.params().size() != b.params().size()) return false;
        for (int i = 0; i < a.params().size(); i++) {
            if (compare(a.params().get(i), b.params().get(i), false) != Result.MATCH) return false;
        }
        return compare(a.result(), b.result(), false) == Result.MATCH;
    }

    /// Open types count as what they are, or will be, fixed to.
    private static Type settled(Type type) {
        if (type instanceof OpenType open) return open.isFixed() ? open.current() : open.defaultType();
        if (type instanceof UntypedType untyped) return untyped.defaultType();
        return type;
    }
}
