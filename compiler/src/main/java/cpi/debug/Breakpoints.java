// All breakpoints of a session.
package cpi.debug;

import cpi.interp.Inspection;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Keeps the breakpoints and finds their places. What they do when they are met is in [Motions].
public final class Breakpoints {
    private final Sources sources;
    private final Frames frames;
    private final Expressions expressions;
    private final TreeMap<Integer, Breakpoint> all = new TreeMap<>();
    private int next = 1;

    Breakpoints(Sources sources, Frames frames, Expressions expressions) {
        this.sources = sources;
        this.frames = frames;
        this.expressions = expressions;
    }

    /// All of them, by number.
    public List<Breakpoint> list() {
        return List.copyOf(all.values());
    }

    public Optional<Breakpoint> get(int id) {
        return Optional.ofNullable(all.get(id));
    }

    /// What would come of one if it was added.
    public Breakpoint probe(Breakpoint.Request request, Breakpoint.Options options) {
        return make(next, request, options);
    }

    /// Adds one; it is kept even if it has no place (yet).
    public Breakpoint add(Breakpoint.Request request, Breakpoint.Options options) {
        Breakpoint made = make(next++, request, options);
        all.put(made.id(), made);
        return made;
    }

    /// Changes the options of one, if there is one with this number.
    public Optional<Breakpoint> change(int id, Breakpoint.Options options) {
        Breakpoint old = all.get(id);
        if (old == null) return Optional.empty();
        all.put(id, make(id, old.request(), options));
        return get(id);
    }

    /// Removes one. Gives whether there was one with this number.
    public boolean remove(int id) {
        return all.remove(id) != null;
    }

    /// Removes those for which something holds, as all of one source file.
    public void removeIf(java.util.function.Predicate<Breakpoint.Request> unwanted) {
        all.values().removeIf(b -> unwanted.test(b.request()));
    }

    private Breakpoint make(int id, Breakpoint.Request request, Breakpoint.Options options) {
        return switch (request) {
            case Breakpoint.Line l -> atLine(id, l, options);
            case Breakpoint.Function f -> atFunction(id, f, options);
            case Breakpoint.Instruction i -> atInstruction(id, i, options);
            case Breakpoint.Data d -> new Breakpoint(id, d, options, Optional.empty(), "", List.of());
        };
    }

    private Breakpoint atLine(int id, Breakpoint.Line line, Breakpoint.Options options) {
        Optional<SourceFile> file = sources.file(line.file());
        if (file.isEmpty()) return nowhere(id, line, options, "the program has no file `" + line.file() + "`");
        List<Inspection.Point> points = sources.atLine(file.get(), line.line(), line.column());
        if (points.isEmpty()) return nowhere(id, line, options, sources.obstacle(file.get(), line.line()).orElse(""));
        int found = points.getFirst().span().position().line();
        String message = found == line.line() ? "" : "line " + line.line() + " has no statement: moved to line " + found;
        return placed(id, line, options, points, message);
    }

    private Breakpoint atFunction(int id, Breakpoint.Function function, Breakpoint.Options options) {
        List<Inspection.Point> points = sources.atFunction(function.name());
        if (!points.isEmpty()) return placed(id, function, options, points, "");
        String hint = sources.similar(function.name()).map(n -> "; did you mean `" + n + "`?").orElse("");
        return nowhere(id, function, options, "the program calls no function `" + function.name() + "`" + hint);
    }

    private Breakpoint atInstruction(int id, Breakpoint.Instruction instruction, Breakpoint.Options options) {
        Optional<StackFrame> frame = frames.at(instruction.address());
        if (frame.isEmpty()) return nowhere(id, instruction, options, "there is no code at this address");
        return new Breakpoint(id, instruction, options, Optional.of(frame.get().place()), mistake(frame.get(), options).orElse(""),
            List.of(frame.get().activation().pc()));
    }

    private static Breakpoint nowhere(int id, Breakpoint.Request request, Breakpoint.Options options, String why) {
        return new Breakpoint(id, request, options, Optional.empty(), why, List.of());
    }

    private Breakpoint placed(int id, Breakpoint.Request request, Breakpoint.Options options, List<Inspection.Point> points,
                              String message) {
        Span place = points.getFirst().span();
        Optional<String> wrong = Optional.empty();
        for (Inspection.Point p : points) if (wrong.isEmpty()) wrong = mistake(frames.at(p), options);
        return new Breakpoint(id, request, options, Optional.of(place), wrong.orElse(message),
            points.stream().map(Inspection.Point::address).distinct().toList());
    }

    /// What is wrong with the condition at a place. Conditions and messages are made ready there, as that cannot be done while
    /// the program moves.
    private Optional<String> mistake(StackFrame frame, Breakpoint.Options options) {
        for (String part : LogPoints.parts(options.log())) expressions.mistake(part, frame, Optional.empty());
        if (options.condition().isEmpty()) return Optional.empty();
        return expressions.mistake(options.condition(), frame, Optional.of(Type.BOOL)).map(m -> "condition: " + m);
    }

    // What motions ask.

    /// Whether the condition of a breakpoint needs a diversion anywhere.
    boolean needsDiversion(Breakpoint b) {
        List<StackFrame> places = b.request() instanceof Breakpoint.Instruction i ? frames.at(i.address()).stream().toList()
            : sources.pointsAt(b.addresses()).stream().map(frames::at).toList();
        return places.stream().anyMatch(f -> !expressions.isPlain(b.options().condition(), f, Optional.of(Type.BOOL)));
    }

    /// The enabled breakpoints by the addresses at which they stop.
    Map<Long, List<Breakpoint>> byAddress() {
        Map<Long, List<Breakpoint>> result = new HashMap<>();
        for (Breakpoint b : all.values()) {
            if (!b.options().enabled()) continue;
            for (long address : b.addresses()) result.computeIfAbsent(address, _ -> new ArrayList<>()).add(b);
        }
        return result;
    }

    /// The enabled data breakpoints.
    List<Breakpoint> data() {
        return all.values().stream().filter(b -> b.options().enabled() && b.request() instanceof Breakpoint.Data).toList();
    }

    /// The addresses of statements with breakpoints.
    Set<Long> addresses() {
        return new HashSet<>(byAddress().keySet());
    }
}
