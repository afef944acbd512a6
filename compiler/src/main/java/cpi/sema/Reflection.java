package cpi.sema;

import cpi.syntax.Expr;

/// What a program can ask about types and places at compile time: `sizeof`, `#fieldsof`, `#location`, `#embed` ... (C10, C13, L5.12).
final class Reflection {
    private final Checker c;

    Reflection(Checker c) {
        this.c = c;
    }

    /// The constant that one of these expressions stands for.
    Operand check(Expr syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }
}
