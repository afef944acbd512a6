package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Env;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.FieldDefault;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Struct literals `{v, name: w, …}` (L4.9).
final class StructLiterals {
    private final Checker c;

    StructLiterals(Checker c) {
        this.c = c;
    }

    TExpr check(Expr.StructLit syntax, Env env, Expect expect) {
        if (!expect.isPresent() || OpenType.isOpen(expect.type())) return anonymous(syntax, env, false);
        Type type = OpenType.current(expect.type());
        return switch (type.definition()) {
            case StructType struct -> struct(syntax, struct, type, env);
            case TaggedType tagged -> member(syntax, tagged.members(), type, env);
            case UnionType union -> member(syntax, union.members(), type, env);
            case Type.NoneType _ when syntax.args().isEmpty() -> new TExpr.DefaultValue(type, syntax.span());
            case Type.MutexType _ when syntax.args().isEmpty() -> new TExpr.DefaultValue(type, syntax.span());
            case Type.ErrorType _ -> {
                anonymous(syntax, env, false);
                yield new TExpr.Error(syntax.span());
            }
            case Type _ -> notExpected(syntax, expect, env);
        };
    }

    private TExpr notExpected(Expr.StructLit syntax, Expect expect, Env env) {
        TExpr value = anonymous(syntax, env, false);
        if (value instanceof TExpr.Error) return value;
        Problem problem = Problem.of(Code.E0301, syntax.span(), "expected " + Wording.type(expect.type()) + ", found a struct literal");
        if (!expect.reason().isNone()) problem = problem.label(expect.reason(), "expected because of this");
        if (expect.type().definition() instanceof Type.SliceType) problem = problem.help("a slice of elements is written `[]{…}`");
        if (expect.type().definition() instanceof Type.ArrayType) problem = problem.help("a fixed array is written `[_]{…}`");
        c.report(problem, env);
        return new TExpr.Error(syntax.span());
    }

    /// The fields of a struct that values of one literal have been given to.
    private static final class Taken {
        final Span[] places;
        int next;

        Taken(int count) {
            places = new Span[count];
        }

        /// The first field not taken yet, or -1.
        int free() {
            while (next < places.length && places[next] != null) next++;
            return next < places.length ? next : -1;
        }
    }

    private TExpr struct(Expr.StructLit syntax, StructType struct, Type type, Env env) {
        Taken taken = new Taken(struct.fields().size());
        List<TExpr.FieldValue> values = new ArrayList<>(syntax.args().size());
        boolean failed = false;
        boolean surplus = false;
        for (Arg arg : syntax.args()) {
            int index = arg.isNamed() ? struct.indexOf(arg.name().text()) : taken.free();
            if (index < 0 || taken.places[index] != null) {
                if (arg.isNamed() || !surplus) reportField(arg, index, taken, struct, type, env);
                surplus |= !arg.isNamed();
                failed = true;
                c.exprs().value(arg.value(), env, Expect.NOTHING);
                continue;
            }
            taken.places[index] = arg.isNamed() ? arg.name().span() : arg.span();
            TExpr value = c.exprs().converted(arg.value(), env, Expect.of(struct.fields().get(index).type()));
            failed |= value instanceof TExpr.Error;
            values.add(new TExpr.FieldValue(index, value));
        }
        failed |= !surplus && reportMissing(syntax, struct, type, taken, env);
        return failed ? new TExpr.Error(syntax.span()) : new TExpr.StructValue(values, type, syntax.span());
    }

    private void reportField(Arg arg, int index, Taken taken, StructType struct, Type type, Env env) {
        if (!arg.isNamed()) {
            c.report(Wording.declared(Problem.of(Code.E0609, arg.value().span(), "too many values for " + Wording.type(type)), type), env);
        } else if (index < 0) {
            List<String> names = struct.fields().stream().map(Type.Field::name).filter(n -> !n.isEmpty()).toList();
            c.report(unknown(arg, type, names), env);
        } else {
            c.report(Problem.of(Code.E0608, arg.name().span(), "`" + arg.name().text() + "` is given twice")
                .label(taken.places[index], "first here"), env);
        }
    }

    private static Problem unknown(Arg arg, Type type, List<String> names) {
        String name = arg.name().text();
        Problem problem = Wording.declared(Problem.of(Code.E0607, arg.name().span(),
            Wording.type(type) + " has no field `" + name + "`"), type);
        Optional<String> near = Suggest.nearest(name, names);
        return near.isPresent() ? problem.help("did you mean `" + near.get() + "`?", arg.name().span(), near.get()) : problem;
    }

    /// E0606 if fields without default got no value.
    private boolean reportMissing(Expr.StructLit syntax, StructType struct, Type type, Taken taken, Env env) {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < struct.fields().size(); i++) {
            Type.Field field = struct.fields().get(i);
            boolean needed = taken.places[i] == null && field.init() == FieldDefault.ABSENT && field.type().definition() != Type.MUTEX;
            if (needed && !field.type().isError()) missing.add(i);
        }
        if (missing.isEmpty()) return false;
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i : missing) {
            String name = struct.fields().get(i).name();
            names.add(name.isEmpty() ? "field " + i : "`" + name + "`");
            values.add((name.isEmpty() ? "" : name + ": ") + "…");
        }
        Problem problem = Problem.of(Code.E0606, brace(syntax), "missing values for: " + String.join(", ", names));
        problem = fieldLabels(problem, type, missing);
        c.report(problem.help("insert " + (missing.size() == 1 ? "it" : "them") + ": `" + String.join(", ", values) + "`"), env);
        return true;
    }

    /// Labels at the declarations of fields, where the struct was declared with a name.
    private static Problem fieldLabels(Problem problem, Type type, List<Integer> fields) {
        if (!(type instanceof NamedType named) || !(named.family() instanceof TypeEntity entity)
            || !(entity.syntax().definition() instanceof Expr.StructType struct)) return Wording.declared(problem, type);
        Problem labelled = problem;
        List<Expr.FieldSyntax> declared = struct.fields();
        for (int i : fields) if (i < declared.size()) labelled = labelled.label(declared.get(i).span(), "has no default");
        return labelled;
    }

    private static Span brace(Expr.StructLit syntax) {
        return new Span(syntax.span().file(), syntax.span().start(), Math.min(syntax.span().start() + 1, syntax.span().end()));
    }

    /// A literal of a tagged enum or untagged union: one value, named by the member (L4.9b).
    private TExpr member(Expr.StructLit syntax, List<Type.Member> members, Type type, Env env) {
        if (syntax.args().size() != 1 || !syntax.args().getFirst().isNamed()) {
            c.report(Wording.declared(Problem.of(Code.E0330, brace(syntax),
                "a " + Wording.type(type) + " literal needs exactly one named member"), type)
                .help("write `{" + (members.isEmpty() ? "member" : members.getFirst().name()) + ": value}`"), env);
            for (Arg arg : syntax.args()) c.exprs().value(arg.value(), env, Expect.NOTHING);
            return new TExpr.Error(syntax.span());
        }
        Arg arg = syntax.args().getFirst();
        int index = indexOf(members, arg.name().text());
        if (index < 0) {
            c.report(unknown(arg, type, members.stream().map(Type.Member::name).toList()), env);
            c.exprs().value(arg.value(), env, Expect.NOTHING);
            return new TExpr.Error(syntax.span());
        }
        TExpr value = c.exprs().converted(arg.value(), env, Expect.of(members.get(index).payload()));
        if (value instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        return type.definition() instanceof TaggedType ? new TExpr.TaggedValue(index, value, type, syntax.span())
            : new TExpr.UnionValue(index, value, type, syntax.span());
    }

    private static int indexOf(List<Type.Member> members, String name) {
        for (int i = 0; i < members.size(); i++) if (members.get(i).name().equals(name)) return i;
        return -1;
    }

    /// The value of an anonymous struct type (L4.9d); with `open` its untyped leaves get open types (L4.3).
    TExpr anonymous(Expr.StructLit syntax, Env env, boolean open) {
        if (syntax.args().isEmpty()) return new TExpr.DefaultValue(Type.NONE, syntax.span());
        List<TExpr.FieldValue> values = new ArrayList<>(syntax.args().size());
        List<Type.Field> fields = new ArrayList<>(syntax.args().size());
        Map<String, Span> names = new HashMap<>();
        boolean failed = false;
        for (Arg arg : syntax.args()) {
            if (arg.isNamed()) failed |= reportTwice(arg, names, env);
            TExpr value = leaf(arg.value(), env, open);
            failed |= value instanceof TExpr.Error;
            fields.add(new Type.Field(arg.isNamed() ? arg.name().text() : "", value.type(), FieldDefault.ABSENT));
            values.add(new TExpr.FieldValue(values.size(), value));
        }
        if (failed) return new TExpr.Error(syntax.span());
        return new TExpr.StructValue(values, c.types().struct(fields), syntax.span());
    }

    private boolean reportTwice(Arg arg, Map<String, Span> names, Env env) {
        Span first = names.putIfAbsent(arg.name().text(), arg.name().span());
        if (first == null) return false;
        c.report(Problem.of(Code.E0608, arg.name().span(), "`" + arg.name().text() + "` is given twice").label(first, "first here"), env);
        return true;
    }

    private TExpr leaf(Expr syntax, Env env, boolean open) {
        Expr inner = Exprs.withoutParens(syntax);
        if (inner instanceof Expr.StructLit nested) return anonymous(nested, env, open);
        TExpr value = c.exprs().value(syntax, env, Expect.NOTHING);
        if (open && OpenType.current(value.type()) instanceof cpi.types.UntypedType untyped) {
            return c.conversions().openTypes().take(value, env.body().newOpen(untyped == cpi.types.UntypedType.FLOAT), env);
        }
        TExpr settled = c.conversions().toDefault(value, env);
        c.exprs().checkCopy(settled, syntax.span(), env);
        return settled;
    }
}
