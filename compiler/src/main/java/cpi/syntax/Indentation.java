package cpi.syntax;

/// What lines and indentation tell about a text whose braces do not fit. They have no meaning in the language, but people keep to them.
final class Indentation {
    static final int NONE = -1;
    private static final int MAX_BLOCK = 10_000;

    private final Tokens tokens;
    /// For each token the first one of its line; made when it is first asked for, as texts without mistakes never do.
    private int[] firsts = {};

    Indentation(Tokens tokens) {
        this.tokens = tokens;
    }

    /// The `}` of a block that should begin with a `{` before the token at `at`: it stands on the line of the block's head, or
    /// begins a line with the indentation of that. [#NONE] if there is none, so that the `}` found belongs to the brace `outer`.
    int closerOfMissing(int at, int outer) {
        int closer = unmatched(at);
        if (closer < 0) return NONE;
        int head = firstOfLine(at - 1);
        boolean isInLine = outer >= 0 && firstOfLine(outer) == head;
        if (firstOfLine(closer) == head) return isInLine && !endsMore(head) ? NONE : closer;
        boolean isInside = outer < 0 || indentation(firstOfLine(outer)) < indentation(head);
        return isInside && tokens.startsLine(closer) && indentation(closer) == indentation(head) ? closer : NONE;
    }

    /// Whether more blocks end on a line than begin there.
    private boolean endsMore(int first) {
        int depth = 0;
        for (int i = first; tokens.kind(i) != TokenKind.EOF && (i == first || !tokens.startsLine(i)); i++) {
            if (tokens.kind(i) == TokenKind.LBRACE) depth++;
            if (tokens.kind(i) == TokenKind.RBRACE) depth--;
        }
        return depth < 0;
    }

    /// The first `}` from a token on that closes no brace behind it; [#NONE] for none.
    private int unmatched(int from) {
        int depth = 0;
        for (int i = from; tokens.kind(i) != TokenKind.EOF && i < from + MAX_BLOCK; i++) {
            if (tokens.kind(i) == TokenKind.LBRACE) depth++;
            if (tokens.kind(i) == TokenKind.RBRACE && depth-- == 0) return i;
        }
        return NONE;
    }

    /// Whether a token begins a line and is not indented more than the line of an open brace.
    boolean isOutside(int token, int brace) {
        return tokens.startsLine(token) && indentation(token) <= indentation(firstOfLine(brace));
    }

    /// Between two tokens the last `{` whose `}` begins a line of another indentation than that of the `{`; [#NONE] for none.
    int misaligned(int from, int to, Brackets brackets) {
        for (int i = to - 1; i > from; i--) {
            if (tokens.kind(i) != TokenKind.LBRACE) continue;
            int closer = brackets.closer(i);
            boolean begins = closer >= 0 && tokens.startsLine(closer);
            if (begins && indentation(closer) != indentation(firstOfLine(i))) return i;
        }
        return NONE;
    }

    int firstOfLine(int token) {
        if (firsts.length == 0) {
            firsts = new int[tokens.count()];
            for (int i = 1; i < firsts.length; i++) firsts[i] = tokens.startsLine(i) ? i : firsts[i - 1];
        }
        return firsts[Math.max(token, 0)];
    }

    private int indentation(int token) {
        return tokens.file().position(tokens.start(token)).column();
    }
}
