package cpi.llvm;

/// How much the program is optimised, and which checks it keeps (L12.5).
public enum OptLevel {
    /// Compiles quickly; every variable has one place for a debugger.
    NONE,
    /// Optimises; all checks, and stack traces as the virtual machine shows them.
    DEFAULT,
    /// Optimises with the features of the processor; no index checks, and stack traces may leave out frames.
    FAST;

    /// Whether an index out of bounds is a panic (P03).
    boolean checksBounds() {
        return this != FAST;
    }

    /// Whether every call must show in a stack trace with its own place.
    boolean keepsFrames() {
        return this != FAST;
    }
}
