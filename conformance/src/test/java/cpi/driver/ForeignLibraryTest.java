// Programs with libraries that the tests make.
package cpi.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.conformance.CommandLine;
import cpi.conformance.Repo;
import cpi.engine.Native;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A library is found by `#linkPath`, `-L`, `CPI_LINK_PATH` and by its path, wherever the compiler runs; and a library of C passes
/// structs and functions in both directions. rules: M7, M9, M10.1, M10.3
class ForeignLibraryTest {
    private static final String PROGRAM = """
        #link "%s" { fn crc32(crc: u64, data: *i8, n: u32) u64; }
        fn main() none { println(crc32(0, "cpi".data, cast(u32) 3)); }
        """;
    private static final String CRC = "2927692897\n";

    @TempDir
    private Path root;

    private Path main(String text) throws IOException {
        Files.createDirectories(root.resolve("app"));
        return Files.writeString(root.resolve("app/main.cpi"), text);
    }

    /// A copy of a library that every machine has, under a name that no system has.
    private Path library(String directory) throws IOException {
        Optional<Path> zlib = SystemLibraries.of(Machine.host()).candidates("libz.so.1").stream().filter(Files::isRegularFile).findFirst();
        Assumptions.assumeTrue(zlib.isPresent(), "needs libz.so.1, which this machine does not have");
        Files.createDirectories(root.resolve(directory));
        return Files.copy(zlib.get(), root.resolve(directory).resolve("libcpi-test.so"));
    }

    /// What a program writes, its problems included.
    private String run(Path main, List<String> dirs, String environment) {
        CompileOptions defaults = CompileOptions.of(Repo.slashes(main));
        LinkOptions link = new LinkOptions(dirs, environment, LinkOptions.Use.RUN, Machine.host());
        CompileOptions options = new CompileOptions(defaults.main(), List.of(), "", link, true, true, false, defaults.limits(),
            defaults.warnings(), defaults.errorLimit());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return Compilation.onBigStack(() -> {
            try (Compilation.Result checked = Compilation.check(options, out)) {
                if (checked.program().isEmpty()) return checked.report().shown().getFirst().problem().toString();
                ProgramStreams streams = new ProgramStreams(new ByteArrayInputStream(new byte[0]), out, out);
                new Execution(checked.program().get(), checked.linked().open(), RunOptions.DEFAULT, List.of("main"), streams).run();
                return out.toString();
            }
        });
    }

    @Test
    void linkPathIsRelativeToTheMainFile() throws IOException {
        library("app/libs");
        assertEquals(CRC, run(main("#linkPath \"libs\";\n" + PROGRAM.formatted("cpi-test")), List.of(), ""));
    }

    @Test
    void pathsAreRelativeToTheMainFile() throws IOException {
        library("app/libs");
        assertEquals(CRC, run(main(PROGRAM.formatted("libs/libcpi-test.so")), List.of(), ""));
        assertEquals(CRC, run(main(PROGRAM.formatted("../app/libs/libcpi-test.so")), List.of(), ""));
    }

    @Test
    void optionAndEnvironmentNameDirectories() throws IOException {
        String directory = library("elsewhere").getParent().toString();
        Path main = main(PROGRAM.formatted("cpi-test"));
        assertEquals(CRC, run(main, List.of(directory), ""));
        assertEquals(CRC, run(main, List.of(), "/nonexistent:" + directory));
        assertTrue(run(main, List.of(), "").contains("E0810"));
    }

    @Test
    void aDamagedLibraryIsAnErrorOfTheProgram() throws IOException {
        Path library = library("app");
        byte[] bytes = Files.readAllBytes(library);
        Files.write(library, java.util.Arrays.copyOf(bytes, 5000));
        assertTrue(run(main(PROGRAM.formatted("./libcpi-test.so")), List.of(), "").contains("it is damaged"));
        bytes[18] = (byte) (Machine.host().equals(Machine.AARCH64) ? 62 : 183);
        Files.write(library, bytes);
        assertTrue(run(main(PROGRAM.formatted("./libcpi-test.so")), List.of(), "").contains("is needed"));
    }

    @Test
    void structsAndCallbacksPassBothWays() throws IOException, InterruptedException {
        Optional<String> compiler = compiler();
        Assumptions.assumeTrue(compiler.isPresent(), "needs a C compiler");
        Path library = root.resolve("libstructs.so");
        int status = new ProcessBuilder(compiler.get(), "-shared", "-fPIC", "-O1", "-o", library.toString(), "tests/clib/structs.c")
            .inheritIO().start().waitFor();
        assertEquals(0, status);
        Path program = Path.of("tests/clib/structs.cpi");
        assertEquals(Repo.read(Path.of("tests/clib/structs.out")), run(program, List.of(root.toString()), ""));
        ForeignReplayTest.repeat(program, List.of(root.toString()));
    }

    /// A library that `cpi build --shared` makes. rules: M8
    private Path shapes() {
        Path library = root.resolve("libshapes.so");
        CommandLine.Observation built = CommandLine.run("build", "--shared", "tests/clib/shapes.cpi", "-o", library.toString());
        assertEquals(new CommandLine.Observation("", "", 0), built);
        return library;
    }

    /// rules: M8, M9
    @Test
    void librariesMadeByCpiServeCpi() throws IOException {
        shapes();
        Path program = Path.of("tests/clib/use-shapes.cpi");
        String expected = Repo.read(Path.of("tests/clib/use-shapes.out"));
        assertEquals(expected, run(program, List.of(root.toString()), ""));
        ForeignReplayTest.repeat(program, List.of(root.toString()));
        CommandLine.Observation seen = CommandLine.run("build", "-L", root.toString(), "tests/clib/use-shapes.cpi", "-o",
            root.resolve("use").toString());
        assertEquals(new CommandLine.Observation("", "", 0), seen);
        assertEquals(expected, output(root.resolve("use").toString()));
    }

    /// rules: M7, M8
    @Test
    void librariesMadeByCpiServeC() throws IOException, InterruptedException {
        Optional<String> compiler = compiler();
        Assumptions.assumeTrue(compiler.isPresent(), "needs a C compiler");
        Path library = shapes();
        String program = root.resolve("use-c").toString();
        int status = new ProcessBuilder(compiler.get(), "-o", program, "tests/clib/use-shapes.c", library.toString(), "-Wl,-rpath," + root)
            .inheritIO().start().waitFor();
        assertEquals(0, status);
        assertEquals(Repo.read(Path.of("tests/clib/use-shapes-c.out")), output(program));
    }

    private static String output(String program) throws IOException {
        Process process = new ProcessBuilder(program).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes());
    }

    private static Optional<String> compiler() {
        return List.of("cc", "gcc", "clang", "clang-19").stream().filter(ForeignLibraryTest::exists).findFirst();
    }

    private static boolean exists(String program) {
        String path = System.getenv("PATH");
        return path != null && List.of(path.split(":")).stream().anyMatch(d -> Files.isExecutable(Path.of(d, program)));
    }

    /// rules: T16
    @Test
    void threadsOfCMustNotCallTheProgram() throws IOException {
        String seen = run(main("""
            #link "c" {
                fn pthread_create(thread: *u64, attributes: *none, start: #c fn(*none) *none, arg: *none) i32;
                fn pthread_join(thread: u64, result: **none) i32;
            }
            fn main() none {
                t: u64;
                pthread_create(&t, nil, #c fn(arg: *none) *none { println("not in the virtual machine"); return arg; }, nil);
                pthread_join(t, nil);
                println("not reached");
            }
            """), List.of(), "");
        assertTrue(seen.startsWith("panic[P18]: C called a function of the program on a thread of its own"), seen);
    }

    /// rules: M10.2
    @Test
    void theLibrariesOfCAreAlwaysThere() {
        assertTrue(Native.symbol("cos") != 0 && Native.symbol("strlen") != 0);
    }
}
