// The containers of the library, shown by their contents.
package cpi.debug;

import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.StructType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Knows how the bundled library lays out `Buf`, `Map` and `Set` (lib/buffer.cpi, lib/map.cpi), so that a debugger shows what they
/// contain instead of how. Types of the same name that programs declare are not meant.
final class Containers {
    private final Parts parts;
    private final Values values;

    Containers(Parts parts, Values values) {
        this.parts = parts;
        this.values = values;
    }

    private static Optional<String> kind(Type type) {
        if (!(type instanceof NamedType named) || !named.place().file().bundled() || named.args().isEmpty()) return Optional.empty();
        return switch (named.name()) {
            case "Buf", "Map", "Set" -> Optional.of(named.name());
            default -> Optional.empty();
        };
    }

    /// What stands in front of the contents of a container, as `[3]`; empty if the value is none.
    Optional<String> text(Value v) {
        return kind(v.type()).filter(_ -> count(v) >= 0).map(_ -> "[" + count(v) + "]");
    }

    boolean isMap(Value v) {
        return kind(v.type()).equals(Optional.of("Map"));
    }

    /// How many entries it has; -1 if it is broken.
    long count(Value v) {
        return switch (kind(v.type()).orElse("")) {
            case "Buf", "Map" -> number(field(v, "count"));
            case "Set" -> count(field(v, "map"));
            default -> 0;
        };
    }

    /// Entries in order: elements of a buffer, values of a map named by their keys, keys of a set.
    List<Value> entries(Value v, long start, long count) {
        return switch (kind(v.type()).orElse("")) {
            case "Buf" -> elements(v, start, count);
            case "Map" -> mapEntries(v, start, count, true);
            case "Set" -> mapEntries(field(v, "map"), start, count, false);
            default -> List.of();
        };
    }

    private List<Value> elements(Value buffer, long start, long count) {
        Value data = field(buffer, "data");
        Value first = parts.pointee(data);
        long size = values.layout().size(first.type());
        long address = values.bits(data).orElse(0L);
        List<Value> result = new ArrayList<>();
        for (long i = start; i < start + count; i++) {
            String path = buffer.expression().isEmpty() ? "" : buffer.base() + ".data[" + i + "]";
            result.add(new Value("[" + i + "]", first.type(), new Data.InMemory(buffer.memory(), address + i * size), path,
                buffer.memory()));
        }
        return result;
    }

    private List<Value> mapEntries(Value map, long start, long count, boolean isMap) {
        Value list = field(map, "entryList");
        BitSet alive = numbersInIndex(map, (int) Math.min(number(field(list, "count")), Integer.MAX_VALUE));
        List<Value> result = new ArrayList<>();
        long skip = start;
        for (int i = alive.nextSetBit(0); i >= 0 && result.size() < count; i = alive.nextSetBit(i + 1)) {
            if (skip-- > 0) continue;
            Value entry = elements(list, i, 1).getFirst();
            Value key = field(entry, "key");
            result.add(isMap ? field(entry, "value").named("[" + values.text(key) + "]") : key.named("[" + (start + result.size()) + "]"));
        }
        return result;
    }

    /// The entries that are not holes: those that a slot of the hash table names.
    private BitSet numbersInIndex(Value map, int limit) {
        Value index = field(map, "index");
        BitSet numbers = new BitSet();
        long slots = parts.count(index);
        long words = Math.max(number(field(map, "words")), 1);
        for (long i = 0; i < slots && numbers.cardinality() < limit; i += words) {
            long number = number(parts.elements(index, i, 1).getFirst());
            if (number >= 0 && number < limit) numbers.set((int) number);
        }
        return numbers;
    }

    private Value field(Value v, String name) {
        StructType type = (StructType) v.type().definition();
        int i = type.indexOf(name);
        long offset = values.layout().fieldOffset(type, i);
        Type field = type.fields().get(i).type();
        String path = v.expression().isEmpty() ? "" : v.base() + "." + name;
        return new Value(name, field, v.data().part(offset, values.layout().size(field)), path, v.memory());
    }

    private long number(Value v) {
        return v.type().definition() instanceof IntType ? values.bits(v).orElse(-1L) : -1;
    }
}
