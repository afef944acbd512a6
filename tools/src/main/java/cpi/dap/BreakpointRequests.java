// Requests that set breakpoints.
package cpi.dap;

import cpi.debug.Breakpoint;
import cpi.debug.Breakpoints;
import cpi.debug.Debugger;
import cpi.debug.HitCondition;
import cpi.debug.PanicFilter;
import cpi.debug.StackFrame;
import cpi.debug.Value;
import cpi.json.Json;
import cpi.source.Position;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The protocol replaces breakpoints as sets: all of a source, all of functions, and so on.
final class BreakpointRequests {
    private final Client client;
    private final Session session;
    private final SourceRequests sources;
    private final InspectionRequests inspection;
    private final Map<String, List<Integer>> sets = new HashMap<>();
    private final List<Breakpoint> placed = new ArrayList<>();
    private PanicFilter panics = PanicFilter.ALL;
    /// What can be watched, by the name given to the client.
    private final Map<String, Breakpoint.Data> watchable = new HashMap<>();

    BreakpointRequests(Client client, Session session, SourceRequests sources, InspectionRequests inspection) {
        this.client = client;
        this.session = session;
        this.sources = sources;
        this.inspection = inspection;
    }

    /// One breakpoint of a set, or why there is none.
    private record Wish(Optional<Breakpoint.Request> request, Breakpoint.Options options, String mistake) {}

    private static Wish wish(Optional<Breakpoint.Request> request, Json.Obj o, String mistake) {
        Optional<HitCondition> hits = HitCondition.parse(o.text("hitCondition").orElse(""));
        String wrong = hits.isEmpty() ? "a hit count is `5`, `>= 5`, `% 5` and the like" : mistake;
        Breakpoint.Options options = new Breakpoint.Options(o.text("condition").orElse("").strip(), hits.orElse(HitCondition.ALWAYS),
            o.text("logMessage").orElse(""), true);
        return new Wish(wrong.isEmpty() ? request : Optional.empty(), options, wrong);
    }

    private Json.Obj replace(String key, List<Wish> wishes) throws RequestError {
        Breakpoints breakpoints = session.debugger().breakpoints();
        List<Integer> old = sets.getOrDefault(key, List.of());
        old.forEach(breakpoints::remove);
        placed.removeIf(b -> old.contains(b.id()));
        List<Integer> ids = new ArrayList<>();
        List<Json> result = new ArrayList<>();
        for (Wish wish : wishes) {
            if (wish.request.isEmpty()) {
                result.add(Json.object().put("verified", false).put("message", wish.mistake).build());
                continue;
            }
            Breakpoint b = breakpoints.add(wish.request.get(), wish.options);
            ids.add(b.id());
            placed.add(b);
            result.add(shown(b));
        }
        sets.put(key, ids);
        return Json.object().put("breakpoints", Json.array(result)).build();
    }

    /// Sets all breakpoints again, in another machine. Those for data stay behind: their memory was in the old one.
    void placeAgain(Debugger next) {
        sets.forEach((key, ids) -> {
            List<Integer> again = new ArrayList<>();
            for (Breakpoint b : placed) {
                if (!ids.contains(b.id()) || b.request() instanceof Breakpoint.Data) continue;
                again.add(next.breakpoints().add(b.request(), b.options()).id());
            }
            sets.put(key, again);
        });
        placed.clear();
        placed.addAll(next.breakpoints().list());
        next.panics(panics);
    }

    private Json shown(Breakpoint b) {
        Json.Builder result = Json.object().put("id", b.id()).put("verified", b.isVerified()).putText("message", b.message());
        if (b.place().isPresent()) {
            Span place = b.place().get();
            Position start = place.position();
            Position end = place.file().position(place.end());
            result.put("source", sources.of(place.file())).put("line", client.line(start.line()))
                .put("column", client.column(start.column()))
                .put("endLine", client.line(end.line())).put("endColumn", client.column(end.column()));
        }
        return result.build();
    }

    Json.Obj setBreakpoints(Request request) throws RequestError {
        Json.Obj source = request.arguments().object("source");
        Optional<SourceFile> file = sources.file(source);
        String name = file.map(SourceFile::name).orElse(source.text("path").orElse(""));
        List<Wish> wishes = new ArrayList<>();
        for (Json.Obj b : request.arguments().objects("breakpoints")) {
            int line = client.ourLine(b.whole("line").orElse(0L));
            int column = b.whole("column").map(client::ourColumn).orElse(0);
            wishes.add(wish(Optional.of(new Breakpoint.Line(name, line, column)), b, file.isEmpty() ? "the program has no such file" : ""));
        }
        return replace("source " + name, wishes);
    }

    Json.Obj setFunctionBreakpoints(Request request) throws RequestError {
        List<Wish> wishes = new ArrayList<>();
        for (Json.Obj b : request.arguments().objects("breakpoints")) {
            wishes.add(wish(Optional.of(new Breakpoint.Function(b.text("name").orElse("").strip())), b, ""));
        }
        return replace("functions", wishes);
    }

    Json.Obj setInstructionBreakpoints(Request request) throws RequestError {
        List<Wish> wishes = new ArrayList<>();
        for (Json.Obj b : request.arguments().objects("breakpoints")) {
            String reference = b.text("instructionReference").orElse("");
            Optional<Breakpoint.Request> wanted = MemoryRequests.address(reference)
                .map(a -> new Breakpoint.Instruction(a + b.whole("offset").orElse(0L)));
            wishes.add(wish(wanted, b, wanted.isEmpty() ? "`" + reference + "` is no address" : ""));
        }
        return replace("instructions", wishes);
    }

    /// Panics: all, or those of which a condition holds.
    Json.Obj setExceptionBreakpoints(Request request) throws RequestError {
        PanicFilter wanted = request.arguments().texts("filters").contains(Capabilities.PANICS) ? PanicFilter.ALL : PanicFilter.NONE;
        String mistake = "";
        for (Json.Obj option : request.arguments().objects("filterOptions")) {
            if (!option.text("filterId").orElse("").equals(Capabilities.PANICS)) continue;
            String condition = option.text("condition").orElse("");
            Optional<PanicFilter> filter = PanicFilter.parse(condition);
            if (filter.isEmpty()) mistake = "`" + condition.strip() + "`: the code of a panic is a P and two digits, as P03";
            wanted = wanted.or(filter.orElse(PanicFilter.NONE));
        }
        panics = wanted;
        session.debugger().panics(panics);
        boolean on = !panics.equals(PanicFilter.NONE) || !mistake.isEmpty();
        Json result = Json.object().put("verified", mistake.isEmpty()).putText("message", mistake).build();
        return on ? Json.object().put("breakpoints", Json.array(List.of(result))).build() : Json.Obj.EMPTY;
    }

    // Data.

    Json.Obj dataBreakpointInfo(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        boolean row = arguments.whole("variablesReference").orElse(0L) > 0;
        String name = arguments.text("name").orElseThrow(() -> new RequestError("`name` is missing"));
        StackFrame frame = row ? inspection.frameOfRow(arguments) : inspection.frame(arguments);
        Value value = row ? inspection.row(arguments) : inspection.place(frame, expression(arguments, name));
        Optional<Breakpoint.Data> data = watchable(value, frame);
        if (data.isEmpty()) return Json.object().put("dataId", Json.NULL).put("description", "this has no place in memory").build();
        String id = name + " #" + (watchable.size() + 1);
        watchable.put(id, data.get());
        return Json.object().put("dataId", id).put("description", data.get().what())
            .put("accessTypes", Json.texts(List.of("write", "read", "readWrite"))).put("canPersist", false).build();
    }

    /// Bytes at an address are an expression, too.
    private static String expression(Json.Obj arguments, String name) throws RequestError {
        if (!arguments.bool("asAddress").orElse(false)) return name;
        long address = MemoryRequests.address(name).orElseThrow(() -> new RequestError("`" + name + "` is no address"));
        long bytes = Math.clamp(arguments.whole("bytes").orElse(8L), 1, 1 << 20);
        return "^cast(*[" + bytes + "]u8) " + MemoryRequests.text(address);
    }

    /// What a data breakpoint for a value would watch.
    private Optional<Breakpoint.Data> watchable(Value value, StackFrame frame) throws RequestError {
        Debugger d = session.debugger();
        Optional<Breakpoint> trial = d.watch(value, frame, Breakpoint.Access.CHANGE, Breakpoint.Options.NONE.withEnabled(false));
        trial.ifPresent(b -> d.breakpoints().remove(b.id()));
        return trial.map(Breakpoint::request).filter(Breakpoint.Data.class::isInstance).map(Breakpoint.Data.class::cast);
    }

    Json.Obj setDataBreakpoints(Request request) throws RequestError {
        List<Wish> wishes = new ArrayList<>();
        for (Json.Obj b : request.arguments().objects("breakpoints")) {
            Optional<Breakpoint.Data> data = Optional.ofNullable(watchable.get(b.text("dataId").orElse("")));
            Breakpoint.Access access = switch (b.text("accessType").orElse("write")) {
                case "read" -> Breakpoint.Access.READ;
                case "readWrite" -> Breakpoint.Access.ANY;
                default -> Breakpoint.Access.CHANGE;
            };
            wishes.add(wish(data.map(d -> new Breakpoint.Data(d.what(), access, d.ranges(), d.value(), d.frame())), b,
                data.isEmpty() ? "the program has been started again since" : ""));
        }
        return replace("data", wishes);
    }
}
