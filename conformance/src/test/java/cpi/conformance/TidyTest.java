// The rules for our own sources that a machine can check.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cpi.diag.Problem;
import cpi.ir.Inst;
import cpi.syntax.Decl;
import cpi.syntax.Expr;
import cpi.syntax.Stmt;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Size limits, directions of imports, exhaustive switches, and plain tidiness. Exceptions, with reasons, are in
/// `tidy-exceptions.txt`: `file NAME: reason`, `method FILE METHOD: reason`, `text PATH: reason`.
class TidyTest {
    private static final int MAX_FILE = 600;
    private static final int MAX_METHOD = 60;
    private static final int MAX_LINE = 140;

    /// Which packages each package uses besides itself, in an order in which each uses only those above it.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
        Map.entry("source", Set.of()),
        Map.entry("num", Set.of()),
        Map.entry("diag", Set.of("source")),
        Map.entry("syntax", Set.of("source", "diag")),
        Map.entry("types", Set.of("source")),
        Map.entry("typed", Set.of("source", "syntax", "types")),
        Map.entry("sema.entity", Set.of("source", "syntax", "types", "typed")),
        Map.entry("sema.constant", Set.of("source", "num", "syntax", "types", "typed")),
        Map.entry("sema", Set.of("source", "num", "diag", "syntax", "types", "typed", "sema.entity", "sema.constant")),
        Map.entry("ir", Set.of("source", "diag", "syntax", "types", "typed")),
        Map.entry("engine", Set.of("source", "diag")),
        Map.entry("interp.code", Set.of("source", "diag", "types", "typed", "ir", "engine")),
        Map.entry("interp.foreign", Set.of("diag", "types", "typed", "ir", "engine", "interp.code")),
        Map.entry("interp", Set.of("source", "num", "diag", "types", "typed", "ir", "engine", "interp.code", "interp.foreign")),
        Map.entry("interp.capture", Set.of("source", "diag", "types", "typed", "ir", "engine", "interp.code", "interp")),
        Map.entry("timeline", Set.of("diag", "engine", "interp")),
        Map.entry("toolchain", Set.of()),
        Map.entry("elf", Set.of()),
        Map.entry("dwarf", Set.of("source", "types", "typed", "ir", "elf")),
        Map.entry("codegen", Set.of("source", "diag", "types", "typed", "ir")),
        Map.entry("llvm", Set.of("source", "diag", "types", "typed", "ir", "codegen")),
        Map.entry("x64", Set.of("source", "diag", "types", "typed", "ir", "elf", "dwarf", "codegen")),
        Map.entry("debug", Set.of("source", "num", "diag", "syntax", "types", "typed", "sema", "ir", "engine", "interp", "interp.capture",
            "timeline")),
        Map.entry("driver", Set.of("source", "diag", "types", "typed", "sema", "ir", "engine", "interp.code", "interp",
            "interp.capture", "timeline", "toolchain", "codegen", "llvm", "x64", "debug")),
        Map.entry("terminal", Set.of("source", "diag", "timeline", "debug", "driver")),
        Map.entry("json", Set.of()),
        Map.entry("startup", Set.of()),
        Map.entry("dap", Set.of("source", "diag", "engine", "timeline", "debug", "driver", "json")),
        Map.entry("cli", Set.of("diag", "timeline", "toolchain", "llvm", "debug", "driver", "terminal", "dap")));

    private static final Pattern MENTION = Pattern.compile("\\bcpi\\.([a-z0-9]+(?:\\.[a-z0-9]+)*)\\.[A-Z]");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package cpi\\.([a-z0-9.]+);");

    @Test
    void filesAreShort() {
        Set<String> exceptions = exceptions("file");
        List<String> longOnes = sources().stream().filter(f -> Repo.read(f).lines().count() > MAX_FILE)
            .map(f -> f.getFileName().toString()).filter(f -> !exceptions.contains(f)).toList();
        assertEquals(List.of(), longOnes, "files with more than " + MAX_FILE + " lines");
    }

    @Test
    void methodsAreShortAndSwitchesExhaustive() {
        Set<String> exceptions = exceptions("method");
        JavaSources.Facts facts = JavaSources.analyze(production());
        assertFalse(facts.methods().isEmpty());
        List<String> longOnes = facts.methods().stream().filter(m -> m.lines() > MAX_METHOD)
            .filter(m -> !exceptions.contains(m.name().replaceFirst(":\\d+ ", " ")))
            .map(m -> m.name() + ": " + m.lines() + " lines").toList();
        assertEquals(List.of(), longOnes, "methods with more than " + MAX_METHOD + " lines");
        Set<String> dispatchers = exceptions("default");
        List<String> defaults = facts.defaults().stream().filter(d -> !dispatchers.contains(d.replaceFirst(":.*", ""))).toList();
        assertEquals(List.of(), defaults, "`default` in switches over sealed types or enums of our own");
    }

    @Test
    void packagesUseOnlyWhatTheyMay() {
        Map<String, Set<String>> uses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Path file : production()) {
            String code = code(Repo.read(file));
            String own = PACKAGE.matcher(code).results().map(r -> r.group(1)).findFirst().orElse("");
            if (!Repo.slashes(file.getParent()).endsWith("cpi/" + own.replace('.', '/'))) wrong.add(file + " says it is in " + own);
            Set<String> used = uses.computeIfAbsent(own, _ -> new TreeSet<>());
            MENTION.matcher(code).results().map(r -> r.group(1)).filter(p -> !p.equals(own)).forEach(p -> {
                used.add(p);
                if (!MAY_USE.getOrDefault(own, Set.of()).contains(p)) wrong.add(file.getFileName() + " uses cpi." + p);
            });
        }
        assertEquals(List.of(), wrong.stream().distinct().toList());
        assertEquals(sorted(MAY_USE), uses, "the table says what is used, and no more");
        assertEquals(List.of(), MAY_USE.keySet().stream().filter(p -> reaches(MAY_USE, p, p)).toList(), "packages in cycles");
    }

    private static Map<String, Set<String>> sorted(Map<String, Set<String>> graph) {
        return graph.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> new TreeSet<>(e.getValue()), (a, _) -> a,
            TreeMap::new));
    }

    /// Static fields never change, so that nothing depends on what was compiled or run before in the same process.
    @Test
    void nothingStaticIsMutable() {
        Pattern variable = Pattern.compile(
            "(?m)^ +(?:(?:public|protected|private|volatile|static) )*static (?!.*\\bfinal\\b)[^(={]+(?:=.*)?;$");
        List<String> wrong = production().stream().filter(f -> variable.matcher(code(Repo.read(f))).find()).map(Repo::slashes).toList();
        assertEquals(List.of(), wrong);
    }

    /// Trees, IR and problems are values: every form is a record, or an interface of records.
    @Test
    void treesAreValues() {
        List<Class<?>> roots = List.of(Expr.class, Stmt.class, Decl.class, TExpr.class, TStmt.class, Inst.class, Problem.class);
        List<String> wrong = roots.stream().flatMap(TidyTest::forms).filter(f -> !f.isRecord() && !f.isEnum()).map(Class::getName).toList();
        assertEquals(List.of(), wrong);
    }

    private static Stream<Class<?>> forms(Class<?> form) {
        return form.isSealed() ? Stream.of(form.getPermittedSubclasses()).flatMap(TidyTest::forms) : Stream.of(form);
    }

    /// The front end gets texts from [cpi.sema.Files] and learns nothing else from outside; the explanations of codes are in its jar.
    @Test
    void frontEndDoesNoInputOrOutput() {
        Pattern outside = Pattern.compile(
            "java\\.io\\.|java\\.nio\\.file|java\\.net\\.|System\\.(?!identityHashCode|arraycopy)|\\bThread\\(|\\bRandom\\(");
        List<String> wrong = Stream.of("source", "num", "diag", "syntax", "types", "typed", "sema", "ir")
            .flatMap(p -> Repo.files("compiler/src/main/java/cpi/" + p, ".java").stream())
            .filter(f -> !f.endsWith("Explanations.java") && outside.matcher(code(Repo.read(f))).find()).map(Repo::slashes).toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void textIsTidy() {
        List<String> wrong = new ArrayList<>();
        Set<String> exceptions = exceptions("text");
        for (Path file : allText()) {
            if (exceptions.contains(Repo.slashes(file))) continue;
            String text = Repo.read(file);
            int number = 0;
            for (String line : text.split("\n", -1)) {
                number++;
                String at = Repo.slashes(file) + ":" + number + ": ";
                if (line.endsWith(" ") || line.endsWith("\t") || line.endsWith("\r")) wrong.add(at + "white space at the end of the line");
                if (line.contains("TO" + "DO") || line.contains("FIX" + "ME")) wrong.add(at + "unfinished");
                if (line.matches(".*(/ro" + "ot/|/wo" + "rk/|/Users/[a-z]|C:\\\\Users).*")) wrong.add(at + "a path of one machine");
                boolean java = file.toString().endsWith(".java");
                if (java && line.codePointCount(0, line.length()) > MAX_LINE) wrong.add(at + "longer than " + MAX_LINE + " columns");
            }
            if (!text.isEmpty() && !text.endsWith("\n")) wrong.add(Repo.slashes(file) + ": no line end at the end");
        }
        assertEquals("", wrong.stream().collect(Collectors.joining("\n")));
    }

    @Test
    void everyFileTellsWhatItDoes() {
        List<String> silent = production().stream().filter(f -> !f.getFileName().toString().equals("package-info.java"))
            .filter(f -> !Repo.read(f).contains("///") && !Repo.read(f).startsWith("//")).map(f -> f.getFileName().toString()).toList();
        assertEquals(List.of(), silent);
    }

    private static boolean reaches(Map<String, Set<String>> graph, String from, String to) {
        return graph.getOrDefault(from, Set.of()).stream().anyMatch(p -> p.equals(to) || reaches(graph, p, to));
    }

    /// The text without comments, so that documentation may mention anything.
    private static String code(String text) {
        return text.lines().filter(l -> !l.strip().startsWith("//")).collect(Collectors.joining("\n"));
    }

    private static List<Path> production() {
        return Stream.of("compiler/src/main/java", "tools/src/main/java").flatMap(d -> Repo.files(d, ".java").stream()).toList();
    }

    private static List<Path> sources() {
        return Stream.concat(production().stream(), Repo.files("conformance/src/test/java", ".java").stream()).toList();
    }

    /// All text that people write: sources, documents, programs, scripts. Inputs of tests may be untidy on purpose.
    private static List<Path> allText() {
        List<Path> result = new ArrayList<>(sources());
        for (String dir : List.of("lib", "examples", "tests/run", "tests/lib", "tests/native")) result.addAll(Repo.files(dir, ".cpi"));
        result.addAll(Repo.files("docs", ".md"));
        result.addAll(Repo.files("tools/sh", ".sh"));
        List<String> others = List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "pom.xml", "cpi", "cpi-test",
            "mvnw");
        for (String file : others) {
            if (java.nio.file.Files.exists(Path.of(file))) result.add(Path.of(file));
        }
        return result;
    }

    private static Set<String> exceptions(String kind) {
        return Repo.read(Path.of("conformance/src/test/resources/tidy-exceptions.txt")).lines()
            .filter(l -> l.startsWith(kind + " ")).map(l -> l.split(": ")[0].substring(kind.length() + 1).strip())
            .collect(Collectors.toSet());
    }
}
