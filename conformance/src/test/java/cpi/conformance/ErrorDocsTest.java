// The documentation of the codes.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cpi.diag.Code;
import cpi.diag.Diagnostic;
import cpi.diag.Explanations;
import cpi.diag.TextRenderer;
import cpi.driver.Compilation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every code has an explanation and a test that shows exactly it, and `docs/errors` is made of both. `./cpi-test --bless`
/// writes the documents.
class ErrorDocsTest {
    private static final Path FOLDER = Path.of("docs/errors");

    @Test
    void everyCodeIsExplained() {
        Set<Code> silent = new TreeSet<>(List.of(Code.values()));
        silent.removeAll(Explanations.all().keySet());
        assertEquals(Set.of(), silent);
        List<Code> order = new ArrayList<>(List.of(Code.values()));
        assertEquals(order, List.copyOf(Explanations.all().keySet()));
    }

    /// The exceptions, with reasons, are in `codes-without-test.txt`.
    @Test
    void everyCodeHasATestThatShowsExactlyIt() {
        Map<String, String> exceptions = Repo.read(Path.of("conformance/src/test/resources/codes-without-test.txt")).lines()
            .filter(l -> l.matches("[EW]\\d{4}: .+")).collect(Collectors.toMap(l -> l.substring(0, 5), l -> l.substring(7)));
        List<String> missing = new ArrayList<>();
        List<String> needless = new ArrayList<>();
        for (Code code : Code.values()) {
            boolean shown = isShown(code);
            if (!shown && !exceptions.containsKey(code.name())) missing.add(code.name());
            if (shown && exceptions.containsKey(code.name())) needless.add(code.name());
        }
        assertEquals(List.of(), missing, "codes without a test that shows exactly them");
        assertEquals(List.of(), needless, "exceptions that have a test");
    }

    @Test
    void documentsAreUpToDate() {
        Map<Path, String> wanted = documents();
        if (Repo.BLESS && Repo.everythingWanted()) {
            wanted.forEach(Repo::write);
            Repo.files(FOLDER.toString(), ".md").stream().filter(f -> !wanted.containsKey(f)).forEach(Repo::delete);
        }
        List<String> stale = new ArrayList<>();
        wanted.forEach((file, text) -> {
            if (!Files.exists(file) || !Repo.read(file).equals(text)) stale.add(Repo.slashes(file));
        });
        Repo.files(FOLDER.toString(), ".md").stream().filter(f -> !wanted.containsKey(f)).forEach(f -> stale.add(Repo.slashes(f)));
        assertEquals(List.of(), stale, "out of date: run ./cpi-test --bless");
    }

    private static boolean isShown(Code code) {
        return programs(code).stream().anyMatch(main -> {
            Set<String> codes = Programs.sources(main).stream().flatMap(f -> Directives.of(f).expected().stream())
                .map(Directives.Expected::code).collect(Collectors.toSet());
            return codes.equals(Set.of(code.name()));
        }) || Repo.files(ErrorTest.DIRECTORY + "/" + code, ".cmd").stream().anyMatch(f -> {
            Path err = Repo.sibling(f, ".err");
            return Files.exists(err) && Repo.read(err).contains("[" + code + "]: ");
        });
    }

    private static List<Path> programs(Code code) {
        return Programs.below(ErrorTest.DIRECTORY + "/" + code);
    }

    private static Map<Path, String> documents() {
        Map<Path, String> result = new LinkedHashMap<>();
        StringBuilder index = new StringBuilder("""
            # Errors and warnings

            Generated from the codes, their explanations and their test programs; do not edit. `cpi explain E0404` prints an explanation.

            | code | message | rules |
            |---|---|---|
            """);
        for (Code code : Code.values()) {
            String name = code.warningName().isEmpty() ? "" : " `" + code.warningName() + "`";
            index.append("| [").append(code).append("](").append(code).append(".md)").append(name).append(" | ").append(code.title())
                .append(" | ").append(code.rules()).append(" |\n");
            result.put(FOLDER.resolve(code + ".md"), document(code));
        }
        result.put(FOLDER.resolve("README.md"), index.toString());
        return result;
    }

    private static String document(Code code) {
        String name = code.warningName().isEmpty() ? "" : " [" + code.warningName() + "]";
        StringBuilder text = new StringBuilder("# ").append(code).append(": ").append(code.title()).append(name).append("\n\n")
            .append(Explanations.of(code)).append("\n\nRules of [the language](../language): ").append(code.rules()).append(".\n");
        for (Path main : programs(code)) text.append(example(main));
        for (Path command : Repo.files(ErrorTest.DIRECTORY + "/" + code, ".cmd")) {
            String line = Repo.read(command).lines().filter(l -> !l.startsWith("#")).collect(Collectors.joining(" "));
            text.append("\n## ").append(title(command)).append("\n\n").append(fenced("sh", "cpi " + line)).append("\n")
                .append(fenced("text", Repo.read(Repo.sibling(command, ".err"))));
        }
        return text.toString();
    }

    private static String example(Path main) {
        StringBuilder text = new StringBuilder("\n## ").append(title(main.endsWith("main.cpi") ? main.getParent() : main)).append("\n\n");
        for (Path source : Programs.sources(main)) {
            String name = Repo.slashes(main.getParent().relativize(source));
            if (Programs.sources(main).size() > 1) text.append('`').append(name).append("`:\n");
            String shown = Repo.read(source);
            boolean large = shown.length() > 3000;
            text.append(fenced("cpi", large ? shown.substring(0, 1000) + "\n..." : shown)).append("\n");
        }
        Compilation.Result result = ErrorTest.check(main);
        StringBuilder output = new StringBuilder();
        for (Diagnostic d : result.report().shown()) new TextRenderer(false).render(d, output);
        return text.append(fenced("text", output.toString())).toString();
    }

    private static String title(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "").replace('-', ' ');
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    /// A block of Markdown; characters that editors would change or that are no text are replaced.
    private static String fenced(String language, String text) {
        String fence = text.contains("```") ? "````" : "```";
        String clean = Arrays.stream(text.strip().split("\n", -1)).map(String::stripTrailing).collect(Collectors.joining("\n"))
            .replaceAll("[\\x00-\\x08\\x0B-\\x1F]", "\uFFFD");
        return fence + language + "\n" + clean + "\n" + fence + "\n";
    }
}
