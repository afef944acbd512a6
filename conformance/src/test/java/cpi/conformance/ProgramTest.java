// Programs with golden results.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs every program of `examples`, `tests/run` and `tests/lib` and compares with the files next to it:
///
/// `x.out` standard output (always there), `x.err` standard error (else nothing), `x.exit` the status (else 0), `x.in` standard
/// input, `x.args` arguments of the program, `x.flags` options of the command, both one per line.
class ProgramTest {
    static final List<String> DIRECTORIES = List.of("examples", "tests/run", "tests/lib");
    private static final Set<String> GOLDENS = Set.of(".out", ".err", ".exit", ".in", ".args", ".flags");

    @TestFactory
    Stream<DynamicContainer> programs() {
        return DIRECTORIES.stream().flatMap(d -> Programs.below(d).stream()).filter(Repo::wanted).map(main -> {
            Path uri = main.toAbsolutePath();
            return DynamicContainer.dynamicContainer(Repo.slashes(main), uri.toUri(),
                Stream.of(DynamicTest.dynamicTest("vm", () -> onVm(main)),
                    DynamicTest.dynamicTest("vm, IR read back", () -> readBack(main))));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyGoldenBelongsToAProgram() {
        return DIRECTORIES.stream().flatMap(d -> Repo.files(d, f -> GOLDENS.stream().anyMatch(g -> f.toString().endsWith(g))).stream())
            .filter(f -> !Files.exists(Repo.sibling(f, ".cpi")) && !Files.exists(Repo.sibling(f, ".cmd")))
            .map(f -> DynamicTest.dynamicTest(Repo.slashes(f), () -> fail("unused golden: there is no program of this name")));
    }

    private static void onVm(Path main) {
        Directives directives = Directives.of(main);
        directives.assumeNeeds();
        CommandLine.Observation seen = CommandLine.run(command(main, directives), input(main));
        Optional<String> skip = directives.skip("vm");
        if (skip.isPresent()) {
            if (asExpected(main, seen)) fail("passes although it says `-- skip: " + skip.get() + "`");
            org.junit.jupiter.api.Assumptions.abort(skip.get());
        }
        if (Repo.BLESS) bless(main, seen);
        assertEquals(expected(main, ".err", ""), seen.err(), "standard error");
        assertEquals(expected(main, ".out", "(no golden: run ./cpi-test --bless)"), seen.out(), "standard output");
        assertEquals(expected(main, ".exit", "0").strip(), String.valueOf(seen.status()), "exit status");
    }

    /// The code of each function is printed and read back; nothing may change.
    private static void readBack(Path main) {
        Directives directives = Directives.of(main);
        directives.assumeNeeds();
        String mode = directives.mode().orElse("run");
        org.junit.jupiter.api.Assumptions.assumeFalse(mode.equals("check") || directives.skip("vm").isPresent());
        List<String> command = command(main, directives);
        command.add(1, "--ir-round-trip");
        CommandLine.Observation seen = CommandLine.run(command, input(main));
        assertEquals(expected(main, ".err", ""), seen.err(), "standard error");
        assertEquals(expected(main, ".out", ""), seen.out(), "standard output");
    }

    private static boolean asExpected(Path main, CommandLine.Observation seen) {
        return expected(main, ".err", "").equals(seen.err()) && expected(main, ".out", "").equals(seen.out())
            && expected(main, ".exit", "0").strip().equals(String.valueOf(seen.status()));
    }

    private static List<String> command(Path main, Directives directives) {
        List<String> args = new ArrayList<>();
        args.add(directives.mode().orElse("run"));
        args.addAll(lines(main, ".flags"));
        args.add(Repo.slashes(main));
        args.addAll(lines(main, ".args"));
        return args;
    }

    static List<String> lines(Path main, String suffix) {
        return expected(main, suffix, "").lines().toList();
    }

    static byte[] input(Path main) {
        Path file = Repo.sibling(main, ".in");
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String expected(Path main, String suffix, String otherwise) {
        Path file = Repo.sibling(main, suffix);
        return Files.exists(file) ? Repo.read(file) : otherwise;
    }

    /// Writes what was seen as the expectation; files that would hold the default are removed.
    private static void bless(Path main, CommandLine.Observation seen) {
        if (seen.err().contains("E1001")) return;
        Repo.write(Repo.sibling(main, ".out"), seen.out());
        Path err = Repo.sibling(main, ".err");
        if (seen.err().isEmpty()) Repo.delete(err);
        else Repo.write(err, seen.err());
        Path exit = Repo.sibling(main, ".exit");
        if (seen.status() == 0) Repo.delete(exit);
        else Repo.write(exit, seen.status() + "\n");
    }
}
