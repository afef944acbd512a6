package cpi.sema;

/// Where an expression or statement is checked: its scope, the function body it belongs to, and what is allowed there.
///
/// @param scope for look-ups
/// @param body the state of the body being checked; for code outside functions a body of its own without function
/// @param compileTime whether the code is evaluated at compile time, so that run-time variables may not be mentioned (C2.1)
/// @param typeOnly inside `typeof`: run-time variables may be mentioned although compileTime (C2.1, L10.1b)
/// @param unchecked whether it stands in an `#unchecked` block (L7.10)
record Env(Scope scope, BodyState body, boolean compileTime, boolean typeOnly, boolean unchecked) {
    Env in(Scope inner) {
        return new Env(inner, body, compileTime, typeOnly, unchecked);
    }

    Env atCompileTime() {
        return new Env(scope, body, true, false, false);
    }

    Env insideTypeof() {
        return new Env(scope, body, compileTime, true, unchecked);
    }

    Env withoutBoundsChecks() {
        return new Env(scope, body, compileTime, typeOnly, true);
    }
}
