package cpi.cli;

import java.util.List;

/// One command of the command line.
interface Command {
    String name();

    /// Its arguments, as in `FILE [args…]`, for the usage line.
    String synopsis();

    /// What it does, in one line.
    String summary();

    /// Executes it and gives the exit status (D8). Throws [UsageError].
    int execute(List<String> args, Console console);
}
