// Globals: their types and initial values.
package cpi.sema;

import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.Optional;

/// Types and initial values of globals (C4): each is found when first needed; E0703 if it needs itself.
final class Globals {
    private final Checker c;

    Globals(Checker c) {
        this.c = c;
    }

    Type typeOf(GlobalEntity global) {
        switch (global.typeState) {
            case DONE -> { }
            case EVALUATING -> {
                c.constants().dependencies().reportCycle(global);
                return Type.ERROR;
            }
            case UNEVALUATED -> {
                global.typeState = ConstEntity.State.EVALUATING;
                c.constants().dependencies().enter(global);
                try {
                    global.type = findType(global);
                } finally {
                    c.constants().dependencies().leave();
                    global.typeState = ConstEntity.State.DONE;
                }
            }
        }
        return global.type;
    }

    private Type findType(GlobalEntity global) {
        Decl.Var syntax = global.syntax();
        Env env = global.env().atCompileTime();
        if (!(syntax.type() instanceof Expr.Absent)) return c.typeResolver().variableType(syntax.type(), syntax.init(), env);
        TExpr value = c.exprs().settledValue(syntax.init(), env);
        global.init = Optional.of(value);
        return c.types().settle(value.type());
    }

    /// Throws [CompileTimeFailure] if the initialiser has an error, which is reported once.
    ConstData initialValue(GlobalEntity global) {
        switch (global.valueState) {
            case DONE -> { }
            case EVALUATING -> {
                c.constants().dependencies().reportCycle(global);
                throw new CompileTimeFailure();
            }
            case UNEVALUATED -> {
                Type type = typeOf(global);
                global.valueState = ConstEntity.State.EVALUATING;
                c.constants().dependencies().enter(global);
                try {
                    global.value = type.isError() ? Optional.empty() : evaluate(global, type);
                } finally {
                    c.constants().dependencies().leave();
                    global.valueState = ConstEntity.State.DONE;
                }
            }
        }
        return global.value.orElseThrow(CompileTimeFailure::new);
    }

    private Optional<ConstData> evaluate(GlobalEntity global, Type type) {
        Decl.Var syntax = global.syntax();
        Env env = global.env().atCompileTime();
        if (syntax.init() instanceof Expr.Absent) {
            TExpr none = new TExpr.DefaultValue(type, global.place());
            return c.constants().evaluate(none, type, global.name(), global.place(), true, env);
        }
        TExpr value = global.init.orElseGet(() -> c.exprs().converted(syntax.init(), env,
                Expect.of(type, syntax.type().span(), "expected because of this type")));
        c.exprs().checkCopy(value, syntax.init().span(), env);
        return c.constants().evaluate(value, type, global.name(), syntax.init().span(), true, env);
    }
}
