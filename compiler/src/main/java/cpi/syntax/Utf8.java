package cpi.syntax;

/// UTF-8 as the lexer needs it: checking, decoding one code point, and which code points form identifiers (L1.1, L1.3).
final class Utf8 {
    private Utf8() {}

    /// Offset of the first ill-formed sequence, or -1 if the whole text is well formed.
    static int firstBad(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int length = length(bytes, at);
            if (length == 0) return at;
            at += length;
        }
        return -1;
    }

    /// Length in bytes of the code point at `at`, 0 if it is ill-formed (overlong forms and surrogates included).
    static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) return 1;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) return 0;
        for (int i = 1; i < length; i++) if ((bytes[at + i] & 0xC0) != 0x80) return 0;
        int second = bytes[at + 1] & 0xFF;
        boolean bad = first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F
                || first == 0xF0 && second < 0x90 || first == 0xF4 && second > 0x8F;
        return bad ? 0 : length;
    }

    /// The code point at `at`, which must be well formed.
    static int codePoint(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0) return first;
        int second = bytes[at + 1] & 0x3F;
        if ((first & 0xE0) == 0xC0) return (first & 0x1F) << 6 | second;
        int third = bytes[at + 2] & 0x3F;
        if ((first & 0xF0) == 0xE0) return (first & 0x0F) << 12 | second << 6 | third;
        return (first & 0x07) << 18 | second << 12 | third << 6 | bytes[at + 3] & 0x3F;
    }

    static boolean startsIdentifier(int codePoint) {
        if (codePoint < 0x80) return codePoint >= 'a' && codePoint <= 'z' || codePoint >= 'A' && codePoint <= 'Z' || codePoint == '_';
        return Character.isLetter(codePoint) || Character.getType(codePoint) == Character.LETTER_NUMBER;
    }

    static boolean continuesIdentifier(int codePoint) {
        if (startsIdentifier(codePoint)) return true;
        if (codePoint < 0x80) return codePoint >= '0' && codePoint <= '9';
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.DECIMAL_DIGIT_NUMBER,
                 Character.CONNECTOR_PUNCTUATION -> true;
            default -> false;
        };
    }
}
