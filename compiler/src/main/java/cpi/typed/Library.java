package cpi.typed;

import cpi.types.Type;

/// What engines need of the bundled library on their own: the last table of `docs/intrinsics.md`, and `reflect.slot`.
public interface Library {
    /// A function that is not polymorphic, as `function("mem", "systemProc")`. Loads its module if need be; a missing function
    /// is a [cpi.diag.Bug].
    Function function(String module, String name);

    /// The variable with the description of a type (`reflect.slot`); the same one each time.
    Global typeInfo(Type type);
}
