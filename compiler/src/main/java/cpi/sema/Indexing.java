package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.util.Optional;

/// `e[i]` (L5.11).
final class Indexing {
    private final Checker c;

    Indexing(Checker c) {
        this.c = c;
    }

    TExpr check(Expr.Index syntax, Env env) {
        TExpr base = c.exprs().toValue(c.exprs().unfolded(syntax.base(), env, Expect.NOTHING), env, Expect.NOTHING);
        TExpr index = c.exprs().value(syntax.index(), env, Expect.NOTHING);
        if (base instanceof TExpr.Error || index instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        return switch (base.type().definition()) {
            case Type.SliceType s -> element(syntax, base, index, s.element(), env);
            case Type.ArrayType a -> element(syntax, base, index, a.element(), env);
            case Type.PointerType p -> behindPointer(syntax, base, p, index, env);
            case StructType s -> {
                Optional<BigInteger> position = position(syntax.index(), base.type(), index, env);
                yield position.isEmpty() ? new TExpr.Error(syntax.span())
                    : c.exprs().members().field(base, s, position.get(), syntax.index().span(), syntax.span(), env);
            }
            case TaggedType t -> member(syntax, base, t, index, env);
            case UnionType u when syntax.span().file().bundled() -> member(syntax, base, u, index, env);
            case Type.ErrorType _ -> new TExpr.Error(syntax.span());
            case Type _ -> cannotIndex(syntax, base, env);
        };
    }

    private TExpr cannotIndex(Expr.Index syntax, TExpr base, Env env) {
        OpenTypes.settle(base.type(), base.span());
        Type type = base.type();
        Problem problem = Problem.of(Code.E0315, syntax.bracket(), Wording.type(type) + " cannot be indexed")
            .label(base.span(), "this is " + Wording.aType(type));
        c.report(Wording.declared(problem, type).help("if the type has a function `at`, write `b|at(i)`"), env);
        return new TExpr.Error(syntax.span());
    }

    /// E0316 unless the index is an integer; an untyped one gets its default type.
    private TExpr integer(TExpr index, Env env) {
        if (index.type().isInteger()) {
            return OpenType.current(index.type()) instanceof UntypedType ? c.conversions().toDefault(index, env) : index;
        }
        OpenTypes.settle(index.type(), index.span());
        c.report(Code.E0316, index.span(), "index is not an integer but " + Wording.aType(index.type()), env);
        return new TExpr.Error(index.span());
    }

    private TExpr element(Expr.Index syntax, TExpr base, TExpr rawIndex, Type element, Env env) {
        TExpr index = integer(rawIndex, env);
        if (index instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        if (base.type().definition() instanceof Type.ArrayType array) {
            if (index instanceof TExpr.IntConst i && isOutside(i.value(), array.count())) {
                reportRange(c, i.value(), array.count(), "elements", syntax.index().span(), env);
                return new TExpr.Error(syntax.span());
            }
            TExpr memory = index instanceof TExpr.IntConst ? base : c.exprs().parts().inMemory(base);
            return new TExpr.Element(memory, index, !env.unchecked(), element, syntax.span());
        }
        return new TExpr.Element(base, index, !env.unchecked(), element, syntax.span());
    }

    private static boolean isOutside(BigInteger index, long count) {
        return index.signum() < 0 || index.compareTo(BigInteger.valueOf(count)) >= 0;
    }

    /// E0317.
    static void reportRange(Checker c, BigInteger index, long count, String what, Span at, Env env) {
        String things = count == 1 ? what.substring(0, what.length() - 1) : what;
        c.report(Code.E0317, at, "index " + index + " is out of range for " + count + " " + things, env);
    }

    /// `^(e + i)` (L5.11b).
    private TExpr behindPointer(Expr.Index syntax, TExpr base, Type.PointerType pointer, TExpr rawIndex, Env env) {
        TExpr index = integer(rawIndex, env);
        if (index instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        if (!c.exprs().operators().allowsArithmetic(base.type(), syntax.bracket(), env)) return new TExpr.Error(syntax.span());
        TExpr address = new TExpr.PointerOffset(base, index, false, base.type(), syntax.span());
        return new TExpr.Deref(address, pointer.target(), syntax.span());
    }

    /// `e[0]` is the tag, `e[k]` member number k (L3.10b).
    private TExpr member(Expr.Index syntax, TExpr base, TaggedType type, TExpr index, Env env) {
        Optional<BigInteger> position = position(syntax.index(), base.type(), index, env);
        if (position.isEmpty()) return new TExpr.Error(syntax.span());
        BigInteger k = position.get();
        if (k.signum() < 0 || k.compareTo(BigInteger.valueOf(type.members().size())) > 0) {
            reportRange(c, k, type.members().size(), "members", syntax.index().span(), env);
            return new TExpr.Error(syntax.span());
        }
        if (k.signum() == 0) return new TExpr.TagOf(base, type.tag(), syntax.span());
        int i = k.intValue() - 1;
        return new TExpr.TaggedMember(base, i, type.members().get(i).payload(), syntax.span(), syntax.span());
    }

    /// Member number k, from 0, of an untagged union: for the bundled library only, which describes types by their members.
    private TExpr member(Expr.Index syntax, TExpr base, UnionType type, TExpr index, Env env) {
        Optional<BigInteger> position = position(syntax.index(), base.type(), index, env);
        if (position.isEmpty()) return new TExpr.Error(syntax.span());
        if (isOutside(position.get(), type.members().size())) {
            reportRange(c, position.get(), type.members().size(), "members", syntax.index().span(), env);
            return new TExpr.Error(syntax.span());
        }
        int i = position.get().intValue();
        return new TExpr.UnionMember(base, i, type.members().get(i).payload(), syntax.span());
    }

    /// The value of an index that must be known at compile time (E0318).
    private Optional<BigInteger> position(Expr syntax, Type whole, TExpr index, Env env) {
        if (index.type().isInteger()) {
            if (index instanceof TExpr.IntConst i) return Optional.of(i.value());
            if (!LocalUses.ofRunTime(index)) return c.constants().integer(syntax, env.atCompileTime());
        }
        Problem problem = Problem.of(Code.E0318, syntax.span(), "index of a struct must be a compile-time integer");
        c.report(ContainerHelp.indexing(problem, whole), env);
        return Optional.empty();
    }
}
