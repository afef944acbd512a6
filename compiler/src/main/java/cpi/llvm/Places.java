// Places of the source as constants of the program.
package cpi.llvm;

import cpi.source.Position;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The constants that tell the runtime where a panic is: `{ptr file, i64 fileCount, i64 line, i64 column}`.
final class Places {
    private final StringBuilder text = new StringBuilder();
    private final Map<SourceFile, String> files = new IdentityHashMap<>();
    private final Map<SourceFile, Map<Integer, String>> places = new IdentityHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<Object, String> tables = new IdentityHashMap<>();
    private int count;

    /// The address of the constant for a place; `null` if there is none, so that the runtime looks at the stack.
    String of(Span span) {
        if (span.isNone()) return "null";
        return places.computeIfAbsent(span.file(), f -> new HashMap<>()).computeIfAbsent(span.start(), start -> make(span));
    }

    /// The place of a panic which shows the innermost place outside the bundled library (D7.2).
    String ofUser(Span span) {
        return span.file().bundled() ? "null" : of(span);
    }

    private String make(Span span) {
        String name = "@.place." + count++;
        Position position = span.position();
        String file = file(span.file());
        text.append(name).append(" = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr ").append(file).append(", i64 ")
                .append(bytes(span.file()).length).append(", i64 ").append(position.line()).append(", i64 ").append(position.column())
                .append(" }\n");
        return name;
    }

    private String file(SourceFile file) {
        return files.computeIfAbsent(file, f -> text("@.file." + files.size(), bytes(f)));
    }

    private static byte[] bytes(SourceFile file) {
        return file.name().getBytes(StandardCharsets.UTF_8);
    }

    /// A constant with a text.
    private String text(String name, byte[] bytes) {
        text.append(name).append(" = private unnamed_addr constant [").append(bytes.length).append(" x i8] c");
        Names.string(text, bytes);
        text.append('\n');
        return name;
    }

    /// The address of a text that compiled code itself needs.
    String text(String value) {
        return texts.computeIfAbsent(value, v -> text("@.text." + texts.size(), v.getBytes(StandardCharsets.UTF_8)));
    }

    /// The address of a table of names: `{i64 count, [count x {ptr, i64}]}`.
    String names(Object key, List<String> names) {
        String known = tables.get(key);
        if (known != null) return known;
        StringBuilder entries = new StringBuilder();
        for (String name : names) {
            entries.append(entries.isEmpty() ? "" : ", ").append("{ ptr, i64 } { ptr ").append(text(name)).append(", i64 ")
                    .append(name.getBytes(StandardCharsets.UTF_8).length).append(" }");
        }
        String table = "@.names." + tables.size();
        text.append(table).append(" = private unnamed_addr constant { i64, [").append(names.size()).append(" x { ptr, i64 }] } { i64 ")
                .append(names.size()).append(", [").append(names.size()).append(" x { ptr, i64 }] [").append(entries).append("] }\n");
        tables.put(key, table);
        return table;
    }

    void print(StringBuilder out) {
        out.append(text).append('\n');
    }
}
