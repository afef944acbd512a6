// Sessions of the terminal debugger with golden transcripts.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Executes the commands of `tests/debug/x.session`, its lines that begin with `> `, on `x.cpi`, and compares what is shown with the
/// other lines. Lines that begin with `#` are comments; `# options: …` gives options of `cpi debug`.
class DebugSessionTest {
    @TestFactory
    Stream<DynamicTest> sessions() {
        return Repo.files("tests/debug", ".session").stream().filter(Repo::wanted)
            .map(f -> DynamicTest.dynamicTest(Repo.slashes(f), f.toAbsolutePath().toUri(), () -> compare(f)));
    }

    private static void compare(Path file) throws IOException {
        List<String> lines = Repo.read(file).lines().toList();
        List<String> comments = lines.stream().filter(l -> l.startsWith("#")).toList();
        String seen = String.join("\n", comments) + (comments.isEmpty() ? "" : "\n") + transcript(file, lines);
        if (Repo.BLESS) Repo.write(file, seen);
        assertEquals(Repo.read(file), seen);
    }

    private static String transcript(Path file, List<String> lines) throws IOException {
        Path script = Files.createTempFile("session", ".txt");
        try {
            Files.write(script, lines.stream().filter(l -> l.startsWith("> ")).map(l -> l.substring(2)).toList());
            List<String> args = new java.util.ArrayList<>(List.of("debug", "--virtual-time", "--script", script.toString()));
            for (String line : lines) {
                if (line.startsWith("# options: ")) args.addAll(List.of(line.substring("# options: ".length()).split(" ")));
            }
            String name = file.getFileName().toString();
            args.add(Repo.slashes(file.resolveSibling(name.substring(0, name.indexOf('.')) + ".cpi")));
            CommandLine.Observation seen = CommandLine.run(args, new byte[0]);
            return seen.out() + (seen.err().isEmpty() ? "" : "standard error:\n" + seen.err());
        } finally {
            Files.deleteIfExists(script);
        }
    }
}
