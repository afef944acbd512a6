package cpi.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.diag.TextRenderer;
import cpi.llvm.Portability;
import cpi.typed.Function;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The runtime of native programs as the front end sees it.
class RuntimeTest {
    /// What WebAssembly modules take from their runtime instead of a C library.
    private static final List<String> ONLY_WASM = List.of("cpi.mem.compare", "cpi.mem.index", "fmod", "fmodf");
    /// For threads, which they do not have.
    private static final List<String> NOT_WASM = List.of("cpi.rt.spawn", "cpi.rt.threadStack");

    @Test
    void theRuntimeOfWebAssemblyHasWhatItMust() throws IOException {
        try (var result = Compilation.onBigStack(() -> Compilation.checkRuntime(Machine.WASM32, OutputStream.nullOutputStream()))) {
            TreeSet<String> expected = documented();
            Portability.missingIntrinsics().forEach(name -> expected.remove("cpi." + name));
            NOT_WASM.forEach(expected::remove);
            expected.addAll(ONLY_WASM);
            TreeSet<String> exported = new TreeSet<>();
            for (Function f : result.program().orElseThrow().exports()) exported.add(f.externalName());
            assertEquals(expected, exported);
        }
    }

    @Test
    void theRuntimeHasNoMistakesAndExactlyTheDocumentedEntryPoints() throws IOException {
        TreeSet<String> exported = new TreeSet<>();
        StringBuilder problems = new StringBuilder();
        try (var result = Compilation.onBigStack(() -> Compilation.checkRuntime(Machine.host(), OutputStream.nullOutputStream()))) {
            new TextRenderer(false).render(result.report(), problems);
            assertEquals("", problems.toString());
            for (Function f : result.program().orElseThrow().exports()) exported.add(f.externalName());
        }
        assertEquals(documented(), exported);
    }

    /// The names in the table of `docs/runtime.md`.
    private static TreeSet<String> documented() throws IOException {
        Path docs = Path.of("docs/runtime.md");
        if (!Files.exists(docs)) docs = Path.of("..").resolve(docs);
        TreeSet<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(docs)) {
            if (!line.startsWith("| `cpi.")) continue;
            var name = Pattern.compile("`(cpi[.\\w]+)").matcher(line.substring(0, line.indexOf('|', 1)));
            while (name.find()) names.add(name.group(1));
        }
        return names;
    }
}
