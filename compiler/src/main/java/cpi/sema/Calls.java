package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import java.util.List;
import java.util.Optional;

/// Calls, compile-time application, and functions as values (L9, L10); the entry to [Pipes], [AttributeCalls], [AsyncCalls],
/// [FunctionLiterals] and [Allocation].
final class Calls {
    private final Checker c;
    private final FunctionCalls functions;
    private final ValueCalls values;
    private final AttributeCalls attributes;
    private final BuiltinCalls builtins;
    private final FunctionLiterals literals;
    private final Pipes pipes;
    private final AsyncCalls async;
    private final TypeArguments typeArguments;

    Calls(Checker c) {
        this.c = c;
        this.functions = new FunctionCalls(c);
        this.values = new ValueCalls(c);
        this.attributes = new AttributeCalls(c);
        this.builtins = new BuiltinCalls(c);
        this.literals = new FunctionLiterals();
        this.pipes = new Pipes(c, this);
        this.async = new AsyncCalls(c);
        this.typeArguments = new TypeArguments(c, functions.inference());
    }

    /// What is called, with the compile-time arguments written behind it.
    record Callee(Operand operand, List<Arg> ctArgs) {}

    TExpr call(Expr.Call syntax, Env env, Expect expect) {
        Callee callee = callee(syntax.callee(), env);
        Invocation call = new Invocation(callee.ctArgs(), Invocation.written(syntax.args()), syntax.callee().span(), syntax.close(),
                syntax.span());
        return call(callee.operand(), call, env);
    }

    /// What an expression left of `(` denotes; `f!(…)` is taken apart if f is a function, since it may lack arguments.
    private Callee callee(Expr syntax, Env env) {
        return switch (syntax) {
            case Expr.AttrName a -> new Callee(new Operand.Attribute(a.name().text(), a.span()), List.of());
            case Expr.FnLit f -> new Callee(literals.operand(f, env, Expect.NOTHING), List.of());
            case Expr.CtApply a -> applied(a, env);
            case Expr _ -> new Callee(c.exprs().check(syntax, env, Expect.NOTHING), List.of());
        };
    }

    private Callee applied(Expr.CtApply syntax, Env env) {
        Callee base = callee(syntax.base(), env);
        if (base.ctArgs().isEmpty() && takesArguments(base.operand())) return new Callee(base.operand(), syntax.args());
        return new Callee(apply(base, syntax, env), List.of());
    }

    private static boolean takesArguments(Operand operand) {
        return switch (operand) {
            case Operand.OfFunction _, Operand.Builtin _, Operand.Attribute _ -> true;
            case Operand.Value _, Operand.OfType _, Operand.GenericType _, Operand.OfModule _, Operand.Literal _ -> false;
        };
    }

    /// Calls what an operand denotes. E0501 at the callee.
    TExpr call(Operand callee, Invocation call, Env env) {
        return switch (callee) {
            case Operand.OfFunction f -> functions.call(f.entity(), call, env);
            case Operand.Builtin b -> builtins.call(b.fn(), call, env);
            case Operand.Attribute a -> attributes.call(a, call, env);
            case Operand.Value v -> values.call(v.expr(), call, env);
            case Operand.OfModule m -> {
                c.report(Code.E0409, m.span(), "module `" + m.module().path() + "` is not a value", env);
                yield wrong(call, env);
            }
            case Operand.OfType t -> {
                if (!t.type().isError()) notCallable(c.show(t.type()), helpForType(t.type(), call), call, env);
                yield wrong(call, env);
            }
            case Operand.GenericType g -> {
                notCallable(g.entity().name(), "this is a parameterised type", call, env);
                yield wrong(call, env);
            }
            case Operand.Literal _ -> {
                notCallable("struct literal", "", call, env);
                yield wrong(call, env);
            }
        };
    }

    private void notCallable(String what, String help, Invocation call, Env env) {
        Problem problem = Problem.of(Code.E0501, call.callee(), "`" + what + "` cannot be called");
        c.report(help.isEmpty() ? problem : problem.help(help), env);
    }

    /// People from other languages convert, or make a value, by calling the type.
    private String helpForType(Type type, Invocation call) {
        boolean hasLiterals = switch (type.definition()) {
            case StructType _, TaggedType _, UnionType _ -> true;
            case Type _ -> false;
        };
        if (hasLiterals) return "a value of it is written `cast(" + c.show(type) + ") {…}`, or `{…}` where the type is known";
        return call.sources().size() > 1 ? "" : "to convert, write `cast(" + c.show(type) + ") x`";
    }

    private TExpr wrong(Invocation call, Env env) {
        new Values(call, c, env).checkRest();
        return new TExpr.Error(call.span());
    }

    TExpr pipe(Expr.Pipe syntax, Env env, Expect expect) {
        return pipes.check(syntax, env);
    }

    /// `f!(…)` without call: an instance as a value, or the instance of a parameterised type.
    Operand apply(Expr.CtApply syntax, Env env) {
        if (c.matching().isThread(syntax.base(), env)) return new Operand.OfType(c.typeResolver().type(syntax, env), syntax.span());
        return apply(callee(syntax.base(), env), syntax, env);
    }

    private Operand apply(Callee base, Expr.CtApply syntax, Env env) {
        return switch (base.operand()) {
            case Operand.OfFunction f -> instanceValue(f.entity(), syntax, env);
            case Operand.GenericType g -> new Operand.OfType(c.typeResolver().apply(g.entity(), syntax, env), syntax.span());
            case Operand.Builtin b -> {
                c.report(Code.E0525, b.span(), "`" + b.span().text() + "` is no value, it must be called", env);
                yield Operand.error(syntax.span());
            }
            case Operand.Attribute a -> {
                c.report(Code.E0543, a.span(), "an attribute name must be called", env);
                yield Operand.error(syntax.span());
            }
            case Operand other -> {
                if (!other.isError()) {
                    c.report(Code.E0501, syntax.base().span(), "`" + syntax.base().span().text()
                            + "` takes no compile-time arguments", env);
                }
                yield Operand.error(syntax.span());
            }
        };
    }

    private Operand instanceValue(FnEntity entity, Expr.CtApply syntax, Env env) {
        Arguments.Site site = new Arguments.Site(syntax.span(), syntax.span());
        if (!c.signatures().isPolymorphic(entity)) {
            if (!syntax.args().isEmpty()) {
                c.report(Problem.of(Code.E0502, syntax.args().getFirst().span(), "too many arguments: none expected")
                        .label(entity.place(), "`" + entity.name() + "` has no compile-time parameters"), env);
            }
            return new Operand.Value(functionValue(entity, syntax.span(), env));
        }
        Optional<FnInstance> instance = functions.inference().instance(entity, syntax.args(), site, syntax.base().span(), env);
        if (instance.isEmpty()) return Operand.error(syntax.span());
        return new Operand.Value(reference(instance.get(), syntax.span(), env));
    }

    private TExpr reference(FnInstance instance, Span at, Env env) {
        Signatures.Signature signature = c.signatures().at(instance, at, env);
        if (signature.type().result().isError()) return new TExpr.Error(at);
        return new TExpr.FnRef(instance, signature.type(), at);
    }

    TExpr literal(Expr.FnLit syntax, Env env, Expect expect) {
        return switch (literals.operand(syntax, env, expect)) {
            case Operand.OfFunction f -> functionValue(f.entity(), f.entity().place(), syntax.span(), env);
            case Operand other -> new TExpr.Error(other.place());
        };
    }

    /// A function literal where it may have compile-time parameters.
    Operand literalOperand(Expr.FnLit syntax, Env env, Expect expect) {
        return literals.operand(syntax, env, expect);
    }

    TExpr async(Expr.Async syntax, Env env) {
        return async.check(syntax, env);
    }

    /// `#attrof(T, f)`.
    Operand attrOf(Expr.AttrOf syntax, Env env) {
        Type type = c.typeResolver().type(syntax.type(), env);
        Optional<FnEntity> found = attributes.find(type, syntax.attr().text(), syntax.attr().span(), env);
        if (found.isEmpty()) return Operand.error(syntax.span());
        return new Operand.OfFunction(found.get(), syntax.span());
    }

    /// A function as a value (L9.6): E0525 if it is polymorphic.
    TExpr functionValue(FnEntity entity, Span at, Env env) {
        return functionValue(entity, at, at, env);
    }

    private TExpr functionValue(FnEntity entity, Span name, Span whole, Env env) {
        if (c.signatures().isPolymorphic(entity)) {
            c.report(Problem.of(Code.E0525, name, "polymorphic `" + entity.name() + "` needs its compile-time arguments")
                    .label(entity.place(), "declared here")
                    .help("write `" + entity.name() + "!(…)`"), env);
            return new TExpr.Error(whole);
        }
        return reference(c.signatures().mentioned(entity), whole, env);
    }

    /// Calls a function with values that are checked already, as compiler-made calls do (iteration, string switch). The first
    /// argument is passed as in a pipe (L11.5).
    TExpr callWith(FnEntity function, List<TExpr> args, Span at, Env env) {
        return pipes.callWith(function, args, at, env);
    }

    /// Whether [#callWith] would find that the first argument fits.
    boolean accepts(FnEntity function, TExpr first) {
        return pipes.accepts(function, first);
    }

    FunctionCalls functions() {
        return functions;
    }

    ValueCalls values() {
        return values;
    }

    AttributeCalls attributes() {
        return attributes;
    }

    /// Binds the arguments of parameterised types (L10.6, L10.7).
    TypeArguments typeArguments() {
        return typeArguments;
    }
}
