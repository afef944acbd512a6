// Recordings of whatever may happen to a run.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.cli.Console;
import cpi.cli.Main;
import cpi.driver.Compilation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// `cpi run --record` keeps a run however it ends, and the recording repeats it where nothing is that the program used.
/// rules: T11.5, T12
class RecordingTest {
    private static final String PROGRAMS = "tests/recordings/";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("run.cpr");
    }

    private CommandLine.Observation record(String program, String input, String... args) {
        List<String> command = new ArrayList<>(List.of("run", "--record", Repo.slashes(file()), program));
        command.addAll(List.of(args));
        return CommandLine.run(command, input.getBytes(StandardCharsets.UTF_8));
    }

    private CommandLine.Observation repeat() {
        return CommandLine.run("run", Repo.slashes(file()));
    }

    private static List<String> lines(String... commands) {
        return List.of(commands);
    }

    /// What the debugger says to commands.
    private CommandLine.Observation debug(List<String> options, List<String> commands) throws IOException {
        Path script = Files.write(directory.resolve("script"), commands);
        List<String> command = new ArrayList<>(List.of("debug", "--script", Repo.slashes(script)));
        command.addAll(options);
        return CommandLine.run(command, new byte[0]);
    }

    /// Programs with threads, panics, calls of C and every part of the library.
    @TestFactory
    Stream<DynamicTest> programs() {
        return Stream.of("tests/run/foreign", "tests/run/threads", "tests/run/program", "examples/c")
            .flatMap(d -> Programs.below(d).stream()).filter(Repo::wanted)
            .map(main -> DynamicTest.dynamicTest(Repo.slashes(main), main.toAbsolutePath().toUri(), () -> repeats(main)));
    }

    private void repeats(Path main) throws IOException {
        Directives directives = Directives.of(main);
        Assumptions.assumeTrue(directives.mode().orElse("run").equals("run") && directives.skip("vm").isEmpty());
        directives.assumeNeeds();
        Path in = Repo.sibling(main, ".in");
        Path args = Repo.sibling(main, ".args");
        CommandLine.Observation recorded = record(Repo.slashes(main), Files.exists(in) ? Repo.read(in) : "",
            Files.exists(args) ? Repo.read(args).lines().toArray(String[]::new) : new String[0]);
        CommandLine.Observation again = repeat();
        assertEquals(recorded.out(), again.out());
        assertEquals(recorded.status(), again.status());
        assertTrue(recorded.err().endsWith(again.err()), "the same but for warnings: " + again.err());
    }

    @Test
    void whatTheWorldSaidIsInTheRecording() {
        CommandLine.Observation recorded = record(PROGRAMS + "world.cpi", "a line\nthe rest\nof it", directory.resolve("made").toString());
        assertEquals(3, recorded.status(), recorded.err());
        assertTrue(recorded.out().contains("{some: \"a line\"}"), recorded.out());
        assertTrue(recorded.out().endsWith("6175\nthe rest\nof it\nnothing\n"), recorded.out());
        assertEquals(recorded, repeat());
        CommandLine.Observation without = record(PROGRAMS + "world.cpi", "", directory.resolve("made").toString());
        assertTrue(without.out().endsWith("6175\n\nnothing\n"), without.out());
        assertEquals(without, repeat());
    }

    /// Arguments and names of files may be of any length.
    @Test
    void longArgumentsAreKept() {
        CommandLine.Observation recorded = record(PROGRAMS + "arguments.cpi", "", "ä".repeat(100_000), "\uD83D\uDE00");
        assertEquals(recorded, repeat());
    }

    // How runs end.

    /// The output of the program fails in a way that the machine does not know.
    @Test
    void aFailureOfTheMachineLeavesARecording() throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("broken");
            }
        };
        byte[] input = "one\ntwo\n".getBytes(StandardCharsets.US_ASCII);
        Console console = new Console(new ByteArrayInputStream(input), broken, err, false, false);
        List<String> command = List.of("run", "--record", Repo.slashes(file()), PROGRAMS + "echo.cpi");
        assertEquals(1, Compilation.onBigStack(() -> Main.execute(command, console)));
        assertTrue(err.toString().contains("internal compiler error: IllegalStateException: broken"), err.toString());
        CommandLine.Observation again = repeat();
        assertEquals(130, again.status());
        assertEquals("cpi: the recording ends here: the run was interrupted\n", again.err());
        String seen = debug(List.of(Repo.slashes(file())), lines("c", "bt")).out();
        assertTrue(seen.contains("readLine") || seen.contains("flush") || seen.contains("println"), seen);
    }

    @Test
    void aProgramThatWaitsForInputKeepsWhatItHasRead() throws Exception {
        Process process = start(PROGRAMS + "echo.cpi");
        process.getOutputStream().write("one\ntwo\n".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        assertEquals("one\ntwo\n", new String(process.getInputStream().readNBytes(8), StandardCharsets.US_ASCII));
        end(process);
        CommandLine.Observation again = repeat();
        assertEquals("one\ntwo\n", again.out());
        assertEquals("cpi: the recording ends here: the run was interrupted\n", again.err());
        assertEquals(130, again.status());
        String seen = debug(List.of(Repo.slashes(file())), lines("c", "rc")).out();
        assertTrue(seen.contains("the end of the recording\nmain at tests/recordings/echo.cpi:11:16\n"), seen);
    }

    @Test
    void aProgramThatComputesIsKeptUpToItsEnd() throws Exception {
        Process process = start(PROGRAMS + "busy.cpi");
        assertEquals("begun\n", new String(process.getInputStream().readNBytes(6), StandardCharsets.US_ASCII));
        Thread.sleep(500);
        end(process);
        assertTrue(Files.size(file()) < 100_000, "bytes: " + Files.size(file()));
        String seen = debug(List.of(Repo.slashes(file())), lines("goto 50%", "p rounds > 1000", "goto end", "p rounds > 1000")).out();
        assertTrue(seen.contains("> p rounds > 1000\ntrue\n") && seen.endsWith("true\n"), seen);
    }

    private Process start(String program) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), Main.class.getName(), "run", "--record", Repo.slashes(file()), program)
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void end(Process process) throws InterruptedException {
        // Process.destroy would end its input first.
        assertTrue(process.toHandle().destroy());
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
        assertEquals(143, process.exitValue());
    }

    // Where recordings are written to.

    @Test
    void aFileThatCannotBeWrittenIsKnownBeforeTheRun() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "x");
        String program = PROGRAMS + "racing.cpi";
        for (List<String> c : List.of(List.of("", "it has no name"), List.of(directory.toString(), "it is a directory"),
                List.of(directory.resolve("no/run.cpr").toString(), "there is no such directory"),
                List.of(plain.resolve("run.cpr").toString(), "Not a directory"))) {
            for (String how : List.of("--record=" + c.getFirst(), "--find-schedule=1")) {
                List<String> command = new ArrayList<>(List.of("run", how, "--record=" + c.getFirst(), program));
                CommandLine.Observation seen = CommandLine.run(command, new byte[0]);
                String message = "cpi: cannot write the recording `" + c.getFirst() + "`: " + c.getLast() + "\n";
                assertEquals(new CommandLine.Observation("", message, 1), seen);
            }
        }
        assertEquals("x", Files.readString(plain));
    }

    @Test
    void aFullDiskIsReportedAtTheEnd() {
        Path full = Path.of("/dev/full");
        // Who may replace the device shall not do so even if this fails.
        Assumptions.assumeTrue(Files.exists(full) && !Files.isWritable(full.getParent()));
        CommandLine.Observation seen = CommandLine.run("run", "--record", "/dev/full", PROGRAMS + "racing.cpi");
        String message = "cpi: cannot write the recording `/dev/full`: No space left on device\n";
        assertEquals(new CommandLine.Observation("600\n", message, 1), seen);
    }

    @Test
    void pipesAndLinksStayWhatTheyAre() throws Exception {
        Path pipe = directory.resolve("pipe");
        boolean made = new ProcessBuilder("mkfifo", pipe.toString()).redirectErrorStream(true).start().waitFor() == 0;
        Assumptions.assumeTrue(made, "needs pipes with names");
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            try {
                received.writeBytes(Files.readAllBytes(pipe));
            } catch (IOException e) {
                // Then nothing was received.
            }
        });
        assertEquals(0, CommandLine.run("run", "--record", pipe.toString(), PROGRAMS + "racing.cpi").status());
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertFalse(Files.isRegularFile(pipe));
        Files.write(file(), received.toByteArray());
        assertEquals("600\n", repeat().out());

        Path link = Files.createSymbolicLink(directory.resolve("link.cpr"), Path.of("run.cpr"));
        byte[] before = Files.readAllBytes(file());
        CommandLine.run("run", "--record", link.toString(), PROGRAMS + "racing.cpi");
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(before, Files.readAllBytes(file()));
        try (Stream<Path> all = Files.list(directory)) {
            assertEquals(List.of("link.cpr", "pipe", "run.cpr"), all.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    // Schedules.

    @Test
    void aScheduleThatFailsIsFoundAndKept() throws IOException {
        CommandLine.Observation found = CommandLine.run("run", "--find-schedule=20", "--record", Repo.slashes(file()),
            PROGRAMS + "racing.cpi");
        assertEquals(1, found.status(), found.err());
        assertTrue(found.err().matches("cpi: the run with `--schedule-seed=\\d+` ended with status 1; its recording is `.*run.cpr`\n"),
            found.err());
        for (int i = 0; i < 3; i++) assertEquals(new CommandLine.Observation(found.out(), "", 1), repeat());
        String seed = found.err().replaceFirst("(?s).*--schedule-seed=(\\d+).*", "$1");
        assertEquals(new CommandLine.Observation(found.out(), "", 1),
            CommandLine.run("run", "--schedule-seed=" + seed, PROGRAMS + "racing.cpi"));
        String seen = debug(List.of(Repo.slashes(file())), lines("c", "rn", "last total", "p seen + 1 < total or seen + 1 == total")).out();
        assertTrue(seen.contains("about to write\nadd at " + PROGRAMS + "racing.cpi:10:9, thread "), seen);
    }

    @Test
    void noScheduleFails() {
        String file = Repo.slashes(file());
        assertEquals(new CommandLine.Observation("", "cpi: all 3 schedules ended with status 0; no recording is kept\n", 0),
            CommandLine.run("run", "--find-schedule=3", "--record", file, "examples/hello.cpi"));
        assertEquals(new CommandLine.Observation("", "cpi: the schedule ended with status 0; no recording is kept\n", 0),
            CommandLine.run("run", "--find-schedule=1", "--record", file, "examples/hello.cpi"));
        assertFalse(Files.exists(file()));
    }

    /// Each of the runs reads the same input, however slowly it comes.
    @Test
    void allSchedulesGetTheInput() {
        CommandLine.Observation found = CommandLine.run(List.of("run", "--find-schedule=2", "--record", Repo.slashes(file()),
            PROGRAMS + "echo.cpi"), "one\ntwo\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("one\ntwo\n", found.out());
        assertEquals(2, found.status());
        assertEquals(new CommandLine.Observation("one\ntwo\n", "", 2), repeat());
        CommandLine.Observation empty = CommandLine.run("run", "--find-schedule=2", "--record", Repo.slashes(file()),
            PROGRAMS + "echo.cpi");
        assertEquals("cpi: all 2 schedules ended with status 0; no recording is kept\n", empty.err());
    }

    @Test
    void optionsThatMeanNothingForARecordingAreRefused() {
        record("examples/hello.cpi", "");
        String file = Repo.slashes(file());
        for (List<String> command : List.of(List.of("run", "--record=x.cpr", file), List.of("run", "--schedule-seed=3", file),
                List.of("run", "--find-schedule=3", file), List.of("run", "--native", file), List.of("run", file, "argument"),
                List.of("debug", "--compile-time", file), List.of("debug", "-I", ".", file),
                List.of("run", "--native", "--record=x.cpr", "examples/hello.cpi"))) {
            assertEquals(2, CommandLine.run(command, new byte[0]).status(), command.toString());
        }
        assertEquals("Hello, world!\n", CommandLine.run("run", "--history-memory=1M", file).out());
    }
}
