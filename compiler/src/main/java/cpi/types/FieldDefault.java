package cpi.types;

/// The default of a struct field (L3.7). What it is, is known to the stages that evaluate it; for types it only matters
/// whether two fields have the same one.
public interface FieldDefault {
    /// A field without default expression.
    FieldDefault ABSENT = new FieldDefault() {};
}
