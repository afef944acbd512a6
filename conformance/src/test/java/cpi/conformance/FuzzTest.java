// Random input, from fixed seeds.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Random well-typed programs give the same results in every run and at compile time; mutated programs never make the
/// compiler fail. `-Dcpi.fuzz=N` makes N of each, `-Dcpi.seed=S` begins with seed S.
// rules: D2.5, C6.7
class FuzzTest {
    private static final int COUNT = Integer.getInteger("cpi.fuzz", 60);
    private static final long FIRST = Long.getLong("cpi.seed", 1);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> TOKENS = List.of("(", ")", "{", "}", "[", "]", ";", ",", ".", "..", ":", ":=", "::=",
        "=", "==", "^", "&", "*", "-", "!", "|", "0", "1.5", "\"s\"", "'c'", "x", "i64", "none", "nil", "fn", "struct", "enum",
        "union", "type", "module", "if", "else", "for", "while", "switch", "case", "return", "break", "defer", "cast(i64)",
        "cast()", "sizeof", "typeof", "#run", "#if", "#for", "#import", "#with", "#sync", "#async", "#attr", "#assert",
        "#type", "#fieldsof", "#context", "!T", "context", "Ast", "mutex", "_");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> wellTypedPrograms() {
        return LongStream.range(FIRST, FIRST + COUNT).mapToObj(seed -> DynamicTest.dynamicTest("program " + seed, () -> wellTyped(seed)));
    }

    @TestFactory
    Stream<DynamicTest> mutatedPrograms() {
        List<Path> bases = new ArrayList<>(Repo.files("examples", ".cpi"));
        bases.addAll(Repo.files("tests/run", ".cpi"));
        bases.addAll(Repo.files("tests/errors", ".cpi"));
        return LongStream.range(FIRST, FIRST + COUNT).mapToObj(seed -> DynamicTest.dynamicTest("mutation " + seed, () -> {
            Random random = new Random(seed);
            for (int i = 0; i < 5; i++) mutated(Repo.read(bases.get(random.nextInt(bases.size()))), random);
        }));
    }

    private void wellTyped(long seed) throws IOException {
        String text = new ProgramGenerator(seed).generate();
        String file = write("p" + seed + ".cpi", text);
        CommandLine.Observation first = run(file);
        assertEquals(0, first.status(), () -> text + first.err());
        CommandLine.Observation second = run(file);
        assertEquals(first, second);
        first.out().lines().filter(l -> l.startsWith("same ")).forEach(l -> {
            String[] parts = l.split(" ");
            assertEquals(parts[1], parts[2], () -> "at compile time and at run time in\n" + text);
        });
        assertEquals(first, CommandLine.run("run", "--ir-round-trip", file), "with code that was printed and read back");
    }

    private void mutated(String base, Random random) throws IOException {
        List<String> lines = new ArrayList<>(Arrays.asList(base.split("(?<=\n)|(?<=\\W)|(?=\\W)")));
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && !lines.isEmpty(); i++) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, " " + TOKENS.get(random.nextInt(TOKENS.size())) + " ");
                default -> lines.add(at, " " + TOKENS.get(random.nextInt(TOKENS.size())) + " ");
            }
        }
        String text = String.join("", lines);
        String file = write("m.cpi", text);
        CommandLine.Observation seen = assertTimeoutPreemptively(LIMIT,
            () -> CommandLine.run("check", "--ctfe-steps", "100000", "--ctfe-memory", "64M", file), () -> "takes too long:\n" + text);
        assertFalse(seen.err().contains("E1001"), () -> text + "\n" + seen.err());
        assertTrue(seen.status() == 0 || seen.status() == 1);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static CommandLine.Observation run(String file) {
        return assertTimeoutPreemptively(LIMIT, () -> CommandLine.run("run", file));
    }
}
