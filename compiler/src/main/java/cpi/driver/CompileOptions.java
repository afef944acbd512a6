// What to compile, and how.
package cpi.driver;

import cpi.diag.WarningOptions;
import java.util.List;

/// The options of the command line that concern checking and compile-time evaluation (M14, C14, D4).
///
/// @param main path of the main file
/// @param importDirs the directories of `-I`, in order
/// @param importEnvironment the value of `CPI_IMPORT_PATH`, empty if it is not set
/// @param link how libraries are found
/// @param prelude whether files see the prelude (M11)
/// @param needMain whether a program without `main` is an error
/// @param checkLibrary whether all bodies of loaded bundled files are checked
/// @param limits of compile-time evaluation
public record CompileOptions(String main, List<String> importDirs, String importEnvironment, LinkOptions link, boolean prelude,
                             boolean needMain, boolean checkLibrary, Limits limits, WarningOptions warnings, int errorLimit) {
    public CompileOptions {
        importDirs = List.copyOf(importDirs);
    }

    /// The defaults for a main file.
    public static CompileOptions of(String main) {
        return new CompileOptions(main, List.of(), "", LinkOptions.of(LinkOptions.Use.RUN), true, true, false, Limits.DEFAULT,
            WarningOptions.defaults(), cpi.diag.Report.NO_LIMIT);
    }

    /// Limits of one compile-time evaluation (C14).
    ///
    /// @param steps calls entered plus loop back-edges; 0 is no limit
    /// @param memory bytes alive
    /// @param depth nested calls
    public record Limits(long steps, long memory, int depth, boolean foreign) {
        public static final Limits DEFAULT = new Limits(100_000_000, 1L << 30, 10_000, false);
    }
}
