package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.Optional;

/// Compile-time values (C1-C3): evaluates expressions, through the engine only where folding does not suffice, and finds the
/// meaning of constants.
final class Constants {
    private final Checker c;

    Constants(Checker c) {
        this.c = c;
    }

    /// What a constant's name denotes (C3, L6.5). Evaluates it when first asked for; E0703 on a cycle.
    Operand meaning(ConstEntity entity) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Evaluates a checked expression of settled type; the problem is reported if it fails.
    Optional<ConstData> evaluate(TExpr expr, Type type, String name, Span place, boolean writable, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Checks and evaluates an expression that must give a compile-time integer; untyped ones keep their exact value.
    /// Reports E0701, E0301 ... and gives empty on an error.
    Optional<BigInteger> integer(Expr syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Checks and evaluates a compile-time `bool` (E0309).
    Optional<Boolean> condition(Expr syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// A constant value as an expression: IntConst, FloatConst, NilConst, FnRef or StringConst where possible, else DataConst.
    TExpr toExpr(ConstData data, Type type, Span span) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The value of an expression that is constant as it stands (literals, folded arithmetic, DataConst ...), without running
    /// anything; empty if it is not.
    Optional<ConstData> folded(TExpr expr) {
        throw new cpi.diag.Bug("not built yet");
    }
}
