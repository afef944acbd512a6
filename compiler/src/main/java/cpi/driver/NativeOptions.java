// What to make of a program, and how.
package cpi.driver;

import cpi.llvm.OptLevel;
import cpi.toolchain.Target;

/// The options of the command line that concern native code (M14).
///
/// @param nativeCpu whether to use everything that the processor of this machine has
/// @param shared whether a library is made, whose external names are the exports (M8)
/// @param systemLinker whether the system's C compiler links
public record NativeOptions(Target target, OptLevel level, boolean nativeCpu, Form form, boolean shared, boolean systemLinker) {
    /// What comes out.
    public enum Form {
        /// A program, or a library if `shared`; of WebAssembly, a module.
        LINKED,
        /// What is given to LLVM, and what it makes of it.
        LLVM, OPTIMISED_LLVM, ASSEMBLY,
        /// One object file that contains the runtime.
        OBJECT
    }

    /// A program for this machine.
    public static NativeOptions program(Target host, OptLevel level) {
        return new NativeOptions(host, level, false, Form.LINKED, false, false);
    }
}
