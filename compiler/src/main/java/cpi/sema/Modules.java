package cpi.sema;

import cpi.source.SourceFile;
import cpi.syntax.Decl;
import cpi.syntax.Ident;
import cpi.typed.Program;
import java.util.List;
import java.util.Optional;

/// Loads files (M1), declares what they contain, decides `#if`s (C8), and checks everything that must be checked.
final class Modules {
    private final Checker c;

    Modules(Checker c) {
        this.c = c;
    }

    /// Loads and checks the whole program.
    Program checkAll(SourceFile main) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Declares the functions, types, constants, modules and imports of a block in its scope, before its statements are checked
    /// (L6.2). Local variables are declared by [Statements] when they are reached.
    void declareLocals(List<Decl> decls, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Checks the declarations of a block that are not mentioned too (functions, types, constants).
    void checkLocals(List<Decl> decls, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// A member of a bundled module that the compiler itself uses: `mem.Allocator`, `string.equals`.
    Entity library(String module, String name) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Notes that warnings with these names are silenced in a stretch of text (L7.14), W0405.
    void allow(List<cpi.syntax.Expr.StringLit> names, cpi.source.Span where, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }
}
