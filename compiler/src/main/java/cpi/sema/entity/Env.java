package cpi.sema.entity;

import cpi.source.Span;

/// Where an expression or statement is checked: its scope, the function body it belongs to, and what is allowed there.
///
/// @param scope for look-ups
/// @param body the state of the body being checked; for code outside functions a body of its own without function
/// @param compileTime whether the code is evaluated at compile time, so that run-time variables may not be mentioned (C2.1)
/// @param typeOnly inside `typeof`: run-time variables may be mentioned although compileTime (C2.1, L10.1b)
/// @param unchecked whether it stands in an `#unchecked` block (L7.10)
/// @param astArgument whether it is an argument of kind `Ast`, where a run-time variable is E0528 instead of E0701 (L10.1b)
/// @param callee in the default of a parameter the callee of the call it is evaluated for, which is what `#location` stands for
///     there (C10.6); elsewhere [Span#NONE]
public record Env(Scope scope, BodyState body, boolean compileTime, boolean typeOnly, boolean unchecked, boolean astArgument, Span callee) {
    public Env(Scope scope, BodyState body, boolean compileTime, boolean typeOnly, boolean unchecked) {
        this(scope, body, compileTime, typeOnly, unchecked, false, Span.NONE);
    }

    public Env in(Scope inner) {
        return new Env(inner, body, compileTime, typeOnly, unchecked, astArgument, callee);
    }

    public Env atCompileTime() {
        return new Env(scope, body, true, false, false, false, callee);
    }

    /// For an argument of kind `Ast` (L10.1b).
    public Env asAstArgument() {
        return new Env(scope, body, true, typeOnly, false, true, callee);
    }

    public Env insideTypeof() {
        return new Env(scope, body, compileTime, true, unchecked, astArgument, callee);
    }

    public Env withoutBoundsChecks() {
        return new Env(scope, body, compileTime, typeOnly, true, astArgument, callee);
    }

    /// For the default of a parameter: found in the scope of its declaration, evaluated in the caller's body (L9.2).
    public Env forDefault(Scope declaration, Span calledAs) {
        return new Env(declaration, body, compileTime, typeOnly, false, false, calledAs);
    }
}
