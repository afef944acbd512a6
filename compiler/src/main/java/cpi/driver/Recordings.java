// Making and opening recordings of programs.
package cpi.driver;

import cpi.diag.Severity;
import cpi.engine.Journal;
import cpi.timeline.Recording;
import cpi.timeline.Timeline;
import cpi.timeline.Watch;
import cpi.typed.CompileTimeFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
        /// Executes it from its start to its end, as far as that is known.
        public void repeat() throws Refused {
            try {
                timeline.forward(Watch.NOTHING);
            } catch (Journal.Damaged e) {
                throw new Refused("its journal does not fit its program: " + e.getMessage());
            }
        }

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
                                List<String> args) throws IOException {
        RecordedProgram program = RecordedProgram.of(compile, run, args, compilation.sources());
        return timeline.record(program.toBytes()).toFile(Version.TEXT);
    }

    /// Finds out whether a recording could be written to a file, which is not touched; the message of the exception is for people.
    public static void probe(String path) throws IOException {
        Path file = target(path);
        if (!isReplaced(file)) return;
        Path temporary = temporary(file);
        try {
            Files.write(temporary, new byte[0]);
            Files.delete(temporary);
        } catch (IOException e) {
            throw new IOException(reason(e));
        }
    }

    /// Writes the contents to a file: either all of it, or what was there before stays. The message of the exception is for people.
    public static void write(String path, byte[] contents) throws IOException {
        Path file = target(path);
        Path temporary = temporary(file);
        try {
            if (isReplaced(file)) {
                Files.write(temporary, contents);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.write(file, contents);
            }
        } catch (IOException e) {
            if (isReplaced(file)) Files.deleteIfExists(temporary);
            throw new IOException(reason(e));
        }
    }

    /// The file that a path means. If that is a link, the link stays.
    private static Path target(String path) throws IOException {
        try {
            Path file = Path.of(path);
            if (path.isEmpty()) throw new IOException("it has no name");
            if (Files.isDirectory(file)) throw new IOException("it is a directory");
            return Files.isRegularFile(file) ? file.toRealPath() : file;
        } catch (InvalidPathException e) {
            throw new IOException(e.getReason());
        }
    }

    /// Devices and pipes must not be replaced by a file.
    private static boolean isReplaced(Path file) {
        return Files.isRegularFile(file) || !Files.exists(file);
    }

    private static Path temporary(Path file) {
        return file.resolveSibling("." + ProcessHandle.current().pid() + ".cpr.part");
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such directory" : ModuleFinder.reason(e);
    }

    /// Whether a file begins as recordings do.
    public static boolean isRecording(String path) {
        byte[] magic = Recording.MAGIC.getBytes(StandardCharsets.US_ASCII);
        try {
            // What is read from a pipe is gone.
            if (!Files.isRegularFile(Path.of(path))) return false;
            try (var in = Files.newInputStream(Path.of(path))) {
                return Arrays.equals(in.readNBytes(magic.length), magic);
            }
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
            recording = Recording.ofFile(read(path), Version.TEXT);
            program = RecordedProgram.of(recording.program());
        } catch (Recording.Unusable e) {
            throw new Refused(e.getMessage());
        } catch (IOException e) {
            throw new Refused("it is damaged: " + ModuleFinder.reason(e));
        }
        Compilation.Result compilation = program.check(OutputStream.nullOutputStream());
        Optional<Opened> opened = Optional.empty();
        try {
            opened = Optional.of(open(recording, program, compilation, streams, history, repeat));
            return opened.get();
        } finally {
            if (opened.isEmpty()) compilation.close();
        }
    }

    private static byte[] read(String path) throws Refused {
        try {
            Path file = Path.of(path);
            if (Files.size(file) > Recording.MAX_BYTES) throw new Refused("it is too large");
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refused(ModuleFinder.reason(e));
        } catch (InvalidPathException e) {
            throw new Refused(String.valueOf(e.getReason()));
        }
    }

    private static Opened open(Recording recording, RecordedProgram program, Compilation.Result compilation, ProgramStreams streams,
                               Timeline.Options history, boolean repeat) throws Refused {
        if (compilation.program().isEmpty()) {
            String first = compilation.report().shown().stream().filter(d -> d.severity() == Severity.ERROR)
                .map(d -> ": " + d.problem().message()).findFirst().orElse("");
            throw new Refused("the program inside is not accepted by this cpi" + first);
        }
        Execution execution = new Execution(compilation.program().get(), compilation.linked().open(), program.run(), program.args(),
            streams);
        Timeline timeline;
        try {
            timeline = execution.timeline(history, recording, repeat);
        } catch (Journal.Damaged e) {
            throw new Refused("it is damaged: " + e.getMessage());
        } catch (CompileTimeFailure e) {
            // Some values are computed when the program starts only, and that within the limits that the recording names.
            throw new Refused("the program inside is not accepted by this cpi");
        }
        if (timeline.fingerprint() == recording.fingerprint()) return new Opened(program, compilation, execution, timeline);
        timeline.close();
        throw new Refused("its program has other code with this cpi, so it would not do the same again");
    }
}
