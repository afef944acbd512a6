// The programs in the documents.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Checks every block of the documents that begins with ```` ```cpi ````, and runs it where it states results (L0.4).
///
/// A comment at the end of a line states the outcome: `-- E0304` an error reported on this line, `-- W0301` a warning,
/// `-- P03` a panic, `-- 7` or `-- 3, 4` the values of what the line declares or assigns last. Fragments stand inside a
/// function unless they contain only declarations. Blocks marked `cpi syntax` are parsed only: they mention names that are
/// declared nowhere. Those marked `cpi signatures` list the functions of a module without their bodies, and are not looked at.
// rules: L0.3, L0.4
class DocsTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicContainer> documents() {
        List<Path> files = new ArrayList<>(Repo.files("docs", f -> f.toString().endsWith(".md") && !f.startsWith("docs/errors")));
        files.add(Path.of("README.md"));
        return files.stream().filter(Repo::wanted).map(f -> DynamicContainer.dynamicContainer(Repo.slashes(f), f.toAbsolutePath().toUri(),
            DocBlock.of(f).stream().map(b -> DynamicTest.dynamicTest("line " + b.line(), () -> check(b)))));
    }

    private void check(DocBlock block) throws IOException {
        if (block.kind().equals("signatures")) return;
        if (block.kind().equals("syntax")) {
            List<String> stated = block.stated("E0[12]\\d\\d");
            List<String> errors = errors(block.text(true)).stream().filter(e -> e.matches(".* E0[12]\\d\\d")).toList();
            assertEquals(stated, errors);
            return;
        }
        List<String> inFunction = differences(block, true);
        List<String> atFileLevel = inFunction.isEmpty() ? List.of() : differences(block, false);
        if (!inFunction.isEmpty() && !atFileLevel.isEmpty()) {
            fail("as a fragment:\n  " + String.join("\n  ", inFunction) + "\nas items of a file:\n  " + String.join("\n  ", atFileLevel));
        }
        run(block, inFunction.isEmpty());
    }

    /// What is reported but not stated, and stated but not reported.
    private List<String> differences(DocBlock block, boolean inFunction) throws IOException {
        List<String> seen = errors(block.text(inFunction));
        List<String> result = new ArrayList<>();
        for (String stated : block.stated("[EW]\\d{4}")) if (!seen.remove(stated)) result.add("not reported: line " + stated);
        for (String other : seen) if (other.contains(" E")) result.add("not stated: line " + other);
        return result;
    }

    /// The lines and codes of what `check` reports, as `3 E0304`; the lines are those of the block.
    private List<String> errors(String text) throws IOException {
        CommandLine.Observation seen = CommandLine.run("check", "--error-format=json", "-W", "shadowing", write(text));
        List<String> result = new ArrayList<>();
        for (String line : seen.err().lines().toList()) {
            String code = line.replaceFirst(".*?\"code\":\"(\\w+)\".*", "$1");
            if (code.length() == 5) result.add(line.replaceFirst(".*?\"line\":(\\d+).*", "$1") + " " + code);
        }
        return new ArrayList<>(new TreeSet<>(result));
    }

    /// Runs what is left without the lines that have errors, and compares values and the first panic.
    private void run(DocBlock block, boolean inFunction) throws IOException {
        Optional<DocBlock.Runnable> program = block.runnable(inFunction);
        if (program.isEmpty() || !errors(program.get().text()).stream().filter(e -> e.contains(" E")).toList().isEmpty()) return;
        CommandLine.Observation seen = CommandLine.run("run", "-Wno-all", "--virtual-time", write(program.get().text()));
        List<String> values = seen.out().lines().filter(l -> l.startsWith("value of line ")).toList();
        if (program.get().panic().isEmpty()) {
            assertEquals(program.get().values(), values, () -> program.get().text() + seen.err());
            return;
        }
        String panic = program.get().panic().get();
        String place = seen.err().lines().filter(l -> l.startsWith("  --> ")).findFirst().orElse("no panic")
            .replaceFirst(".*cpi:(\\d+):.*", "$1");
        String code = seen.err().lines().filter(l -> l.startsWith("panic[")).findFirst().orElse("panic[no]").substring(6, 9);
        assertEquals(panic, place + " " + code, () -> program.get().text() + seen.err());
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("block.cpi"), text).toString();
    }
}
