// One program with many mistakes.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// One run reports every mistake once, each with its place, excerpt and, where one helps, a help, as text and as JSON.
// rules: D1.1, D2.1, D2.2, D2.4, D6.1, D6.2
class TenMistakesTest {
    private static final String FILE = "conformance/src/test/resources/ten-mistakes.cpi";
    /// Code and place of each mistake, in the order of the text.
    private static final List<String> MISTAKES = List.of("E0319 4:40", "E0622 7:5", "E0301 14:18", "E0304 15:17", "E0404 16:13",
        "E0502 17:22", "E0606 18:16", "E0413 19:12", "E0312 20:17", "E0512 21:7");
    /// Those whose repair the compiler can name.
    private static final List<String> HELPED = List.of("E0622", "E0301", "E0404", "E0606");

    @Test
    void asText() {
        CommandLine.Observation seen = CommandLine.run("check", "-Wno-all", FILE);
        assertEquals(1, seen.status());
        Pattern form = Pattern.compile("(?m)^error\\[(E\\d+)\\]: .+\n  --> \\Q" + FILE + "\\E:(\\d+:\\d+)\n +\\|\n");
        assertEquals(MISTAKES, form.matcher(seen.err()).results().map(TenMistakesTest::mistake).toList(), seen.err());
        for (String diagnostic : seen.err().split("(?m)^(?=error\\[)")) {
            String[] lines = diagnostic.split("\n");
            if (diagnostic.isEmpty()) continue;
            assertTrue(diagnostic.contains("^"), diagnostic);
            if (HELPED.stream().anyMatch(lines[0]::contains)) assertTrue(diagnostic.contains("   = help: "), diagnostic);
        }
        assertTrue(seen.err().endsWith("\n" + MISTAKES.size() + " errors\n"), seen.err());
    }

    @Test
    void asJson() {
        CommandLine.Observation seen = CommandLine.run("check", "-Wno-all", "--error-format=json", FILE);
        assertEquals(1, seen.status());
        List<String> lines = seen.err().lines().toList();
        Pattern form = Pattern.compile("\\{\"severity\":\"error\",\"code\":\"(E\\d+)\",\"name\":null,\"message\":\".+?\","
            + "\"spans\":\\[\\{\"file\":\"" + Pattern.quote(FILE) + "\",\"line\":(\\d+),\"column\":(\\d+),.*");
        assertEquals(MISTAKES, lines.stream().limit(lines.size() - 1).map(form::matcher)
            .map(m -> m.matches() ? m.group(1) + " " + m.group(2) + ":" + m.group(3) : m.toString()).toList());
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertEquals(2, line.split("\"primary\":true", -1).length, line);
            boolean helped = HELPED.stream().anyMatch(line::contains);
            if (helped) assertTrue(!line.contains("\"helps\":[]"), line);
            for (String key : List.of("endLine", "endColumn", "start", "end", "notes", "trace")) {
                assertTrue(line.contains("\"" + key + "\":"), line);
            }
        }
        assertEquals("{\"summary\":{\"errors\":" + MISTAKES.size() + ",\"warnings\":0}}", lines.getLast());
    }

    private static String mistake(MatchResult found) {
        return found.group(1) + " " + found.group(2);
    }
}
