package cpi.typed;

import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.types.Layout;
import cpi.types.TypeTable;
import java.util.List;
import java.util.Optional;

/// A checked program: what engines need to run or translate it. Meaningful only if no error was reported.
///
/// @param main the entry point, if there is one (L9.7)
/// @param tests the tests of all loaded files, in load order and order of the text (C15)
/// @param exports functions with external names (M8)
/// @param links libraries named by `#link`, in order of first appearance (M10.4)
/// @param foreign the foreign functions that checked code mentions; their symbols must exist (M10.3)
/// @param library finds functions of the bundled library that engines call
/// @param files all loaded files in load order (M1.1)
public record Program(Optional<Function> main, List<Test> tests, List<Function> exports, List<Link> links, List<Function> foreign,
                      List<SourceFile> files, TypeTable types, Layout layout, ContextLayout context, Library library) {
    public Program {
        tests = List.copyOf(tests);
        exports = List.copyOf(exports);
        links = List.copyOf(links);
        foreign = List.copyOf(foreign);
        files = List.copyOf(files);
    }

    /// `#test "name" {…}` (C15).
    public record Test(String name, Function body, SourceFile file, Span place) {}

    /// `#link "library"`, with or without a block; `place` is the string where the program first names it.
    public record Link(String library, Span place) {}
}
