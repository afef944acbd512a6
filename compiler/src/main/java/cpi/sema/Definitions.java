// Declared types and instances of parameterised types.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.ConstDefault;
import cpi.types.Layout;
import cpi.types.NamedType;
import cpi.types.StructType;
import cpi.types.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Makes the named types (L3.2) and finds their definitions when they are first needed, so that types may refer to each other in
/// any order. What can only be said about complete definitions (E0325, E0329) is checked once no definition is being found.
final class Definitions {
    /// How deep instances of types may nest (as functions, L10.5).
    private static final int MAX_DEPTH = 200;

    /// The first use of an instance: what is wrong in its definition is shown with it (D3a).
    record Use(NamedType type, Span at, Env env) {}

    /// @param at the first use, in `env`
    /// @param in the type in whose definition that is
    private record Instance(TypeEntity entity, List<CtArg> args, int depth, Span at, Env env, Optional<NamedType> in) {}

    private record Sized(Type type, Span place, Env env) {}

    private final Checker c;
    private final Map<NamedType, Instance> instances = new IdentityHashMap<>();
    private final Deque<NamedType> resolving = new ArrayDeque<>();
    private final Deque<NamedType> defined = new ArrayDeque<>();
    private final Deque<Sized> sized = new ArrayDeque<>();
    private final Set<Type> reported = Collections.newSetFromMap(new IdentityHashMap<>());

    Definitions(Checker c) {
        this.c = c;
    }

    Type of(TypeEntity entity) {
        Instance plain = new Instance(entity, List.of(), 0, entity.place(), entity.env(), Optional.empty());
        return entity.instances().computeIfAbsent(List.of(), _ -> named(entity, entity.env(), plain));
    }

    Type instance(TypeEntity entity, List<CtArg> args, Span at, Env env) {
        Type known = entity.instances().get(List.<Object>copyOf(args));
        if (known != null) return known;
        if (entity.instances().size() >= Instances.MAX_INSTANCES) {
            c.report(Instances.tooMany(entity.name(), at), env);
            return Type.ERROR;
        }
        Optional<NamedType> in = Optional.ofNullable(resolving.peekLast());
        int depth = 1 + in.map(instances::get).map(Instance::depth).orElse(0);
        if (depth > MAX_DEPTH) {
            c.report(Problem.of(Code.E0531, at, "more than " + MAX_DEPTH + " nested instantiations"), env);
            return Type.ERROR;
        }
        Type type = make(new Instance(entity, args, depth, at, env, in));
        entity.instances().put(List.copyOf(args), type);
        return type;
    }

    private Type make(Instance instance) {
        TypeEntity entity = instance.entity;
        List<CtParam> params = c.signatures().shapes().of(entity);
        Scope scope = entity.env().scope().child(Scope.Kind.COMPILE_TIME_PARAMETERS);
        for (int i = 0; i < params.size(); i++) {
            CtParam param = params.get(i);
            if (param.name().isEmpty() || param.name().equals("_")) continue;
            Entity.Alias.Kind kind = Entity.Alias.Kind.CT_PARAMETER;
            scope.enter(param.name(), new Entity.Alias(param.name(), instance.args.get(i).operand(), false, kind, param.place()));
        }
        Optional<Type> same = parameterItself(entity, scope);
        return same.isPresent() ? same.get() : named(entity, entity.env().in(scope), instance);
    }

    /// For a definition that is just one of the parameters: the argument is the instance (L10.6).
    private static Optional<Type> parameterItself(TypeEntity entity, Scope scope) {
        Expr definition = entity.syntax().definition();
        while (definition instanceof Expr.Paren paren) definition = paren.inner();
        return definition instanceof Expr.Name name && scope.names().get(name.text()) instanceof Entity.Alias alias
                && alias.meaning() instanceof Operand.OfType of ? Optional.of(of.type()) : Optional.empty();
    }

    private NamedType named(TypeEntity entity, Env env, Instance instance) {
        String path = entity.env().scope().module().map(m -> m.pathOf(entity.name())).orElse(entity.name());
        List<Type.TypeArg> typeArgs = new ArrayList<>();
        for (CtArg arg : instance.args) {
            typeArgs.add(arg.operand() instanceof Operand.OfType of ? new Type.OfType(of.type()) : new Type.OfValue(arg, arg.text()));
        }
        NamedType[] self = new NamedType[1];
        self[0] = new NamedType(entity.name(), path, entity.place(), entity, typeArgs, () -> define(self[0], entity, env));
        instances.put(self[0], instance);
        return self[0];
    }

    private Type define(NamedType self, TypeEntity entity, Env env) {
        resolving.addLast(self);
        Type type = c.typeResolver().type(entity.syntax().definition(), env);
        for (Type end = type; end instanceof NamedType next; end = next.target()) {
            if (!next.isResolving()) continue;
            reportUnfinished(next, env);
            type = Type.ERROR;
            break;
        }
        resolving.removeLast();
        defined.add(self);
        return type;
    }

    /// The uses of instances that led to the place in a definition being found, innermost first, at most `limit`.
    List<Use> uses(Span place, int limit) {
        List<Use> uses = new ArrayList<>();
        Span inner = place;
        Optional<NamedType> type = Optional.ofNullable(resolving.peekLast());
        while (type.isPresent() && uses.size() < limit) {
            Instance instance = instances.get(type.get());
            if (instance == null || instance.args.isEmpty() || !instance.entity.syntax().definition().span().contains(inner)) break;
            uses.add(new Use(type.get(), instance.at, instance.env));
            inner = instance.at;
            type = instance.in;
        }
        return uses;
    }

    /// What a compile-time parameter of an instance stands for.
    Optional<Operand> argument(NamedType type, String name) {
        Instance instance = instances.get(type);
        if (instance == null || instance.args.isEmpty()) return Optional.empty();
        List<CtParam> params = c.signatures().shapes().of(instance.entity);
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).name().equals(name)) return Optional.of(instance.args.get(i).operand());
        }
        return Optional.empty();
    }

    void checkSizeLater(Type type, Span place, Env env) {
        if (!type.isError()) sized.add(new Sized(type, place, env));
    }

    /// Checks the definitions and sizes noted, unless a definition is being found.
    void checkPending() {
        while (resolving.isEmpty() && !(defined.isEmpty() && sized.isEmpty())) {
            if (!defined.isEmpty()) checkDefinition(defined.remove());
            else checkSize(sized.remove());
        }
    }

    private void checkDefinition(NamedType type) {
        if (type.isResolving()) return;
        Env env = Objects.requireNonNull(instances.get(type)).entity.env();
        Optional<List<NamedType>> cycle = c.layout().cycle(type);
        if (cycle.isPresent()) containsItself(cycle.get(), env);
        if (!type.place().file().bundled() && type.target() instanceof StructType struct) checkDefaults(struct);
    }

    private static void checkDefaults(StructType struct) {
        for (Type.Field field : struct.fields()) {
            if (field.init() instanceof ConstDefault init) ItemChecks.attempt(init::value);
        }
    }

    /// E0325 at the member of the cycle that is declared first.
    private void containsItself(List<NamedType> cycle, Env env) {
        int first = 0;
        for (int i = 1; i < cycle.size(); i++) {
            Span place = cycle.get(i).place();
            if (place.file() == cycle.get(first).place().file() && place.start() < cycle.get(first).place().start()) first = i;
        }
        NamedType from = cycle.get(first);
        if (!reported.add(from)) return;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i <= cycle.size(); i++) {
            if (i > 0) path.append(" -> ");
            path.append(cycle.get((first + i) % cycle.size()).name());
        }
        Problem problem = Problem.of(Code.E0325, from.place(), "type `" + c.show(from) + "` contains itself: " + path);
        for (int i = 1; i < cycle.size(); i++) {
            problem = problem.label(cycle.get((first + i) % cycle.size()).place(), "part of the cycle");
        }
        c.report(problem.help("put a pointer in between"), env);
    }

    private void checkSize(Sized each) {
        if (!c.layout().isTooLarge(each.type)) return;
        for (Type part : Layout.parts(each.type)) if (c.layout().isTooLarge(part)) return;
        c.report(Problem.of(Code.E0329, each.place, "type is too large").note("the limit is 2^40 bytes"), each.env);
    }

    /// Whether no definition is being found.
    boolean isIdle() {
        return resolving.isEmpty();
    }

    /// Whether a value of the type contains one of a type whose definition is being found, which is then reported (E0325).
    boolean isUnfinished(Type type, Env env) {
        if (type instanceof NamedType named) {
            if (!named.isResolving()) return isUnfinished(named.target(), env);
            reportUnfinished(named, env);
            return true;
        }
        for (Type part : Layout.parts(type)) if (isUnfinished(part, env)) return true;
        return false;
    }

    /// E0325 for the definitions being found, from that of `type` on: they need it themselves.
    private void reportUnfinished(NamedType type, Env env) {
        List<NamedType> cycle = new ArrayList<>();
        for (NamedType each : resolving) if (each == type || !cycle.isEmpty()) cycle.add(each);
        containsItself(cycle.isEmpty() ? List.of(type) : cycle, env);
    }
}
