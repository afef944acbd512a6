// From type syntax to types.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Binding;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Operands;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.NamedType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From type syntax to types (L3, L10.6, L10.7). Structs, enums and unions are in [Aggregates], declared types and instances in
/// [Definitions].
final class TypeResolver {
    private static final BigInteger MAX_LENGTH = BigInteger.valueOf(Long.MAX_VALUE);

    private final Checker c;
    private final Aggregates aggregates;
    private final Definitions definitions;
    private int nesting;

    TypeResolver(Checker c) {
        this.c = c;
        this.aggregates = new Aggregates(c);
        this.definitions = new Definitions(c);
    }

    /// The type an expression denotes. Reports (E0327, E0404, E0533, E0211, E0529 ...) and gives the error type.
    Type type(Expr syntax, Env env) {
        nesting++;
        Type type = find(syntax, env);
        nesting--;
        if (type == Type.CONTEXT) {
            c.report(Problem.of(Code.E0906, syntax.span(), "a context can only be used through a pointer")
                    .help("write `*Context`"), env);
            return Type.ERROR;
        }
        if (type.isError()) env.body().fail();
        // The definition of an instance is found at once, so that an endless one is reported (E0531) before anything runs.
        boolean isUsed = nesting == 0 && syntax instanceof Expr.CtApply && definitions.isIdle();
        if (isUsed || isComposed(syntax)) definitions.checkSizeLater(type, syntax.span(), env);
        if (nesting == 0) definitions.checkPending();
        // nothing is to be laid out or evaluated with a type that is too large
        return nesting == 0 && isComposed(syntax) && definitions.isIdle() && c.layout().isTooLarge(type) ? Type.ERROR : type;
    }

    private static boolean isComposed(Expr syntax) {
        return syntax instanceof Expr.ArrayType || syntax instanceof Expr.StructType || syntax instanceof Expr.EnumType;
    }

    private Type find(Expr syntax, Env env) {
        return switch (syntax) {
            case Expr.PointerType p -> pointer(p, env);
            case Expr.SliceType s -> c.types().slice(type(s.element(), env));
            case Expr.ArrayType a -> array(a, env);
            case Expr.FnType f -> function(f, env);
            case Expr.StructType s -> aggregates.struct(s, env);
            case Expr.EnumType e -> aggregates.enumeration(e, env);
            case Expr.TypeOf t -> c.reflection().typeOf(t, env);
            case Expr.ReturnTypeOf t -> c.reflection().returnTypeOf(t, env);
            case Expr.BindType b -> bound(b, env);
            case Expr.Paren p -> type(p.inner(), env);
            case Expr.TypeValue v -> type(v.type(), env);
            case Expr.Missing _, Expr.Absent _ -> Type.ERROR;
            case Expr.CtApply apply when c.matching().isThread(apply.base(), env) -> thread(apply, env);
            case Expr.Infer i -> {
                c.report(Problem.of(Code.E0323, i.span(), "bad array length: only literals can leave it out"), env);
                yield Type.ERROR;
            }
            // A variable is a value where a type is needed (E0327), before it is something not known at compile time.
            case Expr.Name _, Expr.Member _ -> denoted(c.exprs().check(syntax, env.atCompileTime().insideTypeof(), Expect.NOTHING), env);
            case Expr other -> denoted(c.exprs().check(other, env.atCompileTime(), Expect.NOTHING), env);
        };
    }

    /// The type that an operand is.
    private Type denoted(Operand operand, Env env) {
        if (operand.isError()) return Type.ERROR;
        return switch (operand) {
            case Operand.OfType t -> t.type();
            case Operand.GenericType g -> {
                c.report(Problem.of(Code.E0533, g.span(), "type arguments of `" + g.entity().name() + "` are missing")
                        .label(g.entity().place(), "declared here").help("write `" + g.entity().name() + "!(…)`"), env);
                yield Type.ERROR;
            }
            case Operand.OfModule m -> {
                Problem problem = Problem.of(Code.E0409, m.span(), "module `" + m.module().name() + "` is not a type");
                Optional<String> foreign = Suggest.foreignWord(m.span().text());
                c.report(foreign.isPresent() ? problem.help(foreign.get()) : problem, env);
                yield Type.ERROR;
            }
            case Operand.Value v -> notAType(v.expr().span(), "write `typeof(" + v.expr().span().text() + ")` for its type", env);
            case Operand.OfFunction f -> notAType(f.span(), "write `typeof(" + f.span().text() + ")` for its type", env);
            case Operand.Builtin _, Operand.Attribute _, Operand.Literal _ -> notAType(operand.place(), "", env);
        };
    }

    private Type notAType(Span place, String help, Env env) {
        Problem problem = Problem.of(Code.E0327, place, "expected a type, found a value");
        c.report(help.isEmpty() ? problem : problem.help(help), env);
        return Type.ERROR;
    }

    /// A pointer: the only use of `Context` (T1.1).
    private Type pointer(Expr.PointerType syntax, Env env) {
        Expr target = syntax.target();
        Type type = target instanceof Expr.Name ? find(target, env) : type(target, env);
        return type.isError() ? type : c.types().pointer(type);
    }

    /// A pointer type where an expression may stand too, as in `*T == #type *i8`. People from C mean `^p` by `*p`.
    Operand operand(Expr.PointerType syntax, Env env) {
        boolean isPath = switch (syntax.target()) {
            case Expr.Name _, Expr.Member _ -> true;
            case Expr _ -> false;
        };
        if (!isPath || !(c.exprs().check(syntax.target(), env.insideTypeof(), Expect.NOTHING) instanceof Operand.Value v)) {
            return new Operand.OfType(type(syntax, env), syntax.span());
        }
        if (!v.isError()) {
            Span star = new Span(syntax.span().file(), syntax.span().start(), v.expr().span().start());
            c.report(Problem.of(Code.E0327, v.expr().span(), "expected a type, found a value")
                .help("what a pointer points to is written with `^`: `^" + v.expr().span().text() + "`", star, "^"), env);
        }
        return Operand.error(syntax.span());
    }

    private Type array(Expr.ArrayType syntax, Env env) {
        Optional<Long> length = length(syntax.length(), env);
        Type element = type(syntax.element(), env);
        return length.isEmpty() || element.isError() ? Type.ERROR : c.types().array(length.get(), element);
    }

    /// The length of a fixed array: a compile-time integer from 0 up; E0323.
    private Optional<Long> length(Expr syntax, Env env) {
        if (syntax instanceof Expr.BindType b) {
            Optional<Operand> meaning = meaningOf(b, env);
            if (meaning.isEmpty() || !(meaning.get() instanceof Operand.Value v)) return Optional.empty();
            return c.constants().integer(v.expr(), env).map(BigInteger::longValue);
        }
        if (syntax instanceof Expr.Infer) {
            c.report(Problem.of(Code.E0323, syntax.span(), "bad array length: only literals can leave it out"), env);
            return Optional.empty();
        }
        TExpr value = c.exprs().value(syntax, env.atCompileTime(), Expect.NOTHING);
        if (value.type().isError()) return Optional.empty();
        if (!value.type().isInteger()) {
            c.report(Problem.of(Code.E0323, syntax.span(), "bad array length: a `" + c.show(value.type()) + "` is not an integer"), env);
            return Optional.empty();
        }
        Optional<BigInteger> length = c.constants().integer(value, env);
        if (length.isEmpty()) return Optional.empty();
        if (length.get().signum() < 0 || length.get().compareTo(MAX_LENGTH) > 0) {
            c.report(Problem.of(Code.E0323, syntax.span(), "bad array length: " + length.get()), env);
            return Optional.empty();
        }
        return Optional.of(length.get().longValue());
    }

    private Type function(Expr.FnType syntax, Env env) {
        if (syntax.variadic() && !syntax.c()) {
            c.report(Problem.of(Code.E0818, syntax.ellipsis(), "only C functions can be variadic").help("write `#c fn`"), env);
        }
        List<Type> params = new ArrayList<>();
        for (Expr.FnTypeParam param : syntax.params()) params.add(type(param.type(), env));
        Type result = syntax.result() instanceof Expr.Absent ? Type.NONE : type(syntax.result(), env);
        if (syntax.c()) {
            CTypes cTypes = new CTypes(c);
            for (int i = 0; i < params.size(); i++) cTypes.check(params.get(i), syntax.params().get(i).type().span(), false, env);
            if (!(syntax.result() instanceof Expr.Absent)) cTypes.check(result, syntax.result().span(), true, env);
        }
        return c.types().fn(syntax.c(), params, syntax.variadic() && syntax.c(), result);
    }

    private Type bound(Expr.BindType syntax, Env env) {
        Optional<Operand> meaning = meaningOf(syntax, env);
        return meaning.isEmpty() ? Type.ERROR : denoted(meaning.get(), env);
    }

    /// What `!T` was bound to in the instance being checked; E0211 if it stands where nothing binds it.
    private Optional<Operand> meaningOf(Expr.BindType syntax, Env env) {
        String name = syntax.name().text();
        Optional<Operand> meaning = boundHere(name, syntax.name().span(), env);
        // A second `!T` was reported (E0526) and means the same as the first.
        if (meaning.isEmpty()) {
            meaning = c.names()
                    .find(name, syntax.span(), env, e -> e instanceof Entity.Alias a && a.kind() == Entity.Alias.Kind.CT_PARAMETER)
                    .map(e -> c.names().meaning(e, syntax.span(), env));
        }
        if (meaning.isEmpty()) {
            c.report(Problem.of(Code.E0211, syntax.span(), "`!" + syntax.name().text() + "` is only allowed in parameter and field types")
                    .help("write `" + syntax.name().text() + "`, without `!`"), env);
        }
        return meaning;
    }

    /// The meaning of the compile-time parameter that a `!T` at this place declares.
    private Optional<Operand> boundHere(String name, Span place, Env env) {
        Optional<Entity> found = c.names().find(name, place, env, e -> e instanceof Entity.Alias a && a.place().equals(place));
        return found.map(e -> c.names().meaning(e, place, env));
    }

    private Type thread(Expr.CtApply syntax, Env env) {
        if (syntax.args().isEmpty()) {
            Span close = syntax.brief() ? syntax.base().span() : closeOf(syntax);
            c.report(Problem.of(Code.E0503, close, "missing arguments: the result type"), env);
            return Type.ERROR;
        }
        if (syntax.args().size() > 1) {
            c.report(Problem.of(Code.E0502, syntax.args().get(1).span(), "too many arguments: 1 expected"), env);
            return Type.ERROR;
        }
        Type result = type(declaredName(syntax.args().getFirst().value(), env), env);
        return result.isError() ? Type.ERROR : c.types().thread(result);
    }

    private static Span closeOf(Expr.CtApply syntax) {
        Span span = syntax.span();
        return new Span(span.file(), span.end() - 1, span.end());
    }

    /// The type of a variable declared as `name: T = init` (`init` may be Absent), or of a `cast(T)` of a literal: as [#type], but a
    /// bare parameterised name takes its arguments from a struct literal (L10.7).
    Type variableType(Expr type, Expr init, Env env) {
        Expr value = init;
        while (value instanceof Expr.Paren paren) value = paren.inner();
        boolean isPath = type instanceof Expr.Name || type instanceof Expr.Member;
        if (!(value instanceof Expr.StructLit literal) || !isPath) return type(type, env);
        Optional<TypeEntity> generic = c.signatures().shapes().genericType(type, env);
        return generic.isEmpty() ? type(type, env) : c.calls().typeArguments().inferred(generic.get(), literal, type.span(), env);
    }

    /// The type of a declared entity without parameters.
    Type of(TypeEntity entity) {
        return definitions.of(entity);
    }

    /// The instance of a parameterised type (L10.6); `args` are complete, one per parameter in order.
    Type instance(TypeEntity entity, List<CtArg> args, Span at, Env env) {
        return definitions.instance(entity, args, at, env);
    }

    /// See [Definitions#uses].
    List<Definitions.Use> uses(Span place, int limit) {
        return definitions.uses(place, limit);
    }

    /// `T!(args)` as written: binds the arguments (E0502, E0503, E0508) and gives the instance.
    Type apply(TypeEntity entity, Expr.CtApply syntax, Env env) {
        List<Arg> args = new ArrayList<>();
        for (Arg arg : syntax.args()) args.add(new Arg(arg.name(), declaredName(arg.value(), env), arg.span()));
        Span close = syntax.brief() ? syntax.base().span() : closeOf(syntax);
        return c.calls().typeArguments().written(entity, args, syntax.base().span(), close, env)
                .map(bound -> instance(entity, bound, syntax.span(), env)).orElse(Type.ERROR);
    }

    /// `T` for a `!T` that is bound: the parser reads the latter as an operator where an expression may stand.
    private Expr declaredName(Expr arg, Env env) {
        Optional<String> name = Binding.boundName(arg);
        if (name.isEmpty()) return arg;
        Span place = arg instanceof Expr.BindType b ? b.name().span() : arg instanceof Expr.Unary u ? u.operand().span() : arg.span();
        return boundHere(name.get(), place, env).isPresent() ? new Expr.Name(name.get(), place) : arg;
    }

    /// Whether the entity takes compile-time parameters, by a list or by `!T` fields (L10.7).
    boolean isParameterised(TypeEntity entity) {
        return !c.signatures().shapes().of(entity).isEmpty();
    }

    /// What a compile-time parameter of an instance stands for, by name (L10.6).
    Optional<Operand> argument(NamedType type, String name, Span use) {
        return definitions.argument(type, name).map(operand -> Operands.at(operand, use));
    }

    /// Whether a value of the type contains one of a type whose definition is being found; this is reported (E0325).
    boolean isUnfinished(Type type, Env env) {
        return !definitions.isIdle() && definitions.isUnfinished(type, env);
    }

    /// Checks the types that were defined since the last call (E0325, E0329).
    void checkPending() {
        if (nesting == 0) definitions.checkPending();
    }
}
