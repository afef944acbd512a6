// Which rules of the language have tests.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every rule of `docs/language` is cited by a test, or named with a reason in `rules-without-test.txt`.
class RuleCoverageTest {
    private static final Path EXCEPTIONS = Path.of("conformance/src/test/resources/rules-without-test.txt");
    private static final Pattern HEADING = Pattern.compile("^## ([LCTMSD]\\d+)\\b.*");
    private static final Pattern RULE = Pattern.compile("^\\*\\*([LCTMSD]\\d+\\.\\d+)\\b.*");

    @Test
    void everyRuleIsCitedByATest() {
        Set<String> uncited = new TreeSet<>(rules());
        uncited.removeAll(cited().keySet());
        uncited.removeAll(exceptions().keySet());
        assertEquals(List.of(), List.copyOf(uncited), "rules without test");
    }

    @Test
    void exceptionsAreNeeded() {
        List<String> needless = exceptions().keySet().stream().filter(r -> cited().containsKey(r) || !rules().contains(r)).toList();
        assertEquals(List.of(), needless, "exceptions that are tested, or are no rules");
    }

    @Test
    void testsCiteRulesThatExist() {
        Set<String> rules = rules();
        List<String> wrong = new ArrayList<>();
        cited().forEach((rule, files) -> {
            if (!rules.contains(rule)) wrong.add(rule + " in " + files);
        });
        assertEquals("", String.join("\n", wrong), "cited rules that do not exist");
    }

    /// All rules: `L1.5` of a bold number, and headings such as `C9` that have no numbered parts.
    static Set<String> rules() {
        Set<String> result = new TreeSet<>();
        for (Path file : Repo.files("docs/language", ".md")) {
            for (String line : Repo.read(file).split("\n")) {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) result.add(heading.group(1));
                Matcher rule = RULE.matcher(line);
                if (rule.matches()) {
                    result.add(rule.group(1));
                    result.remove(rule.group(1).substring(0, rule.group(1).indexOf('.')));
                }
            }
        }
        return result;
    }

    /// The cited rules and the files that cite them. A lettered part counts for its rule: `L4.2c` for `L4.2`.
    private static Map<String, Set<String>> cited() {
        Map<String, Set<String>> result = new TreeMap<>();
        Stream<Path> files = Stream.of("examples", "tests", "conformance/src/test/java").flatMap(d -> Repo.files(d, f -> {
            String name = f.toString();
            return name.endsWith(".cpi") || name.endsWith(".cmd") || name.endsWith(".java");
        }).stream());
        files.forEach(f -> {
            for (String rule : Directives.rules(Repo.read(f).lines().toList())) {
                result.computeIfAbsent(rule.replaceFirst("[a-z]+$", ""), _ -> new TreeSet<>()).add(Repo.slashes(f));
            }
        });
        return result;
    }

    private static Map<String, String> exceptions() {
        return Repo.read(EXCEPTIONS).lines().filter(l -> l.matches("[LCTMSD]\\d+(\\.\\d+)?: .+"))
            .collect(Collectors.toMap(l -> l.substring(0, l.indexOf(':')), l -> l.substring(l.indexOf(':') + 2)));
    }
}
