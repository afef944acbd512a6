package cpi.sema;

import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.Optional;

/// Implicit conversion (L4.5), common types (L4.6), open types (L4.3), matching (L3.14).
final class Conversions {
    private final Checker c;

    Conversions(Checker c) {
        this.c = c;
    }

    /// Converts a value implicitly; reports E0301, E0302, E0304, E0305, E0307, E0518, E0815 ... and gives an error expression then.
    TExpr convert(TExpr value, Expect target, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Whether the value would convert, without reporting or fixing anything.
    boolean converts(TExpr value, Type target) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The value with its final type where nothing else decides: untyped and open numbers take their default (L4.2, L4.3f).
    TExpr toDefault(TExpr value, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// `S ~ T` (L3.14).
    boolean matches(Type s, Type t) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Both operands converted to their common type (L4.6), or an error reported at `op` (E0302, E0303).
    record Pair(TExpr left, TExpr right, Type type) {}

    Optional<Pair> common(TExpr left, TExpr right, BinaryOp operator, Span op, boolean comparison, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Fixes the open types that are left at the end of a body (L4.3g) and checks the constants that took one (E0304).
    void finish(BodyState body, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }
}
