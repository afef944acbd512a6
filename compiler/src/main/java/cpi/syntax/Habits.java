package cpi.syntax;

/// Helps for spellings of other languages (D5), given with whatever error they cause.
final class Habits {
    private Habits() {}

    /// What to write instead of the text around token `i`, or an empty text.
    static String help(Tokens tokens, int i) {
        String operator = operator(tokens, i);
        if (!operator.isEmpty()) return operator;
        String word = word(tokens, i);
        return word.isEmpty() && i > 0 ? word(tokens, i - 1) : word;
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
            case TokenKind.AMP -> pairs(tokens, i, TokenKind.AMP) ? "the logical operator is `and`" : "the operator on bits is `~and`";
            case TokenKind.PIPE -> pairs(tokens, i, TokenKind.PIPE) ? "the logical operator is `or`" : "";
            case TokenKind.PLUS -> pairs(tokens, i, TokenKind.PLUS) ? "there is no `++`; write `x += 1`" : "";
            case TokenKind.SLASH -> pairs(tokens, i, TokenKind.SLASH) ? "a comment begins with `--`" : "";
            case TokenKind.STAR -> i > 0 && tokens.kind(i - 1) == TokenKind.SLASH && tokens.isGlued(i)
                    ? "a comment is written `--[ … ]--`" : "";
            case TokenKind.MINUS -> next(tokens, i) == TokenKind.GT && tokens.isGlued(i + 1)
                    ? "the result type follows the parameters without an arrow; members of pointers are reached by `.`" : "";
            case TokenKind.GT -> i > 0 && tokens.kind(i - 1) == TokenKind.MINUS && tokens.isGlued(i)
                    ? "members of pointers are reached by `.`" : "";
            case TokenKind.CARET -> "the operator on bits is `~xor`";
            case TokenKind.LT -> pairs(tokens, i, TokenKind.LT) ? "the shift operator is `~shl`" : "";
            default -> "";
        };
    }

    private static String word(Tokens tokens, int i) {
        if (tokens.kind(i) == TokenKind.IMPORT && next(tokens, i) == TokenKind.LPAREN) return "write `#import \"name\";`";
        if (tokens.kind(i) != TokenKind.IDENT) return "";
        return switch (tokens.name(i)) {
            case "func", "function", "def" -> "a function is declared with `fn`";
            case "let", "var" -> "a variable is declared by `name := value;` or `name: type = value;`";
            case "const" -> "a constant is declared by `name ::= value;` or `name :: type = value;`";
            case "null", "NULL" -> "the null pointer is `nil`";
            case "elif", "elseif", "elsif" -> "write `else if`";
            case "in" -> "write `for x: xs { … }`";
            default -> "";
        };
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
