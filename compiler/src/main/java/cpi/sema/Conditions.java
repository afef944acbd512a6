// `#if`: deciding branches of those among items, and looking names up in branches.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.syntax.Stmt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides the `#if`s of files and modules, in the order of C8.3: those of one scope in the order of the text, at the latest when
/// a name is looked up that the scope does not declare itself.
final class Conditions {
    private final Checker c;
    private final Deque<Expr> evaluating = new ArrayDeque<>();

    Conditions(Checker c) {
        this.c = c;
    }

    /// Whether a condition is being evaluated.
    boolean isDeciding() {
        return !evaluating.isEmpty();
    }

    /// Decides everything that is still undecided in a scope and the modules and branches in it (C8.4).
    void decideAll(Scope scope) {
        for (int i = 0; i < scope.conditionals().size(); i++) {
            Scope.Conditional conditional = scope.conditionals().get(i);
            if (conditional.branch().isUnknown()) decide(scope, conditional);
            conditional.branch().now().ifPresent(taken -> decideAll(taken.scope()));
        }
        for (Entity entity : List.copyOf(scope.names().values())) {
            if (entity instanceof ModuleEntity module && module.scope().parent().equals(Optional.of(scope))) decideAll(module.scope());
        }
    }

    /// The name as one of the taken branches of a scope offers it (C8.2); E0405 if several do.
    Optional<Entity> find(Scope scope, String name, Span use, Env env) {
        Optional<Entity> found = Optional.empty();
        for (int i = 0; i < scope.conditionals().size(); i++) {
            Scope.Conditional conditional = scope.conditionals().get(i);
            if (conditional.branch().isUnknown()) decide(scope, conditional);
            if (conditional.branch().isBeingFound()) break;
            Optional<Entity> offer = offer(conditional, name, use, env);
            if (offer.isEmpty()) continue;
            if (found.isPresent() && !c.names().same(found.get(), offer.get())) return ambiguous(name, use, env, found.get(), offer.get());
            found = offer;
        }
        boolean deciding = false;
        for (int i = 0; i < scope.statementIfs().size(); i++) {
            Scope.StatementIf conditional = scope.statementIfs().get(i);
            deciding |= conditional.choice().isBeingFound();
            boolean isWanted = !deciding && conditional.choice().isUnknown() && declares(conditional.syntax(), name);
            if (isWanted) c.statements().branches().decide(conditional);
            Optional<Entity> offer = offer(conditional, name, use, env);
            if (offer.isEmpty()) continue;
            if (found.isPresent() && !c.names().same(found.get(), offer.get())) return ambiguous(name, use, env, found.get(), offer.get());
            found = offer;
        }
        return found;
    }

    private Optional<Entity> ambiguous(String name, Span use, Env env, Entity one, Entity other) {
        return c.names().ambiguous(name, use, env, one.place(), other.place(), "declared here, in an `#if`");
    }

    private Optional<Entity> offer(Scope.Conditional conditional, String name, Span use, Env env) {
        Optional<Scope.Branch> branch = conditional.branch().now();
        if (branch.isPresent()) return inBranch(branch.get().scope(), name, use, env);
        return declares(conditional.syntax(), name) ? Optional.of(new Entity.Broken(use)) : Optional.empty();
    }

    private Optional<Entity> offer(Scope.StatementIf conditional, String name, Span use, Env env) {
        if (conditional.branch().isPresent()) return inBranch(conditional.branch().get(), name, use, env);
        boolean isBroken = conditional.choice().isKnown() && conditional.choice().now().isEmpty();
        return isBroken && declares(conditional.syntax(), name) ? Optional.of(new Entity.Broken(use)) : Optional.empty();
    }

    private Optional<Entity> inBranch(Scope branch, String name, Span use, Env env) {
        Optional<Entity> own = c.names().own(branch, name, use, env);
        if (own.isPresent()) return own;
        boolean hasBranches = !branch.conditionals().isEmpty() || !branch.statementIfs().isEmpty();
        Optional<Entity> inner = hasBranches ? find(branch, name, use, env) : Optional.empty();
        return inner.isPresent() ? inner : c.names().imported(branch, name, use, env);
    }

    private void decide(Scope scope, Scope.Conditional conditional) {
        Optional<Scope.Branch> taken = conditional.branch().get(() -> choose(scope, conditional.syntax()), Optional::empty);
        if (taken.isEmpty()) return;
        Scope.Branch branch = taken.get();
        c.modules().loading().notTaken(branch.notTaken());
        c.modules().declareItems(branch.items(), Envs.outside(branch.scope()));
        checkMeanings(scope, branch.scope());
    }

    private Optional<Scope.Branch> choose(Scope scope, Decl.If syntax) {
        Optional<Boolean> value = evaluate(syntax.condition(), Envs.outside(scope).atCompileTime());
        return value.map(then -> new Scope.Branch(scope.child(Scope.Kind.TAKEN_BRANCH), then ? syntax.then() : syntax.orElse(),
                then ? syntax.orElse() : syntax.then()));
    }

    /// The value of the condition of an `#if`, among items or statements; empty after an error.
    Optional<Boolean> evaluate(Expr condition, Env env) {
        evaluating.push(condition);
        Optional<Boolean> value = c.constants().condition("#if", condition, env);
        evaluating.pop();
        return value;
    }

    /// Reports E0704 for the condition being evaluated now, which turned out to need itself. False if there is none.
    boolean reportInnermost() {
        if (evaluating.isEmpty()) return false;
        c.report(Problem.of(Code.E0704, evaluating.peek().span(), "this condition depends on itself"),
                Envs.outside(c.modules().predeclaredScope()));
        return true;
    }

    /// E0705: a name that was found outside while a condition was evaluated is now declared here.
    void checkMeanings(Scope scope, Scope branch) {
        for (Map.Entry<String, Span> passed : scope.passedNames().entrySet()) {
            String name = passed.getKey();
            branch.passed(name, passed.getValue());
            Entity declared = branch.names().get(name);
            if (declared == null) continue;
            c.report(Problem.of(Code.E0705, declared.place(), "this declaration of `" + name + "` changes the meaning of a condition")
                    .label(passed.getValue(), "here `" + name + "` was found outside"), Envs.outside(branch));
        }
    }

    /// Whether one of the branches, as written, declares a name that would be visible around it.
    static boolean declares(Decl.If syntax, String name) {
        return declares(syntax.then(), name) || declares(syntax.orElse(), name);
    }

    /// The same for an `#if` among statements; local variables are visible only behind their declarations.
    static boolean declares(Stmt.If syntax, String name) {
        return declares(syntax.then(), name) || declares(syntax.orElse(), name);
    }

    private static boolean declares(Stmt branch, String name) {
        return switch (branch) {
            case Stmt.If nested -> nested.compileTime() && declares(nested, name);
            case Stmt.Block block -> block.stmts().stream().anyMatch(stmt -> !(stmt instanceof Stmt.Block) && declares(stmt, name));
            case Stmt.Allow allow -> declares(allow.stmt(), name);
            case Stmt.DeclStmt d -> !(d.decl() instanceof Decl.Var) && declares(List.of(d.decl()), name);
            case Stmt.Empty _, Stmt.NoBody _, Stmt.Missing _, Stmt.Assign _, Stmt.ExprStmt _, Stmt.Return _, Stmt.While _, Stmt.For _,
                 Stmt.Do _, Stmt.Switch _, Stmt.Defer _, Stmt.Break _, Stmt.Continue _, Stmt.With _, Stmt.Sync _,
                 Stmt.Unchecked _ -> false;
        };
    }

    private static boolean declares(List<Decl> items, String name) {
        for (Decl item : items) {
            Decl inner = item;
            while (inner instanceof Decl.Allow allow) inner = allow.item();
            boolean found = switch (inner) {
                case Decl.If nested -> declares(nested, name);
                case Decl.Link link -> declares(List.copyOf(link.functions()), name);
                case Decl other -> nameOf(other).equals(name);
            };
            if (found) return true;
        }
        return false;
    }

    private static String nameOf(Decl decl) {
        return switch (decl) {
            case Decl.Fn d -> d.name().text();
            case Decl.Type d -> d.name().text();
            case Decl.Module d -> d.name().text();
            case Decl.Const d -> d.name().text();
            case Decl.Var d -> d.name().text();
            case Decl.ImportFile d -> ImportEntity.nameOf(d);
            case Decl.Attr d -> d.block() || d.functions().isEmpty() ? "" : d.functions().getFirst().name().text();
            case Decl.Missing _, Decl.ImportModule _, Decl.ImportPath _, Decl.Link _, Decl.LinkPath _, Decl.Context _,
                 Decl.ContextInit _, Decl.Test _, Decl.If _, Decl.Run _, Decl.Assert _, Decl.Error _, Decl.Allow _ -> "";
        };
    }
}
