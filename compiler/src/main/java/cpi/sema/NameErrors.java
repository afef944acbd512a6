// What is reported about names that cannot be used.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Errors about names: unknown ones with "did you mean" (D5), and those that exist but may not be used here.
final class NameErrors {
    /// Comparing with all visible names costs; behind so many unknown names nobody reads proposals.
    private static final int MAX_SUGGESTIONS = 1000;

    private final Checker c;
    private int unknowns;

    NameErrors(Checker c) {
        this.c = c;
    }

    /// Reports a name that look-up did not find: E0704, E0402, E0407 or E0404.
    void unknown(String name, Span use, Env env) {
        for (Optional<Scope> s = Optional.of(env.scope()); s.isPresent(); s = s.get().parent()) {
            if (dependsOnItself(s.get(), name, use, env)) return;
            Optional<Decl.Var> variable = s.get().variableInText(name);
            if (variable.isPresent()) {
                declaredLater(variable.get(), s.get(), use, env);
                return;
            }
        }
        Problem problem = lateConditions(Problem.of(Code.E0404, use, "nothing is called `" + name + "`"), name, env);
        Optional<String> foreign = Suggest.foreignWord(name);
        if (foreign.isPresent()) {
            c.report(problem.help(foreign.get()), env);
            return;
        }
        if (unknowns++ >= MAX_SUGGESTIONS) c.report(problem, env);
        else if (LibraryNames.isModule(name)) c.report(c.libraryNames().importing(problem, name, use), env);
        else c.report(proposals(problem, name, use, env), env);
    }

    /// While a condition is evaluated: tells that an `#if` which is decided later declares the name (C8.3).
    private Problem lateConditions(Problem problem, String name, Env env) {
        if (!c.modules().conditions().isDeciding()) return problem;
        for (Optional<Scope> s = Optional.of(env.scope()); s.isPresent(); s = s.get().parent()) {
            for (Scope.Conditional conditional : s.get().conditionals()) {
                if (!conditional.branch().isUnknown() || !Conditions.declares(conditional.syntax(), name)) continue;
                return problem.label(conditional.syntax().condition().span(), "this `#if` declares it, but is decided later");
            }
        }
        return problem;
    }

    /// "Did you mean", and the module that has the name. A visible name that differs in the case of its first letter is of another kind.
    private Problem proposals(Problem problem, String name, Span use, Env env) {
        Problem qualified = c.libraryNames().qualifying(problem, name, use, env);
        Optional<String> nearest = Suggest.nearest(name, visible(env.scope()));
        boolean isLikely = nearest.isPresent() && (qualified == problem
                || Character.isUpperCase(nearest.get().charAt(0)) == Character.isUpperCase(name.charAt(0)));
        return isLikely ? qualified.help("did you mean `" + nearest.get() + "`?", use, nearest.get()) : qualified;
    }

    private boolean dependsOnItself(Scope scope, String name, Span use, Env env) {
        for (Scope.Conditional conditional : scope.conditionals()) {
            if (!conditional.branch().isBeingFound()) continue;
            return Conditions.declares(conditional.syntax(), name)
                    && dependsOnItself(conditional.syntax().condition(), name, use, env);
        }
        for (Scope.StatementIf conditional : scope.statementIfs()) {
            if (!conditional.choice().isBeingFound()) continue;
            return Conditions.declares(conditional.syntax(), name)
                    && dependsOnItself(conditional.syntax().condition(), name, use, env);
        }
        return false;
    }

    private boolean dependsOnItself(Expr condition, String name, Span use, Env env) {
        c.report(Problem.of(Code.E0704, condition.span(), "this condition depends on itself")
                .label(use, "needs `" + name + "`, which the condition decides about"), env);
        return true;
    }

    private void declaredLater(Decl.Var variable, Scope scope, Span use, Env env) {
        String name = variable.name().text();
        if (!scope.function().equals(env.body().function())) {
            ofEnclosingFunction(name, variable.name().span(), use, env);
            return;
        }
        c.report(Problem.of(Code.E0402, use, "`" + name + "` is used before its declaration")
                .label(variable.name().span(), "declared here"), env);
    }

    void ofEnclosingFunction(String name, Span declaration, Span use, Env env) {
        c.report(Problem.of(Code.E0407, use, "`" + name + "` belongs to the enclosing function")
                .label(declaration, "declared here").help("pass it as a parameter"), env);
    }

    void inDefault(Entity.Variable parameter, Span use, Env env) {
        c.report(Problem.of(Code.E0510, use, "a default cannot use the run-time parameter `" + parameter.local().name() + "`")
                .label(parameter.place(), "declared here"), env);
    }

    /// E0701, or E0528 in an argument of kind `Ast`.
    void notKnown(Entity.Variable variable, Span use, Env env) {
        String name = variable.local().name();
        if (env.astArgument()) {
            c.report(Problem.of(Code.E0528, use, "a compile-time argument cannot use the run-time variable `" + name + "`")
                    .label(variable.place(), "declared here").help("declare it with `::=`, or pass it as a run-time argument"), env);
            return;
        }
        c.report(Problem.of(Code.E0701, use, "`" + name + "` is not known at compile time")
                .label(variable.place(), "declared here")
                .help("declare it as a constant with `::=`, or make it a compile-time parameter"), env);
    }

    void noMember(ModuleEntity module, Ident name, Env env) {
        Problem problem = Problem.of(Code.E0408, name.span(), "module `" + module.name() + "` has no member `" + name.text() + "`");
        List<String> names = new ArrayList<>();
        addNames(module.scope(), names);
        c.report(suggest(problem, name.text(), name.span(), names), env);
    }

    void twice(Ident name, Span first, Env env) {
        c.report(Problem.of(Code.E0401, name.span(), "`" + name.text() + "` is declared twice")
                .label(first, "first declared here"), env);
    }

    private static Problem suggest(Problem problem, String name, Span use, Collection<String> legal) {
        Optional<String> nearest = Suggest.nearest(name, legal);
        return nearest.map(n -> problem.help("did you mean `" + n + "`?", use, n)).orElse(problem);
    }

    /// All names that could stand where a name of this scope stands.
    private List<String> visible(Scope from) {
        List<String> names = new ArrayList<>(List.of("nil", "true", "false"));
        for (Optional<Scope> s = Optional.of(from); s.isPresent(); s = s.get().parent()) {
            if (s.get().kind() == Scope.Kind.PRELUDE) names.addAll(c.modules().preludeNames());
            addNames(s.get(), names);
        }
        return names;
    }

    private static void addNames(Scope scope, List<String> names) {
        names.addAll(scope.names().keySet());
        names.addAll(scope.attributeNames().keySet());
        for (Scope.Conditional conditional : scope.conditionals()) conditional.branch().now().ifPresent(b -> addNames(b.scope(), names));
        for (Scope.StatementIf conditional : scope.statementIfs()) conditional.branch().ifPresent(b -> addNames(b, names));
        for (Scope.WholeImport each : scope.wholeImports()) each.target().now().ifPresent(m -> names.addAll(m.scope().names().keySet()));
    }
}
