package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/language/stdlib.md` and the library agree: each signature shown there is declared in its module exactly so, each attribute of
/// a type of the library is shown, and what is shown has a comment in the library and occurs in a test.
class StdlibTest {
    private static final Pattern SECTION = Pattern.compile("^## S\\d+ (.*)$");
    private static final Pattern MODULE = Pattern.compile("`(\\w+)`");
    private static final Pattern ALIAS = Pattern.compile("\\w+ ::= (\\w+)\\.(\\w+)");
    private static final Pattern NAME = Pattern.compile("(?:(?:fn|type)\\s+(\\w+)\\b.*|(\\w+)\\s*::=.*)");
    /// What the text shows where the library says it with more words, and the reason.
    private static final Set<String> OTHERWISE = Set.of("iter fn collect", "iter fn sum");    // a result type that is inferred
    /// Constants with another value for each target, which the text shows for one.
    private static final Set<String> OF_THE_TARGET = Set.of("os NAME", "os ARCH");
    private static final Pattern INFERRED =
            Pattern.compile("^(fn .*\\)) (Mapped|Filtered|Taken|Skipped|TakenWhile|Zipped|Chained|Indexed)!\\(.*\\)$");

    /// @param module its file below lib, without `.cpi`
    /// @param owner the type of an attribute, else empty
    /// @param text the declaration without its body, with single spaces
    private record Declaration(String module, String owner, String text) {
        String name() {
            Matcher m = NAME.matcher(text);
            if (!m.matches()) throw new IllegalStateException("neither a function, type nor constant: " + text);
            return m.group(1) != null ? m.group(1) : m.group(2);
        }

        boolean isFunction() {
            return text.startsWith("fn ");
        }

        String key() {
            return module + " " + (isFunction() ? "fn " : "") + name();
        }

        /// Without what the text leaves to the library: the result types of adapters, defaults of fields.
        String comparable() {
            Matcher inferred = INFERRED.matcher(text);
            if (inferred.matches()) return inferred.group(1);
            if (OF_THE_TARGET.contains(key())) return name();
            return OTHERWISE.contains(key()) ? text.substring(0, text.lastIndexOf(')') + 1).replaceFirst("\\) \\w.*$", ")") : text;
        }

        @Override
        public String toString() {
            return module + ".cpi: " + (owner.isEmpty() ? "" : "#attr(" + owner + ") ") + comparable();
        }
    }

    @Test
    void everySignatureOfTheTextIsInTheLibrary() throws IOException {
        Set<String> library = new TreeSet<>();
        List<Declaration> declarations = library();
        for (Declaration d : declarations) library.add(d.toString());
        for (Declaration d : declarations) {           // other names for functions of other modules
            Matcher alias = ALIAS.matcher(d.text);
            if (!alias.matches()) continue;
            for (Declaration e : declarations) {
                if (e.isFunction() && e.module.equals(alias.group(1)) && e.name().equals(alias.group(2))) {
                    library.add(new Declaration(d.module, "", e.text).toString());
                }
            }
        }
        List<String> missing = new ArrayList<>();
        for (Declaration d : documented()) {
            if (!library.contains(d.toString())) missing.add(d.toString());
        }
        assertEquals(List.of(), missing);
        assertTrue(documented().size() > 300, "too few signatures were found: " + documented().size());
    }

    @Test
    void everyAttributeOfTheLibraryIsInTheText() throws IOException {
        Set<String> text = documented().stream().map(Declaration::toString).collect(Collectors.toSet());
        Set<String> types = documented().stream().filter(d -> !d.owner.isEmpty()).map(Declaration::owner).collect(Collectors.toSet());
        List<String> missing = library().stream().filter(d -> types.contains(d.owner)).map(Declaration::toString)
                .filter(d -> !text.contains(d)).toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everythingIsTested() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (String directory : List.of("tests", "examples")) {
            for (Path file : Repo.files(directory, f -> f.toString().endsWith(".cpi"))) {
                tests.append(Files.readString(file, StandardCharsets.ISO_8859_1));      // some are not UTF-8
            }
        }
        Set<String> prelude = library().stream().filter(d -> d.module.equals("basic")).map(Declaration::name).collect(Collectors.toSet());
        List<String> untested = new ArrayList<>();
        for (Declaration d : documented()) {
            if (!d.isFunction()) continue;
            boolean bare = !d.owner.isEmpty() || prelude.contains(d.name());
            String use = (bare ? "\\b" : "(\\b" + d.module + "\\.|[|]:?)") + d.name();
            if (!Pattern.compile(use + "\\b").matcher(tests).find()) untested.add(d.toString());
        }
        assertEquals(List.of(), untested);
    }

    @Test
    void everythingHasAComment() throws IOException {
        Set<String> shown = documented().stream().map(d -> d.module + " " + d.name()).collect(Collectors.toSet());
        List<String> bare = new ArrayList<>();
        for (Declaration d : library()) {
            List<String> lines = Files.readAllLines(Path.of("lib", d.module + ".cpi"));
            if (!d.isFunction() || !shown.contains(d.module + " " + d.name())) continue;
            for (int i = 1; i < lines.size(); i++) {
                String line = lines.get(i).strip().replaceFirst("^#attr\\(\\w+\\) ", "");
                boolean declares = line.startsWith(d.text.substring(0, d.text.indexOf('(') + 1)) && !line.endsWith(";");
                if (declares && !lines.get(i - 1).strip().startsWith("--")) bare.add(d.module + ".cpi:" + (i + 1) + " " + line);
            }
        }
        assertEquals(List.of(), bare.stream().distinct().toList());
    }

    /// The declarations in the blocks `cpi signatures`, each with the module its section or an introduction names.
    private static List<Declaration> documented() throws IOException {
        List<Declaration> result = new ArrayList<>();
        String module = "";
        List<String> block = null;
        for (String line : Files.readAllLines(Path.of("docs/language/stdlib.md"))) {
            Matcher section = SECTION.matcher(line);
            if (section.matches()) module = firstModule(section.group(1), module);
            else if (line.endsWith("Module `cond`:")) module = "cond";
            if (line.equals("```cpi signatures")) {
                block = new ArrayList<>();
            } else if (line.equals("```") && block != null) {
                result.addAll(declarations(module, block));
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return result;
    }

    private static String firstModule(String title, String before) {
        Matcher m = MODULE.matcher(title);
        return m.find() ? m.group(1) : before;
    }

    private static List<Declaration> library() throws IOException {
        List<Declaration> result = new ArrayList<>();
        Path lib = Path.of("lib");
        for (Path file : Repo.files("lib", f -> f.toString().endsWith(".cpi") && f.getParent().equals(lib))) {
            String name = file.getFileName().toString();
            result.addAll(declarations(name.substring(0, name.length() - 4), Files.readAllLines(file)));
        }
        return result;
    }

    /// Functions, types and constants at the beginnings of lines and those in blocks `#attr(T) { … }`.
    private static List<Declaration> declarations(String module, List<String> lines) {
        List<Declaration> result = new ArrayList<>();
        String owner = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("\\s--.*$", "");
            if (line.equals("}")) owner = "";
            if (line.matches("#attr\\(\\w+\\) \\{")) owner = line.substring(6, line.indexOf(')'));
            String text = owner.isEmpty() ? line : line.startsWith("    ") && !line.startsWith("     ") ? line.substring(4) : "";
            if (text.startsWith("fn ")) {
                result.add(new Declaration(module, owner, text.replaceFirst(" \\{( .*)?$", "")));
            } else if (text.startsWith("type ")) {
                StringBuilder whole = new StringBuilder(text);
                while (whole.chars().filter(c -> c == '{').count() > whole.chars().filter(c -> c == '}').count()) {
                    whole.append(' ').append(lines.get(++i).strip());
                }
                String fields = whole.toString().replaceAll(" = [^,{}]*(\\{\\})?", "").replaceAll("\\s*([{}])\\s*", "$1");
                result.add(new Declaration(module, owner, fields.replaceAll("\\s+", " ")));
            } else if (text.matches("\\w+ ::= .*")) {
                for (String constant : text.split(";")) result.add(new Declaration(module, owner, constant.strip()));
            }
        }
        return result;
    }
}
