package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.Type;

/// Checks expressions (L4, L5): the switch over all forms; the forms themselves are in [Operators], [Literals], [Members],
/// [Places], [Calls], [Reflection] ...
final class Exprs {
    private final Checker c;

    Exprs(Checker c) {
        this.c = c;
    }

    /// What an expression denotes. `expect` guides literals, `nil`, `cast()` and function literals (L4.4); the result is not
    /// converted to it.
    Operand check(Expr syntax, Env env, Expect expect) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The value of an expression: E0326 for a type, E0409 for a module, E0525 for a polymorphic function ... Not converted;
    /// may be untyped.
    TExpr value(Expr syntax, Env env, Expect expect) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The value with its default type if it is untyped or open (L4.3f).
    TExpr settledValue(Expr syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The value converted to the expected type (L4.5), with the errors of that.
    TExpr converted(Expr syntax, Env env, Expect expect) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The initialiser of a local declared without type: untyped constants and leaves of a struct literal get open types (L4.3).
    TExpr localInitialiser(Expr syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// A condition: a `bool` (E0309).
    TExpr condition(Expr syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The target of an assignment (L5.3): a place that may be written. E0313, E0410, E0411. With `plain` a local that is the
    /// whole target does not count as mentioned (W0401).
    TExpr target(Expr syntax, Env env, boolean plain) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Whether an expression is a place (L5.3), read-only ones included.
    boolean isPlace(TExpr expr) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Whether a place is a run-time parameter or a part of one reached without dereference.
    boolean isReadOnly(TExpr place) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// `&e` (L5.9b) of a checked value or place; E0412, W0406 at `at`.
    TExpr addressOf(TExpr operand, Span at, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Reports E0921 at `span` if a value of a non-copyable type is copied there (L3.15). Literals and defaults are no copies.
    void checkCopy(TExpr expr, Span span, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Whether a type contains a mutex by value (L3.15).
    boolean isCopyable(Type type) {
        throw new cpi.diag.Bug("not built yet");
    }
}
