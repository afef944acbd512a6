// Requests about the past that the protocol has no words for.
package cpi.dap;

import cpi.debug.Debugger;
import cpi.debug.HistoryEntry;
import cpi.debug.StackFrame;
import cpi.debug.Stopped;
import cpi.debug.Value;
import cpi.json.Json;
import cpi.source.SourceFile;
import cpi.timeline.Moment;
import cpi.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Heavy requests: they take as long as they take, report how far they are, and can be cancelled.
final class HistoryRequests {
    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_SPANS = 2000;

    private final Client client;
    private final Session session;
    private final InspectionRequests inspection;

    HistoryRequests(Client client, Session session, InspectionRequests inspection) {
        this.client = client;
        this.session = session;
        this.inspection = inspection;
    }

    private static Json.Obj moment(Moment m) {
        return Json.object().put("tick", m.tick()).put("step", m.step()).build();
    }

    /// Does something long.
    private interface Search {
        Stopped go();
    }

    /// An interruption that nobody meant for this request is taken back by beginning again.
    private Stopped search(Request request, String title, Search first) throws RequestError {
        try (Progress progress = new Progress(client, request, title)) {
            session.reportTo(progress);
            session.mayWaitForInput();
            Stopped stopped = first.go();
            while (stopped.reason() == Stopped.Reason.PAUSE) {
                if (request.isCancelled()) throw RequestError.cancelled();
                session.mayWaitForInput();
                stopped = first.go();
            }
            return stopped;
        } finally {
            session.reportTo();
        }
    }

    Json.Obj seek(Request request) throws RequestError {
        long tick = request.arguments().whole("tick").filter(t -> t >= 0).orElseThrow(() -> new RequestError("`tick` is missing"));
        long step = request.arguments().whole("step").filter(s -> s >= 0).orElse(0L);
        Debugger d = session.debugger();
        Moment wanted = new Moment(tick, step);
        Moment to = d.timeline().end().isBefore(wanted) && d.timeline().isComplete() ? d.timeline().end() : wanted;
        Stopped stopped = search(request, "Going to tick " + tick, () -> d.seek(to));
        session.halted(stopped);
        return moment(d.now());
    }

    /// The value that is asked about: a row of the Variables view or an expression.
    private Value subject(Json.Obj arguments) throws RequestError {
        if (arguments.whole("variablesReference").orElse(0L) > 0) return inspection.row(arguments);
        String expression = arguments.text("expression").orElseThrow(() -> new RequestError("`expression` is missing"));
        return inspection.place(inspection.frame(arguments), expression);
    }

    Json.Obj lastWrite(Request request) throws RequestError {
        Value value = subject(request.arguments());
        String name = value.expression().isEmpty() ? value.name() : value.expression();
        Debugger d = session.debugger();
        Moment from = d.now();
        Stopped stopped = search(request, "Last write of " + name, () -> d.lastWrite(value));
        boolean found = stopped.change().isPresent();
        String message = found ? name + ": " + stopped.change().get().before() + " → " + stopped.change().get().after()
            : "`" + name + "` has not been written before this moment";
        if (!found) d.seek(from);
        if (found) session.halted(stopped);
        return Json.object().put("found", found).put("message", message).put("moment", moment(d.now())).build();
    }

    /// The values of an expression: at every pass of a line if one is given, else at every change of its memory.
    Json.Obj valueHistory(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        int limit = Math.clamp(arguments.whole("limit").orElse((long) MAX_ENTRIES), 1, MAX_ENTRIES);
        List<HistoryEntry> entries;
        if (arguments.has("line")) {
            StackFrame frame = inspection.frame(arguments);
            String expression = arguments.text("expression").orElseThrow(() -> new RequestError("`expression` is missing"));
            entries = passes(request, expression, frame.place().file(), client.ourLine(arguments.whole("line").orElse(0L)), limit);
        } else {
            entries = changes(request, subject(arguments), limit);
        }
        List<Json> result = new ArrayList<>();
        for (HistoryEntry e : entries) {
            Json.Builder entry = Json.object().put("tick", e.moment().tick()).put("step", e.moment().step())
                .put("threadId", Client.threadId(e.thread())).put("value", e.text());
            if (!e.place().isNone()) entry.put("path", e.place().file().name()).put("line", client.line(e.place().position().line()));
            result.add(entry.build());
        }
        return Json.object().put("entries", Json.array(result)).put("complete", entries.size() < limit).build();
    }

    private List<HistoryEntry> passes(Request request, String expression, SourceFile file, int line, int limit) throws RequestError {
        Debugger d = session.debugger();
        try (Progress progress = new Progress(client, request, "Values of " + expression)) {
            session.reportTo(progress);
            while (true) {
                Optional<List<HistoryEntry>> entries = d.history(expression, file, line, limit);
                if (entries.isPresent()) return entries.get();
                if (request.isCancelled()) throw RequestError.cancelled();
            }
        } finally {
            session.reportTo();
        }
    }

    /// From the newest change back, then in order of time. The machine is where it was afterwards.
    private List<HistoryEntry> changes(Request request, Value value, int limit) throws RequestError {
        Debugger d = session.debugger();
        Moment from = d.now();
        List<HistoryEntry> result = new ArrayList<>();
        try {
            while (result.size() < limit) {
                Stopped stopped = search(request, "Values of " + value.name(), () -> d.lastWrite(value));
                if (stopped.change().isEmpty()) break;
                result.addFirst(new HistoryEntry(stopped.moment(), stopped.thread(),
                    d.place(stopped.thread()), stopped.change().get().after()));
            }
            return result;
        } finally {
            d.seek(from);
        }
    }

    Json.Obj timeline(Request request) throws RequestError {
        Debugger d = session.debugger();
        List<Json> lanes = new ArrayList<>();
        for (Map.Entry<Integer, List<Timeline.Turn>> lane : d.timeline().turns(MAX_SPANS).entrySet()) {
            List<Json> spans = new ArrayList<>();
            for (Timeline.Turn t : lane.getValue()) spans.add(Json.array(List.of(new Json.Int(t.from()), new Json.Int(t.to()))));
            lanes.add(Json.object().put("id", Client.threadId(lane.getKey()))
                .put("name", lane.getKey() + " " + d.threadName(lane.getKey()))
                .put("spans", Json.array(spans)).build());
        }
        return Json.object().put("start", moment(d.timeline().start())).put("now", moment(d.now())).put("end", moment(d.timeline().end()))
            .put("lanes", Json.array(lanes)).put("marks", Json.array(session.marks().all())).build();
    }
}
