package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Binding;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Param;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.FnType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pipes `x|f(a)` (L11.3, L11.5); which f is meant is found by [PipeTargets].
final class Pipes {
    private final Checker c;
    private final Calls calls;
    private final PipeTargets targets;

    Pipes(Checker c, Calls calls) {
        this.c = c;
        this.calls = calls;
        this.targets = new PipeTargets(c);
    }

    TExpr check(Expr.Pipe syntax, Env env) {
        Optional<Operand> early = targets.beforeValue(syntax.target(), env);
        TExpr x = piped(syntax.left(), early, env);
        List<Source> rest = Invocation.written(syntax.args());
        boolean noParentheses = syntax.close().start() == syntax.close().end();
        Span close = noParentheses ? syntax.target().span() : syntax.close();
        Invocation call = new Invocation(syntax.ctArgs(), rest, syntax.target().span(), close, syntax.span());
        if (x.type().isError()) return wrong(call, env);
        Optional<PipeTargets.Found> found =
                early.isPresent() ? Optional.of(PipeTargets.Found.lexical(early.get())) : targets.forType(syntax.target(), x.type(), env);
        if (found.isEmpty()) return wrong(call, env);
        return callWith(found.get(), x, call, env);
    }

    private TExpr wrong(Invocation call, Env env) {
        new Values(call, c, env).checkRest();
        return new TExpr.Error(call.span());
    }

    /// The left operand, checked once; a struct literal takes the type of the first parameter if that is known.
    private TExpr piped(Expr left, Optional<Operand> target, Env env) {
        Expect expect = Expect.NOTHING;
        if (left instanceof Expr.StructLit && target.isPresent()) expect = expectOf(target.get());
        TExpr x = c.exprs().value(left, env, expect);
        return x.type() instanceof OpenType ? c.conversions().toDefault(x, env) : x;
    }

    private Expect expectOf(Operand target) {
        Optional<Type> first = switch (target) {
            case Operand.OfFunction f when !c.signatures().isPolymorphic(f.entity()) ->
                    firstOf(c.signatures().params(c.signatures().plain(f.entity())).types());
            case Operand.Value v when v.expr().type().definition() instanceof FnType fn -> firstOf(fn.params());
            case Operand _ -> Optional.empty();
        };
        boolean takesLiteral = first.isPresent() && switch (first.get().definition()) {
            case StructType _, TaggedType _, UnionType _, Type.NoneType _ -> true;
            case Type _ -> false;
        };
        return takesLiteral ? Expect.of(first.get()) : Expect.NOTHING;
    }

    private static Optional<Type> firstOf(List<Type> types) {
        return types.isEmpty() ? Optional.empty() : Optional.of(types.getFirst());
    }

    /// Whether x, or what L11.5 makes of it, fits the first parameter of a function; not asked for polymorphic ones.
    boolean accepts(FnEntity function, TExpr x) {
        if (c.signatures().isPolymorphic(function)) return true;
        FnInstance instance = c.signatures().mentioned(function);
        Type first = c.signatures().params(instance).types().getFirst();
        Test test = candidate -> fits(candidate, first, function.syntax().params().getFirst(), c.signatures().bodyEnv(instance));
        TExpr address = new TExpr.AddressOfValue(x, c.types().pointer(x.type()), x.span());
        return first.isError() || test.fits(x) || test.fits(address) || dereferenced(x, test).isPresent();
    }

    /// A call that the compiler makes, with values that are checked.
    TExpr callWith(FnEntity function, List<TExpr> args, Span at, Env env) {
        List<Source> rest = new ArrayList<>();
        for (TExpr arg : args.subList(1, args.size())) rest.add(Source.Given.positional(arg, arg.span()));
        Invocation call = new Invocation(List.of(), rest, at, at, at);
        return callWith(PipeTargets.Found.attribute(function, at), args.getFirst(), call, env);
    }

    private TExpr callWith(PipeTargets.Found found, TExpr x, Invocation call, Env env) {
        return switch (found.operand()) {
            case Operand.OfFunction f -> callFunction(f.entity(), found, x, call, env);
            case Operand.Value v when v.expr() instanceof TExpr.FnRef -> callValue(v.expr(), found, x, call, env);
            case Operand.Value v -> callLater(v.expr(), found, x, call, env);
            case Operand.Attribute a -> callAttribute(a, x, call, env);
            case Operand.Builtin b -> callBuiltin(b, x, call, env);
            case Operand other -> calls.call(other, withFirst(x, call), env);
        };
    }

    private static Invocation withFirst(TExpr x, Invocation call) {
        List<Source> sources = new ArrayList<>();
        sources.add(Source.Given.positional(x, x.span()));
        sources.addAll(call.sources());
        return call.withSources(sources);
    }

    private TExpr callAttribute(Operand.Attribute attribute, TExpr x, Invocation call, Env env) {
        Span name = AttributeCalls.nameOf(attribute.name(), call.callee());
        Optional<FnEntity> function = calls.attributes().find(c.conversions().toDefault(x, env).type(), attribute.name(), name, env);
        if (function.isEmpty()) return wrong(call, env);
        return callFunction(function.get(), PipeTargets.Found.attribute(function.get(), name), x, call, env);
    }

    private TExpr callBuiltin(Operand.Builtin builtin, TExpr x, Invocation call, Env env) {
        if (builtin.fn() == Operand.BuiltinFn.NEW) return calls.call(builtin, withFirst(x, call), env);
        Type text = c.types().string();
        TExpr passed = choose(x, candidate -> c.conversions().converts(candidate, text), call, env);
        return calls.call(builtin, withFirst(passed, call), env);
    }

    private TExpr callValue(TExpr callee, PipeTargets.Found found, TExpr x, Invocation call, Env env) {
        TExpr passed = x;
        if (callee.type().definition() instanceof FnType fn && !fn.params().isEmpty()) {
            Type first = fn.params().getFirst();
            passed = choose(x, candidate -> c.conversions().converts(candidate, first), call, env);
        }
        TExpr given = passed;
        return given.type().isError() ? wrong(call, env)
                : noting(found, x, () -> calls.values().call(callee, withFirst(given, call), env), env);
    }

    /// x is evaluated before the function value (L5.2b).
    private TExpr callLater(TExpr callee, PipeTargets.Found found, TExpr x, Invocation call, Env env) {
        if (callee.type().isError()) return wrong(call, env);
        TExpr whole = callValue(callee, found, x, call, env);
        if (!(whole instanceof TExpr.CallValue value) || value.args().isEmpty()) return whole;
        TExpr.CallArg first = value.args().getFirst();
        Local temp = new Local("$piped", Local.Kind.TEMPORARY, first.value().type(), x.span());
        List<TExpr.CallArg> args = new ArrayList<>(value.args());
        args.set(0, new TExpr.CallArg(first.param(), new TExpr.LocalRef(temp, x.span())));
        return new TExpr.Let(temp, first.value(), new TExpr.CallValue(callee, args, value.type(), value.span()), value.span());
    }

    private TExpr callFunction(FnEntity entity, PipeTargets.Found found, TExpr x, Invocation call, Env env) {
        List<Param> params = entity.syntax().params();
        if (!c.signatures().isPolymorphic(entity)) {
            if (params.isEmpty()) return calls.functions().call(entity, withFirst(x, call), env);
            FnInstance instance = c.signatures().mentioned(entity);
            Type first = c.signatures().params(instance).types().getFirst();
            Env scope = c.signatures().bodyEnv(instance);
            TExpr passed = choose(x, candidate -> fits(candidate, first, params.getFirst(), scope), call, env);
            if (passed.type().isError()) return wrong(call, env);
            return noting(found, x, () -> calls.functions().call(entity, withFirst(passed, call), env), env);
        }
        Binding binding = calls.functions().inference().begin(entity, call, env);
        if (binding.hasFailed() || params.isEmpty()) return calls.functions().call(entity, binding, withFirst(x, call), env);
        TExpr passed = choose(x, candidate -> fits(candidate, params.getFirst(), binding), call, env);
        if (passed.type().isError()) return wrong(call, env);
        return noting(found, x, () -> calls.functions().call(entity, binding, withFirst(passed, call), env), env);
    }

    private boolean fits(TExpr candidate, Type type, Param param, Env scope) {
        if (!c.conversions().converts(candidate, type)) return false;
        return param.constraint().isEmpty() || c.matching().satisfies(candidate.type(), param.constraint(), scope);
    }

    /// Whether a candidate fits the first parameter of a polymorphic function, without binding anything.
    private boolean fits(TExpr candidate, Param param, Binding binding) {
        Binding trial = binding.copy();
        Type type = c.types().settle(candidate.type());
        boolean fits;
        if (param.type() instanceof Expr.Absent) {
            fits = true;
        } else if (trial.isOpen(param.type())) {
            fits = c.matching().argument(param.type(), type, trial);
        } else {
            fits = c.conversions().converts(candidate, c.typeResolver().type(param.type(), trial.env()));
        }
        return fits && (param.constraint().isEmpty() || c.matching().satisfies(type, param.constraint(), trial.env()));
    }

    private interface Test {
        boolean fits(TExpr candidate);
    }

    /// How x is passed (L11.5): x, `&x`, `^x`, `^^x` ...; x if nothing fits.
    private TExpr choose(TExpr x, Test test, Invocation call, Env env) {
        if (test.fits(x)) return x;
        TExpr address = new TExpr.AddressOfValue(x, c.types().pointer(c.types().settle(x.type())), x.span());
        if (test.fits(address)) {
            if (c.exprs().isPlace(x)) return c.exprs().addressOf(x, x.span(), env);
            if (dereferenced(x, test).isEmpty()) {
                c.report(Problem.of(Code.E0517, x.span(), "`" + call.callee().text() + "` changes its argument and needs a variable")
                        .help("store it in a variable first"), env);
                return new TExpr.Error(x.span());
            }
        }
        Optional<TExpr> pointee = dereferenced(x, test);
        return pointee.isPresent() ? pointee.get() : x;
    }

    private Optional<TExpr> dereferenced(TExpr x, Test test) {
        TExpr now = x;
        while (now.type().definition() instanceof Type.PointerType pointer && pointer.target().definition() != Type.NONE) {
            now = new TExpr.Deref(now, pointer.target(), x.span());
            if (test.fits(now)) return Optional.of(now);
        }
        return Optional.empty();
    }

    private interface Making {
        TExpr make();
    }

    /// Adds to an error about x that another function of this name would be found later (L11.4).
    private TExpr noting(PipeTargets.Found found, TExpr x, Making making, Env env) {
        int before = c.problems().count();
        TExpr result = making.make();
        if (found.isFinal() || c.problems().count() == before) return result;
        Optional<String> note = targets.laterNote(found, x.type(), env);
        if (note.isPresent()) c.problems().amend(before, x.span(), problem -> problem.note(note.get()));
        return result;
    }
}
