// `#for`: loops unrolled at compile time.
package cpi.sema;

import cpi.syntax.Stmt;

/// `#for` (C11).
final class Unrolling {
    private final Checker c;

    Unrolling(Checker c) {
        this.c = c;
    }

    Checked check(Stmt.For stmt, Env env) {
        throw new cpi.diag.Bug("not built yet", stmt.span());
    }
}
