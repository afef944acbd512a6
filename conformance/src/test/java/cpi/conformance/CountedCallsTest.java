// Going back over calls of C does not make them again.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A library made here leaves a mark in a file each time it is called. However often debuggers go back and forth over its calls, there
/// are as many marks as one run makes; and a recording is repeated without the library. rules: T11.4, T11.5
class CountedCallsTest {
    private static final String PROGRAM = "tests/recordings/counting.cpi";
    private static final String OUTPUT = "101\n202\n12\n403\n6\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void makeLibrary() throws InterruptedException {
        List<String> command = List.of("cc", "-shared", "-fPIC", "-DMARKS=\"" + marks() + "\"", "-o", library().toString(),
            "tests/recordings/counting.c");
        int status;
        try {
            status = new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            status = Assumptions.abort("needs a C compiler");
        }
        assertEquals(0, status);
    }

    private Path library() {
        return directory.resolve("libcounting.so");
    }

    private Path marks() {
        return directory.resolve("marks");
    }

    private long calls() throws IOException {
        return Files.exists(marks()) ? Files.size(marks()) : 0;
    }

    @Test
    void terminal() throws IOException {
        Path script = Files.write(directory.resolve("script"), List.of("n", "n", "p b", "rn", "rn", "n", "n", "n", "p c", "rs", "rs",
            "rs", "s", "s", "s", "c", "rc", "b double", "c", "p i", "c", "c", "rc", "p i", "last seen", "rfin", "goto 50%", "goto end",
            "rn", "d", "rc", "watch seen", "c", "c", "c", "rc", "rc", "d", "goto end"));
        CommandLine.Observation seen = CommandLine.run("debug", "-L", directory.toString(), "--script", script.toString(), PROGRAM);
        assertEquals(4, calls(), seen.out());
        assertTrue(seen.out().contains("> p b\n202\n"), seen.out());
        assertTrue(seen.out().contains("> p c\n12\n"), seen.out());
        assertTrue(seen.out().contains("> watch seen\n"), seen.out());
        assertEquals(seen.out().indexOf(OUTPUT), seen.out().lastIndexOf(OUTPUT), seen.out());
    }

    /// Whether the call is near or far from where the motion begins.
    @Test
    void callbacksAreSteppedThroughTheFirstTime() throws IOException {
        for (String first : List.of("b double", "n", "u 17")) {
            Path script = Files.write(directory.resolve("script"), List.of(first, "tb double", "c", "p i", "b 10 if i == 1", "c", "p i",
                "rs", "rs", "d", "c"));
            CommandLine.Observation seen = CommandLine.run("debug", "-L", directory.toString(), "--script", script.toString(), PROGRAM);
            assertTrue(seen.out().contains("> p i\n0\n") && seen.out().contains("> p i\n1\n"), first + ": " + seen.out());
            assertTrue(seen.out().endsWith(OUTPUT + "the program ended with status 0\n"), first + ": " + seen.out());
        }
        assertEquals(3 * 4, calls());
    }

    @Test
    void adapter() throws Exception {
        String text = Repo.read(Path.of("tests/recordings/counting.dap"));
        Path recording = record();
        Files.delete(marks());
        try (DapConnection connection = DapConnection.inProcess()) {
            new DapScript(connection.in(), connection.out(), directory.toString()).play(text.replace("${recording}", recording.toString()));
            assertEquals(0, connection.awaitEnd());
        }
        assertEquals(0, calls());
        Path program = Files.writeString(directory.resolve("counting.cpi"), Repo.read(Path.of(PROGRAM)).replace("\"counting\"",
            "\"./libcounting.so\""));
        makeLibrary();
        try (DapConnection connection = DapConnection.inProcess()) {
            new DapScript(connection.in(), connection.out(), directory.toString())
                .play(text.replace("\"recording\":\"${recording}\"", "\"program\":\"" + program + "\""));
            assertEquals(0, connection.awaitEnd());
        }
        assertEquals(4, calls());
    }

    /// The library is gone when the recording is repeated.
    private Path record() throws IOException {
        Path file = directory.resolve("run.cpr");
        assertEquals(new CommandLine.Observation(OUTPUT, "", 0),
            CommandLine.run("run", "-L", directory.toString(), "--record", file.toString(), PROGRAM));
        assertEquals(4, calls());
        Files.delete(library());
        return file;
    }

    @Test
    void recording() throws IOException {
        Path file = record();
        assertEquals(new CommandLine.Observation(OUTPUT, "", 0), CommandLine.run("run", file.toString()));
        assertEquals(4, calls());
        Path script = Files.write(directory.resolve("script"), List.of("c", "rn", "rn", "b double", "rc", "p i", "set seen = 100", "c",
            "c"));
        CommandLine.Observation changed = CommandLine.run("debug", "--script", script.toString(), file.toString());
        assertEquals(4, calls());
        assertTrue(changed.out().contains("seen = 100\na new future begins: 1"), changed.out());
    }
}
