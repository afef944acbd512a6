// What is checked, in which order.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.constant.Data;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.GlobalEntity;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Checks every declaration that must be checked, used or not: the items of the user's files, and all instances that come into
/// being meanwhile. What belongs to the bundled library is checked when it is used.
final class ItemChecks {
    private final Checker c;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<PendingRun> runs = new ArrayList<>();
    private final List<FnEntity> polymorphic = new ArrayList<>();

    private record PendingRun(TExpr value, Decl.Run syntax, Env env) {}

    ItemChecks(Checker c) {
        this.c = c;
    }

    /// Notes something to be checked once all `#if`s are decided.
    void later(Runnable check) {
        work.add(check);
    }

    /// Does all noted checks, and those that they note.
    void checkAll() {
        do {
            while (!work.isEmpty()) {
                attempt(work.remove());
                c.typeResolver().checkPending();
            }
            c.instances().checkAll();
        } while (!work.isEmpty());
    }

    /// Runs a check whose errors have been reported where they are.
    static void attempt(Runnable check) {
        try {
            check.run();
        } catch (CompileTimeFailure _) {
            // what is missing has been reported
        }
    }

    /// Evaluates the `#run` items (C6.1). To be called only if no error was found.
    void runItems() {
        for (PendingRun run : runs) execute(run);
    }

    /// Polymorphic functions of the user's files, whose bodies are checked per instance only.
    List<FnEntity> polymorphic() {
        return polymorphic;
    }

    void function(FnEntity function) {
        if (c.signatures().isPolymorphic(function)) {
            polymorphic.add(function);
            return;
        }
        instance(c.signatures().plain(function));
    }

    /// Signature and body of an instance.
    void instance(FnInstance instance) {
        c.signatures().of(instance);
        boolean hasBody = switch (instance.entity().role()) {
            case FOREIGN, INTRINSIC -> false;
            case ORDINARY, EXPORTED, LITERAL, TEST -> true;
        };
        if (hasBody) c.bodies().of(instance);
    }

    void type(TypeEntity type) {
        if (c.typeResolver().isParameterised(type)) return;
        c.typeResolver().of(type).definition();
    }

    void global(GlobalEntity global) {
        if (!global.type().isError()) global.initialValue();
    }

    /// `#run e;` as a statement or item (C6.1): checked now, evaluated once its function or the whole program has been checked.
    void run(Decl.Run syntax, Env env) {
        TExpr value = c.exprs().settledValue(syntax.run().operand(), env.atCompileTime());
        if (value.type().isError()) return;
        PendingRun run = new PendingRun(value, syntax, env);
        Optional<FnInstance> function = env.body().function();
        if (function.isEmpty()) runs.add(run);
        else later(() -> {
            if (c.bodies().isSound(function.get())) execute(run);
        });
    }

    private void execute(PendingRun run) {
        Span place = run.syntax.run().operand().span();
        CompileTime.Request request = new CompileTime.Request(run.value, run.value.type(), "#run", place, false);
        attempt(() -> {
            if (c.compileTime().execute(request) instanceof CompileTime.Result.Failed failed) c.report(failed.problem(), run.env);
        });
    }

    /// `#assert` (C12).
    void assertion(Decl.Assert syntax, Env env) {
        Optional<Boolean> holds = c.constants().condition("#assert", syntax.condition(), env.atCompileTime());
        String message = syntax.message() instanceof Expr.Absent ? "" : message(syntax.message(), env);
        if (holds.isEmpty() || holds.get()) return;
        Span place = LibraryPlaces.outside(syntax.condition().span(), env);
        c.report(Problem.of(Code.E0730, place, message.isEmpty() ? "assertion failed" : "assertion failed: " + message), env);
    }

    private String message(Expr syntax, Env env) {
        Type string = c.types().string();
        TExpr value = c.exprs().converted(syntax, env.atCompileTime(), Expect.of(string));
        Optional<ConstData> data = c.constants().evaluate(value, string, "#assert", syntax.span(), false, env);
        return data.map(d -> new String(Data.stringBytes(d), StandardCharsets.UTF_8)).orElse("");
    }

    /// `#error` (C12).
    void error(Decl.Error syntax, Env env) {
        String text = new String(syntax.message().value(), StandardCharsets.UTF_8);
        c.report(Problem.of(Code.E0731, LibraryPlaces.outside(syntax.span(), env), text), env);
    }
}
