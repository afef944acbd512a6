// Native code where there is no compiler, and where there is no space.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.cli.Main;
import cpi.driver.Compilation;
import cpi.toolchain.CacheDirectory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program is built and run in a root directory without C compiler, linker, headers, and even without a shell; and built into a file
/// system that is full. Needs the right to mount such directories (`unshare`); without it nothing is tested.
// rules: M14
class BareRootTest {
    @TempDir
    static Path root;

    @BeforeAll
    static void haveLlvm() throws Exception {
        new NativeEngine();
    }

    @Test
    void programsAreMadeWithoutACompiler() throws Exception {
        String seen = isolated("conformance/src/test/resources/bare-root.sh", root.toString(), System.getProperty("java.home"),
            Path.of("").toAbsolutePath().toString(), classes(), CacheDirectory.of(System.getenv()).path().toString(), "examples/hello.cpi");
        assertEquals(Repo.read(Path.of("examples/hello.out")), seen);
    }

    @Test
    void aFullDiskIsAMessageAndLeavesNothing() throws Exception {
        String java = System.getProperty("java.home") + "/bin/java";
        Path full = Files.createDirectory(root.resolve("full"));
        String seen = isolated("conformance/src/test/resources/full-disk.sh", full.toString(), java, classes(), "examples/hello.cpi");
        assertEquals("cpi: no space is left for what the linker writes\n1\ncpi: cannot write `" + full
            + "/hello.ll`: No space left on device\n1\n", seen);
    }

    /// Where the classes of cpi are, as a class path in the root of the repository.
    private static String classes() throws URISyntaxException {
        List<String> directories = new ArrayList<>();
        for (Class<?> one : List.of(Main.class, Compilation.class)) {
            Path at = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
            directories.add(Repo.slashes(Path.of("").toAbsolutePath().relativize(at)));
        }
        return String.join(":", directories);
    }

    /// What a script prints that may mount what it wants.
    private static String isolated(String script, String... args) throws IOException, InterruptedException {
        List<String> unshare = List.of("unshare", "--mount", "--map-root-user");
        String failure = run(unshare, "mount", "-t", "tmpfs", "tmpfs", root.toString());
        Assumptions.assumeTrue(failure.isEmpty(), "needs the right to mount: " + failure);
        List<String> command = new ArrayList<>(List.of("sh", script));
        command.addAll(List.of(args));
        return run(unshare, command.toArray(String[]::new));
    }

    private static String run(List<String> unshare, String... rest) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of(rest));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : "failed: " + output;
        } catch (IOException e) {
            return "failed: " + e.getMessage();
        }
    }
}
