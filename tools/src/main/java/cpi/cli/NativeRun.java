// Executes native programs.
package cpi.cli;

import cpi.toolchain.CacheDirectory;
import cpi.toolchain.ToolchainException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Lets the launcher replace this process by a program, or else starts it and waits.
final class NativeRun {
    private static final int ERROR = 1;

    private NativeRun() {}

    /// @param count how many arguments of the command line are for cpi, the file included
    /// @param args the arguments of the program
    static int execute(Path program, int count, List<String> args, Console console) throws ToolchainException {
        if (console.launcher().isPresent()) {
            try {
                Files.writeString(console.launcher().get(), count + " " + program + "\n");
                return 0;
            } catch (IOException e) {
                // The program can be started from here.
            }
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        try {
            if (console.isOfProcess()) return builder.inheritIO().start().waitFor();
            return connected(builder.start(), console);
        } catch (IOException e) {
            throw new ToolchainException("cannot execute `" + program + "`: " + CacheDirectory.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ERROR;
        }
    }

    private static int connected(Process process, Console console) throws IOException, InterruptedException {
        Thread in = Thread.ofVirtual().start(() -> copy(console.streams().in(), process.getOutputStream(), true));
        Thread err = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), console.streams().err(), false));
        copy(process.getInputStream(), console.streams().out(), false);
        err.join();
        int status = process.waitFor();
        in.interrupt();
        return status;
    }

    private static void copy(InputStream from, OutputStream to, boolean close) {
        try {
            from.transferTo(to);
            to.flush();
            if (close) to.close();
        } catch (IOException e) {
            // One side has ended.
        }
    }
}
