package cpi.syntax;

import cpi.source.Span;

/// An argument or a value of a struct literal, with or without a name (L2.5 `arg`).
public record Arg(Ident name, Expr value, Span span) {
    public boolean isNamed() {
        return !name.isAbsent();
    }
}
