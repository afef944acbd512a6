// Runs the tests of a program.
package cpi.driver;

import cpi.engine.Outcome;
import cpi.source.SourceFile;
import cpi.typed.Program;
import java.util.List;

/// `cpi test` (C15): each test runs in a program of its own. Single use.
public final class TestRun {
    private final Program program;
    private final SourceFile main;
    private final Execution execution;

    /// @param allFiles whether tests of all files outside the bundled library run, not just of the main file
    /// @param filter text that the name must contain
    public record Selection(boolean allFiles, String filter) {}

    public TestRun(Program program, OpenLibraries libraries, SourceFile main, RunOptions options, ProgramStreams streams) {
        this.program = program;
        this.main = main;
        this.execution = new Execution(program, libraries, options, List.of(main.name()), streams);
    }

    /// Runs the tests, writes their lines, and gives the exit status.
    public int run(Selection selection) {
        int passed = 0;
        int failed = 0;
        for (Program.Test test : program.tests()) {
            boolean wanted = test.file() == main || selection.allFiles && !test.file().bundled();
            if (!wanted || !test.name().contains(selection.filter)) continue;
            if (run(test)) passed++;
            else failed++;
        }
        execution.print(passed + " passed, " + failed + " failed\n");
        return failed == 0 ? 0 : 1;
    }

    private boolean run(Program.Test test) {
        return switch (execution.run(List.of(test.body()))) {
            case Outcome.Exited exited when exited.status() == 0 -> passed("ok   " + test.name());
            case Outcome.Skipped skipped -> passed("skip " + test.name() + (skipped.reason().isEmpty() ? "" : ": " + skipped.reason()));
            case Outcome.Exited exited -> failed(test, "exit with status " + exited.status() + "\n");
            case Outcome.Panicked panic -> failed(test, PanicReport.text(panic));
            case Outcome.Refused refused -> failed(test, "the foreign function `" + refused.what() + "` is not available\n");
            case Outcome.OutOfBudget _ -> failed(test, "a limit was reached\n");
        };
    }

    private boolean passed(String line) {
        execution.print(line + "\n");
        return true;
    }

    private boolean failed(Program.Test test, String report) {
        execution.error(report);
        execution.print("FAIL " + test.name() + "\n");
        return false;
    }
}
