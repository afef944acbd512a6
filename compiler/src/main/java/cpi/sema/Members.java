package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.TypePrinter;
import cpi.types.UnionType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Member selection `e.name` and `e.3` (L5.10), `tagcheck` (L3.10e), fields of the context (T1, T3.2).
final class Members {
    /// What other languages call the number of elements.
    private static final Set<String> COUNT_WORDS = Set.of("len", "length", "size", "Length", "Len");

    private final Checker c;

    Members(Checker c) {
        this.c = c;
    }

    /// A chain `base.a.b.c`, as a place where it is one. Chains are followed in a loop, since `context.a.b` needs to see all names.
    Operand check(Expr.Member syntax, Env env) {
        List<Expr.Member> chain = new ArrayList<>();
        Expr root = syntax;
        while (root instanceof Expr.Member member) {
            chain.addFirst(member);
            root = member.base();
        }
        if (env.compileTime() && !env.typeOnly()) {
            Optional<TExpr> count = constantCount(syntax, env);
            if (count.isPresent()) return new Operand.Value(count.get());
        }
        Operand operand = c.exprs().unfolded(root, env, Expect.NOTHING);
        int i = 0;
        while (i < chain.size()) {
            if (operand.isError()) return Operand.error(syntax.span());
            Optional<TExpr> context = asContext(operand);
            if (context.isPresent()) {
                List<Ident> path = chain.subList(i, chain.size()).stream().map(Expr.Member::name).toList();
                Optional<ContextFields.Found> found = c.context().find(path, env);
                if (found.isEmpty()) return Operand.error(syntax.span());
                i += found.get().used();
                operand = new Operand.Value(new TExpr.ContextFieldRef(context.get(), found.get().field(), chain.get(i - 1).span()));
            } else {
                operand = member(operand, chain.get(i).name(), chain.get(i).span(), env);
                i++;
            }
        }
        return operand;
    }

    /// `a.count` of a fixed array is known at compile time although a is not (C2.1).
    private Optional<TExpr> constantCount(Expr.Member syntax, Env env) {
        if (!syntax.name().text().equals("count")) return Optional.empty();
        Expr base = Exprs.withoutParens(syntax.base());
        if (!(base instanceof Expr.Name) && !(base instanceof Expr.Member)) return Optional.empty();
        if (!isLocal(base, env)) return Optional.empty();
        Operand operand = c.exprs().unfolded(base, env.insideTypeof(), Expect.NOTHING);
        if (!(operand instanceof Operand.Value v)
            || !(v.expr().type().definition() instanceof Type.ArrayType array)) return Optional.empty();
        return Optional.of(count(array, syntax.span()));
    }

    private boolean isLocal(Expr base, Env env) {
        Expr root = base;
        while (root instanceof Expr.Member member) root = member.base();
        return root instanceof Expr.Name name
            && c.names().find(name.text(), name.span(), env).filter(e -> e instanceof Entity.Variable).isPresent();
    }

    private static TExpr count(Type.ArrayType array, Span span) {
        return new TExpr.IntConst(BigInteger.valueOf(array.count()), IntType.I64, span);
    }

    /// The `*Context` that a value is or points to.
    private Optional<TExpr> asContext(Operand operand) {
        if (!(operand instanceof Operand.Value v)) return Optional.empty();
        Type type = v.expr().type().definition();
        Type inner = type;
        while (inner instanceof Type.PointerType p) inner = p.target().definition();
        if (inner != Type.CONTEXT || !(type instanceof Type.PointerType)) return Optional.empty();
        TExpr value = v.expr();
        while (value.type().definition() instanceof Type.PointerType p && p.target().definition() != Type.CONTEXT) {
            value = new TExpr.Deref(value, p.target(), value.span());
        }
        return Optional.of(value);
    }

    /// One member of what has been checked; `span` is the whole selection.
    Operand member(Operand base, Ident name, Span span, Env env) {
        return switch (base) {
            case Operand.OfModule m -> c.names().member(m.module(), name, env);
            case Operand.OfType t -> ofType(t.type(), name, span, env);
            case Operand.Value v -> new Operand.Value(ofValue(v.expr(), name, span, env));
            case Operand.Literal _ -> new Operand.Value(ofValue(c.exprs().toValue(base, env, Expect.NOTHING), name, span, env));
            case Operand.GenericType _, Operand.OfFunction _, Operand.Builtin _, Operand.Attribute _ -> {
                TExpr value = c.exprs().toValue(base, env, Expect.NOTHING);
                yield new Operand.Value(ofValue(value, name, span, env));
            }
        };
    }

    private Operand ofType(Type type, Ident name, Span span, Env env) {
        if (c.typeResolver().isUnfinished(type, env) || type.definition().isError()) return Operand.error(span);
        switch (type.definition()) {
            case EnumerationType e when e.indexOf(name.text()) >= 0 -> {
                long value = e.items().get(e.indexOf(name.text())).value();
                return new Operand.Value(new TExpr.IntConst(e.base().value(value), type, span));
            }
            case TaggedType t when t.indexOf(name.text()) >= 0 -> {
                return new Operand.Value(bareMember(t, t.indexOf(name.text()), type, name, span, env));
            }
            case Type _ -> { }
        }
        Optional<Operand> argument = type instanceof NamedType named ? c.typeResolver().argument(named, name.text(), span)
            : Optional.empty();
        if (argument.isPresent()) return argument.get();
        Problem problem = Wording.declared(Problem.of(Code.E0319, name.span(),
            Wording.type(type) + " has no member `" + name.text() + "`"), type);
        c.report(suggested(problem, name, namesOfType(type)), env);
        return Operand.error(span);
    }

    private static List<String> namesOfType(Type type) {
        return switch (type.definition()) {
            case EnumerationType e -> e.items().stream().map(Type.Item::name).toList();
            case TaggedType t -> t.members().stream().map(Type.Member::name).toList();
            case Type _ -> List.of();
        };
    }

    /// `E.M` as a value (L3.10d).
    private TExpr bareMember(TaggedType tagged, int index, Type type, Ident name, Span span, Env env) {
        Type payload = tagged.members().get(index).payload();
        if (payload.definition() == Type.NONE) return new TExpr.TaggedValue(index, new TExpr.DefaultValue(payload, span), type, span);
        if (!payload.isError()) {
            c.report(Problem.of(Code.E0606, name.span(), "missing values for: `" + name.text() + "`")
                .here("this member has a payload of type " + Wording.type(payload))
                .help("write a literal: `{" + name.text() + ": value}`"), env);
        }
        return new TExpr.Error(span);
    }

    private static Problem suggested(Problem problem, Ident name, List<String> names) {
        Optional<String> near = Suggest.nearest(name.text(), names);
        return near.isPresent() ? problem.help("did you mean `" + near.get() + "`?", name.span(), near.get()) : problem;
    }

    /// The value with all pointers in front of it followed.
    TExpr followed(TExpr value, Span span) {
        TExpr result = value;
        while (result.type().definition() instanceof Type.PointerType p && p.target().definition() != Type.CONTEXT
            && p.target() != Type.NONE) {
            result = new TExpr.Deref(result, p.target(), span);
        }
        return result;
    }

    private TExpr ofValue(TExpr value, Ident name, Span span, Env env) {
        if (value instanceof TExpr.Error) return new TExpr.Error(span);
        TExpr base = followed(value, span);
        String text = name.text();
        if (base.type().isError()) return new TExpr.Error(span);
        return switch (base.type().definition()) {
            case StructType s when s.indexOf(text) >= 0 ->
                new TExpr.Field(base, s.indexOf(text), s.fields().get(s.indexOf(text)).type(), span);
            case TaggedType t when text.equals("tag") -> new TExpr.TagOf(base, t.tag(), span);
            case TaggedType t when t.indexOf(text) >= 0 ->
                new TExpr.TaggedMember(base, t.indexOf(text), t.members().get(t.indexOf(text)).payload(), name.span(), span);
            case UnionType u when u.indexOf(text) >= 0 ->
                new TExpr.UnionMember(base, u.indexOf(text), u.members().get(u.indexOf(text)).payload(), span);
            case Type.SliceType s when text.equals("data") -> new TExpr.Field(base, 0, c.types().pointer(s.element()), span);
            case Type.SliceType _ when text.equals("count") -> new TExpr.Field(base, 1, IntType.I64, span);
            case Type.ArrayType a when text.equals("count") -> isPure(base) ? count(a, span)
                : new TExpr.Sequence(base, count(a, span), span);
            case Type.ArrayType a when text.equals("data") -> arrayData(base, a, span, env);
            case Type.ErrorType _ -> new TExpr.Error(span);
            case Type _ -> noMember(value, base, name, span, env);
        };
    }

    /// Whether evaluating an expression can be left out.
    private static boolean isPure(TExpr expr) {
        return switch (expr) {
            case TExpr.LocalRef _, TExpr.GlobalRef _, TExpr.StaticRef _, TExpr.DataConst _, TExpr.DefaultValue _, TExpr.ContextRef _ ->
                true;
            case TExpr.Field e -> isPure(e.base());
            case TExpr.UnionMember e -> isPure(e.base());
            case TExpr.Deref e -> isPure(e.pointer());
            case TExpr _ -> false;
        };
    }

    private TExpr arrayData(TExpr base, Type.ArrayType array, Span span, Env env) {
        if (!c.exprs().isPlace(base)) {
            c.report(Problem.of(Code.E0313, base.span(), "this is not a place").help("store the array in a variable first"), env);
            return new TExpr.Error(span);
        }
        TExpr address = new TExpr.AddressOf(base, c.types().pointer(base.type()), span);
        return new TExpr.Convert(TExpr.Conversion.RELABEL, address, c.types().pointer(array.element()), span);
    }

    private TExpr noMember(TExpr value, TExpr base, Ident name, Span span, Env env) {
        OpenTypes.settle(base.type(), span);
        Type type = base.type();
        Problem problem = Problem.of(Code.E0319, name.span(), "`" + TypePrinter.text(type) + "` has no member `" + name.text() + "`");
        boolean counts = COUNT_WORDS.contains(name.text())
            && (type.definition() instanceof Type.SliceType || type.definition() instanceof Type.ArrayType);
        problem = counts ? problem.help("the number of elements is `count`", name.span(), "count")
            : suggested(Wording.declared(problem, type), name, namesOfValue(type));
        boolean isShown = value.span().start() < value.span().end();
        c.report(problem.helps().isEmpty() && isShown ? piped(problem, value, type, name, env) : problem, env);
        return new TExpr.Error(span);
    }

    /// Proposes a pipe if a function of this name is known: an attribute, one that is visible or of the type's module, or of the library.
    private Problem piped(Problem problem, TExpr value, Type type, Ident name, Env env) {
        boolean isKnown = c.attributes().find(type, name.text()).isPresent() || isFunction(name, env)
            || c.attributes().homeOf(type).filter(m -> m.scope().names().get(name.text()) instanceof FnEntity).isPresent();
        Span dot = new Span(name.span().file(), value.span().end(), name.span().start());
        if (isKnown) {
            return problem.help("`" + name.text() + "` is a function: write `" + value.span().text() + "|" + name.text() + "`", dot, "|");
        }
        if (!c.libraryNames().hasFunction(name.text())) return problem;
        Problem helped = problem.help("functions are called with a pipe, `" + value.span().text() + "|f(…)`, not as members", dot, "|");
        return c.libraryNames().qualifying(helped, name.text(), name.span(), env);
    }

    /// Whether a function of this name is declared around; nothing is reported or marked as used.
    private static boolean isFunction(Ident name, Env env) {
        for (Optional<Scope> s = Optional.of(env.scope()); s.isPresent(); s = s.get().parent()) {
            if (s.get().names().get(name.text()) instanceof FnEntity) return true;
        }
        return false;
    }

    private static List<String> namesOfValue(Type type) {
        return switch (type.definition()) {
            case StructType s -> s.fields().stream().map(Type.Field::name).filter(n -> !n.isEmpty()).toList();
            case TaggedType t -> {
                List<String> names = new ArrayList<>(t.members().stream().map(Type.Member::name).toList());
                names.add("tag");
                yield names;
            }
            case UnionType u -> u.members().stream().map(Type.Member::name).toList();
            case Type.SliceType _, Type.ArrayType _ -> List.of("count", "data");
            case Type _ -> List.of();
        };
    }

    /// `e.3`.
    TExpr position(Expr.Position syntax, Env env) {
        Operand operand = c.exprs().unfolded(syntax.base(), env, Expect.NOTHING);
        TExpr value = c.exprs().toValue(operand, env, Expect.NOTHING);
        if (value instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        TExpr base = followed(value, syntax.span());
        if (base.type().isError()) return new TExpr.Error(syntax.span());
        if (!(base.type().definition() instanceof StructType struct)) {
            c.report(Wording.declared(Problem.of(Code.E0319, syntax.indexSpan(),
                Wording.type(base.type()) + " has no member `" + syntax.index() + "`"), base.type()), env);
            return new TExpr.Error(syntax.span());
        }
        return field(base, struct, syntax.index(), syntax.indexSpan(), syntax.span(), env);
    }

    /// The field at a position; E0317 at `at`.
    TExpr field(TExpr base, StructType struct, BigInteger index, Span at, Span span, Env env) {
        if (index.signum() < 0 || index.compareTo(BigInteger.valueOf(struct.fields().size())) >= 0) {
            Indexing.reportRange(c, index, struct.fields().size(), "fields", at, env);
            return new TExpr.Error(span);
        }
        int i = index.intValue();
        return new TExpr.Field(base, i, struct.fields().get(i).type(), span);
    }

    /// `tagcheck(e.m)`.
    TExpr tagCheck(Expr.TagCheck syntax, Env env) {
        Operand operand = c.exprs().unfolded(syntax.operand(), env, Expect.NOTHING);
        if (operand.isError()) return new TExpr.Error(syntax.span());
        boolean isMember = Exprs.withoutParens(syntax.operand()) instanceof Expr.Member;
        if (isMember && operand instanceof Operand.Value v && v.expr() instanceof TExpr.TaggedMember m) return check(m, syntax.span());
        c.report(Problem.of(Code.E0612, syntax.operand().span(), "`tagcheck` needs a member of a tagged enum")
            .help("write the value and the member: `tagcheck(shape.Circle)`"), env);
        return new TExpr.Error(syntax.span());
    }

    private TExpr check(TExpr.TaggedMember member, Span span) {
        TExpr tag = c.exprs().parts().fold(new TExpr.TagOf(member.base(), tagType(member), span));
        if (tag instanceof TExpr.IntConst i) return Literals.bool(i.value().equals(BigInteger.valueOf(member.index() + 1L)), span);
        return new TExpr.TagCheck(member.base(), member.index(), Type.BOOL, span);
    }

    private static Type tagType(TExpr.TaggedMember member) {
        return member.base().type().definition() instanceof TaggedType t ? t.tag() : IntType.I64;
    }
}
