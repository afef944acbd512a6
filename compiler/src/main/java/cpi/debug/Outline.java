// Where the functions of a file are.
package cpi.debug;

import cpi.diag.Problems;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.syntax.Decl;
import cpi.syntax.Parser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The functions that a file declares, whether or not they are part of the program. Functions inside others belong to these.
///
/// @param functions in order of the text
record Outline(List<Declared> functions) {
    /// @param first line, from 1
    /// @param last line
    record Declared(String name, int first, int last) {}

    Outline {
        functions = List.copyOf(functions);
    }

    static Outline of(SourceFile file) {
        List<Declared> functions = new ArrayList<>();
        for (Decl d : Parser.parse(file, new Problems()).items()) collect(d, functions);
        functions.sort(Comparator.comparingInt(Declared::first));
        return new Outline(functions);
    }

    private static void collect(Decl decl, List<Declared> functions) {
        switch (decl) {
            case Decl.Fn f when !f.isForeign() -> add(f.name().text(), f.span(), functions);
            case Decl.Test t -> add("#test", t.span(), functions);
            case Decl.Module m -> m.items().forEach(d -> collect(d, functions));
            case Decl.Attr a -> a.functions().forEach(d -> collect(d, functions));
            case Decl.If i -> {
                i.then().forEach(d -> collect(d, functions));
                i.orElse().forEach(d -> collect(d, functions));
            }
            case Decl.Allow a -> collect(a.item(), functions);
            // Only functions have statements.
            case Decl _ -> { }
        }
    }

    private static void add(String name, Span span, List<Declared> functions) {
        functions.add(new Declared(name, span.position().line(), span.file().position(span.end()).line()));
    }

    /// The function that a line is in, or the next one behind it.
    Optional<Declared> at(int line) {
        return functions.stream().filter(f -> f.last() >= line).findFirst();
    }
}
