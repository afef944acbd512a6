// Bytes as string literals.
package cpi.debug;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Writes bytes as the language writes strings (L1.7).
final class Texts {
    private Texts() {}

    /// UTF-8 stays as it is; what is none, and control characters, become escapes.
    static String quoted(byte[] bytes) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < bytes.length; ) {
            int length = length(bytes, i);
            if (length > 1) out.append(new String(bytes, i, length, StandardCharsets.UTF_8));
            else escaped(out, bytes[i]);
            i += length;
        }
        return out.append('"').toString();
    }

    private static void escaped(StringBuilder out, byte b) {
        switch (b) {
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            default -> {
                if (b >= 32 && b < 127) out.append((char) b);
                else out.append(String.format("\\x%02x", b & 0xFF));
            }
        }
    }

    /// How many bytes from `i` on are one character; 1 if they are none.
    private static int length(byte[] bytes, int i) {
        int first = bytes[i] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
        if (length == 1 || i + length > bytes.length) return 1;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, length));
            return length;
        } catch (CharacterCodingException e) {
            return 1;
        }
    }
}
