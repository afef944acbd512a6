// Questions about types and places.
package cpi.sema;

import cpi.diag.Bug;
import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.constant.Data;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Operand;
import cpi.sema.entity.TypeEntity;
import cpi.source.Position;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FieldDefault;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import cpi.types.UntypedType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What programs can ask about types and places at compile time (L5.12, C10, C13). Every answer is a constant.
final class Reflection {
    private final Checker c;

    Reflection(Checker c) {
        this.c = c;
    }

    /// The value of one of the questions that are expressions.
    Operand check(Expr syntax, Env env) {
        return new Operand.Value(switch (syntax) {
            case Expr.SizeOf e -> number(e.type(), env, type -> c.layout().size(type), e.span());
            case Expr.AlignOf e -> number(e.type(), env, type -> c.layout().align(type), e.span());
            case Expr.OffsetOf e -> offsetOf(e, env);
            case Expr.NameOf e -> nameOf(e, env);
            case Expr.FieldsOf e -> fieldsOf(e, env);
            case Expr.IsKind e -> isKind(e, env);
            case Expr.HasAttr e -> hasAttribute(e, env);
            case Expr.Location e -> location(env.callee().isNone() ? e.span() : env.callee(), env);
            case Expr.Embed e -> embed(e, env);
            case Expr other -> throw new Bug("not a question about types", other.span());
        });
    }

    private interface Question {
        long answer(Type type);
    }

    private TExpr number(Expr syntax, Env env, Question question, Span span) {
        Type type = c.typeResolver().type(syntax, env);
        if (type.isError() || c.typeResolver().isUnfinished(type, env)) return new TExpr.Error(span);
        return integer(question.answer(type), span);
    }

    private static TExpr integer(long value, Span span) {
        return new TExpr.IntConst(BigInteger.valueOf(value), IntType.I64, span);
    }

    private static TExpr bool(boolean value, Span span) {
        return new TExpr.IntConst(value ? BigInteger.ONE : BigInteger.ZERO, Type.BOOL, span);
    }

    private TExpr offsetOf(Expr.OffsetOf syntax, Env env) {
        Type type = c.typeResolver().type(syntax.type(), env);
        if (type.isError() || syntax.field().isAbsent() || c.typeResolver().isUnfinished(type, env)) return new TExpr.Error(syntax.span());
        String name = syntax.field().text();
        if (type.definition() instanceof StructType struct && struct.indexOf(name) >= 0) {
            return integer(c.layout().fieldOffset(type, struct.indexOf(name)), syntax.span());
        }
        if (type.definition() instanceof TaggedType tagged && (tagged.indexOf(name) >= 0 || name.equals("tag"))) {
            return integer(name.equals("tag") ? 0 : c.layout().payloadOffset(tagged), syntax.span());
        }
        if (type.definition() instanceof UnionType union && union.indexOf(name) >= 0) return integer(0, syntax.span());
        noMember(type, syntax.field(), env);
        return new TExpr.Error(syntax.span());
    }

    private void noMember(Type type, Ident name, Env env) {
        Problem problem = Problem.of(Code.E0319, name.span(), "`" + c.show(type) + "` has no member `" + name.text() + "`");
        if (type instanceof NamedType named) problem = problem.label(named.place(), "declared here");
        Optional<String> nearest = Suggest.nearest(name.text(), memberNames(type));
        if (nearest.isPresent()) problem = problem.help("did you mean `" + nearest.get() + "`?", name.span(), nearest.get());
        c.report(problem, env);
    }

    private static List<String> memberNames(Type type) {
        List<String> names = new ArrayList<>();
        if (type.definition() instanceof StructType struct) struct.fields().forEach(f -> names.add(f.name()));
        if (type.definition() instanceof TaggedType tagged) tagged.members().forEach(m -> names.add(m.name()));
        if (type.definition() instanceof UnionType union) union.members().forEach(m -> names.add(m.name()));
        return names;
    }

    /// `#nameof` (C10.5).
    private TExpr nameOf(Expr.NameOf syntax, Env env) {
        Expr operand = syntax.operand();
        Operand meaning = operand instanceof Expr.TypeExpr ? new Operand.OfType(c.typeResolver().type(operand, env), operand.span())
                : c.exprs().check(operand, env.insideTypeof(), Expect.NOTHING);
        if (meaning.isError()) return new TExpr.Error(syntax.span());
        if (meaning instanceof Operand.OfType of) return string(c.show(of.type()), syntax.span());
        boolean isVariable = meaning instanceof Operand.Value v && v.expr() instanceof TExpr.LocalRef;
        Optional<String> last = lastName(operand);
        if (last.isPresent() && !isVariable) return string(last.get(), syntax.span());
        c.report(Problem.of(Code.E0736, operand.span(),
                "`#nameof` does not apply: this is neither a type nor the name of a declaration"), env);
        return new TExpr.Error(syntax.span());
    }

    private static Optional<String> lastName(Expr path) {
        return switch (path) {
            case Expr.Name n -> Optional.of(n.text());
            case Expr.Member m when lastName(m.base()).isPresent() -> Optional.of(m.name().text());
            case Expr.Paren p -> lastName(p.inner());
            case Expr _ -> Optional.empty();
        };
    }

    private TExpr string(String text, Span span) {
        return c.constants().string(text.getBytes(StandardCharsets.UTF_8), span);
    }

    /// `#fieldsof` (C10.4): a constant slice with an entry per field, member, item or parameter.
    private TExpr fieldsOf(Expr.FieldsOf syntax, Env env) {
        Type type = c.typeResolver().type(syntax.type(), env);
        if (type.isError() || c.typeResolver().isUnfinished(type, env)) return new TExpr.Error(syntax.span());
        Span span = syntax.span();
        return switch (type.definition()) {
            case StructType t -> {
                List<Entry> entries = new ArrayList<>();
                for (int i = 0; i < t.fields().size(); i++) {
                    entries.add(new Entry(i, t.fields().get(i).name(), c.layout().fieldOffset(type, i)));
                }
                yield withOffsets(entries, span);
            }
            case TaggedType t -> {
                List<Entry> entries = new ArrayList<>();
                long offset = c.layout().payloadOffset(t);
                for (int i = 0; i < t.members().size(); i++) entries.add(new Entry(i + 1, t.members().get(i).name(), offset));
                yield withOffsets(entries, span);
            }
            case UnionType t -> {
                List<Entry> entries = new ArrayList<>();
                for (int i = 0; i < t.members().size(); i++) entries.add(new Entry(i, t.members().get(i).name(), 0));
                yield withOffsets(entries, span);
            }
            case EnumerationType t -> items(t, span);
            case FnType t -> parameters(t, span);
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, Type.ArrayType _,
                 Type.MutexType _,
                 Type.ThreadType _, Type.ContextType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> {
                c.report(Problem.of(Code.E0736, syntax.type().span(), "`#fieldsof` does not apply: `"
                        + c.show(type) + "` has no fields"), env);
                yield new TExpr.Error(span);
            }
        };
    }

    private record Entry(long index, String name, long offset) {}

    private TExpr withOffsets(List<Entry> entries, Span span) {
        Type element = c.types().struct(List.of(field("index", IntType.I64), field("name", c.types().string()),
                field("offset", IntType.I64)));
        Data.Builder data = new Data.Builder(32L * entries.size());
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            data.putLong(32L * i, entry.index, 8).put(32L * i + 8, text(entry.name, span)).putLong(32L * i + 24, entry.offset, 8);
        }
        return slice(data.build(), entries.size(), element, span);
    }

    private TExpr items(EnumerationType type, Span span) {
        Type element = c.types().struct(List.of(field("name", c.types().string()), field("value", type.base())));
        long size = c.layout().size(element);
        Data.Builder data = new Data.Builder(size * type.items().size());
        for (int i = 0; i < type.items().size(); i++) {
            Type.Item item = type.items().get(i);
            data.put(size * i, text(item.name(), span)).putLong(size * i + 16, item.value(), type.base().bytes());
        }
        return slice(data.build(), type.items().size(), element, span);
    }

    private TExpr parameters(FnType type, Span span) {
        Type element = c.types().struct(List.of(field("index", IntType.I64), field("name", c.types().string())));
        Data.Builder data = new Data.Builder(24L * type.params().size());
        for (int i = 0; i < type.params().size(); i++) data.putLong(24L * i, i, 8).put(24L * i + 8, text("", span));
        return slice(data.build(), type.params().size(), element, span);
    }

    private static Type.Field field(String name, Type type) {
        return new Type.Field(name, type, FieldDefault.ABSENT);
    }

    private ConstData text(String text, Span span) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Data.Builder(16).put(0, ConstData.ofAddress(c.constants().bytes(bytes, span), 0)).putLong(8, bytes.length, 8).build();
    }

    private TExpr slice(ConstData elements, int count, Type element, Span span) {
        StaticObject object = new StaticObject("#fieldsof", c.types().array(count, element), elements, false, span);
        ConstData data = new Data.Builder(16).put(0, ConstData.ofAddress(object, 0)).putLong(8, count, 8).build();
        return new TExpr.DataConst(data, c.types().slice(element), span);
    }

    /// `#iskind` (C10.3).
    private TExpr isKind(Expr.IsKind syntax, Env env) {
        Type type = c.typeResolver().type(syntax.type(), env);
        Optional<Boolean> answer = isKind(type.definition(), syntax.kind().text());
        if (answer.isEmpty()) {
            c.report(Problem.of(Code.E0736, syntax.kind().span(), "`" + syntax.kind().text() + "` does not apply: it is no kind of type")
                    .help("kinds are the predeclared types, `struct`, `enum`, `union`, `enumeration`, `tagged`, `fn`, `*`, "
                            + "`[]` and `[_]`"), env);
            return new TExpr.Error(syntax.span());
        }
        return type.isError() ? new TExpr.Error(syntax.span()) : bool(answer.get(), syntax.span());
    }

    private static Optional<Boolean> isKind(Type type, String kind) {
        return switch (kind) {
            case "struct" -> Optional.of(type instanceof StructType);
            case "enum" -> Optional.of(type instanceof EnumerationType || type instanceof TaggedType t && !t.writtenUnion());
            case "union" -> Optional.of(type instanceof UnionType || type instanceof TaggedType t && t.writtenUnion());
            case "enumeration" -> Optional.of(type instanceof EnumerationType);
            case "tagged" -> Optional.of(type instanceof TaggedType);
            case "fn" -> Optional.of(type instanceof FnType);
            case "*" -> Optional.of(type instanceof Type.PointerType);
            case "[]" -> Optional.of(type instanceof Type.SliceType);
            case "[_]" -> Optional.of(type instanceof Type.ArrayType);
            case "bool" -> Optional.of(type == Type.BOOL);
            case "none" -> Optional.of(type == Type.NONE);
            case "mutex" -> Optional.of(type == Type.MUTEX);
            case "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64" ->
                    Optional.of((type instanceof IntType || type instanceof FloatType) && type.toString().equals(kind));
            default -> Optional.empty();
        };
    }

    private TExpr hasAttribute(Expr.HasAttr syntax, Env env) {
        Type type = c.typeResolver().type(syntax.type(), env);
        if (type.isError()) return new TExpr.Error(syntax.span());
        return bool(c.attributes().find(type, syntax.attr().text()).isPresent(), syntax.span());
    }

    /// The `Location` of a place (C10.6).
    TExpr location(Span at, Env env) {
        if (!(c.modules().library("basic", "Location") instanceof TypeEntity entity)) throw new Bug("Location is no type", at);
        Position position = at.position();
        String function = env.body().function().map(FnInstance::name).orElse("");
        Data.Builder data = new Data.Builder(48);
        data.put(0, text(at.file().name(), at)).putLong(16, position.line(), 8).putLong(24, position.column(), 8)
                .put(32, text(function, at));
        return new TExpr.DataConst(data.build(), c.typeResolver().of(entity), at);
    }

    /// `#embed` (C13).
    private TExpr embed(Expr.Embed syntax, Env env) {
        Span place = syntax.path().span();
        String path = new String(syntax.path().value(), StandardCharsets.UTF_8);
        return switch (c.files().embed(place.file(), path)) {
            case Files.Embedded.Bytes found -> c.constants().string(found.bytes(), syntax.span());
            case Files.Embedded.Missing missing -> {
                Problem problem = Problem.of(Code.E0732, place, "cannot embed \"" + path + "\": " + missing.reason());
                for (String note : missing.tried()) problem = problem.note(note);
                c.report(problem, env);
                yield new TExpr.Error(syntax.span());
            }
            case Files.Embedded.TooLarge large -> {
                c.report(Problem.of(Code.E0712, syntax.span(), "compile-time evaluation needs more than " + large.limit() + " bytes")
                        .help("if it is meant to be this large, raise the limit with `--ctfe-memory`"), env);
                yield new TExpr.Error(syntax.span());
            }
            case Files.Embedded.Outside outside -> {
                Problem problem = Problem.of(Code.E0733, place, "\"" + path + "\" is outside the import directories");
                for (String directory : outside.directories()) problem = problem.note("they are: " + directory);
                c.report(problem, env);
                yield new TExpr.Error(syntax.span());
            }
        };
    }

    /// `typeof(e)` (C10.1).
    Type typeOf(Expr.TypeOf syntax, Env env) {
        Env inside = env.insideTypeof();
        Operand operand = c.exprs().check(syntax.operand(), inside, Expect.NOTHING);
        if (operand.isError()) return Type.ERROR;
        if (operand instanceof Operand.OfType || operand instanceof Operand.GenericType) {
            c.report(Problem.of(Code.E0737, syntax.operand().span(), "`typeof` needs a value, this is a type"), env);
            return Type.ERROR;
        }
        TExpr value = c.conversions().toDefault(c.exprs().toValue(operand, inside, Expect.NOTHING), inside);
        return c.types().settle(value.type());
    }

    /// `returntypeof(f)` (C10.1), W0802 for its older spelling.
    Type returnTypeOf(Expr.ReturnTypeOf syntax, Env env) {
        if (syntax.oldSpelling()) {
            c.warn(Problem.of(Code.W0802, syntax.word(), "`rettypeof` is an older spelling")
                    .help("write `returntypeof`", syntax.word(), "returntypeof"), env);
        }
        Env inside = env.insideTypeof();
        Operand operand = c.exprs().check(syntax.operand(), inside, Expect.NOTHING);
        if (operand.isError()) return Type.ERROR;
        if (operand instanceof Operand.OfType || operand instanceof Operand.GenericType) return notCallable(syntax.operand().span(), env);
        TExpr value = c.exprs().toValue(operand, inside, Expect.NOTHING);
        if (value.type().isError()) return Type.ERROR;
        return value.type().definition() instanceof FnType fn ? fn.result() : notCallable(syntax.operand().span(), env);
    }

    private Type notCallable(Span place, Env env) {
        c.report(Problem.of(Code.E0501, place, "this cannot be called, so it has no result type"), env);
        return Type.ERROR;
    }
}
