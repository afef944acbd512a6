// From JSON values to text.
package cpi.json;

import java.util.List;
import java.util.Map;

/// Writes values on one line. Lone surrogates and control characters are escaped, so that the text is valid UTF-8.
final class JsonWriter {
    private JsonWriter() {}

    static void write(Json json, StringBuilder out) {
        switch (json) {
            case Json.Null _ -> out.append("null");
            case Json.Bool(boolean value) -> out.append(value);
            case Json.Int(long value) -> out.append(value);
            case Json.Real(double value) -> out.append(Double.isFinite(value) ? Double.toString(value) : "null");
            case Json.Str(String value) -> quote(value, out);
            case Json.Arr(List<Json> elements) -> {
                String separator = "[";
                for (Json element : elements) {
                    out.append(separator);
                    write(element, out);
                    separator = ",";
                }
                out.append(elements.isEmpty() ? "[]" : "]");
            }
            case Json.Obj(Map<String, Json> members) -> {
                String separator = "{";
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    out.append(separator);
                    quote(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    separator = ",";
                }
                out.append(members.isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
