// The files of the editor extension that can be checked without an editor.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.json.Json;
import cpi.json.JsonError;
import cpi.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Everything that `editors/vscode/package.json` names exists, and the grammar knows every word of the language. How it colours
/// is tested with
/// the extension (`npm test` there).
class EditorTest {
    private static final Path EXTENSION = Path.of("editors/vscode");

    private static Json.Obj json(String file) throws JsonError {
        return (Json.Obj) JsonReader.read(Repo.read(EXTENSION.resolve(file)));
    }

    @Test
    void filesAreThere() throws JsonError {
        List<String> missing = new ArrayList<>();
        collectPaths(json("package.json").object("contributes"), missing);
        missing.removeIf(f -> Files.exists(EXTENSION.resolve(f)));
        assertEquals(List.of(), missing);
    }

    private static void collectPaths(Json json, List<String> found) {
        switch (json) {
            case Json.Str(String s) when s.matches("(\\./)?(images|syntaxes|snippets|media)/[\\w.-]+|\\./[\\w.-]+\\.json") -> found.add(s);
            case Json.Arr(List<Json> elements) -> elements.forEach(e -> collectPaths(e, found));
            case Json.Obj(Map<String, Json> members) -> members.values().forEach(m -> collectPaths(m, found));
            case Json.Str _, Json.Null _, Json.Bool _, Json.Int _, Json.Real _ -> { }
        }
    }

    @Test
    void commandsAreContributedAndRegistered() throws JsonError {
        Json.Obj contributes = json("package.json").object("contributes");
        Set<String> declared = contributes.objects("commands").stream()
            .map(c -> c.text("command").orElseThrow()).collect(Collectors.toSet());
        Set<String> registered = new TreeSet<>();
        Matcher m = Pattern.compile("register\\('(cpi\\.\\w+)'").matcher(Repo.read(EXTENSION.resolve("src/commands.ts")));
        while (m.find()) registered.add(m.group(1));
        Set<String> missing = new TreeSet<>(declared);
        missing.removeAll(registered);
        assertEquals(Set.of(), missing, "declared, but nobody does it");
        Set<String> used = new TreeSet<>();
        Matcher u = Pattern.compile("\"command\":\"(cpi\\.\\w+)\"")
            .matcher(contributes.object("menus").text() + contributes.get("keybindings").text());
        while (u.find()) used.add(u.group(1));
        used.removeAll(declared);
        assertEquals(Set.of(), used, "in menus or keys, but not declared");
    }

    /// The words of L1.4a and L1.10.
    @Test
    void theGrammarKnowsAllWords() throws JsonError {
        String language = Repo.read(Path.of("docs/language/language.md"));
        Matcher keywords = Pattern.compile("The keywords are exactly: `([^`]*)`").matcher(language);
        Matcher directives = Pattern.compile("The words are `([^`]*)`").matcher(language);
        assertTrue(keywords.find() && directives.find());
        String grammar = Repo.read(EXTENSION.resolve("syntaxes/cpi.tmLanguage.json"));
        Set<String> known = new TreeSet<>();
        Matcher words = Pattern.compile("[A-Za-z_]+").matcher(grammar);
        while (words.find()) known.add(words.group());
        Set<String> missing = new TreeSet<>(List.of((keywords.group(1) + " " + directives.group(1)).split("\\s+")));
        missing.removeAll(known);
        assertEquals(Set.of(), missing);
    }
}
