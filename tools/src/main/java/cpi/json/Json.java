// JSON values (RFC 8259) for the protocols of tools.
package cpi.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value. Numbers without fraction and exponent that fit are [Int], the others [Real].
public sealed interface Json {
    /// The only value of its kind.
    Null NULL = new Null();

    record Null() implements Json {}

    record Bool(boolean value) implements Json {}

    record Int(long value) implements Json {}

    record Real(double value) implements Json {}

    record Str(String value) implements Json {}

    record Arr(List<Json> elements) implements Json {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    /// Members in order. The readers below give what is wanted or nothing: a member of another kind counts as missing.
    record Obj(Map<String, Json> members) implements Json {
        /// `{}`
        public static final Obj EMPTY = new Obj(Map.of());

        /// The member, [Json#NULL] if there is none.
        public Json get(String name) {
            return members.getOrDefault(name, NULL);
        }

        public boolean has(String name) {
            return members.containsKey(name);
        }

        public Optional<String> text(String name) {
            return get(name) instanceof Str(String value) ? Optional.of(value) : Optional.empty();
        }

        /// A whole number; a real one without fraction is one.
        public Optional<Long> whole(String name) {
            return switch (get(name)) {
                case Int(long value) -> Optional.of(value);
                case Real(double value) when value == Math.rint(value) && Math.abs(value) < 0x1p63 -> Optional.of((long) value);
                case Real _, Null _, Bool _, Str _, Arr _, Obj _ -> Optional.empty();
            };
        }

        public Optional<Boolean> bool(String name) {
            return get(name) instanceof Bool(boolean value) ? Optional.of(value) : Optional.empty();
        }

        /// The elements of an array; none if it is something else.
        public List<Json> list(String name) {
            return get(name) instanceof Arr(List<Json> elements) ? elements : List.of();
        }

        /// The objects among the elements of an array.
        public List<Obj> objects(String name) {
            return list(name).stream().filter(Obj.class::isInstance).map(Obj.class::cast).toList();
        }

        /// The texts among the elements of an array.
        public List<String> texts(String name) {
            return list(name).stream().filter(Str.class::isInstance).map(j -> ((Str) j).value()).toList();
        }

        /// An object; an empty one if it is something else.
        public Obj object(String name) {
            return get(name) instanceof Obj o ? o : EMPTY;
        }
    }

    /// Begins an object.
    static Builder object() {
        return new Builder();
    }

    static Arr array(List<? extends Json> elements) {
        return new Arr(List.copyOf(elements));
    }

    static Arr texts(List<String> elements) {
        return new Arr(elements.stream().map(e -> (Json) new Str(e)).toList());
    }

    /// The text of the value, on one line.
    default String text() {
        StringBuilder out = new StringBuilder();
        JsonWriter.write(this, out);
        return out.toString();
    }

    /// Collects the members of an object.
    final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        public Builder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new Str(value));
        }

        public Builder put(String name, long value) {
            return put(name, new Int(value));
        }

        public Builder put(String name, double value) {
            return put(name, new Real(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        /// Nothing if the text is empty.
        public Builder putText(String name, String value) {
            return value.isEmpty() ? this : put(name, value);
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
