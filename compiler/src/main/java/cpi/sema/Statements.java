package cpi.sema;

import cpi.syntax.Stmt;
import cpi.typed.TStmt;

/// Checks statements (L7, L8).
final class Statements {
    private final Checker c;

    Statements(Checker c) {
        this.c = c;
    }

    TStmt.Block block(Stmt.Block syntax, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }
}
