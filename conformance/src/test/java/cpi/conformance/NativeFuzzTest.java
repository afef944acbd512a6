// Random programs as native code.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.driver.Compilation;
import cpi.llvm.OptLevel;
import cpi.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Random well-typed programs print the same natively, at the levels of optimisation, as in the virtual machine. Many are linked
/// into one program, as modules. `-Dcpi.fuzz.native=N` makes N of them, `-Dcpi.seed=S` begins with seed S.
// rules: L12.8, L12.5
class NativeFuzzTest {
    private static final int COUNT = Integer.getInteger("cpi.fuzz.native", 2000);
    private static final int BATCH = 40;
    /// The slowest level differs from the next only in checks, which these programs do not fail.
    private static final int FAST_EVERY = 4;
    private static final long FIRST = Long.getLong("cpi.seed", 1);
    private static final String MARK = "program ";

    @TempDir
    static Path folder;

    private static NativeEngine engine;

    @BeforeAll
    static void start() throws ToolchainException {
        engine = new NativeEngine();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> programs() {
        if (!Repo.everythingWanted()) return Stream.empty();
        List<DynamicTest> tests = new ArrayList<>();
        for (long first = FIRST; first < FIRST + COUNT; first += BATCH) {
            long from = first;
            long to = Math.min(first + BATCH, FIRST + COUNT);
            Future<Map<String, String>> outputs = engine.workers().submit(() -> outputs(from, to));
            tests.add(DynamicTest.dynamicTest("programs " + from + " to " + (to - 1), () -> compare(outputs.get())));
        }
        return tests.stream();
    }

    private static void compare(Map<String, String> outputs) {
        List<String> expected = parts(outputs.get("vm"));
        assertTrue(expected.size() > 1);
        outputs.forEach((level, output) -> {
            List<String> seen = parts(output);
            for (int i = 0; i < Math.min(expected.size(), seen.size()); i++) {
                String program = expected.get(i);
                String text = program.isBlank() ? "" : source(Long.parseLong(program.lines().findFirst().orElseThrow()));
                assertEquals(program, seen.get(i), () -> level + ":\n" + text);
            }
            assertEquals(expected.size(), seen.size(), level);
        });
    }

    private static List<String> parts(String output) {
        return List.of(output.split(MARK));
    }

    /// What the programs print on each engine.
    private static Map<String, String> outputs(long first, long end) throws IOException, InterruptedException {
        Path directory = Files.createDirectory(folder.resolve("b" + first));
        StringBuilder imports = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (long seed = first; seed < end; seed++) {
            Files.writeString(directory.resolve("p" + seed + ".cpi"), source(seed));
            imports.append("#import \"p").append(seed).append("\";\n");
            calls.append("    println(\"").append(MARK).append(seed).append("\"); p").append(seed).append(".main();\n");
        }
        Path main = Files.writeString(directory.resolve("main.cpi"), imports + "fn main() none {\n" + calls + "}\n");
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("vm", text(CommandLine.run("run", main.toString())));
        try (Compilation.Result checked = NativeEngine.check(main.toString(), List.of())) {
            boolean fast = (first - FIRST) / BATCH % FAST_EVERY == 0;
            for (OptLevel level : OptLevel.values()) {
                if (level == OptLevel.FAST && !fast) continue;
                Path program = directory.resolve(level.name().toLowerCase(Locale.ROOT));
                engine.make(checked, level, program);
                outputs.put(level.name(), text(NativeEngine.run(program, List.of(), new byte[0])));
            }
        }
        return outputs;
    }

    private static String source(long seed) {
        return new ProgramGenerator(seed).generate();
    }

    private static String text(CommandLine.Observation seen) {
        return seen.out() + (seen.status() == 0 ? "" : seen.err() + "status " + seen.status());
    }
}
