// Globals: their types and initial values.
package cpi.sema;

import cpi.sema.entity.Env;
import cpi.sema.entity.GlobalEntity;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// Types and initial values of globals (C4): each is found when first needed; E0703 if it needs itself.
final class Globals {
    private final Checker c;
    /// The checked initialisers of globals declared without type, from which their types come.
    private final Map<GlobalEntity, TExpr> untyped = new IdentityHashMap<>();

    Globals(Checker c) {
        this.c = c;
    }

    Type typeOf(GlobalEntity global) {
        Dependencies dependencies = c.constants().dependencies();
        return global.knownType().get(() -> dependencies.during(global, () -> findType(global)), () -> {
            dependencies.reportCycle(global);
            return Type.ERROR;
        });
    }

    private Type findType(GlobalEntity global) {
        Decl.Var syntax = global.syntax();
        Env env = global.env().atCompileTime();
        if (!(syntax.type() instanceof Expr.Absent)) return c.typeResolver().variableType(syntax.type(), syntax.init(), env);
        TExpr value = c.exprs().settledValue(syntax.init(), env);
        untyped.put(global, value);
        return c.types().settle(value.type());
    }

    /// Throws [CompileTimeFailure] if the initialiser has an error, which is reported once.
    ConstData initialValue(GlobalEntity global) {
        Dependencies dependencies = c.constants().dependencies();
        if (global.knownValue().isUnknown()) typeOf(global);
        return global.knownValue().get(() -> dependencies.during(global, () -> evaluate(global, typeOf(global))), () -> {
            dependencies.reportCycle(global);
            throw new CompileTimeFailure();
        }).orElseThrow(CompileTimeFailure::new);
    }

    private Optional<ConstData> evaluate(GlobalEntity global, Type type) {
        if (type.isError()) return Optional.empty();
        Decl.Var syntax = global.syntax();
        Env env = global.env().atCompileTime();
        if (syntax.init() instanceof Expr.Absent) {
            TExpr none = new TExpr.DefaultValue(type, global.place());
            return c.constants().evaluate(none, type, global.name(), global.place(), true, env);
        }
        TExpr known = untyped.get(global);
        TExpr value = known != null ? known : c.exprs().converted(syntax.init(), env,
                Expect.of(type, syntax.type().span(), "expected because of this type"));
        c.exprs().checkCopy(value, syntax.init().span(), env);
        return c.constants().evaluate(value, type, global.name(), syntax.init().span(), true, env);
    }
}
