package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.NamedType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Types that cannot be copied because they contain a mutex (L3.15).
final class Copies {
    private final Checker c;
    private final Map<Type, Boolean> copyable = new IdentityHashMap<>();

    Copies(Checker c) {
        this.c = c;
    }

    boolean isCopyable(Type type) {
        return switch (type) {
            case Type.MutexType _ -> false;
            case NamedType named -> isCopyable(named);
            case Type.ArrayType array -> isCopyable(array.element());
            case StructType struct -> {
                Boolean known = copyable.get(struct);
                if (known != null) yield known;
                boolean result = struct.fields().stream().allMatch(f -> isCopyable(f.type()));
                copyable.put(struct, result);
                yield result;
            }
            case TaggedType tagged -> areCopyable(tagged.members());
            case UnionType union -> areCopyable(union.members());
            case Type _ -> true;
        };
    }

    private boolean areCopyable(List<Type.Member> members) {
        for (Type.Member member : members) if (!isCopyable(member.payload())) return false;
        return true;
    }

    /// A type being looked at counts as copyable: only types that contain themselves (E0325) get there.
    private boolean isCopyable(NamedType type) {
        Boolean known = copyable.get(type);
        if (known != null) return known;
        if (type.isResolving()) return true;
        copyable.put(type, true);
        boolean result = isCopyable(type.target());
        copyable.put(type, result);
        return result;
    }

    /// E0921 if a value that cannot be copied is copied; false then. Literals and default values are made in place.
    boolean check(TExpr expr, Span span, Env env) {
        if (isCopyable(expr.type()) || isMadeInPlace(expr)) return true;
        c.report(Wording.declared(Problem.of(Code.E0921, span, Wording.type(expr.type()) + " contains a mutex and cannot be copied"),
            expr.type())
            .help("pass a pointer to it"), env);
        return false;
    }

    private static boolean isMadeInPlace(TExpr expr) {
        return switch (expr) {
            case TExpr.StructValue _, TExpr.ArrayValue _, TExpr.TaggedValue _, TExpr.UnionValue _, TExpr.DefaultValue _, TExpr.DataConst _,
                 TExpr.Error _ -> true;
            case TExpr.Convert e -> e.kind() == TExpr.Conversion.RELABEL && isMadeInPlace(e.operand());
            case TExpr _ -> false;
        };
    }
}
