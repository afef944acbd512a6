package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.BodyState;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Stmt;
import cpi.typed.CompileTimeFailure;
import cpi.typed.Function;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks function bodies, each once, when first asked for; and infers result types (L9.5), for which the body must be checked.
final class Bodies {
    private enum State { CHECKING, CHECKED, FAILED }

    private final Checker c;
    private final Deque<FnInstance> inProgress = new ArrayDeque<>();
    private final Map<FnInstance, State> states = new IdentityHashMap<>();
    private final Map<FnInstance, Function.Body> bodies = new IdentityHashMap<>();
    /// The result types that were inferred from bodies (L9.5).
    private final Map<FnInstance, Type> inferred = new IdentityHashMap<>();

    Bodies(Checker c) {
        this.c = c;
    }

    /// Throws [CompileTimeFailure] if the body has errors, or is being checked right now (it needs itself at compile time).
    Function.Body of(FnInstance instance) {
        check(instance);
        if (states.get(instance) == State.CHECKING) reportSelfEvaluation(instance);
        return Optional.ofNullable(bodies.get(instance)).orElseThrow(CompileTimeFailure::new);
    }

    /// Checks the body unless that has been done or is being done.
    void check(FnInstance instance) {
        if (states.containsKey(instance)) return;
        if (!(instance.entity().syntax().body() instanceof Stmt.Block block)) {
            states.put(instance, State.FAILED);
            return;
        }
        states.put(instance, State.CHECKING);
        inProgress.push(instance);
        try {
            checkBlock(instance, block);
        } finally {
            inProgress.pop();
        }
    }

    /// Whether the body was checked and has no errors.
    boolean isSound(FnInstance instance) {
        return states.get(instance) == State.CHECKED;
    }

    /// The functions whose bodies are being checked, innermost first; for the labels of E0507.
    List<FnInstance> inProgress() {
        return List.copyOf(inProgress);
    }

    /// The result type of a function that declares none (L9.5). Empty if its body is being checked right now and has a `return`
    /// with a value, so that the type depends on itself (E0507).
    Optional<Type> inferredResult(FnInstance instance) {
        if (!Results.returnsValue(instance.entity().syntax().body())) return Optional.of(Type.NONE);
        check(instance);
        return Optional.ofNullable(inferred.get(instance));
    }

    private void checkBlock(FnInstance instance, Stmt.Block block) {
        Env params = c.signatures().bodyEnv(instance);
        Env env = params.in(params.scope().child(Scope.Kind.BLOCK));
        Optional<Type> declared = c.signatures().declaredResult(instance);
        BodyState body = env.body();
        Checked checked = c.statements().block(block, env, declared);
        TStmt.Block code = (TStmt.Block) checked.stmt();
        if (declared.isEmpty()) {
            Results.Inferred result = c.results().infer(body.returns(), env);
            inferred.put(instance, result.type());
            if (result.changed()) code = ReturnRewriter.rewrite(code, result.values());
        }
        c.conversions().finish(body, env);
        checkEnd(instance, block, declared.orElseGet(() -> inferred.getOrDefault(instance, Type.NONE)), checked.completes(), env);
        if (body.hasFailed()) {
            states.put(instance, State.FAILED);
        } else {
            bodies.put(instance, new Function.Body(code));
            states.put(instance, State.CHECKED);
        }
    }

    /// E0504 and W0404 (L7.8).
    private void checkEnd(FnInstance instance, Stmt.Block block, Type result, boolean completes, Env env) {
        if (!completes || result.isError() || result.definition() == Type.NONE) return;
        // What was meant to stand there is not known.
        if (c.problems().hasSyntaxErrorIn(block.span())) return;
        if (env.body().returns().isEmpty()) {
            Expr declared = instance.entity().syntax().result();
            c.report(Problem.of(Code.E0504, instance.place(), "function `" + instance.entity().name() + "` never returns a value")
                    .label(declared.span(), "it declares a result of type `" + c.show(result) + "`")
                    .help("end it with `return` and a value, or declare the result `none`"), env);
            return;
        }
        Span close = block.close();
        c.warn(Problem.of(Code.W0404, close, "the end can be reached without `return`: the result is then the default value of `"
                + c.show(result) + "`").help("return a value here"), env);
    }

    /// A function is run at compile time for the sake of its own body: the value or the condition that needs it is to blame.
    private void reportSelfEvaluation(FnInstance instance) {
        if (c.constants().dependencies().reportInnermost()) return;
        if (c.modules().conditions().reportInnermost()) return;
        List<FnInstance> cycle = new ArrayList<>();
        for (FnInstance fn : inProgress) {
            cycle.add(fn);
            if (fn == instance) break;
        }
        Problem problem = Problem.of(Code.E0703, instance.place(),
                "`" + instance.name() + "` is run at compile time while it is being checked");
        for (FnInstance fn : cycle) problem = problem.label(fn.place(), "`" + fn.name() + "` is being checked");
        c.problems().report(problem);
    }

    /// A body that consists of one expression, as for `return e`; used for nothing but the value of `e`.
    static TStmt.Block returning(TExpr value, Span span) {
        return new TStmt.Block(List.of(new TStmt.Return(value, span)), span.after(), span);
    }
}
