package cpi.syntax;

import cpi.source.Span;
import java.util.List;

/// Statements (L2.3).
public sealed interface Stmt extends Node {
    /// The absent body of a foreign function, or an absent `else`.
    record NoBody(Span span) implements Stmt {}

    /// Text that could not be parsed; the error has been reported.
    record Missing(Span span) implements Stmt {}

    /// A lone `;`.
    record Empty(Span span) implements Stmt {}

    record Block(List<Stmt> stmts, Span span) implements Stmt {
        /// The place of the closing brace.
        public Span close() {
            return new Span(span.file(), Math.max(span.start(), span.end() - 1), span.end());
        }
    }

    /// A declaration among statements, local variables included.
    record DeclStmt(Decl decl, Span span) implements Stmt {}

    /// `target op= value;` or `target = value;` with `op` absent (see [AssignOp]).
    record Assign(Expr target, AssignOp op, Expr value, Span opSpan, Span span) implements Stmt {}

    record ExprStmt(Expr expr, Span span) implements Stmt {}

    /// `value` is Absent for `return;`.
    record Return(Expr value, Span span) implements Stmt {}

    /// `if` or `#if`; `orElse` is NoBody, a Block or another If.
    record If(boolean compileTime, Expr condition, Block then, Stmt orElse, Span span) implements Stmt {}

    record While(Ident label, Expr condition, Block body, Span span) implements Stmt {}

    /// `for` or `#for` (L7.6, C11). `star` for `*e`; `index` may be absent; a range has `high` not Absent.
    record For(boolean compileTime, Ident label, boolean star, Span starSpan, Ident element, Ident index, Expr subject,
               RangeKind range, Expr high, Span rangeSpan, Block body, Span span) implements Stmt {}

    enum RangeKind { NONE, HALF_OPEN, INCLUSIVE }

    /// `do { … }`.
    record Do(Ident label, Block body, Span span) implements Stmt {}

    /// `orElse` is NoBody or a Block. `elseSpan` is the word `else`, or empty.
    record Switch(Ident label, Completeness completeness, Expr subject, List<Case> cases, Stmt orElse, Span elseSpan,
                  Span word, Span span) implements Stmt {}

    enum Completeness { DEFAULT, COMPLETE, PARTIAL }

    record Case(List<CaseLabel> labels, boolean star, Span starSpan, Ident binding, Block body, Span span) {}

    /// `low`, or `low..high` / `low..=high`; `high` is Absent without range.
    record CaseLabel(Expr low, RangeKind range, Expr high, Span span) {}

    record Defer(Stmt body, Span span) implements Stmt {}

    record Break(Ident label, Span span) implements Stmt {}

    record Continue(Ident label, Span span) implements Stmt {}

    /// `#with a = e, b.c = f { … }` (T4).
    record With(List<WithField> fields, Block body, Span span) implements Stmt {}

    record WithField(List<Ident> path, Expr value, Span span) {}

    /// `#sync(m) { … }` (T9).
    record Sync(Expr mutex, Block body, Span span) implements Stmt {}

    /// `#unchecked { … }` (L7.10).
    record Unchecked(Block body, Span span) implements Stmt {}

    /// `#allow("w") stmt` (L7.14).
    record Allow(List<Expr.StringLit> names, Stmt stmt, Span span) implements Stmt {}
}
