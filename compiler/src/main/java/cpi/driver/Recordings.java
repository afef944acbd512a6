// Making and opening recordings of programs.
package cpi.driver;

import cpi.diag.Bug;
import cpi.timeline.Recording;
import cpi.timeline.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Recordings as files (`.cpr`): a program, and what it learned from the world.
public final class Recordings {
    private Recordings() {}

    /// Why a file cannot be opened, for people: completes "cannot open recording F: ".
    public static final class Refused extends Exception {
        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /// A recording whose program has been checked again. Close both parts.
    public record Opened(RecordedProgram program, Compilation.Result compilation, Execution execution, Timeline timeline)
            implements AutoCloseable {
        @Override
        public void close() {
            timeline.close();
            compilation.close();
        }
    }

    /// The recording of a history, as the contents of a file.
    ///
    /// @param args the arguments of the program, its own name first
    public static byte[] record(Timeline timeline, Compilation.Result compilation, CompileOptions compile, RunOptions run,
                                List<String> args) {
        RecordedProgram program = RecordedProgram.of(compile, run, args, compilation.sources());
        return timeline.record(program.toBytes()).toFile(Version.TEXT);
    }

    /// Writes the contents to a file: either all of it, or what was there before stays.
    public static void write(String path, byte[] contents) throws IOException {
        try {
            Path file = Path.of(path);
            Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
            Files.write(temporary, contents);
            Files.move(temporary, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (InvalidPathException e) {
            throw new IOException(e.getReason());
        }
    }

    /// Whether a file begins as recordings do.
    public static boolean isRecording(String path) {
        byte[] magic = Recording.MAGIC.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (var in = Files.newInputStream(Path.of(path))) {
            return Arrays.equals(in.readNBytes(magic.length), magic);
        } catch (IOException | InvalidPathException _) {
            return false;
        }
    }

    /// Opens a recording at its start.
    ///
    /// @param streams output goes there when it is made the first time, as far as `repeat` says so
    /// @param repeat whether the output of the recorded run is let out again
    public static Opened open(String path, ProgramStreams streams, Timeline.Options history, boolean repeat) throws Refused {
        Recording recording;
        RecordedProgram program;
        try {
            recording = Recording.ofFile(Files.readAllBytes(Path.of(path)), Version.TEXT);
            program = RecordedProgram.of(recording.program());
        } catch (Recording.Unusable e) {
            throw new Refused(e.getMessage());
        } catch (IOException | InvalidPathException e) {
            throw new Refused(e instanceof IOException io && !Files.exists(Path.of(path)) ? ModuleFinder.reason(io) : "it is damaged");
        }
        Compilation.Result compilation = program.check(OutputStream.nullOutputStream());
        if (compilation.program().isEmpty()) {
            compilation.close();
            throw new Refused("the program inside is not accepted by this cpi");
        }
        return open(recording, program, compilation, streams, history, repeat);
    }

    private static Opened open(Recording recording, RecordedProgram program, Compilation.Result compilation, ProgramStreams streams,
                               Timeline.Options history, boolean repeat) throws Refused {
        Execution execution = new Execution(compilation.program().get(), compilation.linked().open(), program.run(), program.args(),
            streams);
        try {
            Timeline timeline = execution.timeline(history, recording, repeat);
            if (timeline.fingerprint() == recording.fingerprint()) return new Opened(program, compilation, execution, timeline);
            timeline.close();
        } catch (Bug e) {
            throw new Refused("it is damaged: " + e.getMessage());
        }
        compilation.close();
        throw new Refused("its program has other code with this cpi, so it would not do the same again");
    }
}
