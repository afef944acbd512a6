// A program in a document.
package cpi.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One block of a Markdown file.
///
/// @param line of its first line in the file
/// @param kind what follows `cpi` in the info string
record DocBlock(Path file, int line, String kind, List<String> lines) {
    private static final Pattern COMMENT = Pattern.compile("(.*?\\S)\\s+--\\s+(.*)");
    private static final String VALUE = "(?:-?[0-9][0-9_a-fA-Fx.]*|true|false)";
    private static final Pattern VALUES = Pattern.compile("(" + VALUE + "(?:, " + VALUE + ")*)(?:$|;.*| \\(.*)");
    private static final Pattern TARGET = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_]*(?:\\.\\w+)*)\\s*"
        + "(?::=|:\\s*[^=;{}()]+=(?!=)|(?:[-+*/]|mod|~\\w+)?=(?!=))");

    /// @param values what it prints, as `value of line 3: 7`
    /// @param panic line and code of the panic it ends with
    record Runnable(String text, List<String> values, Optional<String> panic) {}

    static List<DocBlock> of(Path file) {
        List<DocBlock> result = new ArrayList<>();
        List<String> lines = Repo.read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).matches("```cpi( \\w+)?")) continue;
            int end = i + 1;
            while (!lines.get(end).equals("```")) end++;
            String kind = lines.get(i).substring("```cpi".length()).strip();
            result.add(new DocBlock(file, i + 2, kind, List.copyOf(lines.subList(i + 1, end))));
            i = end;
        }
        return result;
    }

    /// The block as a file; its lines keep their numbers.
    String text(boolean inFunction) {
        String body = String.join("\n", lines);
        return inFunction ? "fn fragment() none { " + body + "\n}\n" : body + "\n";
    }

    /// What comments state, as `3 E0304` with the line in the block.
    List<String> stated(String pattern) {
        List<String> result = new ArrayList<>();
        Pattern code = Pattern.compile("(?:^|[;,] )(" + pattern + ")\\b");
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = code.matcher(comment(lines.get(i)));
            while (m.find()) result.add(i + 1 + " " + m.group(1));
        }
        return result;
    }

    /// A program that prints the values stated, without the lines that have errors. Empty if nothing is stated, or the block has
    /// no place where values can be printed.
    Optional<Runnable> runnable(boolean inFunction) {
        if (!inFunction || stated("E\\d{4}").size() > 0 && lines.size() == 1) return Optional.empty();
        StringBuilder text = new StringBuilder("fn main() none { ");
        List<String> values = new ArrayList<>();
        Optional<String> panic = Optional.empty();
        int depth = 0;
        for (int i = 0; i < lines.size() && panic.isEmpty(); i++) {
            String line = lines.get(i);
            String comment = comment(line);
            if (comment.matches("E\\d{4}\\b.*")) {
                text.append('\n');
                continue;
            }
            String code = code(line);
            text.append(code);
            depth += balance(code);
            if (comment.matches("P\\d\\d\\b.*") && depth == 0) panic = Optional.of(i + 1 + " " + comment.substring(0, 3));
            if (depth == 0) printed(i + 1, code, comment, text, values);
            text.append('\n');
        }
        if (values.isEmpty() && panic.isEmpty()) return Optional.empty();
        return Optional.of(new Runnable(text.append("}\n").toString(), values, panic));
    }

    /// Appends statements that print the last targets of a line, as many as there are values.
    private static void printed(int number, String code, String comment, StringBuilder text, List<String> values) {
        Matcher m = VALUES.matcher(comment);
        if (!m.matches()) return;
        String[] stated = m.group(1).split(", ");
        List<String> targets = new ArrayList<>();
        Matcher t = TARGET.matcher(code.replaceAll("\"[^\"]*\"|'[^']*'", "\"\"").replaceAll("\\{[^{}]*\\}", "{}"));
        while (t.find()) targets.add(t.group(1));
        if (targets.size() < stated.length || !code.strip().endsWith(";")) return;
        List<String> last = targets.subList(targets.size() - stated.length, targets.size());
        for (int i = 0; i < stated.length; i++) {
            text.append(" print(\"value of line ").append(number).append(": \"); println(").append(last.get(i)).append(");");
            values.add("value of line " + number + ": " + number(stated[i]));
        }
    }

    private static String number(String text) {
        String plain = text.replace("_", "");
        return plain.startsWith("0x") ? String.valueOf(Long.parseLong(plain.substring(2), 16)) : plain;
    }

    private static int balance(String code) {
        String plain = code.replaceAll("\"[^\"]*\"|'[^']*'", "");
        return (int) (plain.chars().filter(c -> c == '{').count() - plain.chars().filter(c -> c == '}').count());
    }

    private static String comment(String line) {
        Matcher m = COMMENT.matcher(line);
        return m.matches() ? m.group(2) : "";
    }

    private static String code(String line) {
        Matcher m = COMMENT.matcher(line);
        return m.matches() ? m.group(1) : Arrays.stream(line.split("\n")).findFirst().orElse("");
    }
}
