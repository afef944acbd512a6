// What gdb shows of native programs.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.driver.Compilation;
import cpi.llvm.OptLevel;
import cpi.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each `tests/gdb/x.gdb` is a session: commands for gdb, with the program named in the first line (`# program: PATH`), which is built
/// with `-O none`. What gdb prints must be `x.out`.
class GdbTest {
    private static final String PROGRAM = "# program: ";
    private static final int LIMIT_SECONDS = 60;
    /// What depends on the system, not on the program.
    private static final List<String> NOISE = List.of("[Thread debugging", "[Inferior ", "Using host libthread_db", "warning:");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> sessions() {
        return Repo.files("tests/gdb", ".gdb").stream().filter(Repo::wanted).map(session ->
            DynamicTest.dynamicTest(Repo.slashes(session), session.toAbsolutePath().toUri(), () -> compare(session)));
    }

    private static void compare(Path session) throws Exception {
        Assumptions.assumeTrue(isInstalled(), "gdb is not installed");
        String seen = run(session, build(session));
        Path golden = session.resolveSibling(session.getFileName().toString().replace(".gdb", ".out"));
        if (Repo.BLESS) Repo.write(golden, seen);
        assertEquals(Files.exists(golden) ? Repo.read(golden) : "(no golden: run ./cpi-test --bless)", seen);
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("gdb", "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                .waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static Path build(Path session) throws ToolchainException {
        String first = Repo.read(session).lines().findFirst().orElse("");
        if (!first.startsWith(PROGRAM)) throw new AssertionError("the first line does not name a program");
        Path program = folder.resolve(session.getFileName() + ".exe");
        try (Compilation.Result checked = NativeEngine.check(first.substring(PROGRAM.length()).strip(), List.of())) {
            if (checked.program().isEmpty()) throw new AssertionError("the program has errors");
            new NativeEngine().make(checked, OptLevel.NONE, program);
        }
        return program;
    }

    private static String run(Path session, Path program) throws Exception {
        List<String> command = List.of("gdb", "-q", "-nx", "-batch", "-ex", "set debuginfod enabled off", "-ex", "set print address off",
            "-ex", "set width 0", "-ex", "set style enabled off", "-x", session.toString(), program.toString());
        Path out = folder.resolve(session.getFileName() + ".seen");
        Process gdb = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        if (!gdb.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            gdb.destroyForcibly().waitFor();
            throw new AssertionError("gdb does not end");
        }
        return new String(Files.readAllBytes(out), StandardCharsets.UTF_8).lines()
            .filter(line -> !line.isBlank() && NOISE.stream().noneMatch(line::startsWith)).collect(Collectors.joining("\n", "", "\n"));
    }
}
