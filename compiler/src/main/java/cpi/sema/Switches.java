// The `switch` statement.
package cpi.sema;

import cpi.syntax.Stmt;

/// `switch` (L8).
final class Switches {
    private final Checker c;

    Switches(Checker c) {
        this.c = c;
    }

    Checked check(Stmt.Switch stmt, Env env) {
        throw new cpi.diag.Bug("not built yet", stmt.span());
    }
}
