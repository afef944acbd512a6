package cpi.syntax;

import cpi.diag.Problem;
import cpi.source.Span;

/// Characters that look like an ASCII character of the language, as word processors and input methods make them (E0101).
///
/// @param ascii what was probably meant, empty if nothing is known
/// @param kind the token it is read as; EOF for none (white space), ERROR if it cannot be guessed
record LookAlike(String ascii, int kind) {
    static LookAlike of(int codePoint) {
        return switch (codePoint) {
            case 0x201C, 0x201D, 0x201E, 0x201F, 0x00AB, 0x00BB, 0xFF02 -> new LookAlike("\"", TokenKind.STRING);
            case 0x2018, 0x2019, 0x201A, 0x2032, 0x00B4, 0xFF07 -> new LookAlike("'", TokenKind.ERROR);
            case 0x00D7, 0x2217, 0x22C5, 0x00B7, 0xFF0A -> new LookAlike("*", TokenKind.STAR);
            case 0x2212, 0x2010, 0x2011, 0x2013, 0xFF0D -> new LookAlike("-", TokenKind.MINUS);
            case 0x2014 -> new LookAlike("--", TokenKind.ERROR);
            case 0x00F7, 0x2215, 0xFF0F -> new LookAlike("/", TokenKind.SLASH);
            case 0xFF0B -> new LookAlike("+", TokenKind.PLUS);
            case 0x2264 -> new LookAlike("<=", TokenKind.LE);
            case 0x2265 -> new LookAlike(">=", TokenKind.GE);
            case 0x2260 -> new LookAlike("!=", TokenKind.NE);
            case 0xFF1D -> new LookAlike("=", TokenKind.ASSIGN);
            case 0x2026 -> new LookAlike("...", TokenKind.ELLIPSIS);
            case 0xFF08 -> new LookAlike("(", TokenKind.LPAREN);
            case 0xFF09 -> new LookAlike(")", TokenKind.RPAREN);
            case 0xFF5B -> new LookAlike("{", TokenKind.LBRACE);
            case 0xFF5D -> new LookAlike("}", TokenKind.RBRACE);
            case 0xFF0C, 0x3001 -> new LookAlike(",", TokenKind.COMMA);
            case 0xFF1A -> new LookAlike(":", TokenKind.COLON);
            case 0xFF1B, 0x037E -> new LookAlike(";", TokenKind.SEMICOLON);
            case 0x00A0, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0x3000, 0xFEFF -> new LookAlike(" ", TokenKind.EOF);
            default -> new LookAlike("", TokenKind.ERROR);
        };
    }

    /// How a character is shown in a message: itself, or its number if it cannot be seen.
    static String show(int codePoint) {
        boolean visible = !Character.isISOControl(codePoint) && !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint)
                && Character.isDefined(codePoint) && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.PRIVATE_USE;
        return visible ? "`" + Character.toString(codePoint) + "`" : "U+%04X".formatted(codePoint);
    }

    /// What to say about `@`, perhaps with a word behind it.
    private static String atWord(Span place) {
        String text = place.file().text(place.end(), Math.min(place.end() + 12, place.file().length()));
        if (text.startsWith("import")) return "import a module: `#import \"name\";`";
        if (text.isEmpty() || !Character.isLetter(text.charAt(0))) return "the address of x is `&x`, what p points to is `^p`";
        return "conversions are `cast(T) x`; what the compiler knows is asked with `sizeof(T)`, `typeof(x)`, `#fieldsof(T)` and the like";
    }

    Problem explain(Problem problem, Span place) {
        if (!ascii.isEmpty()) {
            String name = ascii.equals(" ") ? "an ordinary space" : "`" + ascii + "`";
            return problem.help("use " + name, place, ascii);
        }
        return switch (place.text()) {
            case "?" -> problem.help("there is no `?:`; use `if` and `else`; a value that may be missing is an `Optional!(T)`");
            case "#" -> problem.help("a comment begins with `--`");
            case "@" -> problem.help(atWord(place));
            case "\\" -> problem.help("statements need no mark to continue on the next line");
            default -> problem;
        };
    }
}
