package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Param;

/// A compile-time parameter of a function or type (L10.1, L10.2).
///
/// @param name empty for one that a bare parameterised type stands for (L10.3)
/// @param place the name in the declaration
/// @param syntax of a listed one; for others a parameter with nothing but the name
/// @param node what binds one that is not listed: the `!T`, or the bare name of the parameterised type
public record CtParam(String name, Span place, Kind kind, Param syntax, Expr node) {
    public enum Kind {
        /// From the first parameter list.
        LISTED,
        /// `!T` in the type of a parameter or field.
        TYPE,
        /// `[!N]T`.
        COUNT,
        /// The bare name of a parameterised type as type of a parameter: accepts any instance, cannot be given.
        ANY_INSTANCE
    }

    public boolean hasDefault() {
        return !(syntax.init() instanceof Expr.Absent);
    }
}
