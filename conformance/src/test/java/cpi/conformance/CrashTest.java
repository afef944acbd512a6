// Nasty input.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the input, the compiler ends with a diagnostic and status 1 within ten seconds, and never shows a Java trace
/// (D2.5). `tests/crash` holds files; larger inputs are made here.
// rules: D2.5, D8
class CrashTest {
    /// Ten seconds of processor time, whatever else the machine does.
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /// Ends what hangs. Much longer than the limit, because others may share the processors.
    private static final Duration WALL_LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> files() {
        return Programs.below("tests/crash").stream().filter(Repo::wanted)
            .map(f -> DynamicTest.dynamicTest(Repo.slashes(f), f.toAbsolutePath().toUri(), () -> rejected(Repo.slashes(f))));
    }

    @Test
    void nestedParentheses() throws IOException {
        rejected(file("fn main() i64 { return " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "; }"));
    }

    @Test
    void otherNesting() throws IOException {
        for (String open : List.of("[", "{", "!", "- ", "^", "&", "~!", "cast(i64) ", "f(", "x[", "*", "[]", "if a {", "do {", "fn() {",
            "struct {", "a|f(", "#run ", "#type ", "#if a {", "module m {", "else ", "x: ", "defer {", "a.", "a or ", "a and ", "1 + ",
            "!(")) {
            rejected(file("fn main() none { x := " + open.repeat(20_000)));
            rejected(file(open.repeat(20_000)));
        }
    }

    @Test
    void longLines() throws IOException {
        rejected(file("fn main() none { " + "x := 1 ".repeat(50_000)));
        rejected(file("fn main() none { y := " + "1 + ".repeat(10_000_000 / 4)));
        rejected(file("x".repeat(10_000_000)));
        rejected(file("\"" + "x".repeat(10_000_000)));
        rejected(file("1".repeat(10_000_000)));
        rejected(file("--[".repeat(3_000_000)));
        rejected(file("$".repeat(100_000)));
    }

    @Test
    void truncatedAtEveryByte() throws IOException {
        byte[] text = Files.readAllBytes(Path.of("conformance/src/test/resources/truncate.cpi"));
        for (int length = 1; length < text.length; length++) ends(file(java.util.Arrays.copyOf(text, length)));
    }

    @Test
    void invalidUtf8() throws IOException {
        rejected(file(new byte[] {(byte) 0xFF}));
        rejected(file(new byte[] {'a', (byte) 0xC3}));
        rejected(file("fn main() none { puts(\"\u00e9\"); }".getBytes(StandardCharsets.ISO_8859_1)));
        rejected(file(new byte[] {0, 0, 0}));
    }

    @Test
    void randomBytes() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(2000) + 1];
            random.nextBytes(bytes);
            ends(file(bytes));
        }
    }

    @Test
    void oddFiles() throws IOException {
        rejected(folder.resolve("missing.cpi").toString());
        rejected(folder.toString());
        ends(file(""));
        ends(file("\uFEFF"));
        ends(file("--"));
    }

    private String file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("nasty.cpi"), bytes).toString();
    }

    private static void rejected(String file) {
        CommandLine.Observation seen = ends(file);
        // Warnings about earlier places stand before it.
        assertTrue(("\n" + seen.err()).contains("\nerror[E"), () -> head(seen.err()));
        assertEquals(1, seen.status());
    }

    private static CommandLine.Observation ends(String file) {
        long before = processorNanos();
        CommandLine.Observation seen = assertTimeoutPreemptively(WALL_LIMIT, () -> CommandLine.run("run", file));
        Duration used = Duration.ofNanos(processorNanos() - before);
        assertTrue(used.compareTo(LIMIT) < 0, () -> "takes " + used + " of processor time");
        assertFalse(seen.err().contains("E1001"), () -> head(seen.err()));
        assertFalse(seen.err().contains("\tat "), () -> head(seen.err()));
        return seen;
    }

    private static long processorNanos() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getProcessCpuTime();
    }

    private static String head(String text) {
        return text.substring(0, Math.min(text.length(), 2000));
    }
}
