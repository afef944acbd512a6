package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Binding;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Param;
import cpi.typed.TExpr;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls of declared functions and function literals (L9.3, L10.4).
final class FunctionCalls {
    private final Checker c;
    private final Inference inference;
    private final VariadicArguments variadic;

    FunctionCalls(Checker c) {
        this.c = c;
        this.inference = new Inference(c);
        this.variadic = new VariadicArguments(c);
    }

    Inference inference() {
        return inference;
    }

    TExpr call(FnEntity entity, Invocation call, Env env) {
        if (c.signatures().isPolymorphic(entity)) return call(entity, inference.begin(entity, call, env), call, env);
        if (!call.ctArgs().isEmpty()) {
            c.report(Problem.of(Code.E0502, call.ctArgs().getFirst().span(), "too many arguments: none expected")
                    .label(entity.place(), "`" + entity.name() + "` has no compile-time parameters"), env);
        }
        Arguments.Assigned assigned = c.arguments().assign(target(entity), call.names(), call.spans(), call.site(), env);
        return finish(c.signatures().mentioned(entity), call, new Values(call, c, env), assigned, env);
    }

    /// A call of a polymorphic function whose explicit compile-time arguments are bound.
    TExpr call(FnEntity entity, Binding binding, Invocation call, Env env) {
        Arguments.Assigned assigned = c.arguments().assign(target(entity), call.names(), call.spans(), call.site(), env);
        Values values = new Values(call, c, env);
        if (assigned.correct() && inference.complete(entity, binding, call, values, assigned, env)) {
            Optional<FnInstance> instance = c.signatures().instance(entity, binding.complete(), call.span(), env);
            if (instance.isPresent()) return finish(instance.get(), call, values, assigned, env);
        }
        values.checkRest();
        return new TExpr.Error(call.span());
    }

    static Arguments.Target target(FnEntity entity) {
        List<Param> params = entity.syntax().params();
        List<String> names = new ArrayList<>(params.size());
        boolean[] optional = new boolean[params.size()];
        for (int i = 0; i < optional.length; i++) {
            names.add(params.get(i).name().text());
            optional[i] = !(params.get(i).init() instanceof Expr.Absent);
        }
        boolean variadic = entity.syntax().variadic() && entity.isC();
        return new Arguments.Target(names, optional, variadic, true, entity.place());
    }

    /// Converts the arguments, adds the defaults, and makes the call.
    private TExpr finish(FnInstance instance, Invocation call, Values values, Arguments.Assigned assigned, Env env) {
        Signatures.Params params = c.signatures().params(instance);
        List<Param> syntax = instance.entity().syntax().params();
        List<TExpr.CallArg> args = new ArrayList<>();
        for (int i = 0; i < call.sources().size(); i++) {
            int p = assigned.paramOf()[i];
            if (p < 0) continue;
            TExpr value = p < params.types().size()
                    ? argument(values, i, params.types().get(p), syntax.get(p), instance, env)
                    : variadic.convert(values.unconverted(i), call.sources().get(i).span(), env);
            args.add(new TExpr.CallArg(p, value));
        }
        if (!assigned.correct()) {
            values.checkRest();
            return new TExpr.Error(call.span());
        }
        for (int p = 0; p < params.types().size(); p++) {
            if (assigned.argOf()[p] >= 0) continue;
            args.add(new TExpr.CallArg(p, c.signatures().defaultValue(instance, p, call.callee(), env)));
        }
        FnType type = c.signatures().at(instance, call.span(), env).type();
        if (type.result().isError()) return new TExpr.Error(call.span());
        return new TExpr.Call(instance, args, type.result(), call.span());
    }

    private TExpr argument(Values values, int source, Type type, Param param, FnInstance instance, Env env) {
        Span declared = param.type() instanceof Expr.Absent ? param.span() : param.type().span();
        Span reason = declared.file().bundled() ? Span.NONE : declared;
        Expect expect = Expect.of(type, reason, "expected because of this parameter");
        if (!param.constraint().isEmpty()) {
            Type given = c.types().settle(values.expecting(source, expect).type());
            if (!c.matching().satisfies(given, param.constraint(), c.signatures().bodyEnv(instance))) {
                Inference.reportConstraint(c, given, param, values.unconverted(source).span(), env);
                return new TExpr.Error(values.unconverted(source).span());
            }
        }
        TExpr value = values.converted(source, expect);
        c.exprs().checkCopy(value, value.span(), env);
        return value;
    }
}
