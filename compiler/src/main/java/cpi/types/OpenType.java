package cpi.types;

import cpi.source.Span;

/// An open type (L4.3): the yet unknown number type of a local. It is fixed once, by the checker; several open types of one
/// class may become one (union by reference). The only mutable type, and only while its function body is being checked.
public final class OpenType implements Type {
    private final boolean isFloat;
    private Type link = this;
    private Span fixedAt = Span.NONE;

    public OpenType(boolean isFloat) {
        this.isFloat = isFloat;
    }

    @Override
    public boolean isFloat() {
        return isFloat;
    }

    /// What this type stands for now: the type it was fixed to, or the representative of the open types it was joined with.
    public Type current() {
        Type type = this;
        while (type instanceof OpenType open && open.link != open) type = open.link;
        return type;
    }

    /// The type as it is known now: what an open type has been fixed to or joined with, if it has; else the type itself.
    public static Type current(Type type) {
        return type instanceof OpenType open ? open.current() : type;
    }

    /// Whether it is an open type that is not yet fixed.
    public static boolean isOpen(Type type) {
        return current(type) instanceof OpenType;
    }

    public boolean isFixed() {
        return !(current() instanceof OpenType);
    }

    /// `i64` or `f64`.
    public Type defaultType() {
        return isFloat ? FloatType.F64 : IntType.I64;
    }

    /// Fixes this type, or joins it with another open type of its class. Must not be fixed yet.
    public void fix(Type type, Span at) {
        if (!(current() instanceof OpenType root)) throw new IllegalStateException("open type is fixed twice");
        if (type instanceof OpenType other && other.current() == root) return;
        root.link = type;
        root.fixedAt = at;
    }

    /// Where this type was fixed, for the label "type fixed here"; [Span#NONE] if it is not fixed.
    public Span fixedAt() {
        OpenType open = this;
        while (open.link instanceof OpenType next && next != open) open = next;
        return open.fixedAt;
    }

    @Override
    public String toString() {
        Type now = current();
        return now instanceof OpenType ? isFloat ? "{float}" : "{integer}" : now.toString();
    }
}
