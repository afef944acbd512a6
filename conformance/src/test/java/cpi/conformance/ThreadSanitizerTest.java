// The runtime's threads under clang's thread sanitizer.
package cpi.conformance;

import cpi.codegen.ModuleKind;
import cpi.driver.Compilation;
import cpi.driver.Machine;
import cpi.ir.Lowering;
import cpi.llvm.EmitOptions;
import cpi.llvm.LlvmModule;
import cpi.llvm.OptLevel;
import cpi.llvm.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;


/// Lets clang instrument the text of a program and of the runtime, and runs both. Needs clang with its sanitizers; without it
/// nothing is tested.
// rules: T10.1, T10.3
class ThreadSanitizerTest {
    private static final String CLANG = "clang-19";
    private static final String TRIPLE = "x86_64-unknown-linux-gnu";

    @TempDir
    Path folder;

    @Test
    void theLibrarysPrimitivesHaveNoRaces() throws IOException, InterruptedException {
        CommandLine.Observation seen = run(Files.readString(Path.of("tests/native/threads.cpi")), "5000");
        assertEquals("", seen.err());
        assertEquals(Files.readString(Path.of("tests/native/threads.out")), seen.out());
    }

    @Test
    void racesOfProgramsAreFound() throws IOException, InterruptedException {
        // Each waits for the other first, or the runtime's own lock over the start of threads might put all work of one before the other's.
        CommandLine.Observation seen = run("""
            #import "atomic";
            #import "thread";
            n: i64;
            here: [2]i64;
            fn meet(me: i64) none { atomic.store(&here[me], 1); while atomic.load(&here[1 - me]) == 0 { thread.yield(); } }
            fn work() none { meet(1); n += 1; }
            fn main() none { t := #async work(); meet(0); n += 1; t|join; println(n); }
            """, "");
        assertTrue(seen.err().contains("data race"), seen.err());
    }

    private CommandLine.Observation run(String source, String arg) throws IOException, InterruptedException {
        Assumptions.assumeTrue(works(List.of(CLANG, "--version")) && System.getProperty("os.arch").equals("amd64"), "needs " + CLANG);
        Path main = Files.writeString(folder.resolve("main.cpi"), source);
        try (var runtime = Compilation.onBigStack(() -> Compilation.checkRuntime(Machine.host(), OutputStream.nullOutputStream()));
             var program = NativeEngine.check(main.toString(), List.of())) {
            Path text = instrumented("program.ll", program, ModuleKind.PROGRAM);
            Path other = instrumented("runtime.ll", runtime, ModuleKind.RUNTIME);
            Path made = folder.resolve("made");
            List<String> clang = List.of(CLANG, "-Wno-override-module", "-O1", "-fsanitize=thread", text.toString(), other.toString(),
                "-lm", "-o", made.toString());
            Assumptions.assumeTrue(works(clang), "clang has no thread sanitizer");
            // The sanitizer wants its shadow memory where it always is.
            Path script = Files.writeString(folder.resolve("run"), "#!/bin/sh\nexec setarch -R '" + made + "' \"$@\"\n");
            assertTrue(script.toFile().setExecutable(true));
            return NativeEngine.run(script, List.of(arg), new byte[0]);
        }
    }

    private Path instrumented(String name, Compilation.Result checked, ModuleKind kind) throws IOException {
        byte[] text = Compilation.onBigStack(() -> {
            var p = checked.program().orElseThrow();
            return LlvmModule.emit(p, new Lowering(p.types(), p.layout(), p.context()),
                new EmitOptions(OptLevel.DEFAULT, false, Target.of(TRIPLE).orElseThrow(), kind, false, ""));
        });
        String marked = new String(text, StandardCharsets.UTF_8);
        marked = marked.replaceAll("(?m)^attributes #0 = \\{", "attributes #0 = { sanitize_thread");
        return Files.writeString(folder.resolve(name), marked);
    }

    private static boolean works(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
