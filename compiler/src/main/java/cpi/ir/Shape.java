package cpi.ir;

import java.util.List;

/// How values of a type are held while code runs: in no, one or two registers, or in memory.
///
/// @param parts the scalars of a value held in registers, in order of their offsets; empty if it is held in memory or occupies
///     nothing
/// @param inMemory whether values are held in memory and denoted by their address
/// @param size size in memory
/// @param align alignment in memory
public record Shape(List<Part> parts, boolean inMemory, long size, long align) {
    public Shape {
        parts = List.copyOf(parts);
    }

    /// One scalar of a value, and where it is in memory.
    public record Part(Scalar scalar, long offset) {}

    public boolean inRegisters() {
        return !inMemory;
    }

    /// The register types.
    public List<Scalar> scalars() {
        return parts.stream().map(Part::scalar).toList();
    }
}
