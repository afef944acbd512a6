package cpi.sema;

import cpi.sema.entity.Env;
import cpi.syntax.AssignOp;
import cpi.syntax.Stmt;
import cpi.typed.TExpr;
import cpi.typed.TStmt;

/// Assignments (L7.3, L7.4).
final class Assignments {
    private final Checker c;

    Assignments(Checker c) {
        this.c = c;
    }

    TStmt assign(Stmt.Assign stmt, Env env) {
        boolean plain = stmt.op() == AssignOp.PLAIN;
        TExpr target = c.exprs().target(stmt.target(), env, plain);
        if (target instanceof TExpr.Error || target.type().isError()) {
            c.exprs().value(stmt.value(), env, Expect.NOTHING);
            return new TStmt.Nothing(stmt.span());
        }
        return plain ? plainAssignment(stmt, target, env) : compound(stmt, target, env);
    }

    private TStmt plainAssignment(Stmt.Assign stmt, TExpr target, Env env) {
        TExpr value = c.exprs().assigned(target, stmt.value(), env);
        c.exprs().checkCopy(value, stmt.value().span(), env);
        return new TStmt.Assign(target, value, stmt.span());
    }

    private TStmt compound(Stmt.Assign stmt, TExpr target, Env env) {
        TExpr operation = c.exprs().compound(stmt.op().binary(), target, stmt.value(), stmt.opSpan(), env);
        if (operation instanceof TExpr.Arithmetic a) {
            return new TStmt.Compound(a.op(), target, a.right(), a.type(), stmt.opSpan(), stmt.span());
        }
        if (operation instanceof TExpr.PointerOffset p) return new TStmt.PointerStep(target, p.index(), p.sub(), stmt.span());
        env.body().fail();
        return new TStmt.Nothing(stmt.span());
    }
}
