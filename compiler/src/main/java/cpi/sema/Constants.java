// Compile-time values and what constants mean.
package cpi.sema;

import cpi.diag.Bug;
import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.constant.ConstExprs;
import cpi.sema.constant.Folding;
import cpi.sema.entity.ConstEntity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.types.Type;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.util.Optional;

/// Compile-time values (C1-C3): evaluates expressions, through the engine only where folding does not suffice, and finds the
/// meaning of constants.
final class Constants {
    /// The size of the largest value (C14): the compiler holds it several times.
    static final long MAX_BYTES = 1L << 27;

    private final Checker c;
    private final Dependencies dependencies;
    private final Folding folding;
    private final ConstExprs exprs;

    Constants(Checker c) {
        this.c = c;
        this.dependencies = new Dependencies(c);
        this.folding = new Folding(c.types(), c.layout());
        this.exprs = new ConstExprs(c.types());
    }

    /// The values being found now, for E0703.
    Dependencies dependencies() {
        return dependencies;
    }

    /// What a constant's name denotes (C3, L6.5). Evaluates it when first asked for; E0703 on a cycle.
    Operand meaning(ConstEntity entity) {
        return entity.meaning().get(() -> dependencies.during(entity, () -> {
            try {
                return find(entity);
            } catch (CompileTimeFailure _) {
                return Operand.error(entity.place());
            }
        }), () -> {
            dependencies.reportCycle(entity);
            return Operand.error(entity.place());
        });
    }

    private Operand find(ConstEntity entity) {
        Decl.Const syntax = entity.syntax();
        Env env = entity.env().atCompileTime();
        if (!(syntax.type() instanceof Expr.Absent)) return typed(entity, env);
        Expr value = syntax.value();
        while (value instanceof Expr.Paren paren) value = paren.inner();
        if (value instanceof Expr.StructLit literal) return new ConstLiteral(c, entity.name(), env).of(literal);
        Operand operand = c.exprs().check(value, env, Expect.NOTHING);
        return switch (operand) {
            case Operand.OfType _, Operand.GenericType _, Operand.OfFunction _, Operand.OfModule _, Operand.Builtin _,
                 Operand.Literal _ -> operand;
            case Operand.Attribute a -> {
                c.report(Problem.of(Code.E0543, a.span(), "the attribute name `:" + a.name() + "` must be called")
                        .help("`#attrof(T, " + a.name() + ")` is the function itself"), env);
                yield Operand.error(a.span());
            }
            case Operand.Value v -> isUntyped(v.expr()) ? v : evaluated(entity, c.conversions().toDefault(v.expr(), env), env);
        };
    }

    private static boolean isUntyped(TExpr expr) {
        return expr.type() instanceof UntypedType && (expr instanceof TExpr.IntConst || expr instanceof TExpr.FloatConst);
    }

    private Operand typed(ConstEntity entity, Env env) {
        Decl.Const syntax = entity.syntax();
        Type type = c.typeResolver().type(syntax.type(), env);
        if (type.isError()) {
            c.exprs().value(syntax.value(), env, Expect.NOTHING);
            return Operand.error(entity.place());
        }
        TExpr value = c.exprs().converted(syntax.value(), env, Expect.of(type, syntax.type().span(), "expected because of this type"));
        if (value.type().isError()) return Operand.error(entity.place());
        Optional<ConstData> data = evaluate(value, type, entity.name(), syntax.value().span(), false, env);
        return data.isEmpty() ? Operand.error(entity.place()) : new Operand.Value(toExpr(data.get(), type, entity.place()));
    }

    private Operand evaluated(ConstEntity entity, TExpr value, Env env) {
        if (value.type().isError()) return Operand.error(entity.place());
        Type type = c.types().settle(value.type());
        Optional<ConstData> data = evaluate(value, type, entity.name(), entity.syntax().value().span(), false, env);
        return data.isEmpty() ? Operand.error(entity.place()) : new Operand.Value(toExpr(data.get(), type, entity.place()));
    }

    /// Evaluates a checked expression of settled type; the problem is reported if it fails. Constants as they stand do not
    /// need the engine.
    ///
    /// @param name what is declared, for messages
    /// @param writable whether memory reached from the value may be written at run time (C4.3)
    Optional<ConstData> evaluate(TExpr expr, Type type, String name, Span place, boolean writable, Env env) {
        if (type.isError() || expr.type().isError()) return Optional.empty();
        if (c.layout().size(type) > MAX_BYTES) {
            c.report(Problem.of(Code.E0712, place, "compile-time evaluation needs more than " + MAX_BYTES + " bytes")
                    .note("no value may be larger; memory from an allocator may"), env);
            return Optional.empty();
        }
        try {
            Optional<ConstData> folded = folding.value(expr, name, writable);
            if (folded.isPresent()) return folded;
            return switch (c.compileTime().evaluate(new CompileTime.Request(expr, type, name, place, writable))) {
                case CompileTime.Result.Value v -> Optional.of(v.data());
                case CompileTime.Result.Failed failed -> {
                    c.report(failed.problem(), env);
                    yield Optional.empty();
                }
            };
        } catch (CompileTimeFailure _) {
            if (!c.problems().hasErrors()) throw new Bug("a value is missing, but no error was reported", place);
            return Optional.empty();
        }
    }

    /// Checks and evaluates an expression that must give a compile-time integer; untyped ones keep their exact value.
    /// Reports E0701, E0301 ... and gives empty on an error.
    Optional<BigInteger> integer(Expr syntax, Env env) {
        TExpr value = c.exprs().value(syntax, env.atCompileTime(), Expect.NOTHING);
        if (value.type().isError()) return Optional.empty();
        if (!value.type().isInteger()) {
            c.report(Problem.of(Code.E0301, syntax.span(), "expected an integer, found `" + value.type() + "`"), env);
            return Optional.empty();
        }
        return integer(value, env);
    }

    /// The value of a checked expression of an integer type.
    Optional<BigInteger> integer(TExpr value, Env env) {
        if (value instanceof TExpr.IntConst constant) return Optional.of(constant.value());
        TExpr settled = c.conversions().toDefault(value, env);
        Type type = c.types().settle(settled.type());
        Optional<ConstData> data = evaluate(settled, type, "", value.span(), false, env);
        return data.map(d -> ConstExprs.integer(d, type));
    }

    /// Checks and evaluates a compile-time `bool` (E0309).
    ///
    /// @param directive what it is a condition of
    Optional<Boolean> condition(String directive, Expr syntax, Env env) {
        Env atCompileTime = env.atCompileTime();
        TExpr value = c.exprs().condition(syntax, atCompileTime);
        if (value.type().isError()) return Optional.empty();
        if (value instanceof TExpr.IntConst constant) return Optional.of(constant.value().signum() != 0);
        return evaluate(value, Type.BOOL, directive, syntax.span(), false, env).map(d -> d.read(0, 1) != 0);
    }

    /// A constant value as an expression: IntConst, FloatConst, NilConst, FnRef or StringConst where possible, else DataConst.
    TExpr toExpr(ConstData data, Type type, Span span) {
        return exprs.of(data, type, span);
    }

    /// The value of an expression that is constant as it stands (literals, folded arithmetic, DataConst ...), without running
    /// anything; empty if it is not.
    Optional<ConstData> folded(TExpr expr) {
        try {
            return folding.value(expr, "", false);
        } catch (CompileTimeFailure _) {
            return Optional.empty();
        }
    }

    /// Static read-only bytes, as of a string literal.
    StaticObject bytes(byte[] bytes, Span place) {
        Type type = c.types().array(bytes.length, cpi.types.IntType.I8);
        return new StaticObject("string", type, ConstData.of(bytes), false, place);
    }

    /// A string as a constant.
    TExpr string(byte[] bytes, Span place) {
        return new TExpr.StringConst(bytes(bytes, place), c.types().string(), place);
    }
}
