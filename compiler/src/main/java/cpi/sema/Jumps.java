package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Leavable;
import cpi.sema.entity.Returns;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.syntax.Stmt;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `return`, `break`, `continue`, `defer` and labels (L7.7-L7.9).
final class Jumps {
    private final Checker c;

    Jumps(Checker c) {
        this.c = c;
    }

    // --- labels ---

    /// Enters a statement that can be left; E0419 if its label is in use around it.
    void enter(Leavable leavable, Env env) {
        if (!leavable.label().isAbsent()) {
            for (Leavable outer : env.body().leavables()) {
                if (outer.label().text().equals(leavable.label().text())) {
                    String message = "label `" + leavable.label().text() + "` is already in use here";
                    c.report(Problem.of(Code.E0419, leavable.label().span(), message)
                            .label(outer.label().span(), "the outer one"), env);
                    break;
                }
            }
        }
        env.body().leavables().push(leavable);
    }

    /// Leaves it; W0402 if its label was never used.
    void exit(Leavable leavable, Env env) {
        env.body().leavables().pop();
        if (!leavable.label().isAbsent() && !leavable.isLabelUsed()) {
            c.warn(Problem.of(Code.W0402, leavable.label().span(), "label `" + leavable.label().text() + "` is never used"), env);
        }
    }

    Checked leave(Stmt.Break stmt, Env env) {
        Optional<Leavable> found = stmt.label().isAbsent() ? innermostLoop(stmt.span(), "break", env) : named(stmt.label(), env);
        if (found.isEmpty() || wouldLeaveDefer(found.get(), "break", stmt.span(), env)) return broken(stmt.span(), env);
        found.get().leave();
        return Checked.leaving(new TStmt.Break(found.get().breakTarget(), stmt.span()));
    }

    Checked next(Stmt.Continue stmt, Env env) {
        Optional<Leavable> found = stmt.label().isAbsent() ? innermostLoop(stmt.span(), "continue", env) : named(stmt.label(), env);
        if (found.isEmpty()) return broken(stmt.span(), env);
        Leavable loop = found.get();
        if (!loop.isLoop()) {
            c.report(Problem.of(Code.E0418, stmt.label().span(), "`" + stmt.label().text() + "` does not label a loop")
                    .label(loop.label().span(), "the label is declared here"), env);
            return broken(stmt.span(), env);
        }
        if (wouldLeaveDefer(loop, "continue", stmt.span(), env)) return broken(stmt.span(), env);
        loop.goOn();
        TStmt jump = loop.continueBreaks() ? new TStmt.Break(loop.continueTarget(), stmt.span())
                : new TStmt.Continue(loop.continueTarget(), stmt.span());
        return Checked.leaving(jump);
    }

    /// A wrong jump. Nobody knows what it was to leave, so that it makes nothing unreachable.
    private static Checked broken(Span span, Env env) {
        env.body().fail();
        for (Leavable leavable : env.body().leavables()) leavable.leave();
        return Checked.completing(new TStmt.Nothing(span));
    }

    private Optional<Leavable> innermostLoop(Span at, String word, Env env) {
        for (Leavable leavable : env.body().leavables()) if (leavable.isLoop()) return Optional.of(leavable);
        c.report(Problem.of(Code.E0416, at, "`" + word + "` outside a loop"), env);
        return Optional.empty();
    }

    private Optional<Leavable> named(Ident label, Env env) {
        List<String> names = new ArrayList<>();
        for (Leavable leavable : env.body().leavables()) {
            if (leavable.label().text().equals(label.text())) {
                leavable.useLabel();
                return Optional.of(leavable);
            }
            if (!leavable.label().isAbsent()) names.add(leavable.label().text());
        }
        Problem problem = Problem.of(Code.E0417, label.span(), "no enclosing statement is labelled `" + label.text() + "`");
        Optional<String> near = Suggest.nearest(label.text(), names);
        c.report(near.isPresent() ? problem.help("did you mean `" + near.get() + "`?", label.span(), near.get()) : problem, env);
        return Optional.empty();
    }

    private boolean wouldLeaveDefer(Leavable target, String word, Span at, Env env) {
        if (target.deferDepth() == env.body().deferDepth()) return false;
        c.report(Problem.of(Code.E0415, at, "`" + word + "` would leave a deferred statement"), env);
        return true;
    }

    // --- defer ---

    Checked defer(Stmt.Defer stmt, Env env) {
        env.body().enterDefer();
        Checked body = c.statements().statement(stmt.body(), env);
        env.body().leaveDefer();
        return Checked.completing(new TStmt.Defer(body.stmt(), stmt.span()));
    }

    // --- return ---

    Checked giveBack(Stmt.Return stmt, Env env) {
        if (env.body().deferDepth() > 0) {
            c.report(Problem.of(Code.E0415, stmt.span(), "`return` would leave a deferred statement"), env);
            return broken(stmt.span(), env);
        }
        Optional<Type> declared = env.body().returns().declared();
        TExpr value;
        if (stmt.value() instanceof Expr.Absent) value = withoutValue(stmt, declared, env);
        else if (declared.isEmpty()) value = inferred(stmt, env);
        else value = declaredValue(stmt, declared.get(), env);
        warnAboutFrame(stmt.value(), value, env);
        return Checked.leaving(new TStmt.Return(value, stmt.span()));
    }

    private TExpr inferred(Stmt.Return stmt, Env env) {
        TExpr value = c.exprs().value(stmt.value(), env, Expect.NOTHING);
        c.exprs().checkCopy(value, stmt.value().span(), env);
        env.body().returns().add(new Returns.Given(value, stmt.value().span()));
        return value;
    }

    private TExpr declaredValue(Stmt.Return stmt, Type result, Env env) {
        Span at = stmt.value().span();
        if (result.isError()) {
            TExpr value = c.exprs().value(stmt.value(), env, Expect.NOTHING);
            env.body().returns().add(new Returns.Given(value, at));
            return new TExpr.Error(at);
        }
        Span declaredAt = declaredAt(env);
        if (result.definition() == Type.NONE) {
            TExpr value = c.exprs().settledValue(stmt.value(), env);
            if (!value.type().isError() && value.type().definition() != Type.NONE) {
                String name = env.body().function().map(FnInstance::name).orElse("");
                c.report(Problem.of(Code.E0505, at, "function `" + name + "` has no result")
                        .label(declaredAt, "it is declared `none`"), env);
            }
            return value;
        }
        TExpr value = c.exprs().converted(stmt.value(), env, Expect.of(result, declaredAt, "expected because of this result type"));
        c.exprs().checkCopy(value, at, env);
        env.body().returns().add(new Returns.Given(value, at));
        return value;
    }

    private TExpr withoutValue(Stmt.Return stmt, Optional<Type> declared, Env env) {
        boolean hasResult = declared.isPresent() ? declared.get().definition() != Type.NONE
                : env.body().function().map(f -> Results.returnsValue(f.entity().syntax().body())).orElse(false);
        if (!hasResult) return new TExpr.DefaultValue(Type.NONE, stmt.span());
        c.warn(Problem.of(Code.W0404, stmt.span(), "this returns the default value of the result type").help("return a value"), env);
        if (declared.isPresent() && declared.get().isError()) return new TExpr.Error(stmt.span());
        // With an inferred result the type is filled in at the end of the body.
        TExpr value = new TExpr.DefaultValue(declared.orElse(Type.NONE), stmt.span());
        if (declared.isEmpty()) env.body().returns().addDefault(value);
        return value;
    }

    private static Span declaredAt(Env env) {
        return env.body().function().map(f -> f.entity().syntax().result()).filter(r -> !(r instanceof Expr.Absent))
                .map(Expr::span).orElse(Span.NONE);
    }

    /// W0304 for a returned slice literal of the frame, W0305 for the address of a local.
    private void warnAboutFrame(Expr syntax, TExpr value, Env env) {
        if (syntax instanceof Expr.Paren p) {
            warnAboutFrame(p.inner(), value, env);
        } else if (syntax instanceof Expr.ArrayLit lit && lit.length() instanceof Expr.Absent
                && stripped(value) instanceof TExpr.SliceValue) {
            c.warn(Problem.of(Code.W0304, lit.span(), "the elements of this slice literal die when the function returns")
                    .help("allocate them: `[context.allocator]{…}`"), env);
        } else if (syntax instanceof Expr.Unary u && u.op() == cpi.syntax.UnaryOp.ADDRESS && leadsToLocal(stripped(value))) {
            c.warn(Problem.of(Code.W0305, u.opSpan(), "this returns the address of a local variable, which dies now")
                    .help("allocate it: `new(…)`"), env);
        }
    }

    private static TExpr stripped(TExpr value) {
        TExpr e = value;
        while (e instanceof TExpr.Convert convert) e = convert.operand();
        return e;
    }

    private static boolean leadsToLocal(TExpr address) {
        if (!(address instanceof TExpr.AddressOf a)) return false;
        TExpr place = a.place();
        while (true) {
            if (place instanceof TExpr.LocalRef l) return l.local().kind() != Local.Kind.PARAMETER;
            if (place instanceof TExpr.Field f) place = f.base();
            else if (place instanceof TExpr.TaggedMember m) place = m.base();
            else if (place instanceof TExpr.UnionMember m) place = m.base();
            else if (place instanceof TExpr.Element e && e.base().type().definition() instanceof Type.ArrayType) place = e.base();
            else return false;
        }
    }
}
