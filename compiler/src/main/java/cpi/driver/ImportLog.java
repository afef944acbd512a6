// What `--explain-imports` prints.
package cpi.driver;

import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// How each import of the program was resolved (M12). Imports inside bundled files are left out: they have one place only.
final class ImportLog {
    private final Map<SourceFile, List<Entry>> entries = new IdentityHashMap<>();

    private record Entry(Span place, String text, String result, List<String> tries) {}

    void add(Span place, String text, String result, List<String> tries) {
        if (place.file().bundled()) return;
        entries.computeIfAbsent(place.file(), f -> new ArrayList<>()).add(new Entry(place, text, result, List.copyOf(tries)));
    }

    /// The log of all files, in load order and order of the text.
    String print(List<SourceFile> loadOrder) {
        StringBuilder out = new StringBuilder();
        for (SourceFile file : loadOrder) {
            List<Entry> list = entries.getOrDefault(file, List.of());
            for (Entry e : list.stream().sorted(Comparator.comparingInt((Entry e) -> e.place.start())).toList()) {
                out.append(e.place).append(" \"").append(e.text).append("\" -> ").append(e.result).append('\n');
                for (String tried : e.tries) out.append("  ").append(tried).append('\n');
            }
        }
        return out.toString();
    }
}
