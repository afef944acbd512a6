package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;

/// Reads one string, character or back-ticked identifier (L1.3b, L1.7, L1.8).
final class QuoteLexer {
    private static final String ESCAPES = "the escapes are \\n \\t \\r \\0 \\\\ \\\" \\' \\xHH and \\u{H…}";

    private final SourceFile file;
    private final byte[] source;
    private final Tokens tokens;
    private final NameTable names;
    private final Problems problems;

    QuoteLexer(SourceFile file, Tokens tokens, NameTable names, Problems problems) {
        this.file = file;
        this.source = file.bytes();
        this.tokens = tokens;
        this.names = names;
        this.problems = problems;
    }

    /// Adds the token whose opening quote is at `start` and gives the offset behind it.
    int read(int start) {
        return switch (source[start]) {
            case '"' -> string(start);
            case '\'' -> character(start);
            default -> tickedName(start);
        };
    }

    private int string(int start) {
        int form = StringText.PLAIN;
        int at = start + 1;
        // Behind an unclosed string or comment nothing is certain; not to read on to the end of the file again and again.
        boolean oneLine = tokens.isMuted(start);
        while (at < source.length && !(oneLine && source[at] == '\n')) {
            byte b = source[at];
            if (b == '"') {
                if (form == StringText.ESCAPED) checkEscapes(start + 1, at);
                tokens.add(TokenKind.STRING, start, at + 1, form);
                return at + 1;
            }
            if (b == '\\') {
                form = StringText.ESCAPED;
                at++;
            } else if (b == '\r') {
                form = StringText.ESCAPED;
            }
            at++;
        }
        return unclosedString(start);
    }

    /// Guesses that the string was to end on its line, before the closing punctuation there, and goes on silently: if the
    /// guess is wrong, what follows is text and no program.
    private int unclosedString(int start) {
        report(Problem.of(Code.E0109, new Span(file, start, start + 1), "string literal is never closed")
                .help("close it with `\"`"));
        tokens.muteFrom(start);
        int end = start + 1;
        while (end < source.length && source[end] != '\n') end++;
        while (end > start + 1 && " \t\r;,)]}{".indexOf(source[end - 1]) >= 0) end--;
        tokens.add(TokenKind.STRING, start, end, StringText.BROKEN);
        return end;
    }

    private void checkEscapes(int start, int end) {
        for (int at = start; at < end; at++) {
            if (source[at] != '\\') continue;
            int length = StringText.escapeLength(source, at, end);
            if (StringText.escape(source, at, end) == StringText.BAD) badEscape(at, length);
            at += length - 1;
        }
    }

    private void badEscape(int at, int length) {
        Span place = new Span(file, at, at + length);
        report(Problem.of(Code.E0110, place, "unknown or bad escape sequence `" + place.text() + "`").help(ESCAPES));
    }

    private int character(int start) {
        int at = start + 1;
        if (at >= source.length) return malformed(start, at);
        if (source[at] == '\n' || source[at] == '\r') {
            int next = at + (source[at] == '\r' && at + 1 < source.length && source[at + 1] == '\n' ? 2 : 1);
            boolean quoted = next < source.length && source[next] == '\'';
            return malformed(start, quoted ? next + 1 : at);
        }
        if (source[at] == '\'') return malformed(start, at + 1 < source.length && source[at + 1] == '\'' ? at + 2 : at + 1);
        int length = source[at] == '\\' ? StringText.escapeLength(source, at, source.length) : Math.max(1, Utf8.length(source, at));
        int end = at + length;
        if (end >= source.length || source[end] != '\'') return malformed(start, longEnd(start));
        int value = source[at] == '\\' ? StringText.escape(source, at, source.length) : Utf8.codePoint(source, at);
        if (value == StringText.BAD) {
            badEscape(at, length);
        } else if (source[at] < 0 || value > 0x7F && source[at + 1] == 'u') {
            report(Problem.of(Code.E0108, new Span(file, start, end + 1), "character literal is not ASCII")
                    .help("use a string: `\"" + file.text(at, end) + "\"`"));
        } else {
            tokens.add(TokenKind.CHAR, start, end + 1, value);
            return end + 1;
        }
        tokens.add(TokenKind.ERROR, start, end + 1, 0);
        return end + 1;
    }

    /// The end of a literal that is too long or has no closing quote on its line.
    private int longEnd(int start) {
        for (int at = start + 1; at < source.length && source[at] != '\n'; at++) {
            if (source[at] == '\\') at++;
            else if (source[at] == '\'') return at + 1;
        }
        return Math.max(start + 1, Lexer.wordEnd(source, start + 1));
    }

    private int malformed(int start, int end) {
        boolean isClosed = end > start + 1 && source[end - 1] == '\'';
        Problem problem = Problem.of(Code.E0107, new Span(file, start, start + 1), "malformed character literal");
        if (isClosed && source[start + 1] <= '\r') problem = problem.help("a line end is written `'\\n'`");
        else if (isClosed && end > start + 2 && source[start + 1] != '\'')
            problem = problem.help("a text is written `\"" + file.text(start + 1, end - 1) + "\"`");
        else if (isClosed) problem = problem.help("an empty text is written `\"\"`, the quote itself `'\\''`");
        else problem = problem.help("a character is written `'a'`, a text `\"…\"`");
        report(problem);
        tokens.add(TokenKind.ERROR, start, end, 0);
        return end;
    }

    private int tickedName(int start) {
        int end = start + 1;
        while (end < source.length && source[end] != '`' && source[end] != '\n' && source[end] != '\r') end++;
        boolean isClosed = end < source.length && source[end] == '`';
        if (isClosed && end > start + 1) {
            tokens.add(TokenKind.IDENT, start, end + 1, names.id(source, start + 1, end));
            return end + 1;
        }
        report(Problem.of(Code.E0111, new Span(file, start, start + 1), "malformed back-ticked identifier")
                .help(isClosed ? "there must be a name between the ticks" : "close it with a tick on the same line"));
        end = isClosed ? end + 1 : Lexer.wordEnd(source, start + 1);
        tokens.add(TokenKind.ERROR, start, end, 0);
        return end;
    }

    private void report(Problem problem) {
        if (!tokens.isMuted(problem.primary().start())) problems.report(problem);
    }
}
