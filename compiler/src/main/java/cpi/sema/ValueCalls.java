package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Calls of function values (L9.3, L9.4): positional arguments only.
final class ValueCalls {
    private final Checker c;
    private final VariadicArguments variadic;

    ValueCalls(Checker c) {
        this.c = c;
        this.variadic = new VariadicArguments(c);
    }

    /// E0501 if the callee is no function.
    TExpr call(TExpr callee, Invocation call, Env env) {
        Values values = new Values(call, c, env);
        Type type = callee.type();
        if (type.isError() || !(type.definition() instanceof FnType fn) || !call.ctArgs().isEmpty()) {
            if (!type.isError()) {
                c.report(Problem.of(Code.E0501, call.callee(), "`" + c.show(type) + "` cannot be called")
                        .here("this is no function"), env);
            }
            values.checkRest();
            return new TExpr.Error(call.span());
        }
        Arguments.Assigned assigned = c.arguments().assign(target(fn), call.names(), call.spans(), call.site(), env);
        List<TExpr.CallArg> args = new ArrayList<>();
        for (int i = 0; i < call.sources().size(); i++) {
            int p = assigned.paramOf()[i];
            if (p < 0) continue;
            args.add(new TExpr.CallArg(p, argument(values, i, p, fn, call, env)));
        }
        if (!assigned.correct()) {
            values.checkRest();
            return new TExpr.Error(call.span());
        }
        if (callee instanceof TExpr.FnRef ref) return new TExpr.Call(ref.function(), args, fn.result(), call.span());
        return new TExpr.CallValue(callee, args, fn.result(), call.span());
    }

    private TExpr argument(Values values, int source, int param, FnType fn, Invocation call, Env env) {
        if (param >= fn.params().size()) return variadic.convert(values.unconverted(source), call.sources().get(source).span(), env);
        TExpr value = values.converted(source, Expect.of(fn.params().get(param)));
        c.exprs().checkCopy(value, value.span(), env);
        return value;
    }

    private static Arguments.Target target(FnType fn) {
        int count = fn.params().size();
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) names.add("");
        return new Arguments.Target(names, new boolean[count], fn.variadic(), false, Span.NONE);
    }
}
