package cpi.syntax;

import cpi.source.Span;
import java.util.List;

/// Declarations and directives (L2.2), at file, module or block level.
public sealed interface Decl extends Node {
    /// Text that could not be parsed; the error has been reported.
    record Missing(Span span) implements Decl {}

    /// A function with or without body. `externalName` is the string after `as`, or Absent; `exported` for `#export`.
    record Fn(Ident name, FnSyntax fn, boolean exported, Expr externalName, Span span) implements Decl {
        public boolean isForeign() {
            return fn.body() instanceof Stmt.NoBody;
        }
    }

    /// `type Name (params) T`; `hasParams` if a list was written.
    record Type(Ident name, List<Param> params, boolean hasParams, Expr definition, Span span) implements Decl {}

    record Module(Ident name, List<Decl> items, Span span) implements Decl {}

    /// `#import "path": alias;` (M4a). `oldSpelling` for `import`; `word` is the directive.
    record ImportFile(Expr.StringLit path, Ident alias, boolean oldSpelling, Span word, Span span) implements Decl {}

    /// `#import a.b.c;` (M4b).
    record ImportModule(List<Ident> path, boolean oldSpelling, Span word, Span span) implements Decl {}

    record ImportPath(Expr.StringLit path, Span span) implements Decl {}

    /// `#link "lib";` or with a block of foreign functions (M6, M10).
    record Link(Expr.StringLit library, List<Fn> functions, boolean hasBlock, Span span) implements Decl {}

    record LinkPath(Expr.StringLit path, Span span) implements Decl {}

    /// `name ::= e;` or `name :: T = e;` with `type` Absent in the first form.
    record Const(Ident name, Expr type, Expr value, Span span) implements Decl {}

    /// A variable, local or global: `type` Absent for `:=`, `init` Absent without initialiser.
    record Var(Ident name, Expr type, Expr init, boolean threadLocal, Span span) implements Decl {}

    /// `#attr(T) fn …` or `#attr(T) { … }` (L11.1); `block` for the second form.
    record Attr(Expr type, List<Fn> functions, boolean block, Span span) implements Decl {}

    /// `#context …` (T3.1). `word` is the directive.
    record Context(List<Param> fields, Span word, Span span) implements Decl {}

    /// `#contextinit e` (M13): has no effect.
    record ContextInit(Expr value, Span word, Span span) implements Decl {}

    record Test(Expr.StringLit name, Stmt.Block body, Span span) implements Decl {}

    /// `#if` at file or module level; `orElse` holds the items of the other branch (a nested If for `else #if`).
    record If(Expr condition, List<Decl> then, List<Decl> orElse, Span span) implements Decl {}

    /// `#run e;` as an item or statement (C6.1).
    record Run(Expr.Run run, Span span) implements Decl {}

    /// `#assert(c, message)`; `message` may be Absent.
    record Assert(Expr condition, Expr message, Span span) implements Decl {}

    record Error(Expr.StringLit message, Span span) implements Decl {}

    /// `#allow("w") item`.
    record Allow(List<Expr.StringLit> names, Decl item, Span span) implements Decl {}
}
