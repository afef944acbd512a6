package cpi.typed;

import cpi.types.Type;

/// Where the fields of the context are. Sema adds fields as they become known; offsets never change.
public interface ContextLayout {
    long offset(ContextField field);

    /// Size of the whole context with all fields known now.
    long size();

    long align();

    /// All fields known now, by number.
    java.util.List<ContextField> fields();

    /// `*Context`.
    Type pointer();
}
