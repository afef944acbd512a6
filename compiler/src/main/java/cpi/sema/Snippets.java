// Expressions of a debugger, checked as if they stood in the program.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Severity;
import cpi.sema.entity.BodyState;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Parser;
import cpi.typed.CompileTimeFailure;
import cpi.typed.Function;
import cpi.typed.TExpr;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Checks expressions at a place of a checked program: with the names visible there, compile-time parameters, elements of `#for`
/// and imports included. What the check finds wrong is in its result; the problems of the program stay as they were.
///
/// Local variables mean what the caller says: the function that will hold the expression is not the one it seems to stand in.
public final class Snippets {
    private final Checker c;

    Snippets(Checker c) {
        this.c = c;
    }

    /// Where an expression is meant to stand.
    ///
    /// @param function the function around it
    /// @param at the statement before which it would stand
    /// @param copy which of the copies of that statement, if code is unrolled
    /// @param variables the variables visible there, with the expressions that stand for them
    public record Place(Function function, Span at, int copy, List<Variable> variables) {
        public Place {
            variables = List.copyOf(variables);
        }
    }

    /// @param place the name in the declaration
    public record Variable(String name, Span place, TExpr meaning) {}

    /// What an expression turned out to be.
    public sealed interface Result {}

    /// @param isPlace whether it denotes memory
    public record Value(TExpr expr, Type type, boolean isPlace) implements Result {}

    public record IsType(Type type) implements Result {}

    /// A function that is not a value yet, a module ...; `text` says what.
    public record Other(String text) implements Result {}

    public record Wrong(List<Problem> problems) implements Result {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }

    /// Checks the one expression that a text consists of.
    public Result check(SourceFile text, Place place) {
        int first = c.problems().count();
        try {
            Expr syntax = Parser.expression(text, c.problems());
            Result result = c.problems().errorsSince(first) ? new Other("") : check(syntax, place);
            List<Problem> errors = errors(first);
            return errors.isEmpty() ? result : new Wrong(errors);
        } catch (CompileTimeFailure e) {
            List<Problem> errors = errors(first);
            Span whole = new Span(text, 0, text.length());
            Problem unknown = Problem.of(Code.E0710, whole, "this cannot be evaluated: code it needs has errors");
            return new Wrong(errors.isEmpty() ? List.of(unknown) : errors);
        } finally {
            c.problems().forget(first);
        }
    }

    private List<Problem> errors(int first) {
        List<Problem> all = c.problems().list();
        return all.subList(Math.min(first, all.size()), all.size()).stream()
            .filter(p -> p.code().severity() == Severity.ERROR).toList();
    }

    private Result check(Expr syntax, Place place) {
        Env env = env(place);
        Operand operand = c.exprs().check(syntax, env, Expect.NOTHING);
        Result result = switch (operand) {
            case Operand.OfType t -> new IsType(t.type());
            case Operand.GenericType g -> new Other("parameterised type " + g.entity().name());
            case Operand.OfModule m -> new Other("module " + (m.module().path().isEmpty() ? m.module().name() : m.module().path()));
            case Operand.OfFunction f when c.signatures().isPolymorphic(f.entity()) ->
                new Other("polymorphic function " + f.entity().name());
            case Operand.Builtin b -> new Other("built-in function " + b.span().text());
            case Operand.OfFunction _, Operand.Value _, Operand.Attribute _, Operand.Literal _ -> value(operand, env);
        };
        c.conversions().finish(env.body(), env);
        c.instances().checkAll();
        if (!(result instanceof Value v)) return result;
        return new Value(v.expr, c.types().settle(v.expr.type()), v.isPlace);
    }

    private Result value(Operand operand, Env env) {
        TExpr value = c.conversions().toDefault(c.exprs().toValue(operand, env, Expect.NOTHING), env);
        return new Value(value, value.type(), c.exprs().isPlace(value));
    }

    /// The value of a text as one of a type, for setting variables.
    public Result converted(SourceFile text, Type target, Place place) {
        int first = c.problems().count();
        try {
            Expr syntax = Parser.expression(text, c.problems());
            if (c.problems().errorsSince(first)) return new Wrong(errors(first));
            Env env = env(place);
            TExpr value = c.exprs().converted(syntax, env, Expect.of(target));
            c.conversions().finish(env.body(), env);
            c.instances().checkAll();
            List<Problem> errors = errors(first);
            return errors.isEmpty() ? new Value(value, target, false) : new Wrong(errors);
        } catch (CompileTimeFailure e) {
            return new Wrong(errors(first));
        } finally {
            c.problems().forget(first);
        }
    }

    /// The names visible at a place, sorted, those of the prelude and the predeclared ones last.
    public List<String> names(Place place) {
        List<String> names = new ArrayList<>();
        Optional<Scope> scope = Optional.of(env(place).scope());
        while (scope.isPresent()) {
            TreeSet<String> own = new TreeSet<>(scope.get().names().keySet());
            scope.get().statementIfs().forEach(each -> each.branch().ifPresent(b -> own.addAll(b.names().keySet())));
            if (scope.get().kind() == Scope.Kind.PRELUDE) own.addAll(c.modules().preludeNames());
            for (String name : own) if (!names.contains(name)) names.add(name);
            scope = scope.get().parent();
        }
        return names;
    }

    /// The members of a module that is visible under a name at a place; none if there is no such module.
    public List<String> members(String module, Place place) {
        Env env = env(place);
        Optional<Entity> found = c.names().find(module, Span.NONE, env);
        if (found.isEmpty() || !(found.get() instanceof ModuleEntity m)) return List.of();
        return List.copyOf(new TreeSet<>(m.scope().names().keySet()));
    }

    /// The type of a function as the source would declare it.
    public static String signature(Function function) {
        FnType type = function.type();
        StringBuilder text = new StringBuilder("fn " + function.name() + "(");
        for (int i = 0; i < function.params().size(); i++) {
            text.append(i == 0 ? "" : ", ").append(function.params().get(i).name()).append(": ").append(type.params().get(i));
        }
        return text.append(") ").append(type.result()).toString();
    }

    /// The compile-time parameters of an instance with the texts of their arguments; none of a function that is not one.
    public List<Map.Entry<String, String>> compileTimeParameters(Function function) {
        if (!(function instanceof FnInstance instance)) return List.of();
        List<Map.Entry<String, String>> result = new ArrayList<>();
        List<CtParam> params = c.signatures().shape(instance.entity()).ctParams();
        for (int i = 0; i < params.size() && i < instance.args().size(); i++) {
            if (!params.get(i).name().isEmpty()) result.add(Map.entry(params.get(i).name(), instance.args().get(i).text()));
        }
        return result;
    }

    // Where it stands.

    private Env env(Place place) {
        if (!(place.function instanceof FnInstance instance)) {
            ModuleEntity module = c.modules().loading().module(place.at.file(), "");
            return Envs.outside(module.scope());
        }
        Map<Scope, Scope> seen = new IdentityHashMap<>();
        Scope scope = seenFrom(scopeAt(instance, place), instance, place, seen);
        return new Env(scope, new BodyState(instance), false, false, false);
    }

    /// The innermost block around the place.
    private Scope scopeAt(FnInstance instance, Place place) {
        List<FnInstance.BlockScope> found = new ArrayList<>();
        for (FnInstance.BlockScope block : instance.blocks()) {
            Span span = block.span();
            boolean contains = span.file() == place.at.file() && span.start() <= place.at.start() && place.at.end() <= span.end()
                && !span.equals(place.at);
            if (!contains) continue;
            int size = span.end() - span.start();
            int best = found.isEmpty() ? Integer.MAX_VALUE : found.getFirst().span().end() - found.getFirst().span().start();
            if (size < best) found.clear();
            if (size <= best) found.add(block);
        }
        if (found.isEmpty()) return c.signatures().bodyEnv(instance).scope();
        return found.get(Math.min(place.copy, found.size() - 1)).scope();
    }

    /// A copy of the scopes of a function with the variables that are visible, as what the caller says they are.
    private Scope seenFrom(Scope scope, FnInstance instance, Place place, Map<Scope, Scope> seen) {
        if (scope.function().isEmpty() || scope.function().get() != instance) return scope;
        Scope parent = seenFrom(scope.parent().orElseThrow(), instance, place, seen);
        Scope copy = new Scope(scope.kind(), Optional.of(parent), scope.module(), scope.function());
        scope.names().forEach((name, entity) -> seen(entity, place).ifPresent(e -> copy.enter(name, e)));
        scope.attributeNames().values().forEach(group -> group.functions().forEach(copy::enterAttribute));
        scope.statementIfs().forEach(copy::add);
        scope.wholeImports().forEach(copy::add);
        return copy;
    }

    private static Optional<Entity> seen(Entity entity, Place place) {
        return switch (entity) {
            case Entity.Variable v -> meaning(v.place(), place)
                .map(m -> new Entity.Alias(v.local().name(), new Operand.Value(m), true, Entity.Alias.Kind.FOR_ELEMENT, v.place()));
            case Entity.Alias a when a.meaning() instanceof Operand.Value v -> replaced(v.expr(), place)
                .map(m -> new Entity.Alias(a.name(), new Operand.Value(m), a.assignable(), a.kind(), a.place()));
            case Entity e -> Optional.of(e);
        };
    }

    private static Optional<TExpr> meaning(Span declaration, Place place) {
        return place.variables.stream().filter(v -> v.place.equals(declaration)).map(Variable::meaning).findFirst();
    }

    /// What an element of `#for` stands for, which may be a part of a variable. Empty if that is not visible.
    private static Optional<TExpr> replaced(TExpr expr, Place place) {
        return switch (expr) {
            case TExpr.LocalRef e -> meaning(e.local().place(), place);
            case TExpr.Field e -> replaced(e.base(), place).map(b -> new TExpr.Field(b, e.index(), e.type(), e.span()));
            case TExpr.Element e -> replaced(e.base(), place)
                .map(b -> new TExpr.Element(b, e.index(), e.checked(), e.type(), e.span()));
            case TExpr.Deref e -> replaced(e.pointer(), place).map(p -> new TExpr.Deref(p, e.type(), e.span()));
            case TExpr.AddressOf e -> replaced(e.place(), place).map(p -> new TExpr.AddressOf(p, e.type(), e.span()));
            case TExpr e -> Optional.of(e);
        };
    }
}
