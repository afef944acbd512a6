package cpi.codegen;

/// What a module is, which decides what of it others see.
public enum ModuleKind {
    /// Has `main`; everything else is internal.
    PROGRAM,
    /// A library whose external names are exactly the exports (M8).
    SHARED,
    /// The runtime that is linked to both: its exports are hidden from other libraries.
    RUNTIME
}
