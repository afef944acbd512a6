package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.BinaryOp;
import cpi.syntax.Expr;
import cpi.syntax.UnaryOp;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.OpenType;
import cpi.types.Type;
import cpi.types.UntypedType;
import java.util.Optional;

/// Checks expressions (L4, L5): the switch over all forms; the forms themselves are in [Operators], [Literals],
/// [StructLiterals], [ArrayLiterals], [Casts], [Members], [Indexing], [Places], [Calls] and [Reflection].
final class Exprs {
    private final Checker c;
    private final Literals literals;
    private final StructLiterals structLiterals;
    private final ArrayLiterals arrayLiterals;
    private final Operators operators;
    private final Casts casts;
    private final Members members;
    private final Indexing indexing;
    private final Places places;
    private final Copies copies;
    private final ConstantParts parts;

    Exprs(Checker c) {
        this.c = c;
        literals = new Literals(c);
        structLiterals = new StructLiterals(c);
        arrayLiterals = new ArrayLiterals(c);
        operators = new Operators(c);
        casts = new Casts(c);
        members = new Members(c);
        indexing = new Indexing(c);
        places = new Places(c);
        copies = new Copies(c);
        parts = new ConstantParts(c);
    }

    /// What an expression denotes. `expect` guides literals, `nil`, `cast()` and function literals (L4.4); the result is not
    /// converted to it.
    Operand check(Expr syntax, Env env, Expect expect) {
        Operand operand = unfolded(syntax, env, expect);
        return operand instanceof Operand.Value v ? new Operand.Value(parts.fold(v.expr())) : operand;
    }

    /// As [#check], but parts of constants stay selections of memory, so that they can be written to or have an address.
    Operand unfolded(Expr syntax, Env env, Expect expect) {
        return switch (syntax) {
            case Expr.Absent _, Expr.Missing _, Expr.Infer _ -> Operand.error(syntax.span());
            case Expr.IntLit e -> new Operand.Value(Literals.integer(e));
            case Expr.FloatLit e -> new Operand.Value(Literals.floating(e));
            case Expr.StringLit e -> new Operand.Value(literals.string(e));
            case Expr.CharLit e -> new Operand.Value(Literals.character(e));
            case Expr.BoolLit e -> new Operand.Value(Literals.bool(e.value(), e.span()));
            case Expr.NilLit e -> new Operand.Value(literals.nil(e, expect));
            case Expr.Name e -> c.names().resolve(e.text(), e.span(), env);
            case Expr.AttrName e -> new Operand.Attribute(e.name().text(), e.span());
            case Expr.Paren e -> unfolded(e.inner(), env, expect);
            case Expr.StructLit e -> new Operand.Value(structLiterals.check(e, env, expect));
            case Expr.ArrayLit e -> new Operand.Value(arrayLiterals.check(e, env, expect));
            case Expr.AllocString e -> new Operand.Value(arrayLiterals.copiedString(e, env));
            case Expr.FnLit e -> new Operand.Value(c.calls().literal(e, env, expect));
            case Expr.Unary e -> new Operand.Value(operators.unary(e, env, expect));
            case Expr.Binary e -> new Operand.Value(operators.binary(e, env));
            case Expr.Cast e -> new Operand.Value(casts.check(e, env, expect));
            case Expr.Index e -> new Operand.Value(indexing.check(e, env));
            case Expr.Member e -> members.check(e, env);
            case Expr.Position e -> new Operand.Value(members.position(e, env));
            case Expr.CtApply e -> c.calls().apply(e, env);
            case Expr.Call e -> new Operand.Value(c.calls().call(e, env, expect));
            case Expr.Pipe e -> new Operand.Value(c.calls().pipe(e, env, expect));
            case Expr.Async e -> new Operand.Value(c.calls().async(e, env));
            case Expr.Run e -> new Operand.Value(run(e, env, expect));
            case Expr.TagCheck e -> new Operand.Value(members.tagCheck(e, env));
            case Expr.TypeValue e -> new Operand.OfType(c.typeResolver().type(e.type(), env), e.span());
            case Expr.AttrOf e -> c.calls().attrOf(e, env);
            case Expr.SizeOf _, Expr.AlignOf _, Expr.OffsetOf _, Expr.NameOf _, Expr.FieldsOf _, Expr.IsKind _, Expr.HasAttr _,
                 Expr.Embed _, Expr.Location _ -> c.reflection().check(syntax, env);
            case Expr.PointerType e -> c.typeResolver().operand(e, env);
            case Expr.SliceType _, Expr.ArrayType _, Expr.FnType _, Expr.StructType _, Expr.EnumType _,
                 Expr.TypeOf _, Expr.ReturnTypeOf _, Expr.BindType _ -> new Operand.OfType(c.typeResolver().type(syntax, env),
                     syntax.span());
        };
    }

    /// The value of an expression: E0326 for a type, E0409 for a module, E0525 for a polymorphic function ... Not converted;
    /// may be untyped.
    TExpr value(Expr syntax, Env env, Expect expect) {
        return toValue(check(syntax, env, expect), env, expect);
    }

    /// What an operand is as a value, with the errors of [#value].
    TExpr toValue(Operand operand, Env env, Expect expect) {
        return switch (operand) {
            case Operand.Value v -> v.expr().type().isError() ? new TExpr.Error(v.expr().span()) : v.expr();
            case Operand.OfType t -> {
                if (!t.type().isError()) {
                    Problem problem = Problem.of(Code.E0326, t.span(), "expected a value, found type " + Wording.type(t.type()));
                    c.report(t.type() == Type.NONE ? problem.help("the value of `none` is `{}`")
                        : problem.note("a type can be a constant (`Name ::= T`), a compile-time argument, or an operand of `==`"), env);
                }
                yield new TExpr.Error(t.span());
            }
            case Operand.GenericType g -> {
                String name = g.entity().name();
                c.report(Problem.of(Code.E0533, g.span(), "type arguments of `" + name + "` are missing")
                    .help("write `" + name + "!(…)`"), env);
                yield new TExpr.Error(g.span());
            }
            case Operand.OfFunction f -> c.calls().functionValue(f.entity(), f.span(), env);
            case Operand.Builtin b -> {
                c.report(Problem.of(Code.E0525, b.span(), "`" + b.span().text() + "` is provided by the compiler and can only be called")
                    .help("write a function literal that calls it"), env);
                yield new TExpr.Error(b.span());
            }
            case Operand.OfModule m -> {
                c.report(Problem.of(Code.E0409, m.span(), "module `" + m.module().path() + "` is not a value")
                    .help("name one of its members: `" + m.span().text() + ".name`"), env);
                yield new TExpr.Error(m.span());
            }
            case Operand.Attribute a -> {
                c.report(Problem.of(Code.E0543, a.span(), "an attribute name must be called")
                    .help("write `:" + a.name() + "(value)`"), env);
                yield new TExpr.Error(a.span());
            }
            case Operand.Literal l -> structLiterals.check(l.syntax(), scopeOf(l, env), expect);
        };
    }

    /// A struct literal that a name stands for is checked in the scope where it was written, but as part of the body that uses it.
    private static Env scopeOf(Operand.Literal literal, Env env) {
        return new Env(literal.env().scope(), env.body(), env.compileTime(), env.typeOnly(), env.unchecked());
    }

    /// The value with its default type if it is untyped or open (L4.3f).
    TExpr settledValue(Expr syntax, Env env) {
        return c.conversions().toDefault(value(syntax, env, Expect.NOTHING), env);
    }

    /// The value converted to the expected type (L4.5), with the errors of that.
    TExpr converted(Expr syntax, Env env, Expect expect) {
        return c.conversions().convert(value(syntax, env, expect), expect, env);
    }

    /// The initialiser of a local declared without type: untyped constants and leaves of a struct literal get open types (L4.3).
    TExpr localInitialiser(Expr syntax, Env env) {
        if (withoutParens(syntax) instanceof Expr.StructLit literal) return structLiterals.anonymous(literal, env, true);
        Operand operand = check(syntax, env, Expect.NOTHING);
        if (operand instanceof Operand.Literal l) return structLiterals.anonymous(l.syntax(), scopeOf(l, env), true);
        TExpr value = toValue(operand, env, Expect.NOTHING);
        Type type = OpenType.current(value.type());
        if (type instanceof UntypedType untyped) {
            return c.conversions().openTypes().take(value, env.body().newOpen(untyped == UntypedType.FLOAT), env);
        }
        if (!(type instanceof OpenType)) OpenTypes.settle(type, value.span());
        copies.check(value, syntax.span(), env);
        return value;
    }

    /// An expression as a statement (L7.2): its value is dropped; default types, no copy check.
    TExpr statementValue(Expr syntax, Env env) {
        return settledValue(syntax, env);
    }

    /// The right side of `target = value` (L7.3), converted to the type of the target; an open target may be fixed by it
    /// (L4.3d, W0302).
    TExpr assigned(TExpr target, Expr value, Env env) {
        boolean wasOpen = OpenType.isOpen(target.type());
        TExpr converted = converted(value, env, Expect.of(target.type(), target.span(), "the type of the target"));
        if (wasOpen && target instanceof TExpr.LocalRef ref && !OpenType.isOpen(target.type()) && !(converted instanceof TExpr.Error)) {
            c.conversions().openTypes().warnNarrow(ref.local(), converted, env);
        }
        return converted;
    }

    /// `target op value` of a compound assignment (L7.4): an [TExpr.Arithmetic] or [TExpr.PointerOffset] whose left operand is
    /// the target, converted, and whose right operand is the value, converted. Checks that the result converts back
    /// (E0301, E0307 at the value); fixes an open target by L4.3e. An error expression if anything is wrong.
    TExpr compound(BinaryOp op, TExpr target, Expr value, Span opSpan, Env env) {
        return operators.compound(op, target, value, opSpan, env);
    }

    /// The bounds of a range loop (L7.6c) with their common integer type, open if both are untyped; E0303, E0306 at `range`.
    /// Empty after an error.
    Optional<Conversions.Pair> rangeBounds(Expr low, Expr high, Span range, Env env) {
        TExpr l = value(low, env, Expect.NOTHING);
        TExpr h = value(high, env, Expect.NOTHING);
        Optional<Conversions.Pair> pair = c.conversions().common(l, h, BinaryOp.LT, range, false, env);
        if (pair.isEmpty()) return pair;
        Type type = pair.get().type();
        if (!type.isInteger()) {
            OpenTypes.settle(type, range);
            c.report(Problem.of(Code.E0306, range, "a range is not defined for " + Wording.type(type))
                .label(low.span(), "this is " + Wording.aType(l.type())), env);
            return Optional.empty();
        }
        if (!(type instanceof UntypedType)) return pair;
        OpenType open = env.body().newOpen(false);
        TExpr a = c.conversions().openTypes().take(pair.get().left(), open, env);
        TExpr b = c.conversions().openTypes().take(pair.get().right(), open, env);
        return Optional.of(new Conversions.Pair(a, b, open));
    }

    /// A condition: a `bool` (E0309).
    TExpr condition(Expr syntax, Env env) {
        TExpr value = value(syntax, env, Expect.NOTHING);
        if (value instanceof TExpr.Error || value.type().definition() == Type.BOOL) return value;
        OpenTypes.settle(value.type(), value.span());
        Problem problem = Problem.of(Code.E0309, syntax.span(), "condition is not a bool").here("this is " + Wording.aType(value.type()));
        if (value.type().isNumeric()) problem = problem.help("compare it: `!= 0`", syntax.span().after(), " != 0");
        else if (value.type().isPointer()) problem = problem.help("compare it: `!= nil`", syntax.span().after(), " != nil");
        c.report(problem, env);
        return new TExpr.Error(syntax.span());
    }

    /// The target of an assignment (L5.3): a place that may be written. E0313, E0410, E0411. With `plain` a local that is the
    /// whole target does not count as mentioned (W0401).
    TExpr target(Expr syntax, Env env, boolean plain) {
        return places.target(syntax, env, plain);
    }

    /// Whether an expression is a place (L5.3), read-only ones included.
    boolean isPlace(TExpr expr) {
        return Places.isPlace(expr);
    }

    /// `&e` (L5.9b) of a checked value or place; E0412, W0406 at `at`.
    TExpr addressOf(TExpr operand, Span at, Env env) {
        return places.addressOf(operand, at, operand.span(), env);
    }

    /// Reports E0921 at `span` if a value of a non-copyable type is copied there (L3.15), and gives false then. Literals and
    /// defaults are no copies.
    boolean checkCopy(TExpr expr, Span span, Env env) {
        return copies.check(expr, span, env);
    }

    /// Whether a type contains a mutex by value (L3.15).
    boolean isCopyable(Type type) {
        return copies.isCopyable(type);
    }

    /// `#run e` (C6.1).
    private TExpr run(Expr.Run syntax, Env env, Expect expect) {
        TExpr operand = c.conversions().toDefault(value(syntax.operand(), env.compileTime() ? env : env.atCompileTime(), expect), env);
        if (operand instanceof TExpr.Error || env.compileTime() || env.typeOnly()) return operand;
        Type type = c.types().settle(operand.type());
        Optional<ConstData> data = c.constants().evaluate(operand, type, "#run", syntax.operand().span(), false, env);
        return data.isPresent() ? c.constants().toExpr(data.get(), type, syntax.span()) : new TExpr.Error(syntax.span());
    }

    static Expr withoutParens(Expr syntax) {
        Expr inner = syntax;
        while (inner instanceof Expr.Paren paren) inner = paren.inner();
        return inner;
    }

    /// Whether an expression takes its type from the other operand of a binary operator (L4.4): a struct literal, `nil`, a
    /// function literal, `cast()`, or the address of one.
    static boolean takesExpectation(Expr syntax) {
        return switch (withoutParens(syntax)) {
            case Expr.StructLit _, Expr.NilLit _, Expr.FnLit _ -> true;
            case Expr.Cast cast -> cast.target() instanceof Expr.Absent;
            case Expr.Unary unary -> unary.op() == UnaryOp.ADDRESS && takesExpectation(unary.operand());
            case Expr _ -> false;
        };
    }

    Literals literals() {
        return literals;
    }

    Operators operators() {
        return operators;
    }

    Casts casts() {
        return casts;
    }

    Members members() {
        return members;
    }

    Places places() {
        return places;
    }

    ConstantParts parts() {
        return parts;
    }
}
