package cpi.sema;

import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Leavable;
import cpi.sema.entity.Scope;
import cpi.syntax.BinaryOp;
import cpi.syntax.Expr;
import cpi.syntax.Stmt;
import cpi.syntax.UnaryOp;
import cpi.syntax.Words;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `if`, `while` conditions known before the program runs, and `#if` among statements (L7.5, C8, C9).
final class Branches {
    private final Checker c;

    Branches(Checker c) {
        this.c = c;
    }

    Checked check(Stmt.If stmt, Env env) {
        if (stmt.compileTime()) return compileTimeIf(stmt, env);
        Optional<Boolean> known = known(stmt.condition(), env);
        known.ifPresent(then -> drop(then ? stmt.orElse() : stmt.then(), env));
        if (known.isPresent()) return known.get() ? c.statements().block(stmt.then(), env) : orElse(stmt.orElse(), env);
        TExpr condition = c.exprs().condition(stmt.condition(), env);
        Checked then = c.statements().block(stmt.then(), env);
        Checked orElse = orElse(stmt.orElse(), env);
        TStmt result = new TStmt.If(condition, (TStmt.Block) then.stmt(), orElse.stmt(), stmt.span());
        return new Checked(result, then.completes() || orElse.completes());
    }

    /// Whether a statement is an `if` that is decided at compile time.
    boolean isDecided(Stmt stmt) {
        return stmt instanceof Stmt.If i && (i.compileTime() || isKnown(i.condition()));
    }

    private Checked orElse(Stmt stmt, Env env) {
        return stmt instanceof Stmt.NoBody none ? Checked.completing(new TStmt.Nothing(none.span())) : c.statements().statement(stmt, env);
    }

    /// The value of a condition that consists of `true`, `false`, `#iskind`, `#hasattr`, `and`, `or`, `!` and parentheses only,
    /// so that the branch not taken is dropped (C9). Empty for any other condition.
    private Optional<Boolean> known(Expr condition, Env env) {
        return isKnown(condition) ? evaluate(condition, env) : Optional.empty();
    }

    private static boolean isKnown(Expr e) {
        if (e instanceof Expr.Paren p) return isKnown(p.inner());
        if (e instanceof Expr.Unary u) return u.op() == UnaryOp.NOT && isKnown(u.operand());
        if (e instanceof Expr.Binary b) return b.op().isLogical() && isKnown(b.left()) && isKnown(b.right());
        return e instanceof Expr.BoolLit || e instanceof Expr.IsKind || e instanceof Expr.HasAttr;
    }

    private Optional<Boolean> evaluate(Expr e, Env env) {
        if (e instanceof Expr.Paren p) return evaluate(p.inner(), env);
        if (e instanceof Expr.Unary u) return evaluate(u.operand(), env).map(v -> !v);
        if (e instanceof Expr.Binary b) {
            Optional<Boolean> left = evaluate(b.left(), env);
            Optional<Boolean> right = evaluate(b.right(), env);
            if (left.isEmpty() || right.isEmpty()) return Optional.empty();
            return Optional.of(b.op() == BinaryOp.AND ? left.get() && right.get() : left.get() || right.get());
        }
        return c.exprs().value(e, env, Expect.NOTHING) instanceof TExpr.IntConst k
                ? Optional.of(k.value().equals(BigInteger.ONE)) : Optional.empty();
    }

    /// `#if` in a block (C8): the taken branch is a scope for its declarations, which are visible around it too.
    private Checked compileTimeIf(Stmt.If stmt, Env env) {
        Optional<Boolean> condition = c.modules().conditions().evaluate(stmt.condition(), env.atCompileTime());
        if (condition.isEmpty()) {
            env.body().fail();
            return Checked.completing(new TStmt.Nothing(stmt.span()));
        }
        Stmt taken = condition.get() ? stmt.then() : stmt.orElse();
        drop(condition.get() ? stmt.orElse() : stmt.then(), env);
        if (taken instanceof Stmt.Block block) return group(block, env);
        if (taken instanceof Stmt.If next) return next.compileTime() ? compileTimeIf(next, env) : check(next, env);
        return Checked.completing(new TStmt.Nothing(stmt.span()));
    }

    /// What a branch that is not checked mentions counts as used (W0401, W0402): another instance may take the branch.
    private static void drop(Stmt branch, Env env) {
        if (branch instanceof Stmt.NoBody || branch.span().file().bundled()) return;
        Set<String> words = Words.of(branch.span());
        for (Leavable leavable : env.body().leavables()) {
            if (!leavable.label().isAbsent() && words.contains(leavable.label().text())) leavable.useLabel();
        }
        for (String word : words) {
            Optional<Scope> scope = Optional.of(env.scope());
            while (scope.isPresent() && !scope.get().names().containsKey(word)) scope = scope.get().parent();
            if (scope.isPresent() && scope.get().names().get(word) instanceof Entity.Variable v) v.mention();
        }
    }

    private Checked group(Stmt.Block block, Env env) {
        Scope branch = env.scope().child(Scope.Kind.TAKEN_BRANCH);
        env.scope().addTaken(branch);
        c.statements().remember(block.span(), env.in(branch));
        List<TStmt> stmts = new ArrayList<>();
        boolean completes = c.statements().sequence(block.stmts(), env.in(branch), stmts);
        return new Checked(new TStmt.Group(stmts, block.span()), completes);
    }
}
