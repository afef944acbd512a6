// Struct, enum and union syntax.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.typed.TExpr;
import cpi.types.FieldDefault;
import cpi.types.IntType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Struct, enum and union types as written (L3.7-L3.11): E0601-E0605, E0610.
final class Aggregates {
    private final Checker c;

    Aggregates(Checker c) {
        this.c = c;
    }

    Type struct(Expr.StructType syntax, Env env) {
        List<Type.Field> fields = new ArrayList<>();
        Map<String, Span> names = new HashMap<>();
        for (Expr.FieldSyntax field : syntax.fields()) {
            if (!isNew(field.name(), names, env)) continue;
            Type type = field.type() instanceof Expr.Absent
                    ? c.types().settle(c.exprs().settledValue(field.init(), env.atCompileTime()).type())
                    : c.typeResolver().type(field.type(), env);
            FieldDefault init = field.init() instanceof Expr.Absent ? FieldDefault.ABSENT : new FieldInit(c, field, type, env);
            fields.add(new Type.Field(field.name().text(), type, init));
        }
        return c.types().struct(fields);
    }

    private boolean isNew(Ident name, Map<String, Span> names, Env env) {
        if (name.isAbsent()) return true;
        Span first = names.putIfAbsent(name.text(), name.span());
        if (first == null) return true;
        c.report(Problem.of(Code.E0601, name.span(), "`" + name.text() + "` is declared twice in this type")
                .label(first, "first declared here"), env);
        return false;
    }

    /// What follows the name of a member.
    private sealed interface Content {
        record Bare() implements Content {}

        record Payload(Type type) implements Content {}

        record Value(TExpr expr) implements Content {}
    }

    Type enumeration(Expr.EnumType syntax, Env env) {
        if (syntax.members().isEmpty()) {
            c.report(Problem.of(Code.E0602, syntax.word(), "a type without members"), env);
            return Type.ERROR;
        }
        List<Expr.MemberSyntax> members = new ArrayList<>();
        List<Content> contents = new ArrayList<>();
        Map<String, Span> names = new HashMap<>();
        boolean hasPayload = false;
        for (Expr.MemberSyntax member : syntax.members()) {
            if (!isNew(member.name(), names, env)) continue;
            Content content = content(member.value(), env);
            members.add(member);
            contents.add(content);
            hasPayload |= content instanceof Content.Payload;
        }
        boolean hasBase = !(syntax.base() instanceof Expr.Absent);
        Type base = hasBase ? c.typeResolver().type(syntax.base(), env) : IntType.I64;
        if (syntax.union() && base == Type.NONE) return untagged(members, contents, env);
        Optional<IntType> number = base(base, syntax.base(), env);
        if (number.isEmpty()) return Type.ERROR;
        return syntax.union() || hasPayload ? tagged(syntax, members, contents, number.get(), env)
                : items(members, contents, number.get(), env);
    }

    private Optional<IntType> base(Type base, Expr syntax, Env env) {
        if (base.definition() instanceof IntType number) return Optional.of(number);
        if (!base.isError()) c.report(Problem.of(Code.E0605, syntax.span(), "`" + c.show(base) + "` is not an integer type"), env);
        return Optional.empty();
    }

    private Content content(Expr value, Env env) {
        if (value instanceof Expr.Absent) return new Content.Bare();
        if (value instanceof Expr.TypeExpr) return new Content.Payload(c.typeResolver().type(value, env));
        Operand operand = c.exprs().check(value, env.atCompileTime(), Expect.NOTHING);
        return switch (operand) {
            case Operand.OfType t -> new Content.Payload(t.type() == Type.CONTEXT ? c.typeResolver().type(value, env) : t.type());
            case Operand.GenericType _, Operand.OfModule _ -> new Content.Payload(c.typeResolver().type(value, env));
            case Operand.Value v -> new Content.Value(v.expr());
            case Operand.OfFunction _, Operand.Builtin _, Operand.Attribute _, Operand.Literal _ ->
                    new Content.Value(c.exprs().toValue(operand, env.atCompileTime(), Expect.NOTHING));
        };
    }

    private Type untagged(List<Expr.MemberSyntax> members, List<Content> contents, Env env) {
        List<Type.Member> result = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            result.add(new Type.Member(members.get(i).name().text(), payload(members.get(i), contents.get(i), true, env)));
        }
        return c.types().union(result);
    }

    /// The payload type of a member; E0603 for a value, and for a bare member if it needs a type.
    private Type payload(Expr.MemberSyntax member, Content content, boolean needed, Env env) {
        return switch (content) {
            case Content.Payload p -> p.type();
            case Content.Bare _ when !needed -> Type.NONE;
            case Content.Value v when v.expr().type().isError() -> Type.ERROR;
            case Content.Bare _, Content.Value _ -> {
                c.report(Problem.of(Code.E0603, member.span(), "member `" + member.name().text() + "` needs a type"
                        + (content instanceof Content.Value ? ", not a value" : "")), env);
                yield Type.ERROR;
            }
        };
    }

    private Type tagged(Expr.EnumType syntax, List<Expr.MemberSyntax> members, List<Content> contents, IntType tag, Env env) {
        List<Type.Member> result = new ArrayList<>();
        BigInteger number = BigInteger.ONE;
        for (int i = 0; i < members.size(); i++, number = number.add(BigInteger.ONE)) {
            Expr.MemberSyntax member = members.get(i);
            if (member.name().text().equals("tag")) {
                c.report(Problem.of(Code.E0610, member.name().span(), "a member cannot be called `tag`")
                        .note("`tag` is the number of the current member"), env);
                continue;
            }
            if (!tag.contains(number)) {
                c.report(Problem.of(Code.E0604, member.span(), number + " does not fit the tag type `" + tag + "`"), env);
                break;
            }
            result.add(new Type.Member(member.name().text(), payload(member, contents.get(i), false, env)));
        }
        return c.types().tagged(syntax.union(), tag, result);
    }

    private Type items(List<Expr.MemberSyntax> members, List<Content> contents, IntType base, Env env) {
        List<Type.Item> items = new ArrayList<>();
        BigInteger next = BigInteger.ZERO;
        boolean failed = false;
        for (int i = 0; i < members.size(); i++) {
            Expr.MemberSyntax member = members.get(i);
            Span place = member.span();
            if (contents.get(i) instanceof Content.Value value) {
                place = member.value().span();
                Optional<BigInteger> given = itemValue(value.expr(), place, base, env);
                failed |= given.isEmpty();
                next = given.orElse(next);
            }
            if (!base.contains(next)) {
                c.report(Problem.of(Code.E0604, place, next + " does not fit the base type `" + base + "`"), env);
                next = BigInteger.ZERO;
            }
            items.add(new Type.Item(member.name().text(), next.longValue()));
            next = next.add(BigInteger.ONE);
        }
        // without a value the type would pretend to be known
        return failed ? Type.ERROR : c.types().enumeration(base, items);
    }

    private Optional<BigInteger> itemValue(TExpr value, Span place, IntType base, Env env) {
        if (value.type().isError()) return Optional.empty();
        if (value.type().isInteger()) return c.constants().integer(value, env);
        c.report(Problem.of(Code.E0604, place, "a `" + c.show(value.type()) + "` does not fit the base type `" + base + "`"), env);
        return Optional.empty();
    }
}
