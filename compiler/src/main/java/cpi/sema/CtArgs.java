package cpi.sema;

import cpi.sema.constant.ConstKey;
import cpi.sema.entity.Binding;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.IntType;
import cpi.types.Type;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes compile-time arguments (L10.1): checks the expression, evaluates values, and finds the key by which instances are
/// compared (L10.5).
final class CtArgs {
    private record AttributeKey(String name) {}

    private record UntypedKey(UntypedType type, Object value) {}

    private final Checker c;

    CtArgs(Checker c) {
        this.c = c;
    }

    static CtArg ofType(Type type) {
        return new CtArg(new Operand.OfType(type, Span.NONE), type, "");
    }

    /// A count, as bound by `[!N]`.
    CtArg ofCount(long count) {
        TExpr value = new TExpr.IntConst(BigInteger.valueOf(count), IntType.I64, Span.NONE);
        return new CtArg(new Operand.Value(value), ConstKey.of(IntType.I64, ConstData.ofLong(count, 8), c.layout()), Long.toString(count));
    }

    /// The argument written for a parameter; empty if it has an error, which is reported.
    ///
    /// @param binding of the parameters, whose scope the parameter's type is found in
    Optional<CtArg> written(Expr syntax, CtParam param, Binding binding, Env env) {
        return switch (param.kind()) {
            case TYPE, ANY_INSTANCE -> {
                Type type = c.typeResolver().type(syntax, env.asAstArgument());
                yield type.isError() ? Optional.empty() : Optional.of(ofType(type));
            }
            case COUNT -> value(syntax, Expect.of(IntType.I64), param, env);
            case LISTED -> listed(syntax, param, binding, env);
        };
    }

    private Optional<CtArg> listed(Expr syntax, CtParam param, Binding binding, Env env) {
        Expr declared = param.syntax().type();
        if (isAst(declared, binding.env())) return ofOperand(operand(syntax, env), param.name(), env);
        if (declared instanceof Expr.Absent) return likeDefault(syntax, param, binding, env);
        Type type = c.typeResolver().type(declared, binding.env());
        if (type.isError()) return Optional.empty();
        return value(syntax, Expect.of(type, declared.span(), "the parameter's type"), param, env);
    }

    /// For `T := e`: a type if e is one, else a value of its type.
    private Optional<CtArg> likeDefault(Expr syntax, CtParam param, Binding binding, Env env) {
        if (binding.isOpen(param.syntax().init()) || param.syntax().init() instanceof Expr.TypeExpr) {
            return ofOperand(operand(syntax, env), param.name(), env);
        }
        Operand init = operand(param.syntax().init(), binding.env());
        if (!(init instanceof Operand.Value v) || v.expr() instanceof TExpr.FnRef) {
            return ofOperand(operand(syntax, env), param.name(), env);
        }
        Type type = c.types().settle(c.conversions().toDefault(v.expr(), binding.env()).type());
        if (type.isError()) return Optional.empty();
        return value(syntax, Expect.of(type, param.syntax().init().span(), "the type of the default"), param, env);
    }

    /// Whether a type is the word `Ast`.
    boolean isAst(Expr type, Env env) {
        return type instanceof Expr.Name name
                && c.names().find(name.text(), name.span(), env).orElse(new Entity.Broken(Span.NONE)) instanceof Entity.AstWord;
    }

    /// What an argument of kind `Ast` denotes (L10.1b).
    Operand operand(Expr syntax, Env env) {
        return switch (syntax) {
            case Expr.AttrName a -> new Operand.Attribute(a.name().text(), a.span());
            case Expr.FnLit f -> c.calls().literalOperand(f, env, Expect.NOTHING);
            case Expr.BindType b -> c.names().resolve(b.name().text(), b.name().span(), env.asAstArgument());
            case Expr _ -> c.exprs().check(syntax, env.asAstArgument(), Expect.NOTHING);
        };
    }

    /// The default of a listed parameter (L10.4 step 4).
    Optional<CtArg> defaultOf(CtParam param, Binding binding, Env env) {
        Expr init = param.syntax().init();
        Expr declared = param.syntax().type();
        if (declared instanceof Expr.Absent) {
            Operand operand = operand(init, env);
            if (operand instanceof Operand.Value v && !(v.expr() instanceof TExpr.FnRef)) {
                Type type = c.types().settle(c.conversions().toDefault(v.expr(), env).type());
                return type.isError() ? Optional.empty() : value(init, Expect.of(type), param, env);
            }
            return ofOperand(operand, param.name(), env);
        }
        return listed(init, param, binding, env);
    }

    /// A value of an ordinary type, evaluated now (C2).
    private Optional<CtArg> value(Expr syntax, Expect expect, CtParam param, Env env) {
        TExpr value = c.exprs().converted(syntax, env.atCompileTime(), expect);
        return ofValue(value, expect.type(), param.name(), env);
    }

    private Optional<CtArg> ofValue(TExpr value, Type type, String name, Env env) {
        if (value.type().isError() || type.isError()) return Optional.empty();
        if (value instanceof TExpr.FnRef ref && ref.function() instanceof FnInstance fn) {
            return Optional.of(new CtArg(new Operand.Value(value), fn, fn.name()));
        }
        Optional<ConstData> folded = c.constants().folded(value);
        Optional<ConstData> data = folded.isPresent() ? folded
                : c.constants().evaluate(value, type, name, value.span(), false, env);
        if (data.isEmpty()) return Optional.empty();
        TExpr constant = c.constants().toExpr(data.get(), type, value.span());
        return Optional.of(new CtArg(new Operand.Value(constant), ConstKey.of(type, data.get(), c.layout()), text(constant)));
    }

    /// The argument that an operand of kind `Ast` is.
    Optional<CtArg> ofOperand(Operand operand, String name, Env env) {
        if (operand.isError()) return Optional.empty();
        return switch (operand) {
            case Operand.OfType t -> Optional.of(new CtArg(t, t.type(), ""));
            case Operand.GenericType g -> Optional.of(new CtArg(g, g.entity(), g.entity().name()));
            case Operand.OfFunction f -> Optional.of(ofFunction(f));
            case Operand.Builtin b -> Optional.of(new CtArg(b, b.fn(), b.fn().toString().toLowerCase(java.util.Locale.ROOT)));
            case Operand.Attribute a -> Optional.of(new CtArg(a, new AttributeKey(a.name()), ":" + a.name()));
            case Operand.OfModule m -> {
                c.report(cpi.diag.Code.E0409, m.span(), "module `" + m.module().path() + "` is not a value", env);
                yield Optional.empty();
            }
            case Operand.Literal l -> Optional.of(new CtArg(l, new IdentityKey(l.syntax()), "{…}"));
            case Operand.Value v -> ofConstant(v.expr(), name, env);
        };
    }

    /// A function without compile-time parameters is the same argument as its only instance.
    private CtArg ofFunction(Operand.OfFunction f) {
        if (c.signatures().isPolymorphic(f.entity())) return new CtArg(f, f.entity(), f.entity().name());
        FnInstance instance = c.signatures().mentioned(f.entity());
        return new CtArg(f, instance, instance.name());
    }

    private Optional<CtArg> ofConstant(TExpr expr, String name, Env env) {
        if (expr.type() instanceof UntypedType untyped) {
            return switch (expr) {
                case TExpr.IntConst i -> Optional.of(new CtArg(new Operand.Value(i), new UntypedKey(untyped, i.value()), text(i)));
                case TExpr.FloatConst f -> Optional.of(new CtArg(new Operand.Value(f), new UntypedKey(untyped, f.value()), text(f)));
                case TExpr other -> settledConstant(other, name, env);
            };
        }
        return settledConstant(expr, name, env);
    }

    private Optional<CtArg> settledConstant(TExpr expr, String name, Env env) {
        TExpr settled = c.conversions().toDefault(expr, env);
        return ofValue(settled, c.types().settle(settled.type()), name, env);
    }

    /// How a value is shown in the names of instances.
    private String text(TExpr value) {
        return switch (value) {
            case TExpr.IntConst i when i.type().definition() == Type.BOOL -> i.value().signum() != 0 ? "true" : "false";
            case TExpr.IntConst i -> i.value().toString();
            case TExpr.FloatConst f -> Double.toString(f.value());
            case TExpr.NilConst _ -> "nil";
            case TExpr.StringConst s -> "\"" + new String(s.bytes().data().bytes(), StandardCharsets.UTF_8) + "\"";
            case TExpr other -> "{" + c.show(other.type()) + "}";
        };
    }

    /// Compares syntax by identity.
    private record IdentityKey(Object of) {
        @Override
        public boolean equals(Object other) {
            return other instanceof IdentityKey key && key.of == of;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(of);
        }
    }
}
