package cpi.syntax;

import cpi.source.Span;
import java.util.List;

/// A parameter (L2.2 `param`). `type` is Absent for `n := e`; `constraint` is the path after `/` (L10.3), empty if none;
/// `init` is Absent without default.
public record Param(Ident name, Expr type, List<Ident> constraint, Expr init, Span span) {}
