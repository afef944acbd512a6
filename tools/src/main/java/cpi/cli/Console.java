// The process's own input and output.
package cpi.cli;

import cpi.driver.ProgramStreams;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Where the commands write, and what they learn about the process they run in. Text is UTF-8 whatever the locale says.
public final class Console {
    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private final boolean outTerminal;
    private final boolean errTerminal;
    private final boolean ofProcess;

    /// @param outTerminal whether standard output is a terminal
    /// @param errTerminal whether standard error is one
    public Console(InputStream in, OutputStream out, OutputStream err, boolean outTerminal, boolean errTerminal) {
        this(in, out, err, outTerminal, errTerminal, false);
    }

    private Console(InputStream in, OutputStream out, OutputStream err, boolean outTerminal, boolean errTerminal, boolean ofProcess) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.outTerminal = outTerminal;
        this.errTerminal = errTerminal;
        this.ofProcess = ofProcess;
    }

    /// The console of this process. Java cannot tell which streams are terminals; the launcher does, in properties.
    static Console ofProcess() {
        boolean isTerminal = Boolean.getBoolean("cpi.terminal.err");
        FileOutputStream err = new FileOutputStream(FileDescriptor.err);
        String terminal = Optional.ofNullable(System.getenv("TERM")).orElse("");
        boolean erases = !terminal.isEmpty() && !terminal.equals("dumb");
        return new Console(System.in, new FileOutputStream(FileDescriptor.out), isTerminal ? new StatusLine(err, erases) : err,
            Boolean.getBoolean("cpi.terminal.out"), isTerminal, true);
    }

    /// The same with another standard error.
    Console withError(OutputStream stream) {
        return new Console(in, out, stream, outTerminal, errTerminal, ofProcess);
    }

    /// Says on a terminal what is being done if that takes long, until the result is closed.
    StatusLine.Work during(String what) {
        return err instanceof StatusLine status ? status.begin(what) : () -> { };
    }

    /// Says more exactly what is being done.
    void nowDoing(String what) {
        if (err instanceof StatusLine status) status.change(what);
    }

    /// Whether the streams are those of this process, so that programs can inherit them.
    boolean isOfProcess() {
        return ofProcess;
    }

    /// The root of the source tree that cpi runs from, told by the launcher.
    Optional<Path> home() {
        String directory = System.getProperty("cpi.home", "");
        return directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory));
    }

    /// The hash of the jars that cpi runs from, told by the launcher; empty without one.
    String version() {
        return System.getProperty("cpi.id", "");
    }

    /// The file in which the launcher wants to read what it shall execute in place of this process, if it does that.
    Optional<Path> launcher() {
        String file = System.getProperty("cpi.exec", "");
        return file.isEmpty() || !ofProcess ? Optional.empty() : Optional.of(Path.of(file));
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
