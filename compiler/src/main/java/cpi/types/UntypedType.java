package cpi.types;

/// The types of untyped constants (L4.1) and of literals that convert in their own way: `nil` (L4.5d) has type `*none` and
/// character literals `i8`, so only numbers appear here.
public enum UntypedType implements Type {
    INTEGER, FLOAT;

    /// `i64` or `f64` (L4.2).
    public Type defaultType() {
        return this == INTEGER ? IntType.I64 : FloatType.F64;
    }

    @Override
    public String toString() {
        return this == INTEGER ? "{integer}" : "{float}";
    }
}
