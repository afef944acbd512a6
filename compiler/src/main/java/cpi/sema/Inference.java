package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Binding;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.syntax.Mentions;
import cpi.syntax.Param;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the compile-time arguments of a call of a polymorphic function (L10.4).
final class Inference {
    private final Checker c;

    Inference(Checker c) {
        this.c = c;
    }

    /// Step 1: binds the compile-time arguments written. Reports E0502, E0508, E0509 and what is wrong with the arguments.
    Binding begin(FnEntity entity, Invocation call, Env env) {
        Binding binding = new Binding(c.signatures().shape(entity).ctParams(), entity.env());
        bindWritten(binding, call.ctArgs(), call.site(), entity.place(), env);
        return binding;
    }

    /// Binds the compile-time arguments written for a function; parameters may be left over.
    void bindWritten(Binding binding, List<Arg> written, Arguments.Site site, Span declaration, Env env) {
        if (written.isEmpty()) return;
        List<String> names = new ArrayList<>();
        for (CtParam param : binding.params()) {
            if (param.kind() == CtParam.Kind.ANY_INSTANCE) continue;
            names.add(param.name());
        }
        boolean[] optional = new boolean[names.size()];
        Arrays.fill(optional, true);
        bindArgs(binding, new Arguments.Target(names, optional, false, true, declaration), written, site, env);
    }

    /// Assigns arguments to the first compile-time parameters and binds them, in order of the parameters.
    void bindArgs(Binding binding, Arguments.Target target, List<Arg> written, Arguments.Site site, Env env) {
        Arguments.Assigned assigned =
                c.arguments().assign(target, Arguments.namesOf(written), Arguments.spansOf(written), site, env);
        if (!assigned.correct()) binding.fail();
        for (int p = 0; p < assigned.argOf().length; p++) {
            int arg = assigned.argOf()[p];
            if (arg < 0) continue;
            Optional<CtArg> bound = c.ctArgs().written(written.get(arg).value(), binding.params().get(p), binding, env);
            if (bound.isPresent()) binding.bind(p, bound.get());
            else binding.fail();
        }
    }

    /// Steps 3 to 5: binds what the arguments and defaults tell. False if something is wrong, which is reported.
    boolean complete(FnEntity entity, Binding binding, Invocation call, Values values, Arguments.Assigned assigned, Env env) {
        List<Param> params = entity.syntax().params();
        for (int p = 0; p < params.size(); p++) {
            Param param = params.get(p);
            if (!binding.canBind(param.type())) continue;
            int source = assigned.argOf()[p];
            TExpr value = source >= 0 ? values.settled(source) : defaultValue(entity, p, binding, call, env);
            matchArgument(param, value, source >= 0 ? call.sources().get(source).span() : call.callee(), binding, env);
        }
        if (!binding.hasFailed()) bindDefaults(entity, binding, call, values, assigned, env);
        if (binding.hasFailed()) return false;
        return reportUnbound(entity, binding, call.callee(), env);
    }

    private TExpr defaultValue(FnEntity entity, int p, Binding binding, Invocation call, Env env) {
        if (c.signatures().shape(entity).brokenDefaults().contains(p)) return new TExpr.Error(call.span());
        Env scope = env.forDefault(binding.env().scope(), call.callee()).insideTypeof();
        return c.exprs().settledValue(entity.syntax().params().get(p).init(), scope);
    }

    private void matchArgument(Param param, TExpr value, Span place, Binding binding, Env env) {
        Type type = settledType(value);
        if (type.isError()) {
            binding.fail();
        } else if (!c.matching().argument(param.type(), type, binding)) {
            binding.fail();
            if (binding.anyInstanceAt(param.type()) >= 0) reportConstraint(c, type, param, place, env);
            else reportMisfit(param, type, place, env);
        } else if (!param.constraint().isEmpty() && !c.matching().satisfies(type, param.constraint(), binding.env())) {
            binding.fail();
            reportConstraint(c, type, param, place, env);
        } else if (!c.exprs().checkCopy(value, place, env)) {
            binding.fail();
        }
    }

    private void reportMisfit(Param param, Type type, Span place, Env env) {
        Span pattern = param.type().span();
        Problem problem = Problem.of(Code.E0301, place, "expected `" + pattern.text() + "`, found `" + c.show(type) + "`");
        if (!pattern.file().bundled()) problem = problem.label(pattern, "expected because of this parameter");
        c.report(problem, env);
    }

    /// E0527, for `/A` and for bare parameterised types.
    static void reportConstraint(Checker c, Type type, Param param, Span place, Env env) {
        Span wanted = param.constraint().isEmpty() ? param.type().span()
                : param.constraint().getFirst().span().to(param.constraint().getLast().span());
        Problem problem = Problem.of(Code.E0527, place, "`" + c.show(type) + "` is no instance of `" + wanted.text() + "`");
        c.report(wanted.file().bundled() ? problem : problem.label(wanted, "required here"), env);
    }

    /// Step 4.
    private void bindDefaults(FnEntity entity, Binding binding, Invocation call, Values values, Arguments.Assigned assigned,
                              Env env) {
        for (int i = 0; i < binding.params().size(); i++) {
            CtParam param = binding.params().get(i);
            if (binding.isBound(i) || !param.hasDefault()) continue;
            Scope scope = binding.env().scope().child(Scope.Kind.PARAMETERS);
            declareMentioned(param.syntax().init(), scope, entity, binding, values, assigned, env);
            if (binding.hasFailed()) return;
            Optional<CtArg> arg = c.ctArgs().defaultOf(param, binding, env.forDefault(scope, call.callee()));
            if (arg.isPresent()) binding.bind(i, arg.get());
            else binding.fail();
        }
    }

    /// Declares the run-time parameters that a default mentions inside `typeof`, with the types of their arguments.
    private void declareMentioned(Expr init, Scope scope, FnEntity entity, Binding binding, Values values,
                                  Arguments.Assigned assigned, Env env) {
        Set<String> mentioned = new HashSet<>();
        for (Expr mention : Mentions.all(init, true)) if (mention instanceof Expr.Name name) mentioned.add(name.text());
        List<Param> params = entity.syntax().params();
        for (int p = 0; p < params.size(); p++) {
            Param param = params.get(p);
            if (!mentioned.contains(param.name().text())) continue;
            Optional<Type> type = typeOfParameter(param, assigned.argOf()[p], binding, values, env);
            if (type.isEmpty()) continue;
            if (type.get().isError()) binding.fail();
            Local local = new Local(param.name().text(), Local.Kind.PARAMETER, type.get(), param.name().span());
            scope.enter(param.name().text(), new Entity.Variable(local, prototype(entity), 0));
        }
    }

    private Optional<Type> typeOfParameter(Param param, int source, Binding binding, Values values, Env env) {
        if (!(param.type() instanceof Expr.Absent) && !binding.isOpen(param.type())) {
            return Optional.of(c.typeResolver().type(param.type(), binding.env()));
        }
        if (source >= 0) return Optional.of(settledType(c.conversions().toDefault(values.unconverted(source), env)));
        if (param.init() instanceof Expr.Absent) return Optional.empty();
        Env scope = env.forDefault(binding.env().scope(), param.span()).insideTypeof();
        return Optional.of(settledType(c.exprs().settledValue(param.init(), scope)));
    }

    private Type settledType(TExpr value) {
        return c.types().settle(value.type());
    }

    /// The owner of parameters that stand for no instance yet.
    private FnInstance prototype(FnEntity entity) {
        return new FnInstance(entity, List.of(), entity.place(), Optional.empty(), c);
    }

    /// Step 5: E0524.
    private boolean reportUnbound(FnEntity entity, Binding binding, Span callee, Env env) {
        for (int i = 0; i < binding.params().size(); i++) {
            if (binding.isBound(i)) continue;
            CtParam param = binding.params().get(i);
            String name = param.name().isEmpty() ? param.place().text() : param.name();
            Problem problem = Problem.of(Code.E0524, callee, "cannot infer compile-time parameter `" + name + "`");
            if (!param.place().file().bundled()) problem = problem.label(param.place(), "declared here");
            c.report(problem.help("give it: `" + entity.name() + "!(…)`"), env);
            return false;
        }
        return true;
    }

    /// The instance `f!(A)` without call: all parameters bound by what is written and by defaults (L10.5). E0525 at `at`.
    Optional<FnInstance> instance(FnEntity entity, List<Arg> written, Arguments.Site site, Span at, Env env) {
        Invocation call = new Invocation(written, List.of(), site.callee(), site.close(), site.callee());
        Binding binding = begin(entity, call, env);
        if (!binding.hasFailed()) bindDefaultsWithoutCall(entity, binding, call, env);
        if (binding.hasFailed()) return Optional.empty();
        if (!binding.isComplete()) {
            c.report(Problem.of(Code.E0525, at, "polymorphic `" + entity.name() + "` needs its compile-time arguments")
                    .label(entity.place(), "declared here")
                    .help("write `" + entity.name() + "!(…)`"), env);
            return Optional.empty();
        }
        return c.signatures().instance(entity, binding.complete(), site.callee(), env);
    }

    private void bindDefaultsWithoutCall(FnEntity entity, Binding binding, Invocation call, Env env) {
        int[] none = new int[entity.syntax().params().size()];
        Arrays.fill(none, -1);
        for (CtParam param : binding.params()) {
            if (param.hasDefault() && dependsOnArguments(param, entity, binding)) return;
        }
        bindDefaults(entity, binding, call, new Values(call, c, env), new Arguments.Assigned(new int[0], none, true), env);
    }

    /// Whether a default mentions a parameter whose type is not known without call.
    private static boolean dependsOnArguments(CtParam param, FnEntity entity, Binding binding) {
        if (binding.isBound(binding.indexOf(param.name()))) return false;
        for (Expr mention : Mentions.all(param.syntax().init(), true)) {
            if (!(mention instanceof Expr.Name name)) continue;
            for (Param runtime : entity.syntax().params()) {
                if (runtime.name().text().equals(name.text()) && binding.isOpen(runtime.type())) return true;
            }
        }
        return false;
    }
}
