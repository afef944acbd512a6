// Programs with golden results, as native code.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import cpi.driver.Compilation;
import cpi.llvm.OptLevel;
import cpi.toolchain.ToolchainException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Builds and runs every program that [ProgramTest] runs in the virtual machine, and those of `tests/native`, at each level of
/// optimisation, and compares with the same files. Programs that end with a panic are not built with `-O fast`, which may remove
/// the check and parts of the stack trace (L12.5, D7).
///
/// `-- only: vm (reason)` leaves out a program, `-- skip: native (reason)` excuses it at all levels, `-- skip: native-fast (reason)`
/// at one.
class NativeTest {
    private static final String PANIC = "101";
    /// Programs that only native code can run, or quickly enough.
    private static final String ONLY_NATIVE = "tests/native";

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
    Stream<DynamicContainer> programs() {
        List<DynamicContainer> tests = new ArrayList<>();
        int number = 0;
        List<String> directories = new ArrayList<>(ProgramTest.DIRECTORIES);
        directories.add(ONLY_NATIVE);
        for (String directory : directories) {
            for (Path main : Programs.below(directory)) {
                Directives directives = Directives.of(main);
                boolean runs = directives.mode().orElse("run").equals("run") && directives.only().isEmpty();
                if (Repo.wanted(main) && runs) tests.add(tests(main, number++));
            }
        }
        return tests.stream();
    }

    private static DynamicContainer tests(Path main, int number) {
        List<OptLevel> levels = new ArrayList<>(List.of(OptLevel.NONE, OptLevel.DEFAULT));
        if (!golden(main, ".exit", "0").strip().equals(PANIC)) levels.add(OptLevel.FAST);
        CompletableFuture<List<Attempt>> attempts = CompletableFuture.supplyAsync(() -> attempts(main, levels, number), engine.workers());
        return DynamicContainer.dynamicContainer(Repo.slashes(main), main.toAbsolutePath().toUri(),
            levels.stream().map(level -> DynamicTest.dynamicTest(name(level), () -> compare(main, level, attempts.get()))));
    }

    /// What happened at one level.
    ///
    /// @param failure why there is no observation
    private record Attempt(OptLevel level, Optional<CommandLine.Observation> seen, String failure) {}

    private static List<Attempt> attempts(Path main, List<OptLevel> levels, int number) {
        try (Compilation.Result checked = NativeEngine.check(Repo.slashes(main), ProgramTest.lines(main, ".flags"))) {
            return levels.stream().map(level -> attempt(main, checked, level, number)).toList();
        }
    }

    private static Attempt attempt(Path main, Compilation.Result checked, OptLevel level, int number) {
        try {
            if (checked.program().isEmpty()) return new Attempt(level, Optional.empty(), "it has errors");
            Path program = folder.resolve("p" + number + name(level));
            engine.make(checked, level, program);
            CommandLine.Observation seen = NativeEngine.run(program, ProgramTest.lines(main, ".args"), ProgramTest.input(main));
            return new Attempt(level, Optional.of(seen), "");
        } catch (Exception | Error e) {
            return new Attempt(level, Optional.empty(), e.toString());
        }
    }

    private static void compare(Path main, OptLevel level, List<Attempt> attempts) {
        Attempt attempt = attempts.stream().filter(a -> a.level == level).findFirst().orElseThrow();
        Directives directives = Directives.of(main);
        directives.assumeNeeds();
        Optional<String> skip = directives.skip("native").or(() -> directives.skip("native-" + name(level)));
        if (skip.isPresent()) {
            boolean passes = attempt.seen.filter(seen -> seen.equals(expected(main))).isPresent();
            if (passes) fail("passes although it says `-- skip: " + skip.get() + "`");
            Assumptions.abort(skip.get());
        }
        CommandLine.Observation seen = attempt.seen.orElseGet(() -> fail(attempt.failure));
        CommandLine.Observation expected = expected(main);
        assertEquals(expected.err(), seen.err(), "standard error");
        assertEquals(expected.out(), seen.out(), "standard output");
        assertEquals(expected.status(), seen.status(), "exit status");
    }

    /// What the virtual machine gives.
    static CommandLine.Observation expected(Path main) {
        return new CommandLine.Observation(golden(main, ".out", ""), golden(main, ".err", ""),
            Integer.parseInt(golden(main, ".exit", "0").strip()));
    }

    private static String golden(Path main, String suffix, String otherwise) {
        return ProgramTest.expected(main, suffix, otherwise);
    }

    private static String name(OptLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
