package cpi.syntax;

/// The kinds of tokens (L1). They are small integers, not an enum, since [Tokens] keeps millions of them and the parser
/// switches over ranges; a kind of a word is at the same time the id of its text in the [NameTable].
final class TokenKind {
    static final int EOF = 0;
    /// Text that is no token; the error has been reported.
    static final int ERROR = 1;
    static final int IDENT = 2;
    // Contextual words (L1.4b): identifiers that mean something else in certain positions.
    static final int TYPE = 3;
    static final int MODULE = 4;
    static final int IMPORT = 5;
    static final int MOD = 6;
    static final int UNION = 7;
    static final int RETTYPEOF = 8;
    static final int AS = 9;
    static final int LAST_IDENT = AS;

    static final int INT = 10;
    static final int FLOAT = 11;
    static final int STRING = 12;
    static final int CHAR = 13;

    // Keywords (L1.4a).
    static final int BLANK = 14;
    static final int ALIGNOF = 15;
    static final int AND = 16;
    static final int BREAK = 17;
    static final int CASE = 18;
    static final int CAST = 19;
    static final int CONTINUE = 20;
    static final int DEFER = 21;
    static final int DO = 22;
    static final int ELSE = 23;
    static final int ENUM = 24;
    static final int FALSE = 25;
    static final int FN = 26;
    static final int FOR = 27;
    static final int IF = 28;
    static final int NIL = 29;
    static final int OFFSETOF = 30;
    static final int OR = 31;
    static final int RETURN = 32;
    static final int RETURNTYPEOF = 33;
    static final int SIZEOF = 34;
    static final int STRUCT = 35;
    static final int SWITCH = 36;
    static final int TAGCHECK = 37;
    static final int TRUE = 38;
    static final int TYPEOF = 39;
    static final int WHILE = 40;

    // Directives (L1.10).
    static final int D_ALLOW = 41;
    static final int D_ASSERT = 42;
    static final int D_ASYNC = 43;
    static final int D_ATTR = 44;
    static final int D_ATTROF = 45;
    static final int D_C = 46;
    static final int D_COMPLETE = 47;
    static final int D_CONTEXT = 48;
    static final int D_CONTEXTINIT = 49;
    static final int D_EMBED = 50;
    static final int D_ERROR = 51;
    static final int D_EXPORT = 52;
    static final int D_FIELDSOF = 53;
    static final int D_FOR = 54;
    static final int D_HASATTR = 55;
    static final int D_IF = 56;
    static final int D_IMPORT = 57;
    static final int D_IMPORT_PATH = 58;
    static final int D_ISKIND = 59;
    static final int D_LINK = 60;
    static final int D_LINK_PATH = 61;
    static final int D_LOCATION = 62;
    static final int D_NAMEOF = 63;
    static final int D_PARTIAL = 64;
    static final int D_RUN = 65;
    static final int D_SYNC = 66;
    static final int D_TEST = 67;
    static final int D_THREAD_LOCAL = 68;
    static final int D_TYPE = 69;
    static final int D_UNCHECKED = 70;
    static final int D_WITH = 71;

    // Operators and punctuation (L1.9).
    static final int SEMICOLON = 72;
    static final int COMMA = 73;
    static final int LBRACE = 74;
    static final int RBRACE = 75;
    static final int LPAREN = 76;
    static final int RPAREN = 77;
    static final int LBRACKET = 78;
    static final int RBRACKET = 79;
    static final int DOT = 80;
    static final int DOTDOT = 81;
    static final int DOTDOT_EQ = 82;
    static final int ELLIPSIS = 83;
    static final int COLON = 84;
    static final int COLON_EQ = 85;
    static final int COLON_COLON = 86;
    static final int COLON_COLON_EQ = 87;
    static final int BANG = 88;
    static final int NE = 89;
    static final int ASSIGN = 90;
    static final int EQ = 91;
    static final int LT = 92;
    static final int LE = 93;
    static final int GT = 94;
    static final int GE = 95;
    static final int PLUS = 96;
    static final int PLUS_EQ = 97;
    static final int MINUS = 98;
    static final int MINUS_EQ = 99;
    static final int STAR = 100;
    static final int STAR_EQ = 101;
    static final int SLASH = 102;
    static final int SLASH_EQ = 103;
    static final int CARET = 104;
    static final int AMP = 105;
    static final int PIPE = 106;
    static final int INVERT = 107;
    static final int BIT_AND = 108;
    static final int BIT_OR = 109;
    static final int BIT_XOR = 110;
    static final int SHL = 111;
    static final int SHR = 112;
    static final int BIT_AND_EQ = 113;
    static final int BIT_OR_EQ = 114;
    static final int BIT_XOR_EQ = 115;
    static final int SHL_EQ = 116;
    static final int SHR_EQ = 117;

    static final int COUNT = 118;

    private static final String[] TEXT = {
        "end of file", "unreadable text", "a name",
        "type", "module", "import", "mod", "union", "rettypeof", "as",
        "a number", "a number", "a string", "a character",
        "_", "alignof", "and", "break", "case", "cast", "continue", "defer", "do", "else", "enum", "false", "fn", "for", "if",
        "nil", "offsetof", "or", "return", "returntypeof", "sizeof", "struct", "switch", "tagcheck", "true", "typeof", "while",
        "#allow", "#assert", "#async", "#attr", "#attrof", "#c", "#complete", "#context", "#contextinit", "#embed", "#error",
        "#export", "#fieldsof", "#for", "#hasattr", "#if", "#import", "#importPath", "#iskind", "#link", "#linkPath",
        "#location", "#nameof", "#partial", "#run", "#sync", "#test", "#thread_local", "#type", "#unchecked", "#with",
        ";", ",", "{", "}", "(", ")", "[", "]", ".", "..", "..=", "...", ":", ":=", "::", "::=", "!", "!=", "=", "==",
        "<", "<=", ">", ">=", "+", "+=", "-", "-=", "*", "*=", "/", "/=", "^", "&", "|",
        "~!", "~and", "~or", "~xor", "~shl", "~shr", "~and=", "~or=", "~xor=", "~shl=", "~shr=",
    };

    private TokenKind() {}

    /// The text of a word, directive or operator; a description for the other kinds.
    static String text(int kind) {
        return TEXT[kind];
    }

    /// Identifiers and contextual words.
    static boolean isIdent(int kind) {
        return kind >= IDENT && kind <= LAST_IDENT;
    }

    static boolean isKeyword(int kind) {
        return kind >= BLANK && kind <= WHILE;
    }

    static boolean isDirective(int kind) {
        return kind >= D_ALLOW && kind <= D_WITH;
    }

    /// Kinds with one spelling that looks like a word; these are in every [NameTable] under their own number.
    static boolean isWord(int kind) {
        return kind > IDENT && kind <= LAST_IDENT || kind >= BLANK && kind <= D_WITH;
    }

    static boolean isOpener(int kind) {
        return kind == LBRACE || kind == LPAREN || kind == LBRACKET;
    }

    static boolean isCloser(int kind) {
        return kind == RBRACE || kind == RPAREN || kind == RBRACKET;
    }

    /// The closing bracket of an opening one.
    static int closerOf(int opener) {
        return opener + 1;
    }
}
