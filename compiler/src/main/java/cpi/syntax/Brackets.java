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
        Open open = new Open(tokens, count);
        for (int i = 0; i < count; i++) {
            int kind = tokens.kind(i);
            if (TokenKind.isOpener(kind)) {
                open.push(i);
            } else if (kind == TokenKind.SEMICOLON) {
                open.cut(open.innermost(TokenKind.RBRACE) + 1);
            } else if (TokenKind.isCloser(kind)) {
                int at = open.innermost(kind);
                // A stray `)` or `]` does not end a block.
                if (at >= 0 && (kind == TokenKind.RBRACE || at > open.innermost(TokenKind.RBRACE))) {
                    partner[open.tokens[at]] = i;
                    open.cut(at);
                }
            }
        }
    }

    /// The brackets open at a place. Knows the innermost of each kind, so that text of stray brackets costs linear time.
    private static final class Open {
        private final Tokens text;
        private final int[] tokens;
        /// For each open bracket the next one outside it of its kind.
        private final int[] outer;
        /// The innermost of each kind, by [#index].
        private final int[] last = {NONE, NONE, NONE};
        private int depth;

        Open(Tokens text, int most) {
            this.text = text;
            this.tokens = new int[most];
            this.outer = new int[most];
        }

        void push(int token) {
            int index = index(TokenKind.closerOf(text.kind(token)));
            outer[depth] = last[index];
            last[index] = depth;
            tokens[depth++] = token;
        }

        int innermost(int closer) {
            return last[index(closer)];
        }

        /// Leaves only the outermost `size` brackets open.
        void cut(int size) {
            depth = size;
            for (int k = 0; k < last.length; k++) while (last[k] >= size) last[k] = outer[last[k]];
        }

        private static int index(int closer) {
            return closer == TokenKind.RBRACE ? 0 : closer == TokenKind.RPAREN ? 1 : 2;
        }
    }

    /// The index of the token that closes the bracket at `open`, or -1.
    int closer(int open) {
        return partner[open];
    }
}
