// Which module of the bundled library has a name.
package cpi.sema;

import cpi.diag.Edit;
import cpi.diag.Help;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.Scope;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Parser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Proposes imports for names that nothing visible has (D5). The modules are parsed when the first such name is met.
final class LibraryNames {
    private static final Set<String> MODULES = Set.of("atomic", "buffer", "cond", "fs", "io", "iter", "map", "math", "mem", "os",
            "random", "reflect", "sort", "string", "test", "thread", "time");

    private final Checker c;
    /// By name: the modules, in alphabetical order, and whether it is a function there.
    private final Map<String, Map<String, Boolean>> known = new LinkedHashMap<>();
    private boolean read;

    LibraryNames(Checker c) {
        this.c = c;
    }

    static boolean isModule(String name) {
        return MODULES.contains(name);
    }

    /// Whether a module has a function of this name.
    boolean hasFunction(String name) {
        return modulesOf(name).containsValue(true);
    }

    private Map<String, Boolean> modulesOf(String name) {
        if (!read) {
            read = true;
            for (String module : MODULES.stream().sorted().toList()) {
                for (Decl item : Parser.parse(c.files().bundled(module), new Problems()).items()) add(module, item);
            }
        }
        return known.getOrDefault(name, Map.of());
    }

    private void add(String module, Decl item) {
        switch (item) {
            case Decl.Fn d -> add(module, d.name().text(), true);
            case Decl.Type d -> add(module, d.name().text(), false);
            case Decl.Const d -> add(module, d.name().text(), false);
            case Decl.Attr d -> d.functions().forEach(f -> add(module, f.name().text(), true));
            case Decl _ -> { }
        }
    }

    private void add(String module, String name, boolean isFunction) {
        known.computeIfAbsent(name, _ -> new TreeMap<>()).merge(module, isFunction, (first, _) -> first);
    }

    /// Adds the help "import the module" for the name of a module.
    Problem importing(Problem problem, String module, Span use) {
        return problem.help(new Help("import the module: `#import \"" + module + "\";`", List.of(importOf(module, use))));
    }

    /// Adds a help for a name that modules declare, if any does.
    ///
    /// @param use what `module.name` replaces
    Problem qualifying(Problem problem, String name, Span use, Env env) {
        List<String> modules = List.copyOf(modulesOf(name).keySet());
        if (modules.isEmpty()) return problem;
        if (modules.size() > 1) {
            String list = modules.stream().map(m -> "`" + m + "`").collect(Collectors.joining(", "));
            return problem.help("`" + name + "` is in the modules " + list + ": `#import` one of them");
        }
        String module = modules.getFirst();
        Optional<String> alias = importedAs(module, env);
        String full = alias.orElse(module) + "." + name;
        Edit qualify = new Edit(use, full);
        String found = "it is in module `" + module + "`: write ";
        if (alias.isPresent()) return problem.help(new Help(found + "`" + full + "`", List.of(qualify)));
        String whole = found + "`#import \"" + module + "\";` and `" + full + "`";
        return problem.help(new Help(whole, List.of(importOf(module, use), qualify)));
    }

    private static Optional<String> importedAs(String module, Env env) {
        for (Optional<Scope> s = Optional.of(env.scope()); s.isPresent(); s = s.get().parent()) {
            for (Map.Entry<String, Entity> each : s.get().names().entrySet()) {
                if (!(each.getValue() instanceof ImportEntity i)) continue;
                String path = ImportEntity.pathOf(i.syntax());
                if (path.equals(module) || path.equals("std/" + module)) return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }

    /// The line goes before the first one that is neither empty nor a line comment.
    private static Edit importOf(String module, Span use) {
        SourceFile file = use.file();
        int line = 1;
        while (line < file.lineCount() && isSkipped(file.line(line))) line++;
        int at = file.lineStart(line);
        return new Edit(new Span(file, at, at), "#import \"" + module + "\";\n");
    }

    private static boolean isSkipped(String line) {
        return line.isBlank() || line.startsWith("--") && !line.startsWith("--[");
    }
}
