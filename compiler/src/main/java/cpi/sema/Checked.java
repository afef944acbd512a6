package cpi.sema;

import cpi.typed.TStmt;

/// A checked statement and whether control can get behind it (L7.13).
record Checked(TStmt stmt, boolean completes) {
    static Checked completing(TStmt stmt) {
        return new Checked(stmt, true);
    }

    static Checked leaving(TStmt stmt) {
        return new Checked(stmt, false);
    }
}
