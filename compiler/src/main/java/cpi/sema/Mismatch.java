package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
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

/// Explains why a value does not convert to the type that is expected (L3.14, L4.5), and what would help.
final class Mismatch {
    private final Checker c;

    Mismatch(Checker c) {
        this.c = c;
    }

    /// Reports E0301, E0302, E0307, E0518 or E0815 at a value of type `s`.
    void report(TExpr value, Type s, Expect target, Env env) {
        Type t = OpenType.current(target.type());
        List<String> texts = TypePrinter.texts(t, s);
        String wanted = "`" + texts.get(0) + "`";
        String found = "`" + texts.get(1) + "`";
        Code code = code(s, t);
        Problem problem = switch (code) {
            case E0302 -> Problem.of(code, value.span(), wanted + " and " + found + " are different named types");
            case E0307 -> Problem.of(code, value.span(), "conversion from " + found + " to " + wanted + " can lose information");
            case E0518 -> Problem.of(code, value.span(), "function types differ: " + difference(s, t))
                .note("expected " + wanted).note("found " + found);
            case E0815 -> Problem.of(code, value.span(), "a function with context cannot be a C function")
                .note("expected " + wanted).note("found " + found).help("write a `#c fn` literal that calls it");
            case Code _ -> Problem.of(code, value.span(), "expected " + wanted + ", found " + found);
        };
        if (code == Code.E0302) problem = Wording.declared(Wording.declared(problem, t), s);
        else problem = problem.here("this is " + Wording.aType(s));
        c.report(helps(expected(problem, target), value, s, t), env);
    }

    /// Adds the label at what requires the type.
    Problem expected(Problem problem, Expect target) {
        return problem.label(target.reason(), target.why().isEmpty() ? "expected because of this" : target.why());
    }

    private static Code code(Type s, Type t) {
        if (s instanceof UntypedType) return Code.E0301;
        if (s.isNumeric() && t.isNumeric() && canLose(s.definition(), t.definition())) return Code.E0307;
        if (s instanceof NamedType && t instanceof NamedType) {
            return TypeMatching.matches(s.definition(), t.definition()) ? Code.E0302 : Code.E0301;
        }
        return switch (TypeMatching.compare(s, t)) {
            case NAMED -> Code.E0302;
            case FUNCTION -> s.definition() instanceof FnType f && t.definition() instanceof FnType g && g.c() && !f.c()
                ? Code.E0815 : Code.E0518;
            case MATCH, OTHER -> Code.E0301;
        };
    }

    /// Whether some value of one numeric type cannot be represented in another.
    private static boolean canLose(Type s, Type t) {
        return switch (s) {
            case IntType a when t instanceof IntType b -> !b.contains(a.min()) || !b.contains(a.max());
            case IntType a when t instanceof FloatType b -> a.bits() > (b == FloatType.F32 ? 24 : 53);
            case FloatType a when t instanceof FloatType b -> a == FloatType.F64 && b == FloatType.F32;
            case Type _ -> true;
        };
    }

    private static String difference(Type s, Type t) {
        Type a = pointee(s);
        Type b = pointee(t);
        if (!(a instanceof FnType f) || !(b instanceof FnType g)) return "they are parts of different types";
        if (f.c() != g.c()) return "one is a C function";
        if (f.params().size() != g.params().size()) return f.params().size() + " parameters instead of " + g.params().size();
        if (f.variadic() != g.variadic()) return "one is variadic";
        for (int i = 0; i < f.params().size(); i++) {
            if (!TypeMatching.matchInside(f.params().get(i), g.params().get(i))) {
                return "parameter " + (i + 1) + " is " + Wording.type(f.params().get(i)) + " instead of " + Wording.type(g.params().get(i));
            }
        }
        return "the result is " + Wording.type(f.result()) + " instead of " + Wording.type(g.result());
    }

    private static Type pointee(Type type) {
        Type t = type.definition();
        while (t instanceof Type.PointerType p) t = p.target().definition();
        return t;
    }

    private static String requoted(String literal, char quote) {
        return quote + literal.substring(1, literal.length() - 1) + quote;
    }

    private static Type pointed(Type type) {
        return type.definition() instanceof Type.PointerType p ? p.target() : type;
    }

    private static boolean areBytes(Type s, Type t) {
        return s.definition() instanceof Type.SliceType a && a.element().definition() instanceof IntType x && x.bits() == 8
            && t.definition() instanceof Type.SliceType b && b.element().definition() instanceof IntType y && y.bits() == 8;
    }

    private Problem helps(Problem problem, TExpr value, Type s, Type t) {
        if (c.exprs().isPlace(value) && t.definition() instanceof Type.PointerType p && p.target() != Type.NONE
            && TypeMatching.matches(s, p.target())) {
            return Wording.prefix(problem, "take its address", "&", value.span());
        }
        String text = value.span().text();
        boolean wantsText = t.definition() instanceof Type.SliceType slice && slice.element().definition() == IntType.I8;
        if (wantsText && text.startsWith("'")) return problem.help("text stands in double quotes", value.span(), requoted(text, '"'));
        boolean wantsCharacter = t.definition() == IntType.I8 && text.startsWith("\"") && text.length() == 3;
        if (wantsCharacter) return problem.help("a character stands in single quotes", value.span(), requoted(text, '\''));
        if (value instanceof TExpr.AddressOf && text.startsWith("&") && TypeMatching.matches(pointed(s), t)) {
            return problem.help("leave the `&` out", value.span(), text.substring(1));
        }
        if (s.definition() instanceof Type.PointerType p && p.target() != Type.NONE
            && c.conversions().implicitly(value, p.target(), t).isPresent()) {
            return Wording.prefix(problem, "use what it points to", "^", value.span());
        }
        if (value instanceof TExpr.NilConst && t.definition() instanceof Type.SliceType) {
            return problem.help("an empty slice is `[]{}`", value.span(), "[]{}");
        }
        if (s.definition() instanceof Type.SliceType slice && t.definition() instanceof Type.PointerType p
            && TypeMatching.matches(slice.element(), p.target())) {
            return problem.help("the address of its elements is `" + text + ".data`", value.span().after(), ".data");
        }
        if (problem.code() == Code.E0518 || problem.code() == Code.E0815) return problem;
        // Bytes taken for something else are hardly what is meant, except text for bytes.
        Optional<TExpr.Conversion> cast = c.exprs().casts().kind(s instanceof UntypedType u ? u.defaultType() : s, t);
        if (cast.isEmpty() || cast.get() == TExpr.Conversion.REINTERPRET && !areBytes(s, t)) return problem;
        return Wording.prefix(problem, "convert explicitly", "cast(" + TypePrinter.text(t) + ") ", value.span());
    }
}
