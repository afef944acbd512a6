package cpi.sema;

import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.List;

/// `puts` and `panic` (L7.12), and the way to `new`.
final class BuiltinCalls {
    private final Checker c;
    private final Allocation allocation;

    BuiltinCalls(Checker c) {
        this.c = c;
        this.allocation = new Allocation(c);
    }

    TExpr call(Operand.BuiltinFn fn, Invocation call, Env env) {
        return switch (fn) {
            case PUTS -> puts(call, env);
            case PANIC -> panic(call, env);
            case NEW -> allocation.call(call, env);
        };
    }

    private TExpr puts(Invocation call, Env env) {
        Arguments.Assigned assigned = assign("s", false, call, env);
        if (!assigned.correct()) return new TExpr.Error(call.span());
        return new TExpr.Puts(text(0, call, env), Type.NONE, call.span());
    }

    private TExpr panic(Invocation call, Env env) {
        Arguments.Assigned assigned = assign("msg", true, call, env);
        if (!assigned.correct()) return new TExpr.Error(call.span());
        TExpr message = call.sources().isEmpty() ? new TExpr.DefaultValue(c.types().string(), call.span()) : text(0, call, env);
        return new TExpr.Panic(message, Type.NONE, call.span());
    }

    private TExpr text(int source, Invocation call, Env env) {
        return new Values(call, c, env).converted(source, Expect.of(c.types().string()));
    }

    private Arguments.Assigned assign(String name, boolean optional, Invocation call, Env env) {
        Arguments.Target target = new Arguments.Target(List.of(name), new boolean[] {optional}, false, true, Span.NONE);
        Arguments.Assigned assigned = c.arguments().assign(target, call.names(), call.spans(), call.site(), env);
        if (!assigned.correct()) new Values(call, c, env).checkRest();
        return assigned;
    }
}
