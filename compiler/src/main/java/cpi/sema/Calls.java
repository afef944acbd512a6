package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import java.util.List;

/// Calls, pipes, compile-time application, attributes, function literals, threads (L9, L10, L11, T6).
final class Calls {
    private final Checker c;

    Calls(Checker c) {
        this.c = c;
    }

    TExpr call(Expr.Call syntax, Env env, Expect expect) {
        throw new cpi.diag.Bug("not built yet");
    }

    TExpr pipe(Expr.Pipe syntax, Env env, Expect expect) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// `f!(…)` without call: an instance as a value, or the instance of a parameterised type.
    Operand apply(Expr.CtApply syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    TExpr literal(Expr.FnLit syntax, Env env, Expect expect) {
        throw new cpi.diag.Bug("not built yet");
    }

    TExpr async(Expr.Async syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// `#attrof(T, f)`.
    Operand attrOf(Expr.AttrOf syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// A function as a value (L9.6): E0525 if it is polymorphic.
    TExpr functionValue(FnEntity entity, Span at, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Calls a function with values that are checked already, as compiler-made calls do (iteration, string switch). The first
    /// argument is passed as in a pipe (L11.5).
    TExpr callWith(FnEntity function, List<TExpr> args, Span at, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }
}
