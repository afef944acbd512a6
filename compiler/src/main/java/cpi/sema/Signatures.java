package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.BodyState;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.FnShape;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.FnSyntax;
import cpi.syntax.Ident;
import cpi.syntax.Param;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parameter and result types of function instances (L9.1, L9.5), and which functions are polymorphic (L10.1, L10.2).
final class Signatures {
    private final Checker c;
    private final Shapes shapes;
    private final CTypes cTypes;
    private final Map<FnInstance, Signature> signatures = new IdentityHashMap<>();
    private final Map<FnInstance, Params> params = new IdentityHashMap<>();
    private final Map<FnInstance, Optional<Type>> declaredResults = new IdentityHashMap<>();

    Signatures(Checker c) {
        this.c = c;
        this.shapes = new Shapes(c);
        this.cTypes = new CTypes(c);
    }

    /// @param type with the inferred result; asking for it while it is being inferred is E0507
    /// @param locals the parameters, as the body sees them
    record Signature(FnType type, List<Local> locals) {}

    /// The parameters of an instance; known before its result.
    ///
    /// @param env the scope of the body: compile-time parameters, then parameters
    record Params(List<Type> types, List<Local> locals, Env env) {
        Params {
            types = List.copyOf(types);
            locals = List.copyOf(locals);
        }
    }

    /// The signature of an instance, the result type inferred from the body if none is declared.
    Signature of(FnInstance instance) {
        Signature known = signatures.get(instance);
        if (known != null) return known;
        Params params = params(instance);
        Optional<Type> declared = declaredResult(instance);
        Optional<Type> result = declared.isPresent() ? declared : c.bodies().inferredResult(instance);
        FnSyntax syntax = instance.entity().syntax();
        boolean isC = instance.entity().isC();
        FnType type = c.types().fn(isC, params.types(), isC && syntax.variadic(), c.types().settle(result.orElse(Type.ERROR)));
        Signature signature = new Signature(type, params.locals());
        if (result.isPresent()) signatures.put(instance, signature);
        return signature;
    }

    /// The signature for a mention at `at`; reports E0507 there if the result type is being inferred.
    Signature at(FnInstance instance, Span at, Env env) {
        Signature signature = of(instance);
        if (!signatures.containsKey(instance)) reportCycle(instance, at, env);
        return signature;
    }

    private void reportCycle(FnInstance instance, Span at, Env env) {
        Problem problem = Problem.of(Code.E0507, at, "result type of `" + instance.entity().name() + "` depends on itself");
        for (FnInstance fn : c.bodies().inProgress()) {
            problem = problem.label(fn.place(), "the result type of `" + fn.entity().name() + "` is being inferred");
            if (fn == instance) break;
        }
        c.report(problem.help("declare the result type of `" + instance.entity().name() + "`"), env);
    }

    /// The scope in which the body of an instance is checked: compile-time parameters, then parameters.
    Env bodyEnv(FnInstance instance) {
        return params(instance).env();
    }

    /// The declared result type, empty if it is to be inferred.
    Optional<Type> declaredResult(FnInstance instance) {
        Optional<Type> known = declaredResults.get(instance);
        if (known != null) return known;
        Optional<Type> declared = findDeclaredResult(instance);
        declaredResults.put(instance, declared);
        return declared;
    }

    private Optional<Type> findDeclaredResult(FnInstance instance) {
        Expr result = instance.entity().syntax().result();
        if (result instanceof Expr.Absent) return instance.entity().expectedResult();
        Env env = params(instance).env();
        Type type = c.typeResolver().type(result, env);
        if (cTypes.applyTo(instance.entity())) cTypes.check(type, result.span(), true, env);
        return Optional.of(type);
    }

    /// Whether a function takes compile-time parameters, by a list or by `!T`, or through a bare parameterised type (L10.3).
    boolean isPolymorphic(FnEntity entity) {
        return shapes.of(entity).isPolymorphic();
    }

    Shapes shapes() {
        return shapes;
    }

    FnShape shape(FnEntity entity) {
        return shapes.of(entity);
    }

    /// The only instance of a function without compile-time parameters, for code that mentions it.
    FnInstance mentioned(FnEntity entity) {
        entity.mention();
        return plain(entity);
    }

    /// The only instance of a function without compile-time parameters.
    FnInstance plain(FnEntity entity) {
        return c.instances().plain(entity);
    }

    /// The instance with these arguments, if it is allowed; made and queued for checking if it is new. E0531 at `at`.
    Optional<FnInstance> instance(FnEntity entity, List<CtArg> args, Span at, Env env) {
        return c.instances().of(entity, args, at, env);
    }

    Params params(FnInstance instance) {
        Params known = params.get(instance);
        if (known != null) return known;
        Params found = findParams(instance);
        params.put(instance, found);
        return found;
    }

    private Params findParams(FnInstance instance) {
        FnEntity entity = instance.entity();
        FnShape shape = shapes.of(entity);
        Env outside = new Env(entity.env().scope().childOf(instance, Scope.Kind.COMPILE_TIME_PARAMETERS), new BodyState(instance),
                false, false, false);
        declareArguments(shape, instance.args(), outside);
        Env env = outside.in(outside.scope().child(Scope.Kind.PARAMETERS));
        List<Type> types = new ArrayList<>();
        List<Local> locals = new ArrayList<>();
        List<Param> params = entity.syntax().params();
        for (int i = 0; i < params.size(); i++) {
            Param param = params.get(i);
            Type type = shape.brokenDefaults().contains(i) && param.type() instanceof Expr.Absent ? Type.ERROR
                    : paramType(param, shape, instance.args(), env);
            if (cTypes.applyTo(entity)) cTypes.check(type, typePlace(param), false, env);
            Local local = new Local(param.name().text(), Local.Kind.PARAMETER, type, param.name().span());
            types.add(type);
            locals.add(local);
            c.names().declare(env.scope(), param.name(), new Entity.Variable(local, instance, 0), env);
        }
        return new Params(types, locals, env);
    }

    private static Span typePlace(Param param) {
        return param.type() instanceof Expr.Absent ? param.span() : param.type().span();
    }

    /// Enters the compile-time parameters of an instance with what they stand for.
    private void declareArguments(FnShape shape, List<CtArg> args, Env env) {
        for (int i = 0; i < shape.ctParams().size(); i++) {
            CtParam param = shape.ctParams().get(i);
            if (param.name().isEmpty()) continue;
            Entity.Alias alias =
                    new Entity.Alias(param.name(), args.get(i).operand(), false, Entity.Alias.Kind.CT_PARAMETER, param.place());
            c.names().declare(env.scope(), new Ident(param.name(), param.place()), alias, env);
        }
    }

    private Type paramType(Param param, FnShape shape, List<CtArg> args, Env env) {
        if (param.type() instanceof Expr.Absent) {
            return c.types().settle(c.exprs().settledValue(param.init(), env.insideTypeof()).type());
        }
        return typeOf(param.type(), shape, args, env);
    }

    /// The type of a parameter, with the instances that bare parameterised types stand for in it.
    private Type typeOf(Expr type, FnShape shape, List<CtArg> args, Env env) {
        for (int i = 0; i < shape.ctParams().size(); i++) {
            CtParam param = shape.ctParams().get(i);
            if (param.kind() == CtParam.Kind.ANY_INSTANCE && param.node() == type) {
                return args.get(i).operand() instanceof Operand.OfType t ? t.type() : Type.ERROR;
            }
        }
        if (!hasAnyInstance(shape)) return c.typeResolver().type(type, env);
        return switch (type) {
            case Expr.PointerType p -> c.types().pointer(typeOf(p.target(), shape, args, env));
            case Expr.SliceType s -> c.types().slice(typeOf(s.element(), shape, args, env));
            case Expr _ -> c.typeResolver().type(type, env);
        };
    }

    private static boolean hasAnyInstance(FnShape shape) {
        for (CtParam param : shape.ctParams()) if (param.kind() == CtParam.Kind.ANY_INSTANCE) return true;
        return false;
    }

    /// The default of a parameter as an argument of a call (L9.2): in the scope of the declaration, with the caller's context.
    TExpr defaultValue(FnInstance instance, int param, Span callee, Env caller) {
        FnEntity entity = instance.entity();
        Param syntax = entity.syntax().params().get(param);
        if (shapes.of(entity).brokenDefaults().contains(param)) {
            shapes.reportBrokenDefault(entity, param, caller);
            return new TExpr.Error(syntax.init().span());
        }
        Params params = params(instance);
        Env env = caller.forDefault(params.env().scope(), callee);
        return c.exprs().converted(syntax.init(), env, Expect.of(params.types().get(param), typePlace(syntax), "the parameter's type"));
    }

    /// Checks the defaults of a function where they are declared; calls check them again, each for its own body. Those of an
    /// instance are only checked where they are used: `x: !T = ""` is right for some T.
    void checkDefaults(FnInstance instance) {
        List<Param> params = instance.entity().syntax().params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).init() instanceof Expr.Absent) continue;
            defaultValue(instance, i, params.get(i).span(), params(instance).env());
        }
    }
}
