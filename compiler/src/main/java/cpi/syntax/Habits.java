package cpi.syntax;

import cpi.diag.Suggest;

/// Helps for spellings of other languages (D5), given with whatever error they cause.
final class Habits {
    private static final String POINTEE = "what a pointer points to is `^p`";
    /// For an `if` or `switch` in an expression.
    static final String NO_VALUE = "statements have no value: assign in each branch";
    private static final String RANGES = "`a..b` leaves b out, `a..=b` includes it";

    private Habits() {}

    /// What to write instead of the text around token `i`, or an empty text.
    static String help(Tokens tokens, int i) {
        String loop = loop(tokens, i);
        if (!loop.isEmpty()) return loop;
        if (isDecrement(tokens, i)) return "`--` begins a comment; to subtract one write `x -= 1`";
        String operator = operator(tokens, i);
        if (!operator.isEmpty()) return operator;
        String word = word(tokens, i);
        return word.isEmpty() && i > 0 ? word(tokens, i - 1) : word;
    }

    /// What to write for a loop of another language: behind `for`, or behind `for` and a name.
    private static String loop(Tokens tokens, int i) {
        if (i == 0) return "";
        boolean isFirst = tokens.kind(i - 1) == TokenKind.FOR;
        if (!isFirst && (i < 2 || tokens.kind(i - 2) != TokenKind.FOR || !TokenKind.isIdent(tokens.kind(i - 1)))) return "";
        if (isFirst) return tokens.kind(i) == TokenKind.LBRACE ? "write `while true { … }`" : "write `while condition { … }`";
        return switch (tokens.kind(i)) {
            case TokenKind.COLON_EQ -> "write `for i: 0..n { … }`";
            case TokenKind.COMMA, TokenKind.ASSIGN -> "";
            default -> TokenKind.isIdent(tokens.kind(i)) ? "write `for x: xs { … }`" : "write `while condition { … }`";
        };
    }

    /// Whether a `--` stands directly behind the token before, and so a comment where `x--` was meant.
    private static boolean isDecrement(Tokens tokens, int i) {
        if (i == 0 || !tokens.startsLine(i) || !TokenKind.isIdent(tokens.kind(i - 1))) return false;
        int end = tokens.end(i - 1);
        return tokens.file().text(end, Math.min(end + 2, tokens.file().length())).equals("--");
    }

    /// The token behind a `//` or `/*` comment that begins at token `i`; `i` if none does.
    static int foreignComment(Tokens tokens, int i) {
        if (tokens.kind(i) != TokenKind.SLASH || next(tokens, i) == TokenKind.EOF || !tokens.isGlued(i + 1)) return i;
        int end = i + 1;
        if (tokens.kind(end) == TokenKind.SLASH) {
            while (tokens.kind(end) != TokenKind.EOF && !tokens.startsLine(end)) end++;
            return end;
        }
        if (tokens.kind(end) != TokenKind.STAR) return i;
        while (tokens.kind(end) != TokenKind.EOF) {
            end++;
            if (tokens.kind(end) == TokenKind.SLASH && tokens.kind(end - 1) == TokenKind.STAR && tokens.isGlued(end)) return end + 1;
        }
        return end;
    }

    private static String operator(Tokens tokens, int i) {
        return switch (tokens.kind(i)) {
            case TokenKind.AMP -> pairs(tokens, i, TokenKind.AMP) ? foreign("&&") : "the operator on bits is `~and`";
            case TokenKind.PIPE -> pairs(tokens, i, TokenKind.PIPE) ? foreign("||") : "";
            case TokenKind.PLUS -> pairs(tokens, i, TokenKind.PLUS) ? foreign("++") : "";
            case TokenKind.SLASH -> {
                if (pairs(tokens, i, TokenKind.SLASH)) yield foreign("//");
                yield next(tokens, i) == TokenKind.STAR && tokens.isGlued(i + 1) ? foreign("/*") : "";
            }
            case TokenKind.STAR -> {
                if (i > 0 && tokens.kind(i - 1) == TokenKind.DOT) yield POINTEE;
                yield i > 0 && tokens.kind(i - 1) == TokenKind.SLASH && tokens.isGlued(i) ? foreign("/*") : "";
            }
            case TokenKind.MINUS -> next(tokens, i) == TokenKind.GT && tokens.isGlued(i + 1)
                    ? foreign("->") : "";
            case TokenKind.COLON_EQ -> "with a type write `x: T = value;`, without one `x := value;`";
            case TokenKind.COMMA -> i > 0 && TokenKind.isIdent(tokens.kind(i - 1)) ? "one declaration or assignment for each name" : "";
            case TokenKind.CARET -> Starts.expression(next(tokens, i)) ? "the operator on bits is `~xor`" : POINTEE;
            case TokenKind.GT -> i > 0 && tokens.kind(i - 1) == TokenKind.MINUS && tokens.isGlued(i) ? foreign("->") : doubled(tokens, i);
            case TokenKind.LT, TokenKind.LE, TokenKind.GE, TokenKind.ELLIPSIS -> doubled(tokens, i);
            case TokenKind.ASSIGN -> "an assignment is a statement of its own";
            default -> "";
        };
    }

    /// `<<`, `>>=`, `..<` and the like.
    private static String doubled(Tokens tokens, int i) {
        int before = i > 0 && tokens.isGlued(i) ? tokens.kind(i - 1) : TokenKind.EOF;
        return switch (tokens.kind(i)) {
            case TokenKind.ELLIPSIS -> RANGES;
            case TokenKind.LT -> before == TokenKind.DOTDOT ? RANGES : before == TokenKind.LT ? "the shift operator is `~shl`" : "";
            case TokenKind.LE -> before == TokenKind.LT ? "the shift operator is `~shl`, in assignments `~shl=`" : "";
            case TokenKind.GT -> before == TokenKind.GT ? "the shift operator is `~shr`" : "";
            case TokenKind.GE -> before == TokenKind.GT ? "the shift operator is `~shr`, in assignments `~shr=`" : "";
            default -> "";
        };
    }

    private static String word(Tokens tokens, int i) {
        if (tokens.kind(i) == TokenKind.IMPORT && next(tokens, i) == TokenKind.LPAREN) return foreign("import(");
        if (tokens.kind(i) == TokenKind.D_SYNC && next(tokens, i) != TokenKind.LPAREN) return "write `#sync(m) { … }`";
        if (tokens.kind(i) != TokenKind.IDENT) return "";
        String name = tokens.name(i);
        if (name.equals("test") && next(tokens, i) == TokenKind.STRING) return "write `#test \"name\" { … }`";
        if (name.equals("new") && next(tokens, i) == TokenKind.IDENT) return "write `new!(T)()`, or `new(value)` for a copy of a value";
        return name.equals("in") ? "write `for x: xs { … }`" : foreign(name);
    }

    /// The help for a word of another language that stands before token `i`, or an empty text.
    static String wordBefore(Tokens tokens, int i) {
        return i > 0 ? word(tokens, i - 1) : "";
    }

    private static String foreign(String text) {
        return Suggest.foreignWord(text).orElse("");
    }

    /// Whether token `i` and a neighbour of the given kind stand together without white space.
    private static boolean pairs(Tokens tokens, int i, int kind) {
        return next(tokens, i) == kind && tokens.isGlued(i + 1)
                || i > 0 && tokens.kind(i - 1) == kind && tokens.isGlued(i);
    }

    private static int next(Tokens tokens, int i) {
        return i + 1 < tokens.count() ? tokens.kind(i + 1) : TokenKind.EOF;
    }
}
