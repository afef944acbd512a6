// The tests of the editor extension that need Node.js.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// `npm test` in `editors/vscode`: types, unit tests, and the grammar over all programs. Skipped on machines without Node.js, and where its
/// tools cannot be fetched.
class ExtensionTest {
    private static final Path EXTENSION = Path.of("editors/vscode");
    private static final int OLDEST_NODE = 20;
    private static final long PATIENCE_MINUTES = 10;
    private static final Pattern UNREACHABLE = Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH"
        + "|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|E40[1347]|E50\\d|network");

    private record Ended(int status, String output) {}

    /// Runs a command in the extension's directory. Status 127 if there is no such program.
    private static Ended run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("npm", ".txt");
        try {
            Process process = new ProcessBuilder(List.of(command)).directory(EXTENSION.toFile()).redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended) process.descendants().forEach(ProcessHandle::destroyForcibly);
            if (!ended) process.destroyForcibly();
            return new Ended(ended ? process.exitValue() : -1, Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Ended(127, String.valueOf(e.getMessage()));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    @Test
    void extension() throws Exception {
        Assumptions.assumeTrue(Repo.wanted(EXTENSION.resolve("package.json")), "only other files are tested");
        Ended node = run("node", "--version");
        boolean isNew = node.status == 0 && Integer.parseInt(node.output.strip().replaceFirst("^v(\\d+).*", "$1")) >= OLDEST_NODE;
        Assumptions.assumeTrue(isNew, "needs Node.js " + OLDEST_NODE);
        Path installed = EXTENSION.resolve("node_modules/.package-lock.json");
        Path wanted = EXTENSION.resolve("package-lock.json");
        if (!Files.exists(installed) || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) < 0) {
            Ended install = run("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries=1");
            boolean unreachable = install.status != 0 && UNREACHABLE.matcher(install.output).find();
            Assumptions.assumeFalse(unreachable, "npm cannot fetch the tools of the extension");
            assertEquals(0, install.status, install.output);
            Files.setLastModifiedTime(installed, java.nio.file.attribute.FileTime.from(java.time.Instant.now()));
            assertEquals(0, run("node", "node_modules/esbuild/install.js").status);
        }
        Ended tests = run("npm", "test");
        assertEquals(0, tests.status, tests.output);
        assertTrue(tests.output.contains("# fail 0") && tests.output.contains("programs coloured"), tests.output);
    }

    /// No registry is written down, and every version is.
    @Test
    void theLockFileNamesNoHost() {
        String lock = Repo.read(EXTENSION.resolve("package-lock.json"));
        assertEquals(List.of(), lock.lines().filter(l -> l.contains("\"resolved\"")
            || l.contains("://") && !l.contains("\"url\"")).toList());
        assertEquals(List.of(), Repo.read(EXTENSION.resolve("package.json")).lines()
            .dropWhile(l -> !l.contains("\"devDependencies\"")).filter(l -> l.matches(".*\"[\\^~*].*")).toList());
    }
}
