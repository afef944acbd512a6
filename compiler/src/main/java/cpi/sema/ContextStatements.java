// Statements about the context and about mutexes.
package cpi.sema;

import cpi.syntax.Stmt;

/// `#with` (T4) and `#sync` (T9).
final class ContextStatements {
    private final Checker c;

    ContextStatements(Checker c) {
        this.c = c;
    }

    Checked with(Stmt.With stmt, Env env) {
        throw new cpi.diag.Bug("not built yet", stmt.span());
    }

    Checked sync(Stmt.Sync stmt, Env env) {
        throw new cpi.diag.Bug("not built yet", stmt.span());
    }
}
