package cpi.typed;

import cpi.source.Span;
import cpi.types.Type;

/// An object in static memory that is not a global: the bytes of a string literal, data reached by a constant (C7.3).
/// Compared by identity.
public final class StaticObject implements Symbol {
    private final String name;
    private final Type type;
    private final ConstData data;
    private final boolean writable;
    private final Span place;

    /// @param name for debuggers and messages, as in `NAMES[1]`
    /// @param type the type of the whole object
    /// @param writable whether it may be written at run time (C4.3), else a write is P09
    /// @param place where it comes from
    public StaticObject(String name, Type type, ConstData data, boolean writable, Span place) {
        this.name = name;
        this.type = type;
        this.data = data;
        this.writable = writable;
        this.place = place;
    }

    @Override
    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /// The contents. Objects may refer to each other in cycles, so the data is filled while they are being made
    /// (see [ConstData.Builder]).
    public ConstData data() {
        return data;
    }

    public boolean writable() {
        return writable;
    }

    public Span place() {
        return place;
    }
}
