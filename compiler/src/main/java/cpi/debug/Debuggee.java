// What is debugged.
package cpi.debug;

import cpi.sema.Snippets;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.typed.Program;
import cpi.typed.StaticObject;
import cpi.types.Layout;
import cpi.types.TypeTable;
import java.util.List;
import java.util.Optional;

/// A program, or one evaluation at compile time.
///
/// @param files of the program, in load order
/// @param entry the function at whose first statement it begins
/// @param evaluation what is evaluated, if it is an evaluation
/// @param snippets checks expressions in it
public record Debuggee(TypeTable types, Layout layout, ContextLayout context, List<SourceFile> files, Optional<Function> entry,
                       Optional<Evaluation> evaluation, Snippets snippets) {
    public Debuggee {
        files = List.copyOf(files);
    }

    /// @param name of the constant or global; `#run` and so on
    /// @param place the expression evaluated
    /// @param result where the value is when it is complete; empty if it is dropped
    public record Evaluation(String name, Span place, Optional<StaticObject> result) {}

    public static Debuggee of(Program program, Snippets snippets) {
        return new Debuggee(program.types(), program.layout(), program.context(), program.files(), program.main(), Optional.empty(),
            snippets);
    }
}
