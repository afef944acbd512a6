package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.Type;

/// The extra arguments of variadic C functions (M6.2).
final class VariadicArguments {
    private final Checker c;

    VariadicArguments(Checker c) {
        this.c = c;
    }

    /// Widens as C does; E0814 for what C cannot take.
    TExpr convert(TExpr value, Span place, Env env) {
        TExpr settled = c.conversions().toDefault(value, env);
        Type type = settled.type();
        if (type.isError()) return settled;
        return switch (type.definition()) {
            case IntType i -> i.bits() < 32 ? numeric(settled, i.signed() ? IntType.I32 : IntType.U32) : settled;
            case EnumerationType e -> e.base().bits() < 32 ? numeric(settled, e.base().signed() ? IntType.I32 : IntType.U32) : settled;
            case Type.BoolType _ -> numeric(settled, IntType.I32);
            case FloatType f -> f == FloatType.F32 ? numeric(settled, FloatType.F64) : settled;
            case Type.PointerType _ -> settled;
            case FnType fn when fn.c() -> settled;
            case Type other -> {
                Problem problem = Problem.of(Code.E0814, place, "`" + c.show(type) + "` cannot be passed to a variadic function");
                if (other instanceof Type.SliceType) problem = problem.help("pass `.data` of a text that ends with `\\0`");
                if (other instanceof FnType) problem = problem.help("write a `#c fn` literal");
                c.report(problem, env);
                yield new TExpr.Error(place);
            }
        };
    }

    private static TExpr numeric(TExpr value, Type type) {
        return new TExpr.Convert(TExpr.Conversion.NUMERIC, value, type, value.span());
    }
}
