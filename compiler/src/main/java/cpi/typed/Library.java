package cpi.typed;

/// The functions of the bundled library that engines call on their own: the last table of `docs/intrinsics.md`.
public interface Library {
    /// A function that is not polymorphic, as `function("mem", "systemProc")`. Loads its module if need be; a missing function
    /// is a [cpi.diag.Bug].
    Function function(String module, String name);
}
