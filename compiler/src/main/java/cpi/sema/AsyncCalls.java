package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import java.util.List;

/// `#async` (T6): a call in a new thread.
final class AsyncCalls {
    private final Checker c;

    AsyncCalls(Checker c) {
        this.c = c;
    }

    TExpr check(Expr.Async syntax, Env env) {
        Expr operand = syntax.operand();
        while (operand instanceof Expr.Paren p) operand = p.inner();
        boolean isCall = operand instanceof Expr.Call || operand instanceof Expr.Pipe && syntax.operand() instanceof Expr.Paren;
        TExpr call = isCall ? c.exprs().value(operand, env, Expect.NOTHING) : new TExpr.Error(operand.span());
        if (!isCall && !(operand instanceof Expr.Missing)) {
            c.exprs().check(operand, env, Expect.NOTHING);
            reportNoCall(syntax.operand().span(), env);
        }
        return start(call, syntax, env);
    }

    private TExpr start(TExpr call, Expr.Async syntax, Env env) {
        return switch (call) {
            case TExpr.Call k -> started(k, syntax);
            case TExpr.CallValue k -> started(k, syntax);
            case TExpr.Let let -> new TExpr.Let(let.temp(), let.init(), start(let.body(), syntax, env), let.span());
            case TExpr.Puts p -> start(printing(p, env), syntax, env);
            case TExpr.Error e -> e;
            case TExpr other -> {
                reportNoCall(syntax.operand().span(), env);
                yield new TExpr.Error(other.span());
            }
        };
    }

    private TExpr started(TExpr call, Expr.Async syntax) {
        if (call.type().isError()) return new TExpr.Error(syntax.span());
        return new TExpr.Async(call, c.types().thread(call.type()), syntax.span());
    }

    /// `puts` is no function that a thread could run, but `print` of a text does the same.
    private TExpr printing(TExpr.Puts puts, Env env) {
        if (puts.text().type().isError() || !(c.modules().library("io", "print") instanceof FnEntity print)) {
            return new TExpr.Error(puts.span());
        }
        Source text = Source.Given.positional(puts.text(), puts.text().span());
        Span at = puts.span();
        return c.calls().functions().call(print, new Invocation(List.of(), List.of(text), at, at, at), env);
    }

    private void reportNoCall(Span place, Env env) {
        c.report(Problem.of(Code.E0920, place, "`#async` needs a call")
                .note("`#async f(x)` starts a thread that calls f; a pipe needs parentheses: `#async (x|f)`"), env);
    }
}
