// The process's own input and output.
package cpi.cli;

import cpi.driver.ProgramStreams;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where the commands write, and what they learn about the process they run in. Text is UTF-8 whatever the locale says.
public final class Console {
    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private final boolean outTerminal;
    private final boolean errTerminal;

    /// @param outTerminal whether standard output is a terminal
    /// @param errTerminal whether standard error is one
    public Console(InputStream in, OutputStream out, OutputStream err, boolean outTerminal, boolean errTerminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.outTerminal = outTerminal;
        this.errTerminal = errTerminal;
    }

    /// The console of this process. Java cannot tell which streams are terminals; the launcher does, in properties.
    static Console ofProcess() {
        return new Console(System.in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err),
            Boolean.getBoolean("cpi.terminal.out"), Boolean.getBoolean("cpi.terminal.err"));
    }

    /// The streams, for programs that are run.
    ProgramStreams streams() {
        return new ProgramStreams(in, out, err);
    }

    void out(String text) {
        write(out, text);
    }

    void err(String text) {
        write(err, text);
    }

    boolean isOutputTerminal() {
        return outTerminal;
    }

    boolean isErrorTerminal() {
        return errTerminal;
    }

    /// The value of an environment variable, empty if it is not set.
    String environment(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    private static void write(OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            // Nobody reads it, for example because a pipe was closed.
        }
    }
}
