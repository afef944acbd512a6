package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.BodyState;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.typed.TExpr;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.Type;
import cpi.types.TypeMatching;
import cpi.types.UntypedType;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// Implicit conversion (L4.5) and untyped constants (L4.2). Common types are found by [CommonTypes], open types are fixed by
/// [OpenTypes], failures are explained by [Mismatch].
final class Conversions {
    private final Checker c;
    private final OpenTypes openTypes;
    private final CommonTypes commonTypes;
    private final Mismatch mismatch;
    /// Untyped integers that come from a division that is not exact, with the place of the `/` (W0303).
    private final Map<TExpr, Span> inexact = new IdentityHashMap<>();

    Conversions(Checker c) {
        this.c = c;
        openTypes = new OpenTypes(c);
        commonTypes = new CommonTypes(c, this, openTypes);
        mismatch = new Mismatch(c);
    }

    OpenTypes openTypes() {
        return openTypes;
    }

    CommonTypes commonTypes() {
        return commonTypes;
    }

    /// Converts a value implicitly; reports E0301, E0302, E0304, E0305, E0307, E0518, E0815 ... and gives an error expression then.
    /// The value is copied to where it is expected: E0921.
    TExpr convert(TExpr value, Expect target, Env env) {
        if (value instanceof TExpr.Error) return value;
        if (!target.isPresent()) return toDefault(value, env);
        Type t = OpenType.current(target.type());
        if (t instanceof OpenType open) return intoOpen(value, open, env);
        if (t.isError()) return new TExpr.Error(value.span());
        Type s = OpenType.current(value.type());
        if (s instanceof UntypedType) return fromUntyped(value, target, env);
        if (s instanceof OpenType open) {
            OpenTypes.meet(open, t, value.span());
            s = open.current();
        } else if (s instanceof StructType) {
            OpenTypes.settle(s, value.span());
        }
        if (s.isError()) return new TExpr.Error(value.span());
        Optional<TExpr> converted = implicitly(value, s, t);
        if (converted.isEmpty()) {
            mismatch.report(value, s, target, env);
            return new TExpr.Error(value.span());
        }
        c.exprs().checkCopy(value, value.span(), env);
        return converted.get();
    }

    /// A value assigned to something of open type (L4.3c, d).
    private TExpr intoOpen(TExpr value, OpenType open, Env env) {
        Type s = OpenType.current(value.type());
        if (s == open) return value;
        if (s instanceof UntypedType untyped) {
            if (untyped == UntypedType.INTEGER || open.isFloat()) return openTypes.take(value, open, env);
            open.fix(open.defaultType(), value.span());
        } else if (s instanceof OpenType other) {
            OpenTypes.join(other, open, value.span());
        } else {
            OpenTypes.meet(open, s, value.span());
        }
        return convert(value, Expect.of(open), env);
    }

    /// Whether the value would convert, without reporting or fixing anything.
    boolean converts(TExpr value, Type target) {
        Type t = OpenType.current(target);
        Type s = OpenType.current(value.type());
        if (s.isError() || t.isError() || s == t) return true;
        if (s instanceof OpenType open) {
            Type d = t instanceof OpenType other ? other.defaultType() : t.definition();
            if (open.isFloat() ? d instanceof FloatType : d instanceof IntType) return true;
            return implicitly(value, open.defaultType(), t).isPresent();
        }
        if (t instanceof OpenType open) t = open.defaultType();
        Type d = t.definition();
        return switch (value) {
            case TExpr.IntConst i when s == UntypedType.INTEGER ->
                d instanceof IntType n && n.contains(i.value()) || d instanceof FloatType f && OpenTypes.isExact(i.value(), f);
            case TExpr.FloatConst f when s == UntypedType.FLOAT ->
                d == FloatType.F64 || d == FloatType.F32 && !OpenTypes.overflows(f.value());
            case TExpr _ -> implicitly(value, s, t).isPresent();
        };
    }

    /// The value with its final type where nothing else decides: untyped and open numbers take their default (L4.2, L4.3f).
    TExpr toDefault(TExpr value, Env env) {
        return openTypes.toDefault(value, env);
    }

    /// `S ~ T` (L3.14).
    boolean matches(Type s, Type t) {
        return TypeMatching.matches(s, t);
    }

    /// Both operands converted to their common type (L4.6), or an error reported at `op` (E0302, E0303).
    record Pair(TExpr left, TExpr right, Type type) {}

    Optional<Pair> common(TExpr left, TExpr right, BinaryOp operator, Span op, boolean comparison, Env env) {
        return commonTypes.pair(left, right, op, comparison, env);
    }

    /// Fixes the open types that are left at the end of a body (L4.3g) and checks the constants that took one (E0304).
    void finish(BodyState body, Env env) {
        openTypes.finish(body, env);
    }

    /// An untyped constant where a concrete type is expected (L4.2): E0304, E0305, or E0301 for a type of another class.
    TExpr fromUntyped(TExpr value, Expect target, Env env) {
        Type type = OpenType.current(target.type());
        Type definition = type.definition();
        return switch (value) {
            case TExpr.IntConst i when definition instanceof IntType t -> {
                if (t.contains(i.value())) yield new TExpr.IntConst(i.value(), type, i.span());
                c.report(mismatch.expected(OpenTypes.doesNotFit(i, type, t), target), env);
                yield new TExpr.Error(i.span());
            }
            case TExpr.IntConst i when definition instanceof FloatType t -> {
                warnInexact(i, env);
                if (OpenTypes.isExact(i.value(), t)) yield new TExpr.FloatConst(i.value().doubleValue(), type, i.span());
                String message = i.value() + " is not exact in " + Wording.type(type);
                c.report(mismatch.expected(Problem.of(Code.E0304, i.span(), message), target)
                    .help("write it with a point to round it"), env);
                yield new TExpr.Error(i.span());
            }
            case TExpr.FloatConst f when definition == FloatType.F64 -> new TExpr.FloatConst(f.value(), type, f.span());
            case TExpr.FloatConst f when definition == FloatType.F32 -> {
                if (!OpenTypes.overflows(f.value())) yield new TExpr.FloatConst((float) f.value(), type, f.span());
                c.report(mismatch.expected(Problem.of(Code.E0305, f.span(), Wording.number(f) + " does not fit " + Wording.type(type)),
                    target), env);
                yield new TExpr.Error(f.span());
            }
            case TExpr other -> {
                mismatch.report(other, other.type(), target, env);
                yield new TExpr.Error(other.span());
            }
        };
    }

    /// Notes that an untyped integer comes from a division that was not exact.
    void noteInexact(TExpr constant, Span division) {
        inexact.put(constant, division);
    }

    Optional<Span> inexactDivision(TExpr constant) {
        return Optional.ofNullable(inexact.get(constant));
    }

    /// W0303 if the integer, which becomes a float, comes from a division that was not exact.
    void warnInexact(TExpr.IntConst constant, Env env) {
        Span division = inexact.get(constant);
        if (division == null) return;
        c.warn(Problem.of(Code.W0303, division, "integer division drops the remainder before it becomes a float")
            .label(constant.span(), "this is " + constant.value())
            .help("make one operand a float, as in `1.0 / 2`"), env);
    }

    /// The value of concrete type `s` as one of concrete type `t`, if it converts implicitly (L4.5a, b, d, e).
    Optional<TExpr> implicitly(TExpr value, Type s, Type t) {
        if (s == t) return Optional.of(value);
        Type d = t.definition();
        if (d instanceof IntType target && !target.signed() && Literals.isCharacter(value)) {
            return Optional.of(Literals.characterAs(value, t));
        }
        if (TypeMatching.matches(s, t)) return Optional.of(relabel(value, t));
        if (widens(s, t)) return Optional.of(Casts.number(value, t));
        if (value instanceof TExpr.NilConst && (d instanceof Type.PointerType || d instanceof FnType)) {
            return Optional.of(new TExpr.NilConst(t, value.span()));
        }
        if (s.definition() instanceof Type.PointerType p && p.target().definition() instanceof Type.ArrayType array
                && d instanceof Type.SliceType slice && TypeMatching.matches(array.element(), slice.element())) {
            return Optional.of(new TExpr.Convert(TExpr.Conversion.ARRAY_TO_SLICE, value, t, value.span()));
        }
        return Optional.empty();
    }

    /// The same representation with another type; constants stay constants.
    static TExpr relabel(TExpr value, Type type) {
        return switch (value) {
            case TExpr.IntConst e -> new TExpr.IntConst(e.value(), type, e.span());
            case TExpr.FloatConst e -> new TExpr.FloatConst(e.value(), type, e.span());
            case TExpr.NilConst e -> new TExpr.NilConst(type, e.span());
            case TExpr.StringConst e -> new TExpr.StringConst(e.bytes(), type, e.span());
            case TExpr.DataConst e -> new TExpr.DataConst(e.data(), type, e.span());
            case TExpr.DefaultValue e when type.definition() == Type.NONE -> new TExpr.DefaultValue(type, e.span());
            case TExpr e -> new TExpr.Convert(TExpr.Conversion.RELABEL, e, type, e.span());
        };
    }

    /// Numeric widening (L4.5b), between the definitions, at most one of the types named.
    static boolean widens(Type s, Type t) {
        if (s instanceof NamedType && t instanceof NamedType) return false;
        return switch (s.definition()) {
            case IntType a when t.definition() instanceof IntType b -> a.bits() < b.bits() && (a.signed() == b.signed() || b.signed());
            case IntType a when t.definition() == FloatType.F64 -> a.bits() <= 32;
            case FloatType a when a == FloatType.F32 -> t.definition() == FloatType.F64;
            case Type _ -> false;
        };
    }
}
