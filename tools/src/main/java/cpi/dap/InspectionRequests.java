// Requests that look at the program while it stands still: threads, frames, variables, expressions.
package cpi.dap;

import cpi.debug.Debuggee;
import cpi.debug.Debugger;
import cpi.debug.Evaluated;
import cpi.debug.ScopeView;
import cpi.debug.Shown;
import cpi.debug.StackFrame;
import cpi.debug.ThreadView;
import cpi.debug.Value;
import cpi.driver.PanicReport;
import cpi.engine.Outcome;
import cpi.json.Json;
import cpi.source.Position;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shows frames and values. Numbers given out for frames and containers of values are valid until the program moves.
final class InspectionRequests {
    /// What has variables in it.
    private sealed interface Container {
        StackFrame frame();

        record OfScope(StackFrame frame, ScopeView scope) implements Container {}

        record OfValue(StackFrame frame, Value value) implements Container {}
    }

    private static final String LOCALS = "Locals";
    private static final String PARAMETERS = "Parameters";
    private static final String GLOBALS = "Globals of ";
    private static final int MAX_FRAMES = 1000;
    private static final int MAX_PAGE = 10_000;
    private static final int MAX_COMPLETIONS = 500;
    private static final Pattern OPERAND = Pattern.compile("[\\p{L}_][\\w\\p{L}]*(?:\\.[\\w\\p{L}]+|\\[[^\\[\\]]*])*$");

    private final Client client;
    private final Session session;
    private final SourceRequests sources;
    private final Handles<StackFrame> frames = new Handles<>();
    private final Handles<Container> containers = new Handles<>();

    InspectionRequests(Client client, Session session, SourceRequests sources) {
        this.client = client;
        this.session = session;
        this.sources = sources;
    }

    /// The program moves: what was shown is not valid any more.
    void forget() {
        frames.forget();
        containers.forget();
    }

    Json.Obj threads(Request request) throws RequestError {
        List<Json> result = new ArrayList<>();
        for (ThreadView t : session.debugger().threads()) {
            String name = t.name() + (t.state().equals("running") ? "" : " (" + t.state() + ")");
            result.add(Json.object().put("id", Client.threadId(t.number())).put("name", name).build());
        }
        return Json.object().put("threads", Json.array(result)).build();
    }

    // Frames.

    Json.Obj stackTrace(Request request) throws RequestError {
        int thread = thread(request.arguments());
        List<StackFrame> all = session.debugger().frames(thread);
        Optional<Debuggee.Evaluation> evaluation = session.debugger().debuggee().evaluation();
        int total = all.size() + (evaluation.isPresent() ? 1 : 0);
        int start = Math.clamp(request.arguments().whole("startFrame").orElse(0L), 0, total);
        long wanted = request.arguments().whole("levels").filter(n -> n > 0).orElse((long) MAX_FRAMES);
        int end = (int) Math.min(total, start + Math.min(wanted, MAX_FRAMES));
        List<Json> result = new ArrayList<>();
        for (StackFrame f : all.subList(Math.min(start, all.size()), Math.min(end, all.size()))) result.add(frame(f));
        // The last line, whichever page it is on.
        if (start < total && end == total) evaluation.ifPresent(e -> result.add(cause(e)));
        return Json.object().put("stackFrames", Json.array(result)).put("totalFrames", total).build();
    }

    private Json frame(StackFrame f) throws RequestError {
        Json.Builder result = Json.object().put("id", frames.add(f)).put("name", f.function());
        locate(result, f.place());
        result.put("canRestart", true);
        result.put("instructionPointerReference", MemoryRequests.text(session.debugger().code().lineOf(f.activation().pc())));
        if (f.isLibrary()) result.put("presentationHint", "subtle");
        return result.build();
    }

    /// A line of the call stack that is no frame: what is being evaluated at compile time.
    private Json cause(Debuggee.Evaluation e) {
        Json.Builder result = Json.object().put("id", 0).put("name", "evaluated for " + e.name()).put("presentationHint", "label");
        locate(result, e.place());
        return result.build();
    }

    /// Adds the source, line and column of a place.
    void locate(Json.Builder result, Span place) {
        if (place.isNone()) {
            result.put("line", 0).put("column", 0);
            return;
        }
        // Without its end: editors would select it.
        Position start = place.position();
        result.put("source", sources.of(place.file())).put("line", client.line(start.line())).put("column", client.column(start.column()));
    }

    /// The thread that a request is about.
    int thread(Json.Obj arguments) throws RequestError {
        int number = Client.threadNumber(arguments.whole("threadId").orElseThrow(() -> new RequestError("`threadId` is missing")));
        if (!session.debugger().hasThread(number)) throw new RequestError("there is no thread " + number);
        return number;
    }

    StackFrame frame(Json.Obj arguments) throws RequestError {
        long id = arguments.whole("frameId").orElse(0L);
        if (id == 0) return session.debugger().userFrame(session.debugger().running())
            .orElseThrow(() -> new RequestError("no thread is in any function"));
        return frames.find(id).orElseThrow(() -> new RequestError("the program has moved: this frame is not valid any more"));
    }

    // Variables.

    Json.Obj scopes(Request request) throws RequestError {
        StackFrame frame = frame(request.arguments());
        List<Json> result = new ArrayList<>();
        for (ScopeView s : withParametersAsLocals(session.debugger().scopes(frame))) {
            // Editors unfold the first one.
            if (s.variables().isEmpty()) continue;
            String hint = s.name().equals(LOCALS) ? "locals" : "";
            result.add(Json.object().put("name", shortened(s.name())).putText("presentationHint", hint)
                .put("variablesReference", containers.add(new Container.OfScope(frame, s))).put("namedVariables", s.variables().size())
                .put("expensive", !s.isLocal()).build());
        }
        return Json.object().put("scopes", Json.array(result)).build();
    }

    /// As editors unfold only the first group, parameters would be out of sight in one of their own.
    private static List<ScopeView> withParametersAsLocals(List<ScopeView> scopes) {
        List<Shown> variables = new ArrayList<>();
        for (String name : List.of(PARAMETERS, LOCALS)) {
            scopes.stream().filter(s -> s.name().equals(name)).forEach(s -> variables.addAll(s.variables()));
        }
        List<ScopeView> result = new ArrayList<>(List.of(new ScopeView(LOCALS, true, variables)));
        scopes.stream().filter(s -> !s.name().equals(LOCALS) && !s.name().equals(PARAMETERS)).forEach(result::add);
        return result;
    }

    /// `Globals of main.cpi`: the whole path is too long to be read.
    private static String shortened(String scope) {
        return scope.startsWith(GLOBALS) ? GLOBALS + scope.substring(Math.max(scope.lastIndexOf('/') + 1, GLOBALS.length())) : scope;
    }

    private Container container(Json.Obj arguments) throws RequestError {
        return containers.find(arguments.whole("variablesReference").orElse(0L))
            .orElseThrow(() -> new RequestError("the program has moved: these variables are not valid any more"));
    }

    Json.Obj variables(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        Container container = container(arguments);
        String filter = arguments.text("filter").orElse("");
        long start = Math.max(0, arguments.whole("start").orElse(0L));
        long count = Math.min(arguments.whole("count").filter(n -> n > 0).orElse((long) MAX_PAGE), MAX_PAGE);
        List<Json> result = new ArrayList<>();
        for (Shown s : parts(container, filter, start, count)) {
            Json.Builder row = Json.object().put("name", s.name()).put("value", text(arguments, s)).putText("type", s.type())
                .putText("evaluateName", s.value().map(Value::expression).orElse(""));
            if (s.value().isEmpty()) row.put("presentationHint", Json.object().put("attributes", Json.texts(List.of("readOnly"))).build());
            result.add(describe(row, container.frame(), s).build());
        }
        return Json.object().put("variables", Json.array(result)).build();
    }

    /// What is shown of a value, in base 16 if the client wants that.
    private String text(Json.Obj arguments, Shown s) throws RequestError {
        boolean hex = s.value().isPresent() && arguments.object("format").bool("hex").orElse(false);
        return hex ? session.debugger().values().text(s.value().get(), true) : s.text();
    }

    private List<Shown> parts(Container container, String filter, long start, long count) throws RequestError {
        Debugger d = session.debugger();
        return switch (container) {
            case Container.OfScope s -> filter.equals("indexed") ? List.of() : page(s.scope.variables(), start, count);
            case Container.OfValue v -> switch (filter) {
                case "named" -> page(d.parts(v.value, 0, 0), start, count);
                case "indexed" -> d.parts(v.value, start, count).stream().skip(d.parts(v.value, 0, 0).size()).toList();
                default -> d.parts(v.value, start, count);
            };
        };
    }

    private static List<Shown> page(List<Shown> all, long start, long count) {
        int from = (int) Math.min(start, all.size());
        return all.subList(from, (int) Math.min(all.size(), from + count));
    }

    /// Adds to a row or result how to look into the value.
    private Json.Builder describe(Json.Builder result, StackFrame frame, Shown s) {
        boolean structured = s.value().isPresent() && s.named() + s.indexed() > 0;
        result.put("variablesReference", structured ? containers.add(new Container.OfValue(frame, s.value().get())) : 0);
        if (structured && s.indexed() > 0) result.put("indexedVariables", s.indexed()).put("namedVariables", s.named());
        s.value().flatMap(v -> MemoryRequests.reference(v)).ifPresent(r -> result.put("memoryReference", r));
        return result;
    }

    /// The value that a row of the Variables view shows.
    Value row(Json.Obj arguments) throws RequestError {
        Container container = container(arguments);
        String name = arguments.text("name").orElseThrow(() -> new RequestError("`name` is missing"));
        List<Shown> found = parts(container, "named", 0, MAX_PAGE).stream().filter(s -> s.name().equals(name)).toList();
        if (found.isEmpty() && name.matches("\\[\\d{1,18}]")) {
            found = parts(container, "indexed", Long.parseLong(name.substring(1, name.length() - 1)), 1);
        }
        if (found.isEmpty()) throw new RequestError("there is no `" + name + "` here");
        return found.getFirst().value().orElseThrow(() -> new RequestError("`" + name + "` has no place in memory", true));
    }

    StackFrame frameOfRow(Json.Obj arguments) throws RequestError {
        return container(arguments).frame();
    }

    private static Value value(Evaluated evaluated) throws RequestError {
        return switch (evaluated) {
            case Evaluated.Failed f -> throw new RequestError(f.message(), true);
            case Evaluated.Description d -> throw new RequestError("this is no value but " + d.text(), true);
            case Evaluated.Result r -> r.value();
        };
    }

    /// What an expression denotes.
    Value place(StackFrame frame, String expression) throws RequestError {
        return value(session.debugger().evaluate(expression, frame));
    }

    // Expressions.

    Json.Obj evaluate(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        String text = arguments.text("expression").orElseThrow(() -> new RequestError("`expression` is missing"));
        boolean typed = arguments.text("context").orElse("").equals("repl");
        StackFrame frame = frame(arguments);
        Evaluated evaluated = session.debugger().evaluate(text, frame);
        if (request.isCancelled()) throw RequestError.cancelled();
        return switch (evaluated) {
            case Evaluated.Failed f -> throw new RequestError(f.message(), typed);
            case Evaluated.Description d -> Json.object().put("result", d.text()).put("variablesReference", 0).build();
            case Evaluated.Result r -> {
                Shown shown = session.debugger().show(r.value());
                yield describe(Json.object().put("result", text(arguments, shown)).put("type", shown.type()), frame, shown).build();
            }
        };
    }

    Json.Obj setVariable(Request request) throws RequestError {
        return set(request, row(request.arguments()), frameOfRow(request.arguments()));
    }

    Json.Obj setExpression(Request request) throws RequestError {
        String text = request.arguments().text("expression").orElseThrow(() -> new RequestError("`expression` is missing"));
        StackFrame frame = frame(request.arguments());
        return set(request, place(frame, text), frame);
    }

    private Json.Obj set(Request request, Value target, StackFrame frame) throws RequestError {
        String text = request.arguments().text("value").orElseThrow(() -> new RequestError("`value` is missing"));
        boolean wasOver = session.debugger().outcome().isPresent();
        Value now = value(session.debugger().assign(target, text, frame));
        Shown shown = session.debugger().show(now);
        Json.Builder value = Json.object().put("value", text(request.arguments(), shown)).put("type", shown.type());
        Json.Obj result = describe(value, frame, shown).build();
        session.changed(wasOver);
        return result;
    }

    /// Names that may stand at the end of the text: members behind a `.`, else all that are visible.
    Json.Obj completions(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        String text = arguments.text("text").orElse("");
        int column = Math.clamp(client.ourColumn(arguments.whole("column").orElse(1L)) - 1, 0, text.length());
        int start = column;
        while (start > 0 && Character.isUnicodeIdentifierPart(text.charAt(start - 1))) start--;
        String begun = text.substring(start, column);
        StackFrame frame = frame(arguments);
        Debugger d = session.debugger();
        boolean member = start > 0 && text.charAt(start - 1) == '.';
        List<String> names = member ? d.members(operand(text.substring(0, start - 1)), frame) : d.names(frame);
        List<Json> result = new ArrayList<>();
        for (String name : names.stream().filter(n -> n.startsWith(begun)).distinct().sorted().limit(MAX_COMPLETIONS).toList()) {
            result.add(Json.object().put("label", name).put("type", member ? "field" : "variable")
                .put("start", client.column(start + 1) - 1)
                .put("length", column - start).build());
        }
        return Json.object().put("targets", Json.array(result)).build();
    }

    /// The longest chain of names, members and indexes at the end of a text.
    private static String operand(String text) {
        Matcher m = OPERAND.matcher(text);
        return m.find() ? m.group() : "";
    }

    Json.Obj exceptionInfo(Request request) throws RequestError {
        int thread = thread(request.arguments());
        Outcome.Panicked panic = session.debugger().outcome().filter(Outcome.Panicked.class::isInstance).map(Outcome.Panicked.class::cast)
            .filter(p -> p.thread() == thread).orElseThrow(() -> new RequestError("this thread is at no panic"));
        return Json.object().put("exceptionId", panic.code()).put("description", panic.message()).put("breakMode", "always")
            .put("details", Json.object().put("message", panic.message()).put("typeName", panic.code())
                .put("stackTrace", PanicReport.history(panic)).build())
            .build();
    }
}
