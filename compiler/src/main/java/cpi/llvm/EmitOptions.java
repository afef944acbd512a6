package cpi.llvm;

/// What is made of a program.
///
/// @param debug whether the text has debug information; stack traces with names and places need it
/// @param directory what relative names of source files are relative to, for debuggers
public record EmitOptions(OptLevel level, Target target, Kind kind, boolean debug, String directory) {
    public enum Kind {
        /// Has `main`; everything else is internal.
        PROGRAM,
        /// A library whose external names are exactly the exports (M8).
        SHARED,
        /// The runtime that is linked to both: its exports are hidden from other libraries.
        RUNTIME
    }
}
