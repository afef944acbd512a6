package cpi.syntax;

import cpi.source.Span;
import java.util.List;

/// What function declarations and literals share.
///
/// @param c whether it is written `#c fn`
/// @param ctParams the first of two parameter lists, else empty (L10.1)
/// @param twoLists whether there were two lists
/// @param variadic whether a foreign declaration ends in `...` (M6.2), at `ellipsis`
/// @param paramsSpan the last parameter list with its parentheses
/// @param result the declared result type, or Absent
/// @param body the block, or [Stmt.NoBody] for a foreign function
public record FnSyntax(
        boolean c, List<Param> ctParams, boolean twoLists, List<Param> params, boolean variadic, Span ellipsis,
        Span paramsSpan, Expr result, Stmt body) {}
