package cpi.types;

/// Sizes, alignments and offsets (L3.1, L3.13).
public final class Layout {
    public Layout(TypeTable types) {}
}
