package cpi.syntax;

/// Which tokens begin an item or a statement (L2.2, L2.3), for recovery and for telling misplaced constructs.
final class Starts {
    private Starts() {}

    /// Words that begin a statement and no item.
    static boolean statementWord(int kind) {
        return switch (kind) {
            case TokenKind.IF, TokenKind.WHILE, TokenKind.FOR, TokenKind.DO, TokenKind.SWITCH, TokenKind.DEFER, TokenKind.RETURN,
                 TokenKind.BREAK, TokenKind.CONTINUE, TokenKind.D_FOR, TokenKind.D_WITH, TokenKind.D_SYNC,
                 TokenKind.D_UNCHECKED -> true;
            default -> false;
        };
    }

    /// Directives that begin an item, and perhaps also a statement.
    static boolean itemDirective(int kind) {
        return switch (kind) {
            case TokenKind.D_IF, TokenKind.D_IMPORT, TokenKind.D_IMPORT_PATH, TokenKind.D_LINK, TokenKind.D_LINK_PATH,
                 TokenKind.D_ATTR, TokenKind.D_CONTEXT, TokenKind.D_CONTEXTINIT, TokenKind.D_TEST, TokenKind.D_EXPORT,
                 TokenKind.D_ASSERT, TokenKind.D_ERROR, TokenKind.D_ALLOW, TokenKind.D_THREAD_LOCAL -> true;
            default -> false;
        };
    }

    /// Whether a construct surely begins at token `i` (not: an expression).
    static boolean construct(Tokens tokens, int i) {
        int kind = tokens.kind(i);
        return switch (kind) {
            case TokenKind.FN -> TokenKind.isIdent(next(tokens, i));
            case TokenKind.D_C -> next(tokens, i) == TokenKind.FN && TokenKind.isIdent(next(tokens, i + 1));
            case TokenKind.CASE -> true;
            case TokenKind.TYPE, TokenKind.MODULE, TokenKind.IMPORT -> contextualDecl(tokens, i);
            default -> statementWord(kind) || itemDirective(kind);
        };
    }

    /// Whether a declaration that is no variable or constant surely begins at token `i`.
    static boolean item(Tokens tokens, int i) {
        boolean alsoStatement = switch (tokens.kind(i)) {
            case TokenKind.CASE, TokenKind.D_IF, TokenKind.D_ALLOW, TokenKind.D_ASSERT, TokenKind.D_ERROR -> true;
            default -> statementWord(tokens.kind(i));
        };
        return construct(tokens, i) && !alsoStatement;
    }

    /// Whether `type`, `module` or `import` at token `i` begins a declaration (L1.4b). A keyword after `type` or `module` is
    /// taken for a name, which is then reported.
    static boolean contextualDecl(Tokens tokens, int i) {
        int next = next(tokens, i);
        boolean named = TokenKind.isIdent(next) || TokenKind.isKeyword(next) && next != TokenKind.AND && next != TokenKind.OR;
        return switch (tokens.kind(i)) {
            case TokenKind.TYPE -> named;
            case TokenKind.MODULE -> named && next(tokens, i + 1) == TokenKind.LBRACE;
            case TokenKind.IMPORT -> next == TokenKind.STRING || TokenKind.isIdent(next);
            default -> false;
        };
    }

    /// Whether a variable or constant declaration begins at token `i`.
    static boolean declaration(Tokens tokens, int i) {
        if (!TokenKind.isIdent(tokens.kind(i)) && tokens.kind(i) != TokenKind.BLANK) return false;
        return declarationSign(next(tokens, i));
    }

    /// The signs that follow the name in a variable or constant declaration.
    static boolean declarationSign(int kind) {
        return kind == TokenKind.COLON || kind == TokenKind.COLON_EQ || kind == TokenKind.COLON_COLON
                || kind == TokenKind.COLON_COLON_EQ;
    }

    /// Whether a type begins with this token for sure, so that it cannot be an expression that may denote one.
    static boolean onlyType(Tokens tokens, int i) {
        return switch (tokens.kind(i)) {
            case TokenKind.STAR, TokenKind.LBRACKET, TokenKind.FN, TokenKind.D_C, TokenKind.STRUCT, TokenKind.ENUM, TokenKind.TYPEOF,
                 TokenKind.RETURNTYPEOF -> true;
            case TokenKind.UNION -> next(tokens, i) == TokenKind.LBRACE || next(tokens, i) == TokenKind.LPAREN;
            case TokenKind.RETTYPEOF -> next(tokens, i) == TokenKind.LPAREN;
            default -> false;
        };
    }

    /// Whether an optional result type begins at token `i`, and not `as "name"` or the next declaration.
    static boolean resultType(Tokens tokens, int i) {
        int kind = tokens.kind(i);
        if (kind == TokenKind.FN || kind == TokenKind.D_C) return !construct(tokens, i);
        if (!TokenKind.isIdent(kind)) return kind == TokenKind.BANG || onlyType(tokens, i);
        boolean external = kind == TokenKind.AS && next(tokens, i) == TokenKind.STRING;
        return !external && !declaration(tokens, i) && !contextualDecl(tokens, i);
    }

    /// Whether an expression may begin with this token.
    static boolean expression(int kind) {
        return switch (kind) {
            case TokenKind.INT, TokenKind.FLOAT, TokenKind.STRING, TokenKind.CHAR, TokenKind.BLANK, TokenKind.ALIGNOF, TokenKind.CAST,
                 TokenKind.ENUM, TokenKind.FALSE, TokenKind.FN, TokenKind.NIL, TokenKind.OFFSETOF, TokenKind.RETURNTYPEOF,
                 TokenKind.SIZEOF, TokenKind.STRUCT, TokenKind.TAGCHECK, TokenKind.TRUE, TokenKind.TYPEOF, TokenKind.D_ASYNC,
                 TokenKind.D_ATTROF, TokenKind.D_C, TokenKind.D_EMBED, TokenKind.D_FIELDSOF, TokenKind.D_HASATTR, TokenKind.D_ISKIND,
                 TokenKind.D_LOCATION, TokenKind.D_NAMEOF, TokenKind.D_RUN, TokenKind.D_TYPE, TokenKind.LBRACE, TokenKind.LPAREN,
                 TokenKind.LBRACKET, TokenKind.COLON, TokenKind.BANG, TokenKind.MINUS, TokenKind.STAR, TokenKind.CARET,
                 TokenKind.AMP, TokenKind.INVERT -> true;
            default -> TokenKind.isIdent(kind);
        };
    }

    private static int next(Tokens tokens, int i) {
        return i + 1 < tokens.count() ? tokens.kind(i + 1) : TokenKind.EOF;
    }
}
