package cpi.syntax;

import java.util.Arrays;

/// From the text of a string literal to its bytes (L1.7), and the reading of escapes, shared with character literals.
final class StringText {
    /// No escapes and no CR: the bytes between the quotes as they are.
    static final int PLAIN = 0;
    static final int ESCAPED = 1;
    /// Closed by something else than `"`, which has been reported: the value is empty.
    static final int BROKEN = 2;

    /// Result of [#escape] for an unknown or bad escape.
    static final int BAD = -1;

    private StringText() {}

    /// The bytes of the literal `source[start..end)`, quotes included in that range.
    static byte[] decode(byte[] source, int start, int end, int form) {
        if (form == BROKEN) return new byte[0];
        if (form == PLAIN) return Arrays.copyOfRange(source, start + 1, end - 1);
        byte[] out = new byte[end - start];
        int n = 0;
        int at = start + 1;
        while (at < end - 1) {
            byte b = source[at];
            if (b == '\\') {
                int length = escapeLength(source, at, end - 1);
                int value = escape(source, at, end - 1);
                if (value != BAD) n = append(out, n, value, source[at + 1] == 'u');
                at += length;
            } else {
                boolean crlf = b == '\r' && at + 1 < end - 1 && source[at + 1] == '\n';
                if (!crlf) out[n++] = b;
                at++;
            }
        }
        return Arrays.copyOf(out, n);
    }

    /// The value of the escape whose backslash is at `at`, or BAD.
    static int escape(byte[] source, int at, int end) {
        if (at + 1 >= end) return BAD;
        return switch (source[at + 1]) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> 0;
            case '\\' -> '\\';
            case '"' -> '"';
            case '\'' -> '\'';
            case 'x' -> escapeLength(source, at, end) == 4 ? hex(source, at + 2, at + 4) : BAD;
            case 'u' -> unicode(source, at, end);
            default -> BAD;
        };
    }

    /// How many bytes belong to the escape at `at`; for a bad one, as far as it could be read.
    static int escapeLength(byte[] source, int at, int end) {
        if (at + 1 >= end) return 1;
        byte kind = source[at + 1];
        int to = at + 2;
        if (kind == 'x') {
            while (to < end && to < at + 4 && digit(source[to]) >= 0) to++;
        } else if (kind == 'u' && to < end && source[to] == '{') {
            to++;
            while (to < end && digit(source[to]) >= 0) to++;
            if (to < end && source[to] == '}') to++;
        } else if (kind < 0) {
            while (to < end && (source[to] & 0xC0) == 0x80) to++;
        } else if (kind == '\n' || kind == '\r') {
            to = at + 1;
        }
        return to - at;
    }

    private static int unicode(byte[] source, int at, int end) {
        int to = at + escapeLength(source, at, end);
        int digits = to - 1 - (at + 3);
        if (digits < 1 || digits > 6 || source[to - 1] != '}') return BAD;
        int value = hex(source, at + 3, to - 1);
        return value > 0x10FFFF || value >= 0xD800 && value <= 0xDFFF ? BAD : value;
    }

    private static int hex(byte[] source, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) value = value * 16 + digit(source[i]);
        return value;
    }

    private static int digit(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }

    private static int append(byte[] out, int n, int value, boolean codePoint) {
        if (!codePoint || value < 0x80) {
            out[n] = (byte) value;
            return n + 1;
        }
        int at = n;
        if (value < 0x800) {
            out[at++] = (byte) (0xC0 | value >> 6);
        } else {
            if (value < 0x10000) {
                out[at++] = (byte) (0xE0 | value >> 12);
            } else {
                out[at++] = (byte) (0xF0 | value >> 18);
                out[at++] = (byte) (0x80 | value >> 12 & 0x3F);
            }
            out[at++] = (byte) (0x80 | value >> 6 & 0x3F);
        }
        out[at++] = (byte) (0x80 | value & 0x3F);
        return at;
    }
}
