package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.types.Type;
import java.util.List;

/// From type syntax to types (L3, L10.6, L10.7). Struct and enum syntax is checked here (E0601-E0610, E0323, E0325, E0329).
final class TypeResolver {
    private final Checker c;

    TypeResolver(Checker c) {
        this.c = c;
    }

    /// The type an expression denotes. Reports (E0327, E0404, E0533, E0211, E0529 ...) and gives the error type.
    Type type(Expr syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The type of a declared entity without parameters.
    Type of(TypeEntity entity) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The instance of a parameterised type (L10.6); `args` are complete, one per parameter in order.
    Type instance(TypeEntity entity, List<CtArg> args, Span at, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// `T!(args)` as written: binds the arguments (E0502, E0503, E0508) and gives the instance.
    Type apply(TypeEntity entity, Expr.CtApply application, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Whether the entity takes compile-time parameters, by a list or by `!T` fields (L10.7).
    boolean isParameterised(TypeEntity entity) {
        throw new cpi.diag.Bug("not built yet");
    }
}
