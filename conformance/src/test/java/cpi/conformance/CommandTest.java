// Command lines with golden results.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Executes the command lines in the `.cmd` files below `tests`: one argument per line, `#` begins a comment line. The results are
/// compared with `x.out`, `x.err` and `x.exit` next to it, as for programs.
class CommandTest {
    @TestFactory
    Stream<DynamicTest> commands() {
        return Repo.files("tests", ".cmd").stream().filter(Repo::wanted)
            .map(f -> DynamicTest.dynamicTest(Repo.slashes(f), f.toAbsolutePath().toUri(), () -> compare(f)));
    }

    private static void compare(Path file) {
        List<String> args = new ArrayList<>(Repo.read(file).lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList());
        CommandLine.Observation seen = CommandLine.run(args, new byte[0]);
        if (Repo.BLESS && !seen.err().contains("E1001")) {
            bless(Repo.sibling(file, ".out"), seen.out(), "");
            bless(Repo.sibling(file, ".err"), seen.err(), "");
            bless(Repo.sibling(file, ".exit"), seen.status() + "\n", "0\n");
        }
        assertEquals(golden(file, ".err", ""), seen.err(), "standard error");
        assertEquals(golden(file, ".out", ""), seen.out(), "standard output");
        assertEquals(golden(file, ".exit", "0").strip(), String.valueOf(seen.status()), "exit status");
    }

    private static void bless(Path golden, String text, String usual) {
        if (text.equals(usual)) Repo.delete(golden);
        else Repo.write(golden, text);
    }

    private static String golden(Path file, String suffix, String otherwise) {
        Path golden = Repo.sibling(file, suffix);
        return Files.exists(golden) ? Repo.read(golden) : otherwise;
    }
}
