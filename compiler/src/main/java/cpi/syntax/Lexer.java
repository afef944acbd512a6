package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.diag.Suggest;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.List;
import java.util.stream.IntStream;

/// Turns the bytes of a file into [Tokens] (L1). Single use: one instance per file.
///
/// Never fails. Text that is no token is reported once and becomes an ERROR token, at which the parser gives up its
/// construct without a message of its own; where the intention is clear (look-alikes, `%`) the intended token is made.
final class Lexer {
    static final int MAX_SIZE = 256 << 20;

    private static final byte SPACE = 1;
    private static final byte LETTER = 2;
    private static final byte DIGIT = 3;
    private static final byte OPERATOR = 4;
    private static final byte QUOTE = 5;
    private static final byte[] CLASSES = classes();
    private static final List<String> DIRECTIVES =
            IntStream.range(0, TokenKind.COUNT).filter(TokenKind::isDirective).mapToObj(TokenKind::text).toList();

    private final SourceFile file;
    private final byte[] source;
    private final Problems problems;
    private final NameTable names = new NameTable();
    private final Tokens tokens;
    private final NumberLexer numbers;
    private final QuoteLexer quotes;
    private int pos;
    private int lastIllegal = -1;
    private boolean malformed;

    private Lexer(SourceFile file, Problems problems) {
        this.file = file;
        this.source = file.bytes();
        this.problems = problems;
        this.tokens = new Tokens(file, names);
        this.numbers = new NumberLexer(file, tokens, problems);
        this.quotes = new QuoteLexer(file, tokens, names, problems);
    }

    static Tokens lex(SourceFile file, Problems problems) {
        Lexer lexer = new Lexer(file, problems);
        if (file.length() > MAX_SIZE) {
            problems.report(Problem.of(Code.E0214, new Span(file, 0, 0), "source file is too large")
                    .note("a file can have at most 256 MiB"));
        } else {
            lexer.run();
        }
        lexer.tokens.add(TokenKind.EOF, file.length(), file.length(), 0);
        return lexer.tokens;
    }

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (char c : " \t\n\r\f\u000B".toCharArray()) classes[c] = SPACE;
        for (char c : ";,{}()[].:!=<>+-*/^&|~#%".toCharArray()) classes[c] = OPERATOR;
        for (char c : "\"'`".toCharArray()) classes[c] = QUOTE;
        for (char c = '0'; c <= '9'; c++) classes[c] = DIGIT;
        for (char c = 0; c < 128; c++) if (Utf8.startsIdentifier(c)) classes[c] = LETTER;
        return classes;
    }

    private void run() {
        int bad = Utf8.firstBad(source);
        malformed = bad >= 0;
        if (malformed) {
            boolean wide = bad == 0 && source.length > 1 && (source[0] & 0xFF) + (source[1] & 0xFF) == 0xFF + 0xFE;
            problems.report(Problem.of(Code.E0106, new Span(file, bad, bad + 1), "source is not valid UTF-8")
                    .note(wide ? "the file begins like UTF-16" : "the byte is 0x%02X".formatted(source[bad] & 0xFF)));
        }
        if (source.length >= 3 && source[0] == (byte) 0xEF && source[1] == (byte) 0xBB && source[2] == (byte) 0xBF) pos = 3;
        while (pos < source.length) {
            byte b = source[pos];
            switch (b < 0 ? 0 : CLASSES[b]) {
                case SPACE -> pos++;
                case LETTER -> word();
                case DIGIT -> pos = numbers.read(pos);
                case OPERATOR -> operator(b);
                case QUOTE -> pos = quotes.read(pos);
                default -> other();
            }
        }
    }

    private byte at(int i) {
        return i < source.length ? source[i] : 0;
    }

    private void emit(int kind, int length) {
        tokens.add(kind, pos, pos + length, 0);
        pos += length;
    }

    private void word() {
        int start = pos;
        int end = wordEnd(pos);
        int id = names.id(source, start, end);
        tokens.add(TokenKind.isWord(id) ? id : TokenKind.IDENT, start, end, id);
        pos = end;
    }

    private int wordEnd(int from) {
        return wordEnd(source, from);
    }

    /// The end of the identifier characters that begin at `from`.
    static int wordEnd(byte[] source, int from) {
        int at = from;
        while (at < source.length) {
            byte b = source[at];
            if (b >= 0) {
                byte type = CLASSES[b];
                if (type != LETTER && type != DIGIT) break;
                at++;
            } else {
                int length = Utf8.length(source, at);
                if (length == 0 || !Utf8.continuesIdentifier(Utf8.codePoint(source, at))) break;
                at += length;
            }
        }
        return at;
    }

    private void operator(byte b) {
        byte next = at(pos + 1);
        switch (b) {
            case ';' -> emit(TokenKind.SEMICOLON, 1);
            case ',' -> emit(TokenKind.COMMA, 1);
            case '{' -> emit(TokenKind.LBRACE, 1);
            case '}' -> emit(TokenKind.RBRACE, 1);
            case '(' -> emit(TokenKind.LPAREN, 1);
            case ')' -> emit(TokenKind.RPAREN, 1);
            case '[' -> emit(TokenKind.LBRACKET, 1);
            case ']' -> emit(TokenKind.RBRACKET, 1);
            case '^' -> emit(TokenKind.CARET, 1);
            case '&' -> emit(TokenKind.AMP, 1);
            case '|' -> emit(TokenKind.PIPE, 1);
            case '!' -> withEquals(TokenKind.BANG, next);
            case '=' -> withEquals(TokenKind.ASSIGN, next);
            case '<' -> withEquals(TokenKind.LT, next);
            case '>' -> withEquals(TokenKind.GT, next);
            case '+' -> withEquals(TokenKind.PLUS, next);
            case '*' -> withEquals(TokenKind.STAR, next);
            case '/' -> withEquals(TokenKind.SLASH, next);
            case '-' -> {
                if (next == '-') comment();
                else withEquals(TokenKind.MINUS, next);
            }
            case '.' -> dots(next);
            case ':' -> colons(next);
            case '~' -> tilde();
            case '#' -> directive();
            default -> percent();
        }
    }

    /// An operator, or the one with `=` behind it, which has the next number.
    private void withEquals(int kind, byte next) {
        if (next == '=') emit(kind + 1, 2);
        else emit(kind, 1);
    }

    private void dots(byte next) {
        if (next != '.') {
            emit(TokenKind.DOT, 1);
        } else if (at(pos + 2) == '=') {
            emit(TokenKind.DOTDOT_EQ, 3);
        } else if (at(pos + 2) == '.') {
            emit(TokenKind.ELLIPSIS, 3);
        } else {
            emit(TokenKind.DOTDOT, 2);
        }
    }

    private void colons(byte next) {
        if (next == '=') {
            emit(TokenKind.COLON_EQ, 2);
        } else if (next != ':') {
            emit(TokenKind.COLON, 1);
        } else if (at(pos + 2) == '=') {
            emit(TokenKind.COLON_COLON_EQ, 3);
        } else {
            emit(TokenKind.COLON_COLON, 2);
        }
    }

    private void tilde() {
        if (at(pos + 1) == '!') {
            emit(TokenKind.INVERT, 2);
            return;
        }
        int end = wordEnd(pos + 1);
        for (int kind = TokenKind.BIT_AND; kind <= TokenKind.SHR; kind++) {
            String text = TokenKind.text(kind);
            if (text.length() == end - pos && text.equals(file.text(pos, end))) {
                boolean assigns = at(end) == '=';
                emit(assigns ? kind + TokenKind.BIT_AND_EQ - TokenKind.BIT_AND : kind, end - pos + (assigns ? 1 : 0));
                return;
            }
        }
        report(Problem.of(Code.E0101, new Span(file, pos, pos + 1), "unexpected character `~`")
                .help("the operators on bits are `~and`, `~or`, `~xor`, `~shl`, `~shr` and `~!`"));
        // A word directly behind it was meant as part of the operator; for `~x` it is the operand of a complement.
        emit(end - pos > 3 ? TokenKind.ERROR : TokenKind.INVERT, end - pos > 3 ? end - pos : 1);
    }

    private void directive() {
        int end = wordEnd(pos + 1);
        if (end == pos + 1 || CLASSES[Math.max(0, source[pos + 1])] == DIGIT) {
            other();
            return;
        }
        int id = names.id(source, pos, end);
        int kind = TokenKind.isDirective(id) ? id : TokenKind.ERROR;
        if (kind == TokenKind.ERROR) {
            String word = file.text(pos, end);
            Problem problem = Problem.of(Code.E0112, new Span(file, pos, end), "unknown directive `" + word + "`");
            var foreign = Suggest.foreignWord(word);
            var nearest = Suggest.nearest(word, DIRECTIVES);
            report(foreign.isPresent() ? problem.help(foreign.get()) : nearest.isEmpty() ? problem
                    : problem.help("did you mean `" + nearest.get() + "`?", problem.primary(), nearest.get()));
        }
        tokens.add(kind, pos, end, id);
        pos = end;
    }

    private void percent() {
        Span place = new Span(file, pos, pos + 1);
        report(Problem.of(Code.E0101, place, "unexpected character `%`").help("the remainder operator is `mod`", place, " mod "));
        tokens.add(TokenKind.MOD, pos, pos + 1, TokenKind.MOD);
        pos++;
    }

    private void comment() {
        int start = pos;
        // Behind an unclosed comment only line comments are read: none can be closed.
        if (at(pos + 2) != '[' || tokens.isMuted(pos)) {
            while (pos < source.length && source[pos] != '\n') pos++;
            return;
        }
        int depth = 1;
        pos += 3;
        while (depth > 0 && pos < source.length) {
            byte b = source[pos];
            if (b == '-' && at(pos + 1) == '-' && at(pos + 2) == '[') {
                depth++;
                pos += 3;
            } else if (b == ']' && at(pos + 1) == '-' && at(pos + 2) == '-') {
                depth--;
                pos += 3;
            } else {
                pos++;
            }
        }
        if (depth > 0) {
            Span place = new Span(file, start, start + 3);
            report(Problem.of(Code.E0102, place, "block comment is never closed")
                    .help("write a space after `--` if a line comment was meant", new Span(file, start + 2, start + 2), " "));
            // Go on behind the line so that later declarations stay known, but silently: it may be prose.
            tokens.muteFrom(start);
            pos = start;
            while (pos < source.length && source[pos] != '\n') pos++;
        }
    }

    /// A character that begins no token (L1.1d), or a non-ASCII identifier.
    private void other() {
        int length = Utf8.length(source, pos);
        if (length == 0) {
            pos++;
            return;
        }
        int codePoint = Utf8.codePoint(source, pos);
        if (codePoint >= 0x80 && Utf8.startsIdentifier(codePoint)) {
            word();
            return;
        }
        LookAlike alike = LookAlike.of(codePoint);
        Span place = new Span(file, pos, pos + length);
        Problem problem = Problem.of(Code.E0101, place, "unexpected character " + LookAlike.show(codePoint));
        // Of several such characters in a row only the first is reported; a file that is no text has zeros everywhere.
        if (pos != lastIllegal && !(malformed && codePoint == 0)) report(alike.explain(problem, place));
        lastIllegal = pos + length;
        if (alike.ascii().equals("\"")) {
            smartString(length);
        } else {
            if (alike.kind() != TokenKind.EOF) tokens.add(alike.kind(), pos, pos + length, 0);
            pos += length;
        }
    }

    /// A string between typographic quotes: read as a string, so that its text causes no further errors.
    private void smartString(int opening) {
        int start = pos;
        int at = pos + opening;
        while (at < source.length && source[at] != '\n') {
            int length = Math.max(1, Utf8.length(source, at));
            boolean closes = source[at] == '"'
                    || length > 1 && LookAlike.of(Utf8.codePoint(source, at)).ascii().equals("\"");
            if (closes) {
                if (length > 1) {
                    Span place = new Span(file, at, at + length);
                    report(Problem.of(Code.E0101, place, "unexpected character " + place.text()).help("use `\"`", place, "\""));
                }
                tokens.add(TokenKind.STRING, start, at + length, StringText.BROKEN);
                pos = at + length;
                return;
            }
            at += length;
        }
        tokens.add(TokenKind.ERROR, start, start + opening, 0);
        pos = start + opening;
    }

    private void report(Problem problem) {
        if (!tokens.isMuted(problem.primary().start())) problems.report(problem);
    }
}
