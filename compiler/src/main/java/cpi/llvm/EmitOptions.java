package cpi.llvm;

import cpi.codegen.ModuleKind;

/// What is made of a program.
///
/// @param fuses whether a product and a sum in one statement may be rounded once (L12.5)
/// @param debug whether the text has debug information; stack traces with names and places need it
/// @param directory what relative names of source files are relative to, for debuggers
public record EmitOptions(OptLevel level, boolean fuses, Target target, ModuleKind kind, boolean debug, String directory) {
    /// Whether the program keeps a list of its frames for stack traces, because it cannot look at its stack.
    boolean keepsFrameList() {
        return target.architecture().isNarrow() && level.keepsFrames() && kind != ModuleKind.RUNTIME;
    }
}
