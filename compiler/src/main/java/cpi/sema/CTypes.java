package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.source.Span;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import cpi.types.UntypedType;

/// Types in the signatures of C functions (M7).
final class CTypes {
    private final Checker c;

    CTypes(Checker c) {
        this.c = c;
    }

    /// Whether the signature of a function is bound to C types. Intrinsics are not: engines know their types.
    boolean applyTo(FnEntity entity) {
        return entity.isC() && entity.role() != FnEntity.Role.INTRINSIC;
    }

    /// E0813 unless the type has an equivalent in C; `none` has one as result only.
    void check(Type type, Span place, boolean isResult, Env env) {
        if (fits(type, isResult)) return;
        Problem problem = Problem.of(Code.E0813, place, "`" + c.show(type) + "` has no C equivalent");
        if (type.definition() instanceof FnType) problem = problem.help("write `#c fn`: C functions take no context");
        if (type.definition() instanceof Type.ArrayType) problem = problem.help("pass a pointer to it");
        c.report(problem, env);
    }

    private static boolean fits(Type type, boolean isResult) {
        return switch (type.definition()) {
            case Type.NoneType _ -> isResult;
            case FnType fn -> fn.c();
            case Type.ArrayType _, Type.MutexType _, Type.ContextType _ -> false;
            case Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, StructType _, EnumerationType _,
                 TaggedType _, UnionType _, Type.ThreadType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> true;
        };
    }
}
