package cpi.syntax;

import cpi.source.Span;

/// Any part of a syntax tree. Trees are immutable values and hold no results of later stages;
/// never hash, compare or print whole trees.
public sealed interface Node permits Expr, Stmt, Decl {
    /// From the first to the last character of the construct (D1.4).
    Span span();
}
