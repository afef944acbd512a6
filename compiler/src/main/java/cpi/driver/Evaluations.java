// The evaluations of a compilation, to be debugged.
package cpi.driver;

import cpi.debug.Debuggee;
import cpi.debug.Debugger;
import cpi.sema.CompileTime;
import cpi.sema.Snippets;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.StaticObject;
import cpi.timeline.Timeline;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a compilation has evaluated, in order. Each can be executed again under a [Debugger]: an evaluation depends on nothing but
/// the program (C6.7). Works after errors, too: a failed evaluation can be opened and walked back from its end.
public final class Evaluations {
    /// @param name of the constant or global; `#run` and so on
    /// @param place the expression evaluated
    /// @param failed whether it had no result
    public record Item(String name, Span place, boolean failed) {}

    private record Noted(Evaluator evaluator, CompileTime.Request request, boolean failed) {}

    private final List<Noted> noted = new ArrayList<>();
    private final List<SourceFile> files = new ArrayList<>();
    private Optional<Snippets> snippets = Optional.empty();

    void note(Evaluator evaluator, CompileTime.Request request, boolean failed) {
        noted.add(new Noted(evaluator, request, failed));
    }

    void complete(Snippets checked, List<SourceFile> loaded) {
        snippets = Optional.of(checked);
        files.addAll(loaded);
    }

    /// All evaluations outside the bundled library, in the order in which they took place.
    public List<Item> list() {
        return own().stream().map(n -> new Item(n.request.name(), n.request.place(), n.failed)).toList();
    }

    private List<Noted> own() {
        return noted.stream().filter(n -> !n.request.place().file().bundled()).toList();
    }

    /// Opens one, by its position in [#list]. Empty if the check did not come far enough. Whoever gets it closes it.
    public Optional<Debugger> open(int index, long historyMemory) {
        if (snippets.isEmpty()) return Optional.empty();
        Noted n = own().get(index);
        CompileTime.Request request = n.request;
        Optional<StaticObject> result = request.type() == Type.NONE ? Optional.empty() : Optional.of(n.evaluator.result(request));
        Function function = n.evaluator.function(request.name(), request, result);
        Timeline timeline = n.evaluator.timeline(function, new Timeline.Options(historyMemory));
        Debuggee.Evaluation evaluation = new Debuggee.Evaluation(request.name(), request.place(), result);
        return Optional.of(new Debugger(n.evaluator.debuggee(files, function, evaluation, snippets.get()), timeline));
    }
}
