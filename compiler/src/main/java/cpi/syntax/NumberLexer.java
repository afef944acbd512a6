package cpi.syntax;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;

/// Reads one number (L1.5, L1.6): its extent with everything glued to it, then its value.
final class NumberLexer {
    private final SourceFile file;
    private final byte[] source;
    private final Tokens tokens;
    private final Problems problems;

    NumberLexer(SourceFile file, Tokens tokens, Problems problems) {
        this.file = file;
        this.source = file.bytes();
        this.tokens = tokens;
        this.problems = problems;
    }

    /// Adds the number that begins at `start` and gives the offset behind it.
    int read(int start) {
        if (tokens.lastKind() == TokenKind.DOT) return position(start);
        int radix = radix(start);
        return radix == 10 ? decimal(start) : based(start, radix);
    }

    /// After a dot: the index of a field, digits only (L1.6b).
    private int position(int start) {
        int end = start;
        while (isDigit(end)) end++;
        int glued = Lexer.wordEnd(source, end);
        if (glued > end) return malformed(start, glued);
        return integer(start, end, start, 10);
    }

    private int radix(int start) {
        if (byteAt(start) != '0') return 10;
        return switch (byteAt(start + 1)) {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
    }

    private int based(int start, int radix) {
        int end = Lexer.wordEnd(source, start);
        if (start + 2 == end || byteAt(start + 2) == '_') return malformed(start, end);
        for (int i = start + 2; i < end; i++) {
            if (source[i] != '_' && (source[i] < 0 || Character.digit(source[i], radix) < 0)) return malformed(start, end);
        }
        return integer(start, end, start + 2, radix);
    }

    private int decimal(int start) {
        int end = digits(start);
        boolean point = byteAt(end) == '.' && byteAt(end + 1) != '.';
        boolean bad = false;
        if (point) {
            end++;
            bad = byteAt(end) == '_';
            end = digits(end);
        }
        boolean exponent = !bad && (byteAt(end) | 0x20) == 'e';
        if (exponent) {
            int sign = byteAt(end + 1) == '+' || byteAt(end + 1) == '-' ? 1 : 0;
            bad = !isDigit(end + 1 + sign);
            end = digits(end + 1 + sign);
        }
        int glued = Lexer.wordEnd(source, end);
        if (bad || glued > end) return malformed(start, glued);
        return point || exponent ? floating(start, end) : integer(start, end, start, 10);
    }

    private int digits(int from) {
        int at = from;
        while (isDigit(at) || at > from && byteAt(at) == '_') at++;
        return at;
    }

    private int integer(int start, int end, int from, int radix) {
        long value = 0;
        long limit = Long.divideUnsigned(-1L, radix);
        for (int i = from; i < end; i++) {
            if (source[i] == '_') continue;
            int digit = Character.digit(source[i], radix);
            long next = value * radix + digit;
            if (Long.compareUnsigned(value, limit) > 0 || Long.compareUnsigned(next, value * radix) < 0) {
                report(Problem.of(Code.E0104, new Span(file, start, end), "integer literal does not fit 64 bits")
                        .note("the largest integer is 18446744073709551615"));
                tokens.add(TokenKind.ERROR, start, end, 0);
                return end;
            }
            value = next;
        }
        tokens.addNumber(TokenKind.INT, start, end, value);
        return end;
    }

    private int floating(int start, int end) {
        double value = Double.parseDouble(file.text(start, end).replace("_", ""));
        if (Double.isInfinite(value)) {
            report(Problem.of(Code.E0105, new Span(file, start, end), "float literal is out of range")
                    .note("the largest float is about 1.8e308"));
            tokens.add(TokenKind.ERROR, start, end, 0);
        } else {
            tokens.addNumber(TokenKind.FLOAT, start, end, Double.doubleToRawLongBits(value));
        }
        return end;
    }

    private int malformed(int start, int end) {
        Problem problem = Problem.of(Code.E0103, new Span(file, start, end), "malformed number");
        report(explain(problem, file.text(start, end)));
        tokens.add(TokenKind.ERROR, start, end, 0);
        return end;
    }

    private static Problem explain(Problem problem, String text) {
        if (text.startsWith("0X") || text.startsWith("0B") || text.startsWith("0O")) {
            return problem.help("the prefixes are `0x`, `0b` and `0o`");
        }
        if (text.startsWith("0x")) return problem.note("a hexadecimal number is `0x` and digits 0-9, a-f");
        if (text.startsWith("0b")) return problem.note("a binary number is `0b` and digits 0 and 1");
        if (text.startsWith("0o")) return problem.note("an octal number is `0o` and digits 0-7");
        char last = text.charAt(text.length() - 1);
        if ("fFdDuUlL".indexOf(last) >= 0) return problem.help("numbers have no suffix; write a type: `x: f32 = 1.5`");
        return problem.note("a name cannot follow a number directly");
    }

    private void report(Problem problem) {
        if (!tokens.isMuted(problem.primary().start())) problems.report(problem);
    }

    private byte byteAt(int i) {
        return i < source.length ? source[i] : 0;
    }

    private boolean isDigit(int i) {
        return byteAt(i) >= '0' && byteAt(i) <= '9';
    }
}
