// Places of the source as constants of the program.
package cpi.llvm;

import cpi.codegen.PanicPlace;
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
    private final Map<Site, String> sites = new HashMap<>();
    /// What fills the upper half of a pointer in memory.
    private final String upper;
    private final String upperZero;
    private final Map<Object, String> tables = new IdentityHashMap<>();
    private int count;

    /// A place in a function.
    private record Site(String function, SourceFile file, int start) {}

    Places(Target target) {
        boolean isNarrow = target.architecture().isNarrow();
        this.upper = isNarrow ? ", i32" : "";
        this.upperZero = isNarrow ? ", i32 0" : "";
    }

    /// The address of the constant for a place; `null` if there is none, so that the runtime looks at the stack.
    String of(Span span) {
        if (span.isNone()) return "null";
        return places.computeIfAbsent(span.file(), f -> new HashMap<>()).computeIfAbsent(span.start(), start -> make(span));
    }

    /// The place of a panic which shows the innermost place outside the bundled library (D7.2).
    String ofUser(Span span) {
        return PanicPlace.isHidden(span) ? "null" : of(span);
    }

    private String make(Span span) {
        String name = "@.place." + count++;
        Position position = span.position();
        String file = file(span.file());
        text.append(name).append(" = private unnamed_addr constant { ptr").append(upper).append(", i64, i64, i64 } { ptr ").append(file)
                .append(upperZero).append(", i64 ")
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
            entries.append(entries.isEmpty() ? "" : ", ").append("{ ptr").append(upper).append(", i64 } { ptr ").append(text(name))
                    .append(upperZero).append(", i64 ")
                    .append(name.getBytes(StandardCharsets.UTF_8).length).append(" }");
        }
        String table = "@.names." + tables.size();
        String entry = " x { ptr" + upper + ", i64 }]";
        text.append(table).append(" = private unnamed_addr constant { i64, [").append(names.size()).append(entry).append(" } { i64 ")
                .append(names.size()).append(", [").append(names.size()).append(entry).append(" [").append(entries).append("] }\n");
        tables.put(key, table);
        return table;
    }

    /// The address of the constant that [FrameList] has for a call.
    String site(String function, Span place) {
        return sites.computeIfAbsent(new Site(function, place.file(), place.start()), s -> {
            String name = "@.site." + sites.size();
            Position position = place.position();
            String functionText = text(function + "\0");
            String fileText = text(place.file().name() + "\0");
            text.append(name).append(" = private unnamed_addr constant { ptr").append(upper).append(", ptr").append(upper)
                    .append(", i64, i64 } { ptr ").append(functionText).append(upperZero).append(", ptr ").append(fileText)
                    .append(upperZero).append(", i64 ").append(position.line()).append(", i64 ").append(position.column()).append(" }\n");
            return name;
        });
    }

    void print(StringBuilder out) {
        out.append(text).append('\n');
    }
}
