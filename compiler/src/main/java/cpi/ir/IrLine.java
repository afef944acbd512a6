package cpi.ir;

import cpi.diag.Bug;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tokens of one line of IR text: strings, words and numbers, and single characters of punctuation.
final class IrLine {
    private static final Pattern TOKEN = Pattern.compile("\\s*(--.*|\"(?:[^\"\\\\]|\\\\.)*\"|-?[A-Za-z0-9_]+|\\S)");

    private final List<String> tokens = new ArrayList<>();
    private int next;

    IrLine(String text) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            if (!matcher.group(1).startsWith("--")) tokens.add(matcher.group(1));
            matcher.region(matcher.end(), text.length());
        }
    }

    boolean atEnd() {
        return next >= tokens.size();
    }

    void end() {
        if (!atEnd()) throw new Bug("unexpected " + peek());
    }

    private String peek() {
        return atEnd() ? "" : tokens.get(next);
    }

    boolean is(String token) {
        return peek().equals(token);
    }

    boolean isString() {
        return startsWith("\"");
    }

    boolean startsWith(String start) {
        return peek().startsWith(start);
    }

    boolean endsWith(String token) {
        return !tokens.isEmpty() && tokens.getLast().equals(token);
    }

    /// Whether the line gives registers a value.
    boolean isAssignment() {
        return isRegister() && tokens.contains("=");
    }

    /// Whether a register comes next.
    boolean isRegister() {
        return peek().matches("r[0-9]+");
    }

    boolean skip(String token) {
        if (!is(token)) return false;
        next++;
        return true;
    }

    void expect(String token) {
        if (!skip(token)) throw new Bug("expected " + token + ", found " + peek());
    }

    String word() {
        if (atEnd()) throw new Bug("unexpected end of the line");
        return tokens.get(next++);
    }

    long number() {
        return Long.parseLong(word());
    }

    int register() {
        return numbered("r");
    }

    /// The number behind a letter, as in `b3`.
    int numbered(String letter) {
        if (!startsWith(letter)) throw new Bug("expected " + letter + "0, found " + peek());
        return Integer.parseInt(word().substring(letter.length()));
    }

    /// Registers separated by commas, as many as there are; a comma behind the last is skipped.
    List<Integer> registers() {
        List<Integer> registers = new ArrayList<>();
        while (isRegister()) {
            registers.add(register());
            if (!skip(",")) break;
        }
        return registers;
    }

    /// A string without its quotes and escapes.
    String string() {
        String token = word();
        if (!token.startsWith("\"")) throw new Bug("expected a string, found " + token);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < token.length() - 1; i++) {
            char c = token.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (token.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(token.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                text.append(token.charAt(i));
            }
        }
        return text.toString();
    }
}
