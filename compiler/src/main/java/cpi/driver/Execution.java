// Runs a checked program in the virtual machine.
package cpi.driver;

import cpi.diag.Bug;
import cpi.typed.Program;
import java.util.List;

/// One execution of a program. Single use.
public final class Execution {
    /// @param args the arguments of the program, its own name first
    public Execution(Program program, RunOptions options, List<String> args, ProgramStreams streams) {
        throw new Bug("the virtual machine is not there yet");
    }

    /// Runs to the end and gives the exit status (D8).
    public int run() {
        return 0;
    }
}
