package cpi.sema;

import cpi.diag.Problem;
import cpi.num.Decimal;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.Type;
import cpi.types.UntypedType;

/// The words of messages that several parts share: types, operands that need parentheses, labels at declarations.
final class Wording {
    private Wording() {}

    /// A type in back-ticks (D1.5).
    static String type(Type type) {
        return "`" + type + "`";
    }

    /// `a type`, `an i64`: the type with its article, for labels.
    static String aType(Type type) {
        if (type instanceof UntypedType untyped) return untyped == UntypedType.INTEGER ? "an integer constant" : "a float constant";
        String text = type.toString();
        boolean vowel = !text.isEmpty() && "aeiou".indexOf(Character.toLowerCase(text.charAt(0))) >= 0 && !text.startsWith("u");
        return (vowel ? "an `" : "a `") + text + "`";
    }

    /// A float constant: as written where it is a literal, else as it would be printed (L12.9).
    static String number(TExpr.FloatConst constant) {
        String text = constant.span().text();
        boolean isLiteral = !text.isEmpty() && Character.isDigit(text.charAt(0)) && isUnary(text);
        return isLiteral ? text : Decimal.text(constant.value());
    }

    /// The range of an integer type, for notes.
    static String range(IntType type) {
        return "`" + type + "` holds " + type.min() + " to " + type.max();
    }

    /// Adds a label at the declaration of a named type, pointers stripped.
    static Problem declared(Problem problem, Type type) {
        Type t = type;
        while (t instanceof Type.PointerType p) t = p.target();
        return t instanceof NamedType named ? problem.label(named.place(), "`" + named.name() + "` is declared here") : problem;
    }

    /// Proposes to put a prefix (`cast(T) `, `&`, `^`) before an expression, in parentheses where the text needs them.
    static Problem prefix(Problem problem, String message, String prefix, Span operand) {
        if (operand.isNone() || operand.start() == operand.end()) return problem;
        String text = operand.text();
        String replacement = isUnary(text) ? prefix + text : prefix + "(" + text + ")";
        return problem.help(message + ": `" + oneLine(replacement) + "`", operand, replacement);
    }

    private static String oneLine(String text) {
        String flat = text.replaceAll("\\s+", " ");
        return flat.length() <= 60 ? flat : flat.substring(0, 57) + "...";
    }

    /// Whether a prefix operator may simply be written before the text of an expression: nothing outside brackets and quotes
    /// binds looser than a postfix operator.
    static boolean isUnary(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch == '"' || ch == '\'' || ch == '`') i = endOfQuote(text, i);
            else if (ch == '(' || ch == '[' || ch == '{') depth++;
            else if (ch == ')' || ch == ']' || ch == '}') depth--;
            else if (depth == 0 && !isPostfix(ch) && !(i == 0 && "^&-!#".indexOf(ch) >= 0)) return false;
        }
        return true;
    }

    private static int endOfQuote(String text, int start) {
        char quote = text.charAt(start);
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != quote) i += text.charAt(i) == '\\' ? 2 : 1;
        return i;
    }

    private static boolean isPostfix(char ch) {
        return Character.isLetterOrDigit(ch) || ch == '_' || ch == '.' || ch == '!' || ch > 0x7F;
    }
}
