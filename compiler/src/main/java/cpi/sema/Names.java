// Looking names up and declaring them.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.ConstEntity;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.GlobalEntity;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Operands;
import cpi.sema.entity.Scope;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.typed.Local;
import cpi.typed.TExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Looks names up (L6.1, C8.2, M3, M4) and says what they denote. Errors about names that are not found are in [NameErrors].
final class Names {
    private static final Predicate<Entity> ANY = _ -> true;

    private final Checker c;
    private final NameErrors errors;

    Names(Checker c) {
        this.c = c;
        this.errors = new NameErrors(c);
    }

    /// Looks a name up from the innermost scope outwards, without reporting anything but ambiguity (E0405). Marks imports as
    /// used; variables are marked by [#meaning]. Variables whose declaration is not complete are skipped (L6.2).
    Optional<Entity> find(String name, Span use, Env env) {
        return find(name, use, env, ANY);
    }

    /// The first entity found outwards for which the test holds (L11.4 step 1 skips names that are not functions).
    Optional<Entity> find(String name, Span use, Env env, Predicate<Entity> wanted) {
        Scope scope = env.scope();
        while (true) {
            Optional<Entity> found = inScope(scope, name, use, env, wanted);
            if (found.isPresent()) {
                if (c.modules().conditions().isDeciding()) notePassed(env.scope(), scope, name, use);
                return found;
            }
            if (scope.parent().isEmpty()) return Optional.empty();
            scope = scope.parent().get();
        }
    }

    /// While a condition is being evaluated: remembers in the scopes the look-up went through that the name means what it was
    /// found to mean outside (C8.3).
    private static void notePassed(Scope from, Scope end, String name, Span use) {
        for (Scope s = from; s != end; s = s.parent().orElse(end)) {
            for (Scope.Conditional conditional : s.conditionals()) {
                if (conditional.branch().now().isEmpty()) s.passed(name, use);
            }
            for (Scope.StatementIf conditional : s.statementIfs()) {
                if (conditional.choice().isKnown()) continue;
                if (Conditions.declares(conditional.syntax(), name)) s.passed(name, use);
            }
        }
    }

    private Optional<Entity> inScope(Scope scope, String name, Span use, Env env, Predicate<Entity> wanted) {
        if (scope.kind() == Scope.Kind.PRELUDE) return c.modules().inPrelude(name, use).filter(wanted);
        Entity own = scope.names().get(name);
        if (own != null && isVisible(own, use)) {
            Entity seen = throughImport(own);
            if (wanted.test(seen)) return used(own, seen);
        }
        if (!scope.attributeNames().isEmpty()) {
            boolean skips = wanted != ANY && scope.attributeNames().containsKey(name)
                    && scope.attributeNames().get(name).functions().size() > 1;
            Optional<Entity> attribute = skips ? Optional.empty() : attributeFunction(scope, name, use, env).filter(wanted);
            if (attribute.isPresent()) return attribute;
        }
        if (!scope.conditionals().isEmpty() || !scope.statementIfs().isEmpty()) {
            Optional<Entity> conditional = c.modules().conditions().find(scope, name, use, env).filter(wanted);
            if (conditional.isPresent()) return conditional;
        }
        if (!scope.wholeImports().isEmpty()) return wholeImport(scope, name, use, env, new HashSet<>()).filter(wanted);
        return Optional.empty();
    }

    private static boolean isVisible(Entity entity, Span use) {
        return !(entity instanceof Entity.Variable v) || use.start() >= v.visibleFrom() || use.file() != v.place().file();
    }

    /// The module behind an import, if it is one.
    Entity throughImport(Entity entity) {
        if (!(entity instanceof ImportEntity imported)) return entity;
        Optional<ModuleEntity> target = c.modules().loading().target(imported);
        if (target.isPresent()) return target.get();
        return new Entity.Broken(imported.place());
    }

    private static Optional<Entity> used(Entity own, Entity seen) {
        if (own instanceof ImportEntity imported) imported.use();
        return Optional.of(seen);
    }

    /// What a scope declares itself, taken branches apart.
    Optional<Entity> own(Scope scope, String name, Span use, Env env) {
        Entity own = scope.names().get(name);
        if (own != null && isVisible(own, use)) return used(own, throughImport(own));
        return attributeFunction(scope, name, use, env);
    }

    private Optional<Entity> attributeFunction(Scope scope, String name, Span use, Env env) {
        Scope.FnGroup group = scope.attributeNames().get(name);
        if (group == null) return Optional.empty();
        if (group.functions().size() == 1) return Optional.of(group.functions().getFirst());
        if (use.isNone()) return Optional.empty();     // asked for a hint only, not for a use in the text
        Problem problem = Problem.of(Code.E0405, use, "`" + name + "` is ambiguous: it is an attribute of several types");
        for (FnEntity fn : group.functions()) problem = problem.label(fn.place(), "one of them");
        c.report(problem.help("call the attribute with `:" + name + "(...)`"), env);
        return Optional.of(new Entity.Broken(use));
    }

    /// What the modules offer that a scope imports whole (M4b).
    Optional<Entity> imported(Scope scope, String name, Span use, Env env) {
        return scope.wholeImports().isEmpty() ? Optional.empty() : wholeImport(scope, name, use, env, new HashSet<>());
    }

    /// The member of the modules that a scope imports whole (M4b).
    private Optional<Entity> wholeImport(Scope scope, String name, Span use, Env env, Set<ModuleEntity> visited) {
        Optional<Entity> found = Optional.empty();
        Optional<Scope.WholeImport> first = Optional.empty();
        for (Scope.WholeImport each : scope.wholeImports()) {
            Optional<ModuleEntity> module = c.modules().loading().target(each, scope);
            if (module.isEmpty()) continue;
            Optional<Entity> member = memberOf(module.get(), name, use, env, visited);
            if (member.isEmpty()) continue;
            if (found.isPresent() && !same(found.get(), member.get())) {
                each.use();
                return ambiguous(name, use, env, first.get().place(), each.place(), "imported here");
            }
            each.use();
            if (found.isEmpty()) {
                found = member;
                first = Optional.of(each);
            }
        }
        return found;
    }

    /// Reports E0405 with the places from which two things of one name come.
    Optional<Entity> ambiguous(String name, Span use, Env env, Span one, Span other, String label) {
        c.report(Problem.of(Code.E0405, use, "`" + name + "` is ambiguous").label(one, label).label(other, label)
                .help("write the name of the module in front"), env);
        return Optional.of(new Entity.Broken(use));
    }

    /// Whether two entities are the same thing, seen through alias constants (L6.5).
    boolean same(Entity a, Entity b) {
        if (a == b || a instanceof Entity.Broken || b instanceof Entity.Broken) return true;
        return (a instanceof ConstEntity || b instanceof ConstEntity) && thing(a) == thing(b);
    }

    private Object thing(Entity entity) {
        if (!(entity instanceof ConstEntity constant)) {
            return entity instanceof TypeEntity type && !c.typeResolver().isParameterised(type) ? c.typeResolver().of(type) : entity;
        }
        return switch (c.constants().meaning(constant)) {
            case Operand.OfFunction f -> f.entity();
            case Operand.GenericType g -> g.entity();
            case Operand.OfType t -> t.type();
            case Operand.OfModule m -> m.module();
            case Operand.Value _, Operand.Builtin _, Operand.Attribute _, Operand.Literal _ -> entity;
        };
    }

    /// Looks a name up and turns it into what it denotes; reports E0404, E0402, E0407, E0701, E0421 and answers with an error
    /// operand then. Constants are evaluated, functions without compile-time parameters stay functions.
    Operand resolve(String name, Span use, Env env) {
        if (name.equals("_")) {
            c.report(Problem.of(Code.E0421, use, "`_` has no value")
                .help("give the variable a name; a value is dropped by `_ := value;`"), env);
            return Operand.error(use);
        }
        Optional<Entity> found = find(name, use, env);
        if (found.isPresent()) return meaning(found.get(), use, env);
        errors.unknown(name, use, env);
        return Operand.error(use);
    }

    /// What an entity denotes at a use; reports E0407, E0701. A body that mentions something broken is broken too.
    Operand meaning(Entity entity, Span use, Env env) {
        Operand operand = denoted(entity, use, env);
        if (operand.isError()) env.body().fail();
        return operand;
    }

    private Operand denoted(Entity entity, Span use, Env env) {
        return switch (entity) {
            case Entity.Variable v -> variable(v, use, env);
            case Entity.BuiltinType b -> new Operand.OfType(b.type(), use);
            case Entity.BuiltinFunction b -> new Operand.Builtin(b.fn(), use);
            case Entity.ContextValue _ -> new Operand.Value(new TExpr.ContextRef(c.context().pointer(), use));
            case Entity.Alias a -> Operands.at(a.meaning(), use);
            case Entity.Broken _ -> Operand.error(use);
            case Entity.AstWord _ -> {
                c.report(Problem.of(Code.E0529, use, "`Ast` is only a type of compile-time parameters")
                        .note("they stand in the first of two parameter lists, or in the list of a type"), env);
                yield Operand.error(use);
            }
            case Entity.ThreadWord _ -> {
                c.report(Problem.of(Code.E0533, use, "type arguments of `Thread` are missing")
                        .help("write `Thread!(R)` with the result type R"), env);
                yield Operand.error(use);
            }
            case FnEntity f -> new Operand.OfFunction(f, use);
            case TypeEntity t -> c.typeResolver().isParameterised(t) ? new Operand.GenericType(t, use)
                    : new Operand.OfType(c.typeResolver().of(t), use);
            case ConstEntity k -> Operands.at(c.constants().meaning(k), use);
            case GlobalEntity g -> g.type().isError() ? Operand.error(use) : new Operand.Value(new TExpr.GlobalRef(g, use));
            case ModuleEntity m -> new Operand.OfModule(m, use);
            case ImportEntity i -> meaning(throughImport(i), use, env);
        };
    }

    private Operand variable(Entity.Variable variable, Span use, Env env) {
        variable.mention();
        if (!env.typeOnly()) {
            boolean isParameter = variable.local().kind() == Local.Kind.PARAMETER;
            boolean own = env.body().function().isPresent() && env.body().function().get() == variable.owner();
            if (isParameter && !env.callee().isNone()) {
                errors.inDefault(variable, use, env);
                return Operand.error(use);
            }
            if (!own) {
                errors.ofEnclosingFunction(variable.local().name(), variable.place(), use, env);
                return Operand.error(use);
            }
            if (env.compileTime()) {
                errors.notKnown(variable, use, env);
                return Operand.error(use);
            }
        }
        return new Operand.Value(new TExpr.LocalRef(variable.local(), use));
    }

    /// A member of a module (M3), E0408.
    Operand member(ModuleEntity module, Ident name, Env env) {
        Optional<Entity> found = memberOf(module, name.text(), name.span(), env, new HashSet<>());
        if (found.isPresent()) return meaning(found.get(), name.span(), env);
        errors.noMember(module, name, env);
        return Operand.error(name.span());
    }

    /// A member of a module (M3), or nothing. Counts as a use of the module's imports where `use` stands.
    Optional<Entity> findMember(ModuleEntity module, String name, Span use) {
        Optional<Entity> found = memberOf(module, name, use, Envs.outside(module.scope()), new HashSet<>());
        if (found.isPresent()) module.usedFrom(use.file());
        return found;
    }

    private Optional<Entity> memberOf(ModuleEntity module, String name, Span use, Env env, Set<ModuleEntity> visited) {
        if (!visited.add(module)) return Optional.empty();
        Scope scope = module.scope();
        Optional<Entity> own = own(scope, name, use, env);
        if (own.isPresent()) return own;
        if (!scope.conditionals().isEmpty()) {
            Optional<Entity> conditional = c.modules().conditions().find(scope, name, use, env);
            if (conditional.isPresent()) return conditional;
        }
        return scope.wholeImports().isEmpty() ? Optional.empty() : wholeImport(scope, name, use, env, visited);
    }

    /// A path of names, the first looked up lexically, the others as members of modules or types.
    Operand path(List<Ident> path, Env env) {
        Ident first = path.getFirst();
        if (path.size() == 1) return resolve(first.text(), first.span(), env);
        Expr expr = new Expr.Name(first.text(), first.span());
        for (Ident next : path.subList(1, path.size())) expr = new Expr.Member(expr, next, first.span().to(next.span()));
        return c.exprs().check(expr, env, Expect.NOTHING);
    }

    /// Declares an entity in a scope: E0401 (label at the first), E0403 for `context`, W0101, W0407, blank names are not entered.
    void declare(Scope scope, Ident name, Entity entity, Env env) {
        if (name.isAbsent() || name.isBlank()) return;
        if (name.text().equals("context")) {
            c.report(Problem.of(Code.E0403, name.span(), "`context` cannot be declared")
                    .note("it always means the context of the running thread"), env);
            return;
        }
        Entity first = scope.names().get(name.text());
        if (first == null && scope.attributeNames().containsKey(name.text())) {
            first = scope.attributeNames().get(name.text()).functions().getFirst();
        }
        if (first != null) {
            errors.twice(name, first.place(), env);
            return;
        }
        scope.enter(name.text(), entity);
        warnAboutHiding(scope, name, entity, env);
    }

    /// Declares a function of the single form of `#attr` (L11.1), whose name others of its kind may share.
    void declareAttribute(Scope scope, FnEntity function, Ident name, Env env) {
        Entity first = scope.names().get(name.text());
        if (first != null) errors.twice(name, first.place(), env);
        else scope.enterAttribute(function);
    }

    private void warnAboutHiding(Scope scope, Ident name, Entity entity, Env env) {
        if (c.modules().isPredeclared(name.text())) {
            c.warn(Problem.of(Code.W0101, name.span(), "`" + name.text() + "` is a predeclared name"), env);
        }
        if (!(entity instanceof Entity.Variable)) return;
        for (Optional<Scope> s = scope.parent(); s.isPresent() && s.get().function().isPresent(); s = s.get().parent()) {
            if (s.get().names().get(name.text()) instanceof Entity.Variable hidden) {
                c.warn(Problem.of(Code.W0407, name.span(), "`" + name.text() + "` hides another variable")
                        .label(hidden.place(), "this one"), env);
                return;
            }
        }
    }
}
