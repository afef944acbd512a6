// The libraries of a checked program.
package cpi.driver;

import cpi.diag.Problems;
import cpi.llvm.Portability;
import cpi.source.SourceFile;
import cpi.typed.Program;
import java.util.List;

/// What looking for libraries gave.
///
/// @param libraries where they are
/// @param open the same, opened, if the program is to run in the virtual machine; else none
public record Linked(Libraries libraries, OpenLibraries open) implements AutoCloseable {
    /// For a program that could not be checked.
    static Linked nothing() {
        LinkOptions check = LinkOptions.of(LinkOptions.Use.CHECK);
        return new Linked(Libraries.find(List.of(), new LinkPath(java.nio.file.Path.of(""), List.of(), ""), check, SystemLibraries.none()),
            OpenLibraries.none());
    }

    /// Finds the libraries of a program, and opens them if it is to run. Problems are reported: W0804 for a program that is only checked,
    /// else E0810, E0811 and E0819, which nobody needs of a program with other mistakes.
    ///
    /// @param isLibrary whether only exports are called
    static Linked of(Program program, LinkPath search, LinkOptions options, boolean isLibrary, Problems problems) {
        if (options.machine().equals(Machine.WASM32)) {
            if (!problems.hasErrors()) Portability.problems(program, isLibrary).forEach(problems::report);
            return nothing();
        }
        boolean checkOnly = options.use() == LinkOptions.Use.CHECK || problems.hasErrors();
        boolean searched = program.links().stream().anyMatch(l -> !Libraries.ALWAYS.contains(l.library()));
        SystemLibraries system = searched ? SystemLibraries.of(options.machine()) : SystemLibraries.none();
        Libraries libraries = Libraries.find(program.links(), search, options, system);
        (checkOnly ? libraries.missingPaths() : libraries.problems()).forEach(problems::report);
        boolean run = options.use() == LinkOptions.Use.RUN && !problems.hasErrors();
        return new Linked(libraries, run ? OpenLibraries.open(program, libraries, problems) : OpenLibraries.none());
    }

    /// What `--explain-links` prints (M12).
    public String explanation(List<SourceFile> loadOrder) {
        return libraries.explain(loadOrder);
    }

    @Override
    public void close() {
        open.close();
    }
}
