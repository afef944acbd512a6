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

    /// Whether a statement is an `if` that is decided, or a `#for` that is unrolled, at compile time.
    boolean isDecided(Stmt stmt) {
        return stmt instanceof Stmt.For f && f.compileTime() || stmt instanceof Stmt.If i && (i.compileTime() || isKnown(i.condition()));
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
        Scope.StatementIf conditional = env.scope().statementIf(stmt)
                .orElseGet(() -> env.scope().add(new Scope.StatementIf(stmt, env)));
        decide(conditional);
        if (conditional.choice().now().isEmpty()) {
            env.body().fail();
            return Checked.completing(new TStmt.Nothing(stmt.span()));
        }
        Scope.Choice choice = conditional.choice().now().get();
        for (Stmt branch : choice.dropped()) drop(branch, env);
        return choice.taken() instanceof Stmt.Block block ? group(block, env.in(choice.branch().orElseThrow()))
                : c.statements().statement(choice.taken(), env);
    }

    private Checked group(Stmt.Block block, Env env) {
        List<TStmt> stmts = new ArrayList<>();
        c.statements().remember(block.span(), env);
        boolean completes = c.statements().sequence(block.stmts(), env, stmts);
        return new Checked(new TStmt.Group(stmts, block.span()), completes);
    }

    /// Finds the branch of an `#if` among statements that is taken, and declares what is visible in the whole of it.
    void decide(Scope.StatementIf conditional) {
        if (!conditional.choice().isUnknown()) return;
        Env env = conditional.env();
        Optional<Scope.Choice> choice = conditional.choice().get(() -> choose(conditional.syntax(), env), Optional::empty);
        if (choice.isEmpty() || !(choice.get().taken() instanceof Stmt.Block block)) return;
        Scope branch = choice.get().branch().orElseThrow();
        c.statements().declare(block.stmts(), env.in(branch));
        c.modules().conditions().checkMeanings(env.scope(), branch);
    }

    private Optional<Scope.Choice> choose(Stmt.If syntax, Env env) {
        List<Stmt> dropped = new ArrayList<>();
        Stmt taken = syntax;
        while (taken instanceof Stmt.If next && next.compileTime()) {
            Optional<Boolean> condition = c.modules().conditions().evaluate(next.condition(), env.atCompileTime());
            if (condition.isEmpty()) return Optional.empty();
            taken = condition.get() ? next.then() : next.orElse();
            dropped.add(condition.get() ? next.orElse() : next.then());
        }
        Optional<Scope> branch = taken instanceof Stmt.Block ? Optional.of(env.scope().child(Scope.Kind.TAKEN_BRANCH)) : Optional.empty();
        return Optional.of(new Scope.Choice(taken, dropped, branch));
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
}
