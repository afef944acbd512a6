package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Leavable;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.syntax.FirstToken;
import cpi.syntax.Stmt;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks statements (L7): the switch over all forms, blocks, and the short statements. The others are in [Assignments], [Branches],
/// [Jumps], [Loops], [Unrolling], [Switches] and [ContextStatements].
final class Statements {
    private final Checker c;
    private final Assignments assignments;
    private final Branches branches;
    private final Jumps jumps;
    private final Loops loops;
    private final Unrolling unrolling;
    private final Switches switches;
    private final ContextStatements contextStatements;

    Statements(Checker c) {
        this.c = c;
        this.assignments = new Assignments(c);
        this.branches = new Branches(c);
        this.jumps = new Jumps(c);
        this.loops = new Loops(c);
        this.unrolling = new Unrolling(c);
        this.switches = new Switches(c);
        this.contextStatements = new ContextStatements(c);
    }

    /// The body of a function: `env` has its scope. `declared` is the declared result type, empty if it is to be inferred.
    Checked block(Stmt.Block syntax, Env env, Optional<Type> declared) {
        env.body().returns().declare(declared);
        return statements(syntax, env);
    }

    /// A block with a scope of its own.
    Checked block(Stmt.Block syntax, Env env) {
        return statements(syntax, env.in(env.scope().child(Scope.Kind.BLOCK)));
    }

    /// A block whose scope is that of `env`.
    Checked statements(Stmt.Block syntax, Env env) {
        List<TStmt> result = new ArrayList<>();
        remember(syntax.span(), env);
        declare(syntax.stmts(), env);
        boolean completes = sequence(syntax.stmts(), env, result);
        unusedVariables(env);
        return new Checked(new TStmt.Block(result, syntax.close(), syntax.span()), completes);
    }

    /// Keeps the scope of a block, so that a debugger can look names up there.
    void remember(Span block, Env env) {
        env.body().function().ifPresent(f -> f.enter(new FnInstance.BlockScope(block, env.scope())));
    }

    /// Declares in the scope of `env` what is visible in the whole of a block.
    void declare(List<Stmt> stmts, Env env) {
        env.scope().consistsOf(stmts);
        for (Stmt stmt : stmts) {
            Stmt inner = stmt;
            while (inner instanceof Stmt.Allow a) {
                c.modules().allow(a.names(), a.span(), env);
                inner = a.stmt();
            }
            if (inner instanceof Stmt.If i && i.compileTime()) env.scope().add(new Scope.StatementIf(i, env));
        }
        c.modules().declareLocals(declarations(stmts), env);
    }

    /// Checks statements one after the other in the scope of `env`, in which they are declared; the result tells whether the end
    /// can be reached.
    boolean sequence(List<Stmt> stmts, Env env, List<TStmt> result) {
        boolean completes = true;
        boolean warned = false;
        for (Stmt stmt : stmts) {
            if (!completes && !warned && !(stmt instanceof Stmt.Empty) && !isDeclaration(stmt)) {
                warned = true;
                c.warn(Problem.of(Code.W0403, FirstToken.of(stmt.span()), "this can never run"), env);
            }
            Checked checked = statement(stmt, env);
            if (!(checked.stmt() instanceof TStmt.Nothing)) result.add(checked.stmt());
            completes &= checked.completes();
            // what follows a branch chosen at compile time may be reached in another instance
            warned |= !checked.completes() && branches.isDecided(stmt);
        }
        c.modules().checkLocals(declarations(stmts), env);
        return completes;
    }

    Checked statement(Stmt stmt, Env env) {
        return switch (stmt) {
            case Stmt.Empty e -> nothing(e.span());
            case Stmt.NoBody e -> nothing(e.span());
            case Stmt.Missing m -> {
                env.body().fail();
                yield nothing(m.span());
            }
            case Stmt.Block b -> block(b, env);
            case Stmt.DeclStmt d -> declaration(d.decl(), env);
            case Stmt.Assign a -> Checked.completing(assignments.assign(a, env));
            case Stmt.ExprStmt e -> expression(e, env);
            case Stmt.Return r -> jumps.giveBack(r, env);
            case Stmt.If i -> branches.check(i, env);
            case Stmt.While w -> loops.whileLoop(w, env);
            case Stmt.For f -> f.compileTime() ? unrolling.check(f, env) : loops.forLoop(f, env);
            case Stmt.Do d -> doBlock(d, env);
            case Stmt.Switch s -> switches.check(s, env);
            case Stmt.Defer d -> jumps.defer(d, env);
            case Stmt.Break b -> jumps.leave(b, env);
            case Stmt.Continue k -> jumps.next(k, env);
            case Stmt.With w -> contextStatements.with(w, env);
            case Stmt.Sync s -> contextStatements.sync(s, env);
            case Stmt.Unchecked u -> block(u.body(), env.withoutBoundsChecks());
            case Stmt.Allow a -> {
                c.modules().allow(a.names(), a.span(), env);
                yield statement(a.stmt(), env);
            }
        };
    }

    /// Declares a local that the current statement makes visible from `visibleFrom` on (L6.2, L8.3).
    Entity.Variable declare(Local local, cpi.syntax.Ident name, int visibleFrom, Env env) {
        FnInstance owner = env.body().function().orElseThrow(() -> new cpi.diag.Bug("a local outside a function", name.span()));
        Entity.Variable variable = new Entity.Variable(local, owner, visibleFrom);
        c.names().declare(variableScope(env.scope()), name, variable, env);
        return variable;
    }

    private static Checked nothing(Span span) {
        return Checked.completing(new TStmt.Nothing(span));
    }

    /// The declarations that are visible in the whole of a block.
    private static List<Decl> declarations(List<Stmt> stmts) {
        List<Decl> decls = new ArrayList<>();
        for (Stmt stmt : stmts) {
            Stmt inner = stmt;
            while (inner instanceof Stmt.Allow a) inner = a.stmt();
            if (inner instanceof Stmt.DeclStmt d && !isStatementLike(d.decl())) decls.add(d.decl());
        }
        return decls;
    }

    private static boolean isDeclaration(Stmt stmt) {
        Stmt inner = stmt;
        while (inner instanceof Stmt.Allow a) inner = a.stmt();
        return inner instanceof Stmt.DeclStmt d && !(d.decl() instanceof Decl.Var);
    }

    /// Declarations that act where they stand.
    private static boolean isStatementLike(Decl decl) {
        return decl instanceof Decl.Var || decl instanceof Decl.Run || decl instanceof Decl.Assert || decl instanceof Decl.Error
                || decl instanceof Decl.Missing;
    }

    private Checked declaration(Decl decl, Env env) {
        return switch (decl) {
            case Decl.Var v -> Checked.completing(variable(v, env));
            case Decl.Run r -> {
                c.modules().checkRun(r, env);
                yield nothing(r.span());
            }
            case Decl.Assert a -> {
                c.modules().checkAssert(a, env);
                yield nothing(a.span());
            }
            case Decl.Error e -> {
                c.modules().checkError(e, env);
                yield nothing(e.span());
            }
            case Decl.Missing m -> {
                env.body().fail();
                yield nothing(m.span());
            }
            case Decl.Fn _, Decl.Type _, Decl.Module _, Decl.ImportFile _, Decl.ImportModule _, Decl.ImportPath _, Decl.Link _,
                 Decl.LinkPath _, Decl.Const _, Decl.Attr _, Decl.Context _, Decl.ContextInit _, Decl.Test _, Decl.If _,
                 Decl.Allow _ -> nothing(decl.span());
        };
    }

    /// `name := e;`, `name: T = e;`, `name: T;` (L6.3).
    private TStmt variable(Decl.Var v, Env env) {
        if (v.threadLocal()) {
            c.report(Code.E0923, v.span(), "only globals can be thread-local", env);
        }
        TExpr init = initialiser(v, env);
        Local local = new Local(v.name().text(), Local.Kind.VARIABLE, init.type(), v.name().span());
        declare(local, v.name(), v.span().end(), env);
        return new TStmt.Declare(local, init, v.span());
    }

    private TExpr initialiser(Decl.Var v, Env env) {
        if (v.type() instanceof Expr.Absent) return c.exprs().localInitialiser(v.init(), env);
        Type type = c.typeResolver().variableType(v.type(), v.init(), env);
        if (v.init() instanceof Expr.Absent) {
            return type.isError() ? new TExpr.Error(v.span()) : new TExpr.DefaultValue(type, v.name().span());
        }
        if (type.isError()) {
            c.exprs().value(v.init(), env, Expect.NOTHING);
            return new TExpr.Error(v.span());
        }
        TExpr value = c.exprs().converted(v.init(), env, Expect.of(type, v.type().span(), "expected because of this type"));
        c.exprs().checkCopy(value, v.init().span(), env);
        // An error in the initialiser does not make the variable's type unknown.
        return value instanceof TExpr.Error ? new TExpr.DefaultValue(type, v.init().span()) : value;
    }

    /// An expression as a statement (L7.2).
    private Checked expression(Stmt.ExprStmt stmt, Env env) {
        TExpr value = c.exprs().statementValue(stmt.expr(), env);
        if (!isEffect(stmt.expr()) && !(value instanceof TExpr.Error)) {
            c.warn(Problem.of(Code.W0301, stmt.expr().span(), "the value of this expression is not used")
                    .help("assign it to `_` or remove it"), env);
        }
        return new Checked(new TStmt.Evaluate(value, stmt.span()), !neverReturns(value));
    }

    private static boolean isEffect(Expr expr) {
        if (expr instanceof Expr.Paren p) return isEffect(p.inner());
        return expr instanceof Expr.Call || expr instanceof Expr.Pipe || expr instanceof Expr.Run || expr instanceof Expr.Async
                || expr instanceof Expr.Missing;
    }

    /// Calls of `panic` and the library's `exit` (L7.13).
    private static boolean neverReturns(TExpr value) {
        return value instanceof TExpr.Panic
                || value instanceof TExpr.Call call && call.function().name().equals("exit") && call.function().place().file().bundled();
    }

    private Checked doBlock(Stmt.Do d, Env env) {
        TStmt.Target target = new TStmt.Target(d.label().text());
        Leavable leavable = Leavable.block(d.label(), target, env.body());
        jumps.enter(leavable, env);
        Checked body = block(d.body(), env);
        jumps.exit(leavable, env);
        return new Checked(new TStmt.Labelled(target, (TStmt.Block) body.stmt(), d.span()), body.completes() || leavable.isLeft());
    }

    /// Local variables of the branch of an `#if` live in the block around it (C8.2).
    private static Scope variableScope(Scope scope) {
        Scope s = scope;
        while (s.kind() == Scope.Kind.TAKEN_BRANCH && s.parent().isPresent()) s = s.parent().get();
        return s;
    }

    /// W0401 for the variables of a scope that ends.
    private void unusedVariables(Env env) {
        for (Entity entity : env.scope().names().values()) {
            if (!(entity instanceof Entity.Variable v) || v.isMentioned() || v.local().kind() != Local.Kind.VARIABLE) continue;
            String name = v.local().name();
            if (name.startsWith("_") || v.local().type().isError()) continue;
            c.warn(Problem.of(Code.W0401, v.place(), "unused variable `" + name + "`")
                    .help("put `_` in front of the name if that is intended", v.place().before(), "_"), env);
        }
    }

    Branches branches() {
        return branches;
    }

    Jumps jumps() {
        return jumps;
    }
}
