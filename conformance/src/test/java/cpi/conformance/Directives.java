// Comments in test programs that the runner understands.
package cpi.conformance;

import cpi.engine.Native;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// What the comment lines of a test program say:
///
/// * `-- rules: L1.5, L1.6`: the rules that it tests
/// * `-- mode: run`, `check` or `test`: the command; the default depends on the directory
/// * `-- only: vm (reason)`: what it tests is not the same on other engines
/// * `-- skip: vm (reason)`: known to fail on this engine (`vm`, `native`, `native-fast` ...); passing is then a failure
/// * `-- needs: libz.so.1`: a library that not every machine has; without it the test is skipped
/// * `--   ^^^^ error[E0404]: text`: the line above has this problem, at the columns of the carets; the text is optional and must
///   be part of the message
/// * `-- expect: error[E0102] at 3:1` or without place: a problem where no comment can stand below
public record Directives(List<String> rules, Optional<String> mode, Optional<String> only, List<String> skips,
                         Optional<String> needs, List<Expected> expected) {
    private static final Pattern CARETS = Pattern.compile("^(\\s*--\\s*)(\\^+) (error|warning)\\[([EW]\\d{4})](?:: (.*))?$");
    private static final Pattern PLACED = Pattern.compile("^-- expect: (error|warning)\\[([EW]\\d{4})](?: at (\\d+):(\\d+))?(?:: (.*))?$");

    /// @param line 0 for a problem without place
    /// @param endColumn behind the last character on the first line of the place; 0 if it is not checked
    public record Expected(String file, int line, int column, int endColumn, String severity, String code, String text) {
        @Override
        public String toString() {
            return (line == 0 ? "" : file + ":" + line + ":" + column + (endColumn > 0 ? "-" + endColumn : "") + " ")
                + severity + "[" + code + "]" + (text.isEmpty() ? "" : ": " + text);
        }
    }

    /// Skips the running test if the machine lacks a library that the program needs.
    public void assumeNeeds() {
        if (needs.isEmpty()) return;
        try (Arena arena = Arena.ofConfined()) {
            long library = Native.call("dlopen", Native.text(needs.get(), arena), 1);
            Assumptions.assumeTrue(library != 0, "needs " + needs.get() + ", which this machine does not have");
        }
    }

    public static Directives of(Path file) {
        List<String> lines = Repo.read(file).lines().toList();
        List<Expected> expected = new ArrayList<>();
        int target = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher carets = CARETS.matcher(lines.get(i));
            if (!carets.matches()) {
                target = i + 1;
                Matcher placed = PLACED.matcher(lines.get(i));
                if (placed.matches()) expected.add(placed(file, placed));
                continue;
            }
            int column = lines.get(i).codePointCount(0, carets.start(2)) + 1;
            String text = carets.group(5) == null ? "" : carets.group(5);
            expected.add(new Expected(Repo.slashes(file), target, column, column + carets.group(2).length(), carets.group(3),
                carets.group(4), text));
        }
        return new Directives(rules(lines), value(lines, "mode"), value(lines, "only"), values(lines, "skip"), value(lines, "needs"),
            expected);
    }

    private static Expected placed(Path file, Matcher m) {
        int line = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
        int column = m.group(4) == null ? 0 : Integer.parseInt(m.group(4));
        return new Expected(Repo.slashes(file), line, column, 0, m.group(1), m.group(2), m.group(5) == null ? "" : m.group(5));
    }

    /// The rules cited by lines of any kind of test: `-- rules:` in programs, `// rules:` in Java, `# rules:` elsewhere.
    static List<String> rules(List<String> lines) {
        return lines.stream().map(String::strip).filter(l -> l.matches("(--|///?|#) rules: .*"))
            .flatMap(l -> Arrays.stream(l.substring(l.indexOf(':') + 1).split(","))).map(String::strip).filter(r -> !r.isEmpty()).toList();
    }

    /// The engine and the reason of the directive that excuses a program on an engine.
    Optional<String> skip(String engine) {
        return skips.stream().filter(s -> s.startsWith(engine + " ")).findFirst();
    }

    private static Optional<String> value(List<String> lines, String key) {
        return values(lines, key).stream().findFirst();
    }

    private static List<String> values(List<String> lines, String key) {
        String start = "-- " + key + ": ";
        return lines.stream().filter(l -> l.startsWith(start)).map(l -> l.substring(start.length()).strip()).toList();
    }
}
