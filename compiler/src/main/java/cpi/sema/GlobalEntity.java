// Global variables as entities.
package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.typed.ConstData;
import cpi.typed.Global;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.Optional;

/// A global variable (L6.4, C4).
final class GlobalEntity implements Entity, Global {
    private final Decl.Var syntax;
    private final String path;
    private final Env env;
    private final Checker checker;
    /// Filled by [Globals].
    ConstEntity.State typeState = ConstEntity.State.UNEVALUATED;
    Type type = Type.ERROR;
    Optional<TExpr> init = Optional.empty();
    ConstEntity.State valueState = ConstEntity.State.UNEVALUATED;
    Optional<ConstData> value = Optional.empty();

    GlobalEntity(Decl.Var syntax, String path, Env env, Checker checker) {
        this.syntax = syntax;
        this.path = path;
        this.env = env;
        this.checker = checker;
    }

    Decl.Var syntax() {
        return syntax;
    }

    Env env() {
        return env;
    }

    @Override
    public String name() {
        return syntax.name().text();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Span place() {
        return syntax.name().span();
    }

    @Override
    public boolean threadLocal() {
        return syntax.threadLocal();
    }

    @Override
    public Type type() {
        return checker.globals().typeOf(this);
    }

    @Override
    public ConstData initialValue() {
        return checker.globals().initialValue(this);
    }
}
