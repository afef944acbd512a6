package cpi.types;

import java.util.List;

/// The types of the language (L3), interned: two types are the same exactly if they are the same object.
///
/// Structural types are made by a [TypeTable] only; [NamedType]s by the declaration they come from. Types that exist only
/// while a body is being checked are [UntypedType], [OpenType] and [ErrorType]; none of them survives into the typed tree of
/// a program without errors (see [TypeTable#settle]).
public sealed interface Type
        permits Type.NoneType, Type.BoolType, IntType, FloatType, Type.PointerType, Type.SliceType, Type.ArrayType, StructType,
                EnumerationType, TaggedType, UnionType, FnType, Type.MutexType, Type.ThreadType, Type.ContextType, NamedType,
                UntypedType, OpenType, Type.ErrorType {

    NoneType NONE = new NoneType();
    BoolType BOOL = new BoolType();
    MutexType MUTEX = new MutexType();
    ContextType CONTEXT = new ContextType();
    ErrorType ERROR = new ErrorType();

    /// The type with the single value `{}` (L3.3).
    record NoneType() implements Type {
        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    record BoolType() implements Type {
        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    /// `*T` (L3.4).
    record PointerType(Type target) implements Type {
        @Override
        public int hashCode() {
            return shallowHash(List.of(target));
        }

        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    /// `[]T` (L3.5).
    record SliceType(Type element) implements Type {
        @Override
        public int hashCode() {
            return shallowHash(List.of(element));
        }

        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    /// `[N]T` (L3.6).
    record ArrayType(long count, Type element) implements Type {
        @Override
        public int hashCode() {
            return shallowHash(List.of(element)) ^ Long.hashCode(count);
        }

        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    record MutexType() implements Type {
        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    /// `Thread!(R)` (T7): a handle.
    record ThreadType(Type result) implements Type {
        @Override
        public int hashCode() {
            return shallowHash(List.of(result));
        }

        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    /// The record behind `context` (T1); only usable through a pointer.
    record ContextType() implements Type {
        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    /// The type of an expression that had an error: nothing about it is reported again (D2.2).
    record ErrorType() implements Type {
        @Override
        public String toString() {
            return TypePrinter.text(this);
        }
    }

    /// The definition behind a named type, followed through names; any other type is its own definition (L3.2).
    /// Following an open type gives what it is fixed to, if it is.
    default Type definition() {
        Type type = this;
        while (true) {
            if (type instanceof NamedType named) type = named.target();
            else if (type instanceof OpenType open && open.current() != open) type = open.current();
            else return type;
        }
    }

    default boolean isError() {
        return this instanceof ErrorType;
    }

    /// Numbers: integers or floats, named or not (L3.2), not yet fixed ones included.
    default boolean isNumeric() {
        return isInteger() || isFloat();
    }

    default boolean isInteger() {
        Type d = definition();
        return d instanceof IntType || d == UntypedType.INTEGER || d instanceof OpenType o && !o.isFloat();
    }

    default boolean isFloat() {
        Type d = definition();
        return d instanceof FloatType || d == UntypedType.FLOAT || d instanceof OpenType o && o.isFloat();
    }

    default boolean isPointer() {
        return definition() instanceof PointerType;
    }

    /// A `[]i8`, named or not.
    default boolean isString() {
        return definition() instanceof SliceType s && s.element() == IntType.I8;
    }

    /// One component of a struct: `name` is empty for an unnamed field.
    record Field(String name, Type type, FieldDefault init) {}

    /// One member of a tagged enum or untagged union with its payload type.
    record Member(String name, Type payload) {}

    /// One item of an enumeration.
    record Item(String name, long value) {}

    /// Arguments of an instance of a parameterised type, for identity and printing.
    sealed interface TypeArg {
        String text();
    }

    record OfType(Type type) implements TypeArg {
        @Override
        public String text() {
            return type.toString();
        }
    }

    /// A value, function or other thing: `key` is equal for equal arguments (L10.5), `text` is how it is printed.
    record OfValue(Object key, String text) implements TypeArg {}

    /// A hash of types that are parts of another. They are interned, so it looks at their identity only: a hash that went down
    /// into them would take exponential time for types that mention the same part twice on every level.
    static int shallowHash(List<Type> parts) {
        int hash = 1;
        for (Type part : parts) hash = 31 * hash + System.identityHashCode(part);
        return hash;
    }

    /// A copy of a list of types that may be empty.
    static List<Type> list(Type... types) {
        return List.of(types);
    }
}
