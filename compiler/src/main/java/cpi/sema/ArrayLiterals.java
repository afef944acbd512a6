package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.Function;
import cpi.typed.TExpr;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.Type;
import cpi.types.TypeMatching;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Array literals `[…]T{…}` and copied strings `[a]"text"` (L4.10).
final class ArrayLiterals {
    private final Checker c;

    ArrayLiterals(Checker c) {
        this.c = c;
    }

    /// What stands in the brackets.
    private sealed interface Length {
        record Slice() implements Length {}

        record Counted() implements Length {}

        record Fixed(long count, Span span) implements Length {}

        /// `byFunction` for a `fn(size: i64) *none` instead of an `Allocator`.
        record Allocated(TExpr allocator, boolean byFunction) implements Length {}

        record Wrong() implements Length {}
    }

    TExpr check(Expr.ArrayLit syntax, Env env, Expect expect) {
        Length length = length(syntax.length(), env);
        boolean isFixed = length instanceof Length.Fixed || length instanceof Length.Counted;
        Optional<Type> known = syntax.element() instanceof Expr.Absent ? expectedElement(expect, isFixed)
            : Optional.of(c.typeResolver().type(syntax.element(), env));
        List<TExpr> values = known.isPresent() ? typed(syntax, known.get(), env) : inferred(syntax, env);
        boolean failed = length instanceof Length.Wrong || known.isPresent() && known.get().isError();
        if (failed || values.size() < syntax.values().size()) return new TExpr.Error(syntax.span());
        if (known.isEmpty() && values.isEmpty()) {
            c.report(Problem.of(Code.E0321, syntax.span(), "cannot tell the element type of `[]{}`").help("write it: `[]i64{}`"), env);
            return new TExpr.Error(syntax.span());
        }
        Type element = known.isPresent() ? known.get() : OpenType.current(values.getFirst().type());
        return build(syntax, length, element, values, env);
    }

    private TExpr build(Expr.ArrayLit syntax, Length length, Type element, List<TExpr> values, Env env) {
        Type slice = c.types().slice(element);
        return switch (length) {
            case Length.Slice _ -> new TExpr.SliceValue(values, slice, syntax.span());
            case Length.Counted _ -> new TExpr.ArrayValue(values, c.types().array(values.size(), element), syntax.span());
            case Length.Fixed f -> fixed(syntax, f, element, values, env);
            case Length.Allocated a -> {
                Optional<Function> allocate = allocator(a.byFunction(), element, syntax.span(), env);
                yield allocate.isEmpty() ? new TExpr.Error(syntax.span())
                    : new TExpr.AllocatedSlice(a.allocator(), values, allocate.get(), slice, syntax.span());
            }
            case Length.Wrong _ -> new TExpr.Error(syntax.span());
        };
    }

    private TExpr fixed(Expr.ArrayLit syntax, Length.Fixed length, Type element, List<TExpr> values, Env env) {
        Type type = c.types().array(length.count(), element);
        if (values.isEmpty()) return new TExpr.DefaultValue(type, syntax.span());
        if (values.size() == length.count()) return new TExpr.ArrayValue(values, type, syntax.span());
        boolean tooMany = values.size() > length.count();
        Span close = new Span(syntax.span().file(), syntax.span().end() - 1, syntax.span().end());
        Span place = tooMany ? syntax.values().get((int) length.count()).span() : close;
        String values1 = values.size() == 1 ? "1 value" : values.size() + " values";
        c.report(Problem.of(Code.E0323, place, "bad array length: " + values1 + " for " + length.count() + " elements")
            .label(length.span(), "the length").help("`[_]` counts the values"), env);
        return new TExpr.Error(syntax.span());
    }

    /// The element type that the expected type gives.
    private static Optional<Type> expectedElement(Expect expect, boolean isFixed) {
        if (!expect.isPresent()) return Optional.empty();
        return switch (expect.type().definition()) {
            case Type.SliceType s when !isFixed -> Optional.of(s.element());
            case Type.ArrayType a when isFixed -> Optional.of(a.element());
            case Type.ErrorType e -> Optional.of(e);
            case Type _ -> Optional.empty();
        };
    }

    /// The values converted to the element type; fewer if there were errors.
    private List<TExpr> typed(Expr.ArrayLit syntax, Type element, Env env) {
        List<TExpr> values = new ArrayList<>(syntax.values().size());
        Expect expect = element.isError() ? Expect.NOTHING
            : Expect.of(element, syntax.element() instanceof Expr.Absent ? Span.NONE : syntax.element().span(), "the element type");
        for (Expr value : syntax.values()) {
            TExpr converted = c.exprs().converted(value, env, expect);
            if (!(converted instanceof TExpr.Error)) values.add(converted);
        }
        return values;
    }

    /// The values converted to their common type, folded from the left (L4.10a); fewer if there were errors.
    private List<TExpr> inferred(Expr.ArrayLit syntax, Env env) {
        List<TExpr> values = new ArrayList<>(syntax.values().size());
        Type common = Type.ERROR;
        boolean failed = false;
        boolean character = false;
        for (Expr value : syntax.values()) {
            Expect expect = values.isEmpty() || common instanceof UntypedType || OpenType.isOpen(common) ? Expect.NOTHING
                : Expect.of(common);
            TExpr checked = c.exprs().value(value, env, Exprs.takesExpectation(value) ? expect : Expect.NOTHING);
            if (checked instanceof TExpr.Error) {
                failed = true;
                continue;
            }
            if (values.isEmpty()) {
                common = OpenType.current(checked.type());
                character = Literals.isCharacter(checked);
            } else {
                Optional<Type> joined = c.conversions().commonTypes()
                    .of(common, checked.type(), character, Literals.isCharacter(checked), false, checked.span());
                if (joined.isEmpty()) {
                    reportNoCommon(values.getFirst(), checked, common, env);
                    failed = true;
                    continue;
                }
                common = joined.get();
                character &= Literals.isCharacter(checked);
            }
            values.add(checked);
        }
        return failed ? List.of() : converted(values, common, env);
    }

    private void reportNoCommon(TExpr first, TExpr value, Type common, Env env) {
        c.report(Problem.of(Code.E0322, value.span(), "elements have no common type")
            .here("this is " + Wording.aType(value.type()))
            .label(first.span(), "the elements before it have type " + Wording.type(common)), env);
    }

    private List<TExpr> converted(List<TExpr> values, Type common, Env env) {
        if (values.isEmpty()) return values;
        OpenTypes.settle(common, values.getFirst().span());
        Type element = OpenType.current(common);
        if (element instanceof UntypedType untyped) element = untyped.defaultType();
        List<TExpr> result = new ArrayList<>(values.size());
        for (TExpr value : values) {
            TExpr converted = c.conversions().convert(value, Expect.of(element), env);
            if (!(converted instanceof TExpr.Error)) result.add(converted);
        }
        return result;
    }

    private Length length(Expr syntax, Env env) {
        if (syntax instanceof Expr.Absent) return new Length.Slice();
        if (syntax instanceof Expr.Infer) return new Length.Counted();
        TExpr value = c.exprs().value(syntax, env, Expect.NOTHING);
        if (value instanceof TExpr.Error) return new Length.Wrong();
        Optional<Length> allocator = allocatorLength(value);
        if (allocator.isPresent()) return allocator.get();
        Optional<BigInteger> count = value.type().isInteger() ? constant(value, syntax, env) : Optional.empty();
        if (count.isEmpty()) {
            if (!value.type().isInteger() || LocalUses.ofRunTime(value)) {
                c.report(Problem.of(Code.E0324, syntax.span(), Wording.type(value.type()) + " is neither an allocator nor a length")
                    .help(value.type().isInteger() ? "the length of a fixed array must be known at compile time"
                    : "use `context.allocator`"), env);
            }
            return new Length.Wrong();
        }
        if (count.get().signum() < 0 || count.get().bitLength() > 40) {
            String reason = count.get().signum() < 0 ? "it is negative" : "it is too large";
            c.report(Problem.of(Code.E0323, syntax.span(), "bad array length: " + reason), env);
            return new Length.Wrong();
        }
        return new Length.Fixed(count.get().longValueExact(), syntax.span());
    }

    private Optional<BigInteger> constant(TExpr value, Expr syntax, Env env) {
        if (value instanceof TExpr.IntConst i) return Optional.of(i.value());
        return LocalUses.ofRunTime(value) ? Optional.empty() : c.constants().integer(syntax, env.atCompileTime());
    }

    /// An `Allocator`, a pointer to one, or a `fn(size: i64) *none` (L4.10e).
    private Optional<Length> allocatorLength(TExpr value) {
        if (isAllocator(value.type())) return Optional.of(new Length.Allocated(value, false));
        Type definition = value.type().definition();
        if (definition instanceof Type.PointerType p && isAllocator(p.target())) {
            return Optional.of(new Length.Allocated(new TExpr.Deref(value, p.target(), value.span()), false));
        }
        Type function = c.types().fn(false, List.of(IntType.I64), false, c.types().pointer(Type.NONE));
        return TypeMatching.matches(value.type(), function) ? Optional.of(new Length.Allocated(value, true)) : Optional.empty();
    }

    private boolean isAllocator(Type type) {
        return type instanceof NamedType named && named.family() == c.modules().library("mem", "Allocator");
    }

    /// The library's function that allocates a slice of elements.
    private Optional<Function> allocator(boolean byFunction, Type element, Span at, Env env) {
        Entity entity = c.modules().library("runtime", byFunction ? "newArrayBy" : "newArray");
        if (!(entity instanceof FnEntity fn)) return Optional.empty();
        return c.instances().of(fn, List.of(CtArgs.ofType(element)), at, env).map(instance -> instance);
    }

    /// `[a]"text"`: a fresh copy of the text.
    TExpr copiedString(Expr.AllocString syntax, Env env) {
        TExpr value = c.exprs().value(syntax.allocator(), env, Expect.NOTHING);
        if (value instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        Optional<Length> length = allocatorLength(value);
        if (length.isEmpty() || !(length.get() instanceof Length.Allocated a)) {
            c.report(Problem.of(Code.E0324, syntax.allocator().span(),
                Wording.type(value.type()) + " is neither an allocator nor a length"), env);
            return new TExpr.Error(syntax.span());
        }
        Optional<Function> allocate = allocator(a.byFunction(), IntType.I8, syntax.span(), env);
        if (allocate.isEmpty()) return new TExpr.Error(syntax.span());
        return new TExpr.AllocatedString(a.allocator(), c.exprs().literals().bytes(syntax.text()), allocate.get(), c.types().string(),
            syntax.span());
    }
}
