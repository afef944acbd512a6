package cpi.types;

import java.util.List;

/// `struct {…}` (L3.7).
public record StructType(List<Field> fields) implements Type {
    public StructType {
        fields = List.copyOf(fields);
    }

    /// Position of a named field, or -1.
    public int indexOf(String name) {
        if (name.isEmpty()) return -1;
        for (int i = 0; i < fields.size(); i++) if (fields.get(i).name().equals(name)) return i;
        return -1;
    }

    @Override
    public int hashCode() {
        return Type.shallowHash(fields.stream().map(Field::type).toList());
    }

    @Override
    public String toString() {
        return TypePrinter.text(this);
    }
}
