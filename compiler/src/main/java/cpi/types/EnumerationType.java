package cpi.types;

import java.util.List;

/// An enumeration (L3.9). `items` is in order of declaration and not empty.
public record EnumerationType(IntType base, List<Item> items) implements Type {
    public EnumerationType {
        items = List.copyOf(items);
    }

    /// Position of an item, or -1.
    public int indexOf(String name) {
        for (int i = 0; i < items.size(); i++) if (items.get(i).name().equals(name)) return i;
        return -1;
    }

    @Override
    public String toString() {
        return TypePrinter.text(this);
    }
}
