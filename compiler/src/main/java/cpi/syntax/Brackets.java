package cpi.syntax;

import java.util.Arrays;

/// Which brackets of a file belong together, as far as that can be told in a text with errors.
/// Only made when a syntax error has been found, to know where to go on.
final class Brackets {
    private static final int NONE = -1;

    private final int[] partner;

    /// Pairs by a stack. A closing bracket of another kind leaves the brackets opened since its own unclosed; so does a
    /// semicolon the `(` and `[` around it, because neither can contain one.
    Brackets(Tokens tokens) {
        int count = tokens.count();
        partner = new int[count];
        Arrays.fill(partner, NONE);
        int[] open = new int[count];
        int depth = 0;
        for (int i = 0; i < count; i++) {
            int kind = tokens.kind(i);
            if (TokenKind.isOpener(kind)) {
                open[depth++] = i;
            } else if (kind == TokenKind.SEMICOLON) {
                while (depth > 0 && tokens.kind(open[depth - 1]) != TokenKind.LBRACE) depth--;
            } else if (TokenKind.isCloser(kind)) {
                int at = depth - 1;
                while (at >= 0 && TokenKind.closerOf(tokens.kind(open[at])) != kind) {
                    // A stray `)` or `]` does not end a block.
                    at = kind != TokenKind.RBRACE && tokens.kind(open[at]) == TokenKind.LBRACE ? NONE : at - 1;
                }
                if (at >= 0) {
                    partner[open[at]] = i;
                    depth = at;
                }
            }
        }
    }

    /// The index of the token that closes the bracket at `open`, or -1.
    int closer(int open) {
        return partner[open];
    }
}
