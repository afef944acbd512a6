package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.Returns;
import cpi.syntax.Expr;
import cpi.syntax.Stmt;
import cpi.typed.TExpr;
import cpi.types.FloatType;
import cpi.types.IntType;
import cpi.types.Type;
import cpi.types.UntypedType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Infers the result type of a function from its `return`s (L9.5).
final class Results {
    private final Checker c;

    Results(Checker c) {
        this.c = c;
    }

    /// @param values the converted values by the nodes they replace
    /// @param changed whether any value had to be converted
    record Inferred(Type type, Map<TExpr, TExpr> values, boolean changed) {}

    Inferred infer(Returns returns, Env env) {
        if (returns.isEmpty()) return new Inferred(Type.NONE, Map.of(), false);
        List<Returns.Given> settled = new ArrayList<>();
        for (Returns.Given given : returns.list()) {
            boolean untyped = given.value().type() instanceof UntypedType;
            TExpr value = untyped ? given.value() : c.conversions().toDefault(given.value(), env);
            settled.add(new Returns.Given(value, given.place()));
        }
        Type type = agree(settled, env);
        Map<TExpr, TExpr> values = new IdentityHashMap<>();
        boolean changed = false;
        for (int i = 0; i < settled.size(); i++) {
            TExpr original = returns.list().get(i).value();
            TExpr converted = type.isError() ? new TExpr.Error(original.span()) : convert(settled, i, type, env);
            values.put(original, converted);
            changed |= converted != original;
        }
        for (TExpr value : returns.defaults()) {
            values.put(value, new TExpr.DefaultValue(type, value.span()));
            changed = true;
        }
        return new Inferred(type, values, changed);
    }

    /// The type all results convert to; error after E0506.
    private Type agree(List<Returns.Given> returns, Env env) {
        Returns.Given chosen = returns.getFirst();
        boolean concrete = false;
        boolean anyFloat = false;
        for (Returns.Given given : returns) {
            Type type = given.value().type();
            if (type.isError()) return Type.ERROR;
            if (type instanceof UntypedType) {
                anyFloat |= type == UntypedType.FLOAT;
            } else if (!concrete) {
                chosen = given;
                concrete = true;
            } else if (!c.conversions().converts(given.value(), chosen.value().type())) {
                if (!c.conversions().converts(chosen.value(), type)) {
                    disagree(chosen, given, env);
                    return Type.ERROR;
                }
                chosen = given;
            }
        }
        if (!concrete) return anyFloat ? FloatType.F64 : IntType.I64;
        return checkUntyped(returns, chosen, env) ? chosen.value().type() : Type.ERROR;
    }

    /// Untyped values that do not convert to the type chosen are E0506 at the later of the two.
    private boolean checkUntyped(List<Returns.Given> returns, Returns.Given chosen, Env env) {
        for (Returns.Given given : returns) {
            if (!(given.value().type() instanceof UntypedType)) continue;
            if (c.conversions().converts(given.value(), chosen.value().type())) continue;
            boolean later = given.place().start() > chosen.place().start();
            disagree(later ? chosen : given, later ? given : chosen, env);
            return false;
        }
        return true;
    }

    private TExpr convert(List<Returns.Given> settled, int i, Type type, Env env) {
        TExpr value = settled.get(i).value();
        return value.type() == type ? value : c.conversions().convert(value, Expect.of(type), env);
    }

    private void disagree(Returns.Given earlier, Returns.Given later, Env env) {
        c.report(Problem.of(Code.E0506, later.place(), "results `" + c.show(earlier.value().type()) + "` and `"
                        + c.show(later.value().type()) + "` do not agree")
                .here("this is a `" + c.show(later.value().type()) + "`")
                .label(earlier.place(), "this is a `" + c.show(earlier.value().type()) + "`")
                .help("declare the result type of the function"), env);
    }

    /// Whether the text of a body contains a `return` with a value, outside nested functions.
    static boolean returnsValue(Stmt stmt) {
        return switch (stmt) {
            case Stmt.Return r -> !(r.value() instanceof Expr.Absent);
            case Stmt.Block b -> anyReturns(b.stmts());
            case Stmt.If i -> returnsValue(i.then()) || returnsValue(i.orElse());
            case Stmt.While w -> returnsValue(w.body());
            case Stmt.For f -> returnsValue(f.body());
            case Stmt.Do d -> returnsValue(d.body());
            case Stmt.Switch s -> switchReturns(s);
            case Stmt.With w -> returnsValue(w.body());
            case Stmt.Sync s -> returnsValue(s.body());
            case Stmt.Unchecked u -> returnsValue(u.body());
            case Stmt.Allow a -> returnsValue(a.stmt());
            case Stmt.DeclStmt _, Stmt.NoBody _, Stmt.Missing _, Stmt.Empty _, Stmt.Assign _, Stmt.ExprStmt _, Stmt.Defer _,
                 Stmt.Break _, Stmt.Continue _ -> false;
        };
    }

    private static boolean anyReturns(List<Stmt> stmts) {
        for (Stmt stmt : stmts) if (returnsValue(stmt)) return true;
        return false;
    }

    private static boolean switchReturns(Stmt.Switch s) {
        for (Stmt.Case one : s.cases()) if (returnsValue(one.body())) return true;
        return returnsValue(s.orElse());
    }
}
