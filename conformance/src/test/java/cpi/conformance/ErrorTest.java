// Programs with mistakes.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.diag.Diagnostic;
import cpi.diag.Problem;
import cpi.diag.TextRenderer;
import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.driver.LinkOptions;
import cpi.driver.Machine;
import cpi.source.Position;
import cpi.source.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Checks every program of `tests/errors` and compares its problems with the expectations in its comments (see [Directives]):
/// everything reported must be expected, and everything expected be reported. A file `x.flags` permits
/// foreign calls at compile time, or has the program checked for wasm32.
class ErrorTest {
    static final String DIRECTORY = "tests/errors";
    private static final String FOREIGN = "--ctfe-foreign";
    private static final String WASM = "--target=wasm32";
    private static final CompileOptions.Limits LIMITS_WITH_FOREIGN = new CompileOptions.Limits(100_000, 1L << 30, 10_000, true);

    @TestFactory
    Stream<DynamicTest> programs() {
        return Programs.below(DIRECTORY).stream().filter(Repo::wanted)
            .map(main -> DynamicTest.dynamicTest(Repo.slashes(main), main.toAbsolutePath().toUri(), () -> compare(main)));
    }

    /// Checks a program as its test says.
    static Compilation.Result check(Path main) {
        String file = Repo.slashes(main);
        CompileOptions defaults = CompileOptions.of(file);
        boolean needMain = Directives.of(main).mode().orElse("check").equals("run");
        LinkOptions.Use use = needMain ? LinkOptions.Use.RUN : LinkOptions.Use.CHECK;
        LinkOptions link = new LinkOptions(List.of(), "", use, hasFlag(main, WASM) ? Machine.WASM32 : Machine.host());
        CompileOptions.Limits limits = hasFlag(main, FOREIGN) ? LIMITS_WITH_FOREIGN : defaults.limits();
        CompileOptions options = new CompileOptions(file, List.of(), "", link, true, needMain, false, limits,
            defaults.warnings().with("shadowing"), defaults.errorLimit());
        return Compilation.onBigStack(() -> {
            try (Compilation.Result result = Compilation.check(options, java.io.OutputStream.nullOutputStream())) {
                return result;
            }
        });
    }

    private static boolean hasFlag(Path main, String flag) {
        Path flags = Repo.sibling(main, ".flags");
        if (!Files.exists(flags)) return false;
        String given = Repo.read(flags).strip();
        assertTrue(List.of(FOREIGN, WASM).contains(given), "an option that these tests do not know: " + given);
        return given.equals(flag);
    }

    private static void compare(Path main) {
        Compilation.Result result = check(main);
        List<Directives.Expected> missing = new ArrayList<>();
        for (Path source : Programs.sources(main)) missing.addAll(Directives.of(source).expected());
        List<Diagnostic> surplus = new ArrayList<>();
        for (Diagnostic d : result.report().shown()) {
            if (!missing.removeIf(e -> matches(e, d))) surplus.add(d);
        }
        missing.sort(Comparator.comparingInt(Directives.Expected::line));
        StringBuilder seen = new StringBuilder();
        for (Diagnostic d : surplus) {
            Position at = d.problem().primary().position();
            seen.append("not expected: ").append(at).append("-").append(endColumn(d.problem().primary())).append('\n');
            new TextRenderer(false).render(d, seen);
        }
        String lacking = missing.stream().map(e -> "not reported: " + e + "\n").collect(Collectors.joining());
        assertEquals("", lacking + seen);
    }

    private static boolean matches(Directives.Expected expected, Diagnostic seen) {
        Problem p = seen.problem();
        boolean same = p.code().name().equals(expected.code()) && seen.severity().name().equalsIgnoreCase(expected.severity())
            && p.message().contains(expected.text());
        if (!same || expected.line() == 0) return same && p.primary().isNone();
        Position at = p.primary().position();
        return p.primary().file().name().equals(expected.file()) && at.line() == expected.line() && at.column() == expected.column()
            && (expected.endColumn() == 0 || expected.endColumn() == endColumn(p.primary()));
    }

    /// The column behind the last character that a place has on its first line; at least one character.
    private static int endColumn(Span place) {
        Position start = place.position();
        Position end = place.file().position(place.end());
        int lineEnd = place.file().position(place.file().lineEnd(start.line())).column();
        return Math.max(start.column() + 1, end.line() == start.line() ? end.column() : lineEnd);
    }
}
