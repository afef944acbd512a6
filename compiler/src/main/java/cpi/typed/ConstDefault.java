package cpi.typed;

import cpi.types.FieldDefault;

/// The default of a struct field (L3.7): evaluated at compile time, once, when first asked for.
public interface ConstDefault extends FieldDefault {
    /// The value in the layout of the field's type. Throws [CompileTimeFailure] if the expression has errors.
    ConstData value();
}
