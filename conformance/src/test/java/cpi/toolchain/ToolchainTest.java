package cpi.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// libLLVM and lld with modules written by hand.
class ToolchainTest {
    private static final String HELLO = """
        @text = private constant [6 x i8] c"hello\\00"
        @unused = internal global [100000 x i8] zeroinitializer
        declare i32 @puts(ptr)
        declare double @cos(double)
        define i32 @main(i32 %argc, ptr %argv, ptr %env) {
          %1 = call i32 @puts(ptr @text)
          %x = sitofp i32 %argc to double
          %y = call double @cos(double %x)
          %2 = fcmp olt double %y, 1.0
          %3 = zext i1 %2 to i32
          %4 = add i32 %3, %argc
          ret i32 %4
        }
        """;

    private static Target host;
    private static LlvmInstallation tools;
    private static Llvm llvm;

    @TempDir
    Path folder;

    @BeforeAll
    static void findTools() throws ToolchainException {
        host = Target.host();
        Path script = Path.of("tools/sh/fetch-llvm.sh").toAbsolutePath();
        tools = LlvmInstallation.find(new LlvmInstallation.Request(host, CacheDirectory.of(System.getenv()), System.getenv(),
            Optional.of(script), Progress.SILENT));
        llvm = Llvm.open(tools.library());
    }

    @Test
    void aProgramRuns() throws Exception {
        for (Llvm.Level level : Llvm.Level.values()) {
            Path program = folder.resolve(level.name());
            assertEquals(Optional.empty(), link(program, false, List.of(), object(HELLO, host, level)));
            Process process = new ProcessBuilder(program.toString(), "a", "b").start();
            assertEquals("hello\n", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(4, process.waitFor());
            assertEquals(List.of(level.name()), names(folder).filter(n -> n.startsWith(".") || n.equals(level.name())).toList());
        }
    }

    @Test
    void aProgramFindsALibraryWhereItWasLinked() throws Exception {
        Path library = Files.createDirectory(folder.resolve("lib")).resolve("libnine.so");
        assertEquals(Optional.empty(), link(library, true, List.of(), object("define i32 @nine() { ret i32 9 }", host, Llvm.Level.NONE)));
        Path program = folder.resolve("program");
        String main = "declare i32 @nine()\n define i32 @main() { %1 = call i32 @nine() ret i32 %1 }";
        assertEquals(Optional.empty(), link(program, false, List.of(library), object(main, host, Llvm.Level.NONE)));
        assertEquals(9, new ProcessBuilder(program.toString()).start().waitFor());
    }

    @Test
    void codeIsMadeForOtherMachines() throws ToolchainException {
        assertEquals(62, machine(object(HELLO, Target.parse("x86_64-linux"), Llvm.Level.DEFAULT)), "EM_X86_64");
        assertEquals(183, machine(object(HELLO, Target.parse("aarch64-linux-gnu"), Llvm.Level.DEFAULT)), "EM_AARCH64");
        for (String name : List.of("aarch64", "x86_64")) {
            Target target = Target.parse(name);
            byte[] start = llvm.compile(new Llvm.Request(Startup.text(target), "start", target, false, Llvm.Level.NONE, Llvm.Form.OBJECT));
            assertTrue(machine(start) > 0);
        }
    }

    @Test
    void webAssemblyIsLinked() throws Exception {
        Target wasm = Target.parse("wasm32");
        Path object = write("twice.o", object("define i32 @twice(i32 %x) { %1 = add i32 %x, %x ret i32 %1 }", wasm, Llvm.Level.DEFAULT));
        Path module = folder.resolve("twice.wasm");
        Linker linker = new Linker(new Linker.Tool.Lld(tools.linker()));
        assertEquals(Optional.empty(), linker.link(new Linker.Request(wasm, List.of(object), List.of(), Linker.Kind.SHARED, module)));
        assertEquals("\0asm", new String(Files.readAllBytes(module), StandardCharsets.ISO_8859_1).substring(0, 4));
    }

    @Test
    void otherFormsAreText() throws ToolchainException {
        for (Llvm.Form form : List.of(Llvm.Form.ASSEMBLY, Llvm.Form.OPTIMISED_TEXT)) {
            byte[] hello = HELLO.getBytes(StandardCharsets.UTF_8);
            byte[] text = llvm.compile(new Llvm.Request(hello, "hello", host, true, Llvm.Level.FAST, form));
            assertTrue(new String(text, StandardCharsets.UTF_8).contains("main"));
        }
    }

    @Test
    void badModulesAreMessages() {
        assertTrue(message(() -> object("define i32 @f() { ret i64 1 }", host, Llvm.Level.NONE)).contains("does not accept"));
        String unreachable = "define i32 @f() { entry: br label %a a: %x = phi i32 [ 1, %entry ], [ 2, %b ] ret i32 %x b: ret i32 1 }";
        assertTrue(message(() -> object(unreachable, host, Llvm.Level.NONE)).contains("malformed"));
        assertTrue(message(() -> Target.parse("pdp11")).contains("pdp11"));
        assertTrue(message(() -> Llvm.open(Path.of("pom.xml"))).contains("cannot load"));
    }

    @Test
    void badInputIsAFailure() throws Exception {
        byte[] object = object("declare i32 @missing1() \n declare i32 @missing2() \n define i32 @main() { %1 = call i32 @missing1() "
            + "%2 = call i32 @missing2() %3 = add i32 %1, %2 ret i32 %3 }", host, Llvm.Level.NONE);
        Path program = folder.resolve("program");
        Linker.Failure failure = link(program, false, List.of(), object).orElseThrow();
        assertEquals(List.of("missing1", "missing2"), failure.undefined());
        Path text = write("libtext.so", "no library".getBytes(StandardCharsets.UTF_8));
        Linker.Failure unusable = link(program, false, List.of(text), object(HELLO, host, Llvm.Level.NONE)).orElseThrow();
        assertTrue(unusable.message().contains("libtext.so"));
        byte[] foreign = object(HELLO, Target.parse(host.machine() == Target.Machine.X86_64 ? "aarch64" : "x86_64"), Llvm.Level.NONE);
        assertTrue(link(program, false, List.of(), foreign).orElseThrow().message().contains("incompatible"));
        assertFalse(names(folder).anyMatch(n -> n.startsWith(".") || n.equals("program")), "something is left");
    }

    @Test
    void whatCannotBeWrittenIsAMessage() throws Exception {
        byte[] hello = object(HELLO, host, Llvm.Level.NONE);
        assertTrue(message(() -> link(folder, false, List.of(), hello)).contains("it is a directory"));
        assertTrue(message(() -> link(folder.resolve("no/such"), false, List.of(), hello)).contains("cannot write"));
        Path device = Path.of("/proc/self/no");
        assertTrue(message(() -> link(device, false, List.of(), hello)).contains("cannot write"));
    }

    @Test
    void aPipeIsWrittenTo() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        assertEquals(Optional.empty(), link(pipe, false, List.of(), object(HELLO, host, Llvm.Level.NONE)));
        byte[] seen = reader.getInputStream().readAllBytes();
        assertEquals("ELF", new String(seen, 1, 3, StandardCharsets.US_ASCII));
        assertFalse(Files.isRegularFile(pipe), "the pipe is replaced");
    }

    @Test
    void aKilledLinkerLeavesNothing() throws Exception {
        String script = "#!/bin/sh\nfor a; do case $last in -o) : >\"$a\"; : >\"$a.tmp12\" ;; esac; last=$a; done\nkill -9 $$\n";
        Path linker = write("lld", script.getBytes(StandardCharsets.UTF_8));
        assertTrue(linker.toFile().setExecutable(true));
        Path object = write("hello.o", object(HELLO, host, Llvm.Level.NONE));
        Path output = folder.resolve("program");
        Linker broken = new Linker(new Linker.Tool.Lld(linker));
        Linker.Request request = new Linker.Request(host, List.of(object), List.of(), Linker.Kind.PROGRAM, output);
        assertTrue(message(() -> broken.link(request)).contains("killed by signal 9"));
        assertEquals(List.of("hello.o", "lld"), names(folder).sorted().toList());
        Linker none = new Linker(new Linker.Tool.CompilerDriver("no-such-compiler"));
        assertTrue(message(() -> none.link(request)).contains("no-such-compiler"));
    }

    @Test
    void anInstallationCanBeNamed() throws Exception {
        String message = message(() -> LlvmInstallation.find(new LlvmInstallation.Request(host, new CacheDirectory(folder),
            Map.of("CPI_LLVM", "/no/such"), Optional.empty(), Progress.SILENT)));
        assertTrue(message.contains("CPI_LLVM"));
        LlvmInstallation given = LlvmInstallation.find(new LlvmInstallation.Request(host, new CacheDirectory(folder),
            Map.of("CPI_LLVM", tools.library().toString()), Optional.empty(), Progress.SILENT));
        assertEquals(tools.linker(), given.linker());
    }

    @Test
    void aFailedFetchIsAMessage() throws Exception {
        Path script = write("fetch.sh", "echo no network\nexit 1\n".getBytes(StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        CacheDirectory cache = new CacheDirectory(folder.resolve("cache"));
        LlvmInstallation.Request request = new LlvmInstallation.Request(host, cache, Map.of(), Optional.of(script), lines::add);
        assertTrue(message(() -> LlvmInstallation.find(request)).contains("no network"));
        assertEquals(1, lines.size());
        assertEquals(List.of("llvm.lock"), names(cache.path()).toList());
    }

    private Optional<Linker.Failure> link(Path output, boolean shared, List<Path> libraries, byte[] object) throws ToolchainException {
        Path file = write("object.o", object);
        List<Path> objects = new ArrayList<>(List.of(file));
        if (!shared) {
            objects.add(write("start.o", llvm.compile(new Llvm.Request(Startup.text(host), "start", host, false, Llvm.Level.NONE,
                Llvm.Form.OBJECT))));
        }
        Linker.Kind kind = shared ? Linker.Kind.SHARED : Linker.Kind.PROGRAM;
        return new Linker(new Linker.Tool.Lld(tools.linker())).link(new Linker.Request(host, objects, libraries, kind, output));
    }

    private static byte[] object(String text, Target target, Llvm.Level level) throws ToolchainException {
        return llvm.compile(new Llvm.Request(text.getBytes(StandardCharsets.UTF_8), "test", target, false, level, Llvm.Form.OBJECT));
    }

    /// The field `e_machine` of an ELF file of small endian.
    private static int machine(byte[] elf) {
        return elf[18] & 0xFF | (elf[19] & 0xFF) << 8;
    }

    private Path write(String name, byte[] contents) {
        try {
            return Files.write(folder.resolve(name), contents);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String message(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(ToolchainException.class, action).getMessage();
    }
}
