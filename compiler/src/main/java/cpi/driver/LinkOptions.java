// How to find the libraries of a program.
package cpi.driver;

import java.util.List;

/// The options of the command line that concern libraries (M10, M14).
///
/// @param dirs the directories of `-L`, in order
/// @param environment the value of `CPI_LINK_PATH`, empty if it is not set
/// @param machine what the libraries must be for
public record LinkOptions(List<String> dirs, String environment, Use use, Machine machine) {
    /// What the program is compiled for.
    public enum Use {
        /// To be checked: nothing is opened, and only paths are looked at (W0804).
        CHECK,
        /// To be run in the virtual machine: libraries are opened and symbols looked up.
        RUN,
        /// To become native code: static libraries may be used too.
        BUILD
    }

    public LinkOptions {
        dirs = List.copyOf(dirs);
    }

    public static LinkOptions of(Use use) {
        return new LinkOptions(List.of(), "", use, Machine.host());
    }
}
