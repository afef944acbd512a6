// Runs the tests of a program.
package cpi.driver;

import cpi.diag.Bug;
import cpi.source.SourceFile;
import cpi.typed.Program;

/// `cpi test` (C15). Single use.
public final class TestRun {
    /// @param allFiles whether tests of all files outside the bundled library run, not just of the main file
    /// @param filter text that the name must contain
    public record Selection(boolean allFiles, String filter) {}

    public TestRun(Program program, SourceFile main, RunOptions options, ProgramStreams streams) {
        throw new Bug("the virtual machine is not there yet");
    }

    /// Runs the tests, writes their lines, and gives the exit status.
    public int run(Selection selection) {
        return 0;
    }
}
