package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.ConstEntity;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.GlobalEntity;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the f of `x|f` (L11.4).
final class PipeTargets {
    private final Checker c;

    PipeTargets(Checker c) {
        this.c = c;
    }

    /// What f is, and by which step it was found; later steps are mentioned in errors.
    record Found(Operand operand, Step step, String name) {
        static Found lexical(Operand operand) {
            return switch (operand) {
                case Operand.OfFunction f -> new Found(operand, Step.LEXICAL, f.entity().name());
                case Operand _ -> new Found(operand, Step.AS_WRITTEN, "");
            };
        }

        static Found attribute(FnEntity function, Span at) {
            return new Found(new Operand.OfFunction(function, at), Step.AS_WRITTEN, function.name());
        }

        /// Whether no later step could have found another function.
        boolean isFinal() {
            return step == Step.MODULE || step == Step.AS_WRITTEN;
        }
    }

    enum Step { LEXICAL, ATTRIBUTE, MODULE, AS_WRITTEN }

    /// The target as far as the type of x is not needed: step 1, paths, literals, parenthesised expressions, `:f`.
    Optional<Operand> beforeValue(Expr target, Env env) {
        return switch (target) {
            case Expr.Name n -> c.names().find(n.text(), n.span(), env, this::isFunction)
                    .map(entity -> c.names().meaning(entity, n.span(), env));
            case Expr.AttrName a -> Optional.of(new Operand.Attribute(a.name().text(), a.span()));
            case Expr.FnLit f -> Optional.of(c.calls().literalOperand(f, env, Expect.NOTHING));
            case Expr other -> Optional.of(c.exprs().check(other, env, Expect.NOTHING));
        };
    }

    /// Steps 2 and 3 for a single name; E0512.
    Optional<Found> forType(Expr target, Type type, Env env) {
        if (!(target instanceof Expr.Name name)) return Optional.empty();
        Optional<FnEntity> attribute = c.attributes().find(type, name.text());
        if (attribute.isPresent()) {
            return Optional.of(new Found(new Operand.OfFunction(attribute.get(), name.span()), Step.ATTRIBUTE, name.text()));
        }
        Optional<Entity> member = homeFunction(type, name.text(), name.span());
        if (member.isPresent()) {
            return Optional.of(new Found(c.names().meaning(member.get(), name.span(), env), Step.MODULE, name.text()));
        }
        reportNothing(name, type, env);
        return Optional.empty();
    }

    /// A function declared directly in the module that declares the type (L11.4 step 3).
    private Optional<Entity> homeFunction(Type type, String name, Span use) {
        Optional<ModuleEntity> home = c.attributes().homeOf(type);
        if (home.isEmpty()) return Optional.empty();
        return c.names().findMember(home.get(), name, use).filter(this::isFunction);
    }

    private boolean isFunction(Entity entity) {
        return switch (entity) {
            case FnEntity _, Entity.BuiltinFunction _ -> true;
            case Entity.Variable v -> v.local().type().definition() instanceof FnType;
            case GlobalEntity g -> c.globals().typeOf(g).definition() instanceof FnType;
            case ConstEntity k -> isFunction(c.constants().meaning(k));
            case Entity.Alias a -> isFunction(a.meaning());
            case Entity.BuiltinType _, Entity.AstWord _, Entity.ThreadWord _, Entity.ContextValue _, Entity.Broken _, TypeEntity _,
                 ModuleEntity _, ImportEntity _ -> false;
        };
    }

    private static boolean isFunction(Operand operand) {
        return switch (operand) {
            case Operand.OfFunction _, Operand.Builtin _, Operand.Attribute _ -> true;
            case Operand.Value v -> v.expr().type().definition() instanceof FnType;
            case Operand.OfType _, Operand.GenericType _, Operand.OfModule _, Operand.Literal _ -> false;
        };
    }

    private void reportNothing(Expr.Name name, Type type, Env env) {
        Type stripped = AttributeCalls.stripped(c.types().settle(type));
        String shown = "`" + c.show(stripped) + "`";
        Optional<ModuleEntity> home = c.attributes().homeOf(type);
        Problem problem = Problem.of(Code.E0512, name.span(), "no function `" + name.text() + "` for " + shown)
                .note("no function `" + name.text() + "` is visible here")
                .note(shown + " has no attribute `" + name.text() + "`")
                .note(home.isPresent()
                        ? "module `" + home.get().name() + "`, which declares " + shown + ", has no function `" + name.text() + "`"
                        : shown + " is declared in no module");
        Optional<String> near = Suggest.nearest(name.text(), candidates(type, home, env));
        if (near.isPresent()) problem = problem.help("did you mean `" + near.get() + "`?", name.span(), near.get());
        c.report(problem, env);
    }

    private List<String> candidates(Type type, Optional<ModuleEntity> home, Env env) {
        List<String> names = new ArrayList<>(c.attributes().names(type));
        if (home.isPresent()) addFunctions(home.get().scope(), names);
        for (Optional<Scope> scope = Optional.of(env.scope()); scope.isPresent(); scope = scope.get().parent()) {
            addFunctions(scope.get(), names);
        }
        return names;
    }

    private static void addFunctions(Scope scope, List<String> names) {
        scope.names().forEach((name, entity) -> {
            if (entity instanceof FnEntity) names.add(name);
        });
    }

    /// What to say if the f found does not accept x, but a later step has one (L11.4).
    Optional<String> laterNote(Found found, Type type, Env env) {
        Type stripped = AttributeCalls.stripped(c.types().settle(type));
        if (found.step() == Step.LEXICAL && c.attributes().find(type, found.name()).isPresent()) {
            return Optional.of("`" + c.show(stripped) + "` has an attribute `" + found.name() + "`: call it as `x|:" + found.name() + "`");
        }
        Optional<ModuleEntity> home = c.attributes().homeOf(type);
        if (home.isEmpty() || homeFunction(type, found.name(), Span.NONE).isEmpty()) return Optional.empty();
        if (found.operand() instanceof Operand.OfFunction f && homeFunction(type, found.name(), Span.NONE).get() == f.entity()) {
            return Optional.empty();
        }
        String module = home.get().name();
        return Optional.of("module `" + module + "` has another `" + found.name() + "`: call it as `x|" + module + "."
                + found.name() + "`");
    }
}
