package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.BodyState;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.FloatType;
import cpi.types.IntType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Open types (L4.3): what fixes them, and the checks once they are fixed.
///
/// An open type is represented by an [OpenType] object in the types of expressions and locals; fixing it changes what all of
/// them mean. So nothing here rebuilds expressions.
final class OpenTypes {
    private final Checker c;

    OpenTypes(Checker c) {
        this.c = c;
    }

    /// Whether a type is an open type, or a struct with an open leaf.
    static boolean hasOpen(Type type) {
        if (OpenType.isOpen(type)) return true;
        if (!(type instanceof StructType struct)) return false;
        for (Type.Field field : struct.fields()) if (hasOpen(field.type())) return true;
        return false;
    }

    /// An open type meets a concrete one (L4.3a, b, d): it becomes that type if it is of its class, else it takes its default.
    static void meet(OpenType open, Type concrete, Span at) {
        if (open.isFixed()) return;
        Type definition = concrete.definition();
        boolean sameClass = open.isFloat() ? definition instanceof FloatType : definition instanceof IntType;
        open.fix(sameClass ? concrete : open.defaultType(), at);
    }

    /// Two open types meet (L4.3c). Of different classes, the integer takes its default.
    static void join(OpenType a, OpenType b, Span at) {
        if (a.isFloat() == b.isFloat()) a.fix(b.current(), at);
        else if (a.isFloat()) b.fix(b.defaultType(), at);
        else a.fix(a.defaultType(), at);
    }

    /// Gives every open type in `type` its default, for the uses that L4.3f means.
    static void settle(Type type, Span at) {
        settle(type, at, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void settle(Type type, Span at, Set<Type> seen) {
        if (OpenType.current(type) instanceof OpenType open) open.fix(open.defaultType(), at);
        else if (type instanceof StructType struct && seen.add(struct)) struct.fields().forEach(f -> settle(f.type(), at, seen));
    }

    /// An untyped constant takes an open type of its class, or an integer an open float type. E0304 if an integer is no float.
    TExpr take(TExpr constant, OpenType open, Env env) {
        return switch (constant) {
            case TExpr.IntConst i when !open.isFloat() -> {
                TExpr.IntConst taken = new TExpr.IntConst(i.value(), open, i.span());
                env.body().tookOpen(taken, false);
                yield taken;
            }
            case TExpr.IntConst i -> {
                if (!isExact(i.value(), FloatType.F64)) yield notExact(i, FloatType.F64, env);
                c.conversions().warnInexact(i, env);
                TExpr.FloatConst taken = new TExpr.FloatConst(i.value().doubleValue(), open, i.span());
                env.body().tookOpen(taken, true);
                yield taken;
            }
            case TExpr.FloatConst f -> {
                TExpr.FloatConst taken = new TExpr.FloatConst(f.value(), open, f.span());
                env.body().tookOpen(taken, false);
                yield taken;
            }
            case TExpr other -> other;
        };
    }

    private TExpr notExact(TExpr.IntConst constant, Type type, Env env) {
        c.report(Code.E0304, constant.span(), constant.value() + " is not exact in " + Wording.type(type), env);
        return new TExpr.Error(constant.span());
    }

    /// A value whose type nothing else decides (L4.2, L4.3f).
    TExpr toDefault(TExpr value, Env env) {
        Type type = value.type();
        if (type instanceof cpi.types.UntypedType untyped) {
            return c.conversions().fromUntyped(value, Expect.of(untyped.defaultType()), env);
        }
        settle(type, value.span());
        return value;
    }

    /// The end of a body (L4.3g): the open types left take their default, and all constants that took one are checked.
    void finish(BodyState body, Env env) {
        for (OpenType open : body.opens()) if (!open.isFixed()) open.fix(open.defaultType(), Span.NONE);
        for (BodyState.OpenConstant taken : body.openConstants()) check(taken, env);
        body.openConstants().clear();
    }

    private void check(BodyState.OpenConstant taken, Env env) {
        if (!(taken.constant().type() instanceof OpenType open)) return;
        Type type = open.current();
        switch (taken.constant()) {
            case TExpr.IntConst i when type.definition() instanceof IntType t -> {
                if (!t.contains(i.value())) {
                    c.report(fixedHere(doesNotFit(i, type, t), open, type), env);
                }
            }
            case TExpr.FloatConst f when type.definition() == FloatType.F32 -> {
                if (taken.wasInteger() && (double) (float) f.value() != f.value()) {
                    BigInteger value = new BigDecimal(f.value()).toBigInteger();
                    c.report(fixedHere(Problem.of(Code.E0304, f.span(), value + " is not exact in " + Wording.type(type)), open, type),
                        env);
                } else if (overflows(f.value())) {
                    c.report(fixedHere(Problem.of(Code.E0305, f.span(), Wording.number(f) + " does not fit `f32`"), open, type), env);
                }
            }
            case TExpr _ -> { }
        }
    }

    private static Problem fixedHere(Problem problem, OpenType open, Type type) {
        return problem.label(open.fixedAt(), "type fixed here: " + Wording.type(type));
    }

    static Problem doesNotFit(TExpr.IntConst constant, Type type, IntType range) {
        return Problem.of(Code.E0304, constant.span(), constant.value() + " does not fit " + Wording.type(type)).note(Wording.range(range));
    }

    /// Whether an integer can be represented exactly (L4.2).
    static boolean isExact(BigInteger value, FloatType type) {
        double d = type == FloatType.F32 ? value.floatValue() : value.doubleValue();
        return !Double.isInfinite(d) && new BigDecimal(value).compareTo(new BigDecimal(d)) == 0;
    }

    /// Whether a finite value becomes infinite when it is rounded to `f32`.
    static boolean overflows(double value) {
        return !Double.isInfinite(value) && Float.isInfinite((float) value);
    }

    /// W0302: an assignment whose right side uses its target has fixed the target to 8 or 16 bits.
    void warnNarrow(Local local, TExpr value, Env env) {
        if (!(local.type().definition() instanceof IntType type) || type.bits() > 16) return;
        if (!LocalUses.of(local, value)) return;
        c.warn(Problem.of(Code.W0302, local.place(), "`" + local.name() + "` was inferred to be " + Wording.aType(local.type()))
            .label(value.span(), "because of this")
            .help("give it a type: `" + local.name() + ": i64`"), env);
    }
}
