// From text to JSON values.
package cpi.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A strict reader of one value. Of two members with one name the last one counts; nesting is limited.
public final class JsonReader {
    /// How deep arrays and objects may be nested.
    public static final int MAX_DEPTH = 500;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    public static Json read(String text) throws JsonError {
        JsonReader reader = new JsonReader(text);
        Json result = reader.value(0);
        reader.space();
        if (reader.at < text.length()) throw reader.error("something follows the value");
        return result;
    }

    private JsonError error(String what) {
        return new JsonError(what, at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char c) {
        space();
        if (peek() != c || at >= text.length()) return false;
        at++;
        return true;
    }

    private void expect(char c) throws JsonError {
        if (!take(c)) throw error("`" + c + "` is missing");
    }

    private Json value(int depth) throws JsonError {
        space();
        if (depth > MAX_DEPTH) throw error("too deeply nested");
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Str(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", Json.NULL);
            default -> number();
        };
    }

    private Json word(String word, Json value) throws JsonError {
        if (!text.startsWith(word, at)) throw error("no value");
        at += word.length();
        return value;
    }

    private Json object(int depth) throws JsonError {
        Map<String, Json> members = new LinkedHashMap<>();
        expect('{');
        if (take('}')) return Json.Obj.EMPTY;
        do {
            space();
            if (peek() != '"') throw error("the name of a member is missing");
            String name = string();
            expect(':');
            members.put(name, value(depth + 1));
        } while (take(','));
        expect('}');
        return new Json.Obj(members);
    }

    private Json array(int depth) throws JsonError {
        List<Json> elements = new ArrayList<>();
        expect('[');
        if (take(']')) return new Json.Arr(List.of());
        do {
            elements.add(value(depth + 1));
        } while (take(','));
        expect(']');
        return new Json.Arr(elements);
    }

    private String string() throws JsonError {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') at++;
        if (peek() == '"') return text.substring(start, at++);
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return out.toString();
            if (c < ' ') throw error("a control character in a string");
            out.append(c == '\\' ? escape() : c);
        }
        throw error("a string has no end");
    }

    private char escape() throws JsonError {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0 || peek() > 'f') throw error("a wrong escape");
                    code = code * 16 + digit;
                    at++;
                }
                yield (char) code;
            }
            default -> throw error("a wrong escape");
        };
    }

    private Json number() throws JsonError {
        int start = at;
        if (peek() == '-') at++;
        if (peek() == '0') at++;
        else digits();
        boolean whole = true;
        if (peek() == '.') {
            whole = false;
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            whole = false;
            at++;
            if (peek() == '+' || peek() == '-') at++;
            digits();
        }
        String number = text.substring(start, at);
        if (whole) {
            try {
                return new Json.Int(Long.parseLong(number));
            } catch (NumberFormatException e) {
                // More than 64 bits: as near as a float comes.
            }
        }
        double value = Double.parseDouble(number);
        return new Json.Real(Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE));
    }

    private void digits() throws JsonError {
        int start = at;
        while (peek() >= '0' && peek() <= '9') at++;
        if (at == start) throw error(start < text.length() ? "no value" : "the text ends too early");
    }
}
