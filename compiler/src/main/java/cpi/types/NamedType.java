package cpi.types;

import cpi.source.Span;
import java.util.List;
import java.util.function.Supplier;

/// A type declared by `type Name T`, or an instance of a parameterised type (L3.2, L10.6). Compared by identity.
public final class NamedType implements Type {
    private final String name;
    private final String path;
    private final Span place;
    private final Object family;
    private final List<TypeArg> args;
    private final Supplier<Type> resolver;
    private Type target;
    private boolean resolving;
    private boolean resolved;

    /// @param name the declared name
    /// @param path the name with its modules in front, as in `geo.P`
    /// @param place the name in the declaration
    /// @param family the declaration, the same object for all instances of a parameterised type
    /// @param args the compile-time arguments of an instance, else empty
    /// @param resolver finds the definition when it is first needed (L10.6); must not return null
    public NamedType(String name, String path, Span place, Object family, List<TypeArg> args, Supplier<Type> resolver) {
        this.name = name;
        this.path = path;
        this.place = place;
        this.family = family;
        this.args = List.copyOf(args);
        this.resolver = resolver;
        this.target = Type.ERROR;
    }

    public String name() {
        return name;
    }

    public String path() {
        return path;
    }

    public Span place() {
        return place;
    }

    public Object family() {
        return family;
    }

    public List<TypeArg> args() {
        return args;
    }

    /// The definition as written, which may itself be a named type; see [Type#definition] for the end of the chain.
    /// The error type while the definition is being found (a type defined as just itself is reported there).
    public Type target() {
        if (!resolved && !resolving) {
            resolving = true;
            target = resolver.get();
            resolving = false;
            resolved = true;
        }
        return target;
    }

    /// Whether the definition is being found right now, further up the call chain.
    public boolean isResolving() {
        return resolving;
    }

    @Override
    public String toString() {
        return TypePrinter.text(this);
    }
}
