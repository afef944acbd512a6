package cpi.typed;

import cpi.source.Span;
import cpi.types.Type;

/// A variable of one activation of a function: parameter, local, loop variable, binding or compiler temporary.
/// Compared by identity.
///
/// The type may be an open type until the body has been checked (L4.3); later stages read it through
/// [cpi.types.TypeTable#settle]. Whether its address is taken is found by lowering.
public final class Local {
    public enum Kind { PARAMETER, VARIABLE, LOOP, BINDING, TEMPORARY }

    private final String name;
    private final Kind kind;
    private final Type type;
    private final Span place;

    /// @param name as declared; temporaries have a name that no source can write
    /// @param place the name in the declaration
    public Local(String name, Kind kind, Type type, Span place) {
        this.name = name;
        this.kind = kind;
        this.type = type;
        this.place = place;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public Type type() {
        return type;
    }

    public Span place() {
        return place;
    }

    @Override
    public String toString() {
        return name;
    }
}
