// Programs with golden results, as WebAssembly modules.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import cpi.diag.Code;
import cpi.diag.Diagnostic;
import cpi.driver.Compilation;
import cpi.driver.Machine;
import cpi.driver.NativeOptions;
import cpi.llvm.OptLevel;
import cpi.toolchain.Target;
import cpi.toolchain.ToolchainException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Makes a module of every program that [NativeTest] builds, runs it in node, and compares with the same files; and runs the scripts of
/// `tests/wasm`, which call modules. Programs that ask for what wasm32 does not have (E0820) are left out.
// rules: M14, L12.8
class WasmTest {
    private static final String MODULES = "tests/wasm";

    @TempDir
    static Path folder;

    private static NativeEngine engine;
    private static ExecutorService workers;
    private static BlockingQueue<WasmHost> hosts;

    @BeforeAll
    static void start() throws ToolchainException {
        engine = new NativeEngine(Target.parse("wasm32"));
        int count = Runtime.getRuntime().availableProcessors();
        workers = Executors.newFixedThreadPool(count);
        hosts = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) hosts.add(new WasmHost());
    }

    @AfterAll
    static void stop() {
        workers.shutdownNow();
        hosts.forEach(WasmHost::close);
    }

    @TestFactory
    Stream<DynamicTest> programs() {
        if (!WasmHost.isInstalled()) return Stream.of(DynamicTest.dynamicTest("node", () -> Assumptions.abort("needs node with WASI")));
        List<DynamicTest> tests = new ArrayList<>();
        for (String directory : ProgramTest.DIRECTORIES) {
            for (Path main : Programs.below(directory)) {
                Directives directives = Directives.of(main);
                boolean runs = directives.mode().orElse("run").equals("run") && directives.only().isEmpty();
                int number = tests.size();
                if (!Repo.wanted(main) || !runs) continue;
                Future<Attempt> attempt = workers.submit(() -> attempt(main, number));
                tests.add(DynamicTest.dynamicTest(Repo.slashes(main), main.toAbsolutePath().toUri(), () -> compare(main, attempt.get())));
            }
        }
        return tests.stream();
    }

    /// What a module did, or why there is none.
    private sealed interface Attempt {
        record Seen(CommandLine.Observation seen) implements Attempt {}

        record NotAvailable(String what) implements Attempt {}

        record Failed(String why) implements Attempt {}
    }

    private static Attempt attempt(Path main, int number) throws Exception {
        try (Compilation.Result checked = NativeEngine.check(Repo.slashes(main), ProgramTest.lines(main, ".flags"), Machine.WASM32)) {
            Optional<Diagnostic> missing = checked.report().shown().stream().filter(d -> d.problem().code() == Code.E0820).findFirst();
            if (missing.isPresent()) return new Attempt.NotAvailable(missing.get().problem().message());
            if (checked.program().isEmpty()) return new Attempt.Failed("it has errors: " + checked.report().shown());
            Path module = folder.resolve("p" + number + ".wasm");
            engine.make(checked, OptLevel.DEFAULT, module);
            WasmHost host = hosts.take();
            try {
                return new Attempt.Seen(host.run(module, ProgramTest.lines(main, ".args"), ProgramTest.input(main)));
            } finally {
                hosts.add(host);
            }
        } catch (AssertionError e) {
            return new Attempt.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static void compare(Path main, Attempt attempt) {
        switch (attempt) {
            case Attempt.NotAvailable missing -> Assumptions.abort(missing.what);
            case Attempt.Failed failed -> fail(failed.why);
            case Attempt.Seen observed -> compare(main, observed.seen);
        }
    }

    private static void compare(Path main, CommandLine.Observation seen) {
        CommandLine.Observation expected = NativeTest.expected(main);
        Optional<String> skip = Directives.of(main).skip("wasm");
        if (skip.isPresent()) {
            if (seen.equals(expected)) fail("passes although it says `-- skip: " + skip.get() + "`");
            Assumptions.abort(skip.get());
        }
        assertEquals(expected.err(), seen.err(), "standard error");
        assertEquals(expected.out(), seen.out(), "standard output");
        assertEquals(expected.status(), seen.status(), "exit status");
    }

    /// A script `x.mjs` gets the path of the module that `x.cpi` exports its functions from; what it prints must be `x.out`.
    @TestFactory
    Stream<DynamicTest> modules() {
        return Programs.below(MODULES).stream().filter(Repo::wanted).map(main ->
            DynamicTest.dynamicTest(Repo.slashes(main), main.toAbsolutePath().toUri(), () -> module(main)));
    }

    private static void module(Path main) throws Exception {
        Assumptions.assumeTrue(WasmHost.isInstalled(), "needs node with WASI");
        for (OptLevel level : OptLevel.values()) {
            Path module = folder.resolve(level + main.getFileName().toString() + ".wasm");
            NativeOptions options = new NativeOptions(Target.parse("wasm32"), level, false, NativeOptions.Form.LINKED, true, false);
            try (Compilation.Result checked = NativeEngine.checkLibrary(Repo.slashes(main), Machine.WASM32)) {
                if (checked.program().isEmpty()) fail("it has errors: " + checked.report().shown());
                engine.make(checked, options, module);
            }
            CommandLine.Observation seen = WasmHost.script(Repo.sibling(main, ".mjs"), List.of(module.toString()));
            Path golden = Repo.sibling(main, ".out");
            if (Repo.BLESS && level == OptLevel.NONE) Repo.write(golden, seen.out());
            assertEquals(Repo.read(golden), seen.out(), level.toString());
            assertEquals(0, seen.status());
        }
    }
}
