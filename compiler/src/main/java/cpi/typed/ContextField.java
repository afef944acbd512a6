package cpi.typed;

import cpi.types.Type;

/// A field of the context (T1.2, T3). Compared by identity.
///
/// Fields are numbered in the order in which they become known; the built-in ones `allocator`, `temp`, `thread` are 0, 1, 2.
/// The context is laid out by [ContextLayout] in that order, so offsets never change when a field is added.
public interface ContextField {
    String name();

    /// The name with its modules in front, as after `context.`.
    String path();

    Type type();

    int number();

    /// The value in a fresh context. For built-in fields made by the engine: zero bytes.
    ConstData initialValue();
}
