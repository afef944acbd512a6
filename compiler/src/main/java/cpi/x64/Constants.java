// Constants that compiled code needs besides the program's own data.
package cpi.x64;

import cpi.elf.ElfObject;
import cpi.source.Position;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Texts, tables of names, and the places that tell the runtime where a panic is (docs/native.md); each is made once.
final class Constants {
    private static final int WORD = 8;

    private final ElfObject.Section plain;
    private final ElfObject.Section relocated;
    private final Map<SourceFile, Map<Integer, SymbolTable.Place>> places = new IdentityHashMap<>();
    private final Map<SourceFile, SymbolTable.Place> files = new IdentityHashMap<>();
    private final Map<String, SymbolTable.Place> texts = new HashMap<>();
    private final Map<Object, SymbolTable.Place> tables = new IdentityHashMap<>();

    /// @param plain for data without addresses
    /// @param relocated for data with addresses
    Constants(ElfObject.Section plain, ElfObject.Section relocated) {
        this.plain = plain;
        this.relocated = relocated;
    }

    /// The constant for a place, `{ptr file, i64 fileCount, i64 line, i64 column}`.
    SymbolTable.Place place(Span span) {
        return places.computeIfAbsent(span.file(), f -> new HashMap<>()).computeIfAbsent(span.start(), s -> {
            SymbolTable.Place name = files.computeIfAbsent(span.file(), f -> add(bytes(f.name())));
            Position position = span.position();
            int at = relocated.align(WORD);
            point(at, name);
            relocated.bytes().u64(0);
            relocated.bytes().u64(bytes(span.file().name()).length);
            relocated.bytes().u64(position.line());
            relocated.bytes().u64(position.column());
            return new SymbolTable.Place(relocated, at);
        });
    }

    private void point(long at, SymbolTable.Place target) {
        relocated.relocate(at, ElfObject.R_64, target.section().symbol(), target.offset());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private SymbolTable.Place add(byte[] bytes) {
        int at = plain.bytes().size();
        plain.bytes().bytes(bytes);
        return new SymbolTable.Place(plain, at);
    }

    SymbolTable.Place text(String value) {
        return texts.computeIfAbsent(value, v -> add(bytes(v)));
    }

    /// A table of names, `{i64 count, [count x {ptr, i64}]}`.
    ///
    /// @param key tells tables apart, by identity
    SymbolTable.Place names(Object key, List<String> names) {
        SymbolTable.Place known = tables.get(key);
        if (known != null) return known;
        List<SymbolTable.Place> made = names.stream().map(this::text).toList();
        int at = relocated.align(WORD);
        relocated.bytes().u64(names.size());
        for (int i = 0; i < names.size(); i++) {
            point(relocated.bytes().size(), made.get(i));
            relocated.bytes().u64(0);
            relocated.bytes().u64(bytes(names.get(i)).length);
        }
        SymbolTable.Place place = new SymbolTable.Place(relocated, at);
        tables.put(key, place);
        return place;
    }
}
