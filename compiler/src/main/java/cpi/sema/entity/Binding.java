package cpi.sema.entity;

import cpi.syntax.Expr;
import cpi.syntax.Mentions;
import cpi.syntax.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The compile-time parameters of one function or type while their arguments are being found (L10.4).
///
/// The scope holds the names bound so far, so that types which mention only those can be resolved in it.
public final class Binding {
    private final List<CtParam> params;
    private final List<Optional<CtArg>> args;
    private final Env env;
    private boolean failed;

    /// @param declaration where the function or type is declared
    public Binding(List<CtParam> params, Env declaration) {
        this.params = params;
        this.args = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) args.add(Optional.empty());
        Scope scope = declaration.scope().child(Scope.Kind.COMPILE_TIME_PARAMETERS);
        this.env = new Env(scope, declaration.body(), false, false, false);
    }

    /// A binding that can go on independently, to try whether an argument fits.
    public Binding copy() {
        Binding copy = new Binding(params, env.in(env.scope().parent().orElseThrow()));
        for (int i = 0; i < params.size(); i++) {
            if (args.get(i).isPresent()) copy.bind(i, args.get(i).get());
        }
        return copy;
    }

    public List<CtParam> params() {
        return params;
    }

    /// For types and defaults that mention parameters bound so far.
    public Env env() {
        return env;
    }

    public boolean isBound(int param) {
        return args.get(param).isPresent();
    }

    public Optional<CtArg> arg(int param) {
        return args.get(param);
    }

    public void bind(int param, CtArg arg) {
        args.set(param, Optional.of(arg));
        CtParam syntax = params.get(param);
        if (syntax.name().isEmpty()) return;
        env.scope().enter(syntax.name(),
                new Entity.Alias(syntax.name(), arg.operand(), false, Entity.Alias.Kind.CT_PARAMETER, syntax.place()));
    }

    /// Notes that an argument had an error, so that nothing more is said about what it leaves unbound.
    public void fail() {
        failed = true;
    }

    public boolean hasFailed() {
        return failed;
    }

    /// Position of a parameter by name, or -1.
    public int indexOf(String name) {
        if (name.isEmpty()) return -1;
        for (int i = 0; i < params.size(); i++) if (params.get(i).name().equals(name)) return i;
        return -1;
    }

    /// Position of the parameter that a bare parameterised type in a parameter's type stands for, or -1.
    public int anyInstanceAt(Expr node) {
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).kind() == CtParam.Kind.ANY_INSTANCE && params.get(i).node() == node) return i;
        }
        return -1;
    }

    public boolean isUnbound(String name) {
        int param = indexOf(name);
        return param >= 0 && !isBound(param);
    }

    public boolean isComplete() {
        for (Optional<CtArg> arg : args) if (arg.isEmpty()) return false;
        return true;
    }

    public List<CtArg> complete() {
        List<CtArg> result = new ArrayList<>();
        for (Optional<CtArg> arg : args) result.add(arg.orElseThrow());
        return result;
    }

    /// Whether a type contains an unbound `!X` or an unbound bare parameterised type, so that an argument can bind it.
    public boolean canBind(Expr type) {
        return switch (type) {
            case Expr.BindType b -> isUnbound(b.name().text());
            case Expr.Name _, Expr.Member _ -> {
                int param = anyInstanceAt(type);
                yield param >= 0 && !isBound(param);
            }
            case Expr.PointerType p -> canBind(p.target());
            case Expr.SliceType s -> canBind(s.element());
            case Expr.ArrayType a -> canBind(a.length()) || canBind(a.element());
            case Expr.FnType f -> {
                for (Expr.FnTypeParam param : f.params()) if (canBind(param.type())) yield true;
                yield canBind(f.result());
            }
            case Expr.StructType s -> {
                for (Expr.FieldSyntax field : s.fields()) if (canBind(field.type())) yield true;
                yield false;
            }
            case Expr.CtApply a -> {
                for (var arg : a.args()) if (canBind(arg.value())) yield true;
                yield false;
            }
            case Expr.Unary u -> boundName(u).map(this::isUnbound).orElse(false);
            case Expr _ -> false;
        };
    }

    /// Whether a type mentions a parameter that is not bound, so that it cannot be resolved yet.
    public boolean isOpen(Expr type) {
        if (canBind(type)) return true;
        for (Expr mention : Mentions.all(type, true)) {
            if (mention instanceof Expr.Name name && isUnbound(name.text())) return true;
        }
        return false;
    }

    /// The name in `!T`, which the parser reads as an operator in the arguments of a parameterised type.
    public static Optional<String> boundName(Expr expr) {
        return switch (expr) {
            case Expr.BindType b -> Optional.of(b.name().text());
            case Expr.Unary u when u.op() == UnaryOp.NOT && u.operand() instanceof Expr.Name name -> Optional.of(name.text());
            case Expr _ -> Optional.empty();
        };
    }
}
