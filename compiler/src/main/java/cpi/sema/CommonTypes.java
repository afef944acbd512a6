package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.Type;
import cpi.types.TypeMatching;
import cpi.types.TypePrinter;
import cpi.types.UntypedType;
import java.util.List;
import java.util.Optional;

/// Common types (L4.6), with what L4.3 says about open types that meet others.
final class CommonTypes {
    private final Checker c;
    private final Conversions conversions;
    private final OpenTypes openTypes;

    CommonTypes(Checker c, Conversions conversions, OpenTypes openTypes) {
        this.c = c;
        this.conversions = conversions;
        this.openTypes = openTypes;
    }

    /// Both operands converted to their common type; E0302 or E0303 at `op`. Of two untyped constants the type is untyped,
    /// except in a comparison, which gives both the default type of the wider class (L4.1).
    Optional<Conversions.Pair> pair(TExpr left, TExpr right, Span op, boolean comparison, Env env) {
        if (left instanceof TExpr.Error || right instanceof TExpr.Error) return Optional.empty();
        Type l = OpenType.current(left.type());
        Type r = OpenType.current(right.type());
        Optional<Type> found = of(l, r, Literals.isCharacter(left), Literals.isCharacter(right), comparison, op);
        if (found.isEmpty()) {
            reportNone(left, right, op, env);
            return Optional.empty();
        }
        Type type = found.get();
        if (comparison && type instanceof UntypedType untyped) type = untyped.defaultType();
        TExpr a = into(left, type, env);
        TExpr b = into(right, type, env);
        if (a instanceof TExpr.Error || b instanceof TExpr.Error) return Optional.empty();
        return Optional.of(new Conversions.Pair(a, b, type));
    }

    /// The common type of two types; open types that meet others are fixed on the way, at `at`. The result is untyped or open
    /// if nothing concrete took part.
    Optional<Type> of(Type left, Type right, boolean leftCharacter, boolean rightCharacter, boolean comparison, Span at) {
        Type l = OpenType.current(left);
        Type r = OpenType.current(right);
        if (l == r) return Optional.of(l);
        if (l instanceof UntypedType && r instanceof UntypedType) return Optional.of(UntypedType.FLOAT);
        if (l instanceof UntypedType u) return withUntyped(u, r, comparison, at);
        if (r instanceof UntypedType u) return withUntyped(u, l, comparison, at);
        if (l instanceof OpenType a && r instanceof OpenType b) OpenTypes.join(a, b, at);
        l = OpenType.current(l);
        r = OpenType.current(r);
        if (l == r) return Optional.of(l);
        if (l instanceof OpenType a) OpenTypes.meet(a, r, at);
        else if (r instanceof OpenType b) OpenTypes.meet(b, l, at);
        return concrete(OpenType.current(l), OpenType.current(r), leftCharacter, rightCharacter, comparison);
    }

    private Optional<Type> withUntyped(UntypedType untyped, Type other, boolean comparison, Span at) {
        if (untyped == UntypedType.INTEGER && other.isNumeric()) return Optional.of(other);
        if (untyped == UntypedType.FLOAT && other.isFloat()) return Optional.of(other);
        OpenTypes.settle(other, at);
        return concrete(untyped.defaultType(), OpenType.current(other), false, false, comparison);
    }

    private static Optional<Type> concrete(Type l, Type r, boolean leftCharacter, boolean rightCharacter, boolean comparison) {
        if (l == r) return Optional.of(l);
        if (leftCharacter && r.definition() instanceof IntType) return Optional.of(r);
        if (rightCharacter && l.definition() instanceof IntType) return Optional.of(l);
        boolean oneNamed = l instanceof NamedType != r instanceof NamedType;
        if (oneNamed && TypeMatching.matches(l, r)) return Optional.of(l instanceof NamedType ? l : r);
        if (Conversions.widens(l, r)) return Optional.of(r);
        if (Conversions.widens(r, l)) return Optional.of(l);
        if (comparison && isAddress(l) && isAddress(r) && TypeMatching.matches(l, r)) return Optional.of(isNil(l) ? r : l);
        return Optional.empty();
    }

    private static boolean isAddress(Type type) {
        return type.definition() instanceof Type.PointerType || type.definition() instanceof FnType;
    }

    private static boolean isNil(Type type) {
        return type.definition() instanceof Type.PointerType p && p.target() == Type.NONE;
    }

    /// An operand in the common type, which is known to fit its class.
    TExpr into(TExpr value, Type type, Env env) {
        Type s = OpenType.current(value.type());
        Type t = OpenType.current(type);
        if (s == t) return value;
        if (s instanceof UntypedType) {
            if (t instanceof OpenType open) return openTypes.take(value, open, env);
            if (t == UntypedType.FLOAT && value instanceof TExpr.IntConst i) {
                conversions.warnInexact(i, env);
                return new TExpr.FloatConst(i.value().doubleValue(), t, i.span());
            }
            if (t instanceof UntypedType) return value;
            if (s == UntypedType.FLOAT && !t.isFloat()) return value;
            return conversions.fromUntyped(value, Expect.of(t), env);
        }
        if (t.definition() instanceof IntType && Literals.isCharacter(value)) return Literals.characterAs(value, t);
        return conversions.implicitly(value, s, t).orElse(value);
    }

    private void reportNone(TExpr left, TExpr right, Span op, Env env) {
        Type l = OpenType.current(left.type());
        Type r = OpenType.current(right.type());
        List<String> texts = TypePrinter.texts(l, r);
        String a = "`" + texts.get(0) + "`";
        String b = "`" + texts.get(1) + "`";
        boolean named = l instanceof NamedType && r instanceof NamedType && TypeMatching.matches(l.definition(), r.definition());
        Problem problem = named
            ? Wording.declared(Wording.declared(Problem.of(Code.E0302, op, a + " and " + b + " are different named types"), l), r)
            : Problem.of(Code.E0303, op, "no common type of " + a + " and " + b);
        problem = problem.label(left.span(), "this is " + Wording.aType(l)).label(right.span(), "this is " + Wording.aType(r));
        c.report(castHelp(ContainerHelp.operand(problem, l, r), left, l, right, r), env);
    }

    /// Proposes to cast the operand that loses less.
    private static Problem castHelp(Problem problem, TExpr left, Type l, TExpr right, Type r) {
        boolean isNil = left instanceof TExpr.NilConst || right instanceof TExpr.NilConst;
        if (isNil && (l.definition() instanceof Type.SliceType || r.definition() instanceof Type.SliceType)) {
            return problem.help("only pointers and functions can be `nil`; an empty slice has `count` 0");
        }
        if (!l.isNumeric() || !r.isNumeric()) return problem;
        // An integer with a float constant; the other way round there is a common type.
        if (l instanceof UntypedType) return Wording.prefix(problem, "convert one operand", "cast(f64) ", right.span());
        if (r instanceof UntypedType) return Wording.prefix(problem, "convert one operand", "cast(f64) ", left.span());
        boolean toLeft = rank(l) >= rank(r);
        TExpr operand = toLeft ? right : left;
        String prefix = "cast(" + TypePrinter.text(toLeft ? l : r) + ") ";
        return Wording.prefix(problem, "convert one operand", prefix, operand.span());
    }

    private static int rank(Type type) {
        return switch (type.definition()) {
            case FloatType f -> 1000 + f.bytes();
            case IntType i -> i.bits() * 2 + (i.signed() ? 1 : 0);
            case Type _ -> 0;
        };
    }
}
