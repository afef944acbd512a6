package cpi.types;

import java.util.List;

/// A function type (L3.12): `c` for `#c fn`, which takes no context and may be variadic.
public record FnType(boolean c, List<Type> params, boolean variadic, Type result) implements Type {
    public FnType {
        params = List.copyOf(params);
    }

    @Override
    public int hashCode() {
        return 31 * Type.shallowHash(params) + System.identityHashCode(result);
    }

    @Override
    public String toString() {
        return TypePrinter.text(this);
    }
}
