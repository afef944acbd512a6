// Requests that move the program, in both directions.
package cpi.dap;

import cpi.debug.Debugger;
import cpi.debug.Jumps;
import cpi.debug.StackFrame;
import cpi.debug.StepTarget;
import cpi.debug.Stopped;
import cpi.json.Json;
import cpi.source.Position;
import cpi.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Each is answered at once; the program then moves until it stops, which is an event.
final class MotionRequests {
    private final Client client;
    private final Session session;
    private final InspectionRequests inspection;
    private final SourceRequests sources;
    private final Handles<Jumps.Target> targets = new Handles<>();
    private final Handles<StepTarget> calls = new Handles<>();

    MotionRequests(Client client, Session session, InspectionRequests inspection, SourceRequests sources) {
        this.client = client;
        this.session = session;
        this.inspection = inspection;
        this.sources = sources;
    }

    Map<String, Handler> all() {
        Map<String, Handler> all = new LinkedHashMap<>();
        all.put("continue", this::proceed);
        all.put("reverseContinue", this::reverse);
        all.put("next", r -> over(r, false));
        all.put("stepBack", r -> over(r, true));
        all.put("stepIn", r -> into(r, false));
        all.put("cpi/reverseStepIn", r -> into(r, true));
        all.put("stepOut", r -> out(r, false));
        all.put("cpi/reverseStepOut", r -> out(r, true));
        all.put("cpi/runBackToCursor", this::runBackToCursor);
        all.put("restartFrame", this::restartFrame);
        all.put("stepInTargets", this::stepInTargets);
        all.put("gotoTargets", this::gotoTargets);
        all.put("goto", this::jump);
        return all;
    }

    /// At the end of the program there is nothing to go on with: that ends the session.
    private Json.Obj proceed(Request request) throws RequestError {
        Debugger d = session.debugger();
        if (d.outcome().isPresent()) session.finish(d.outcome());
        else session.move(() -> d.proceed(false));
        return Json.object().put("allThreadsContinued", true).build();
    }

    private Json.Obj reverse(Request request) throws RequestError {
        Debugger d = session.debugger();
        session.move(() -> d.proceed(true));
        return Json.Obj.EMPTY;
    }

    private static boolean byInstruction(Request request) {
        return request.arguments().text("granularity").orElse("").equals("instruction");
    }

    private Json.Obj over(Request request, boolean back) throws RequestError {
        int thread = inspection.thread(request.arguments());
        Debugger d = session.debugger();
        session.move(byInstruction(request) ? Session.Motion.whole(() -> d.stepInstruction(thread, true, back))
            : () -> d.stepOver(thread, back));
        return Json.Obj.EMPTY;
    }

    private Json.Obj into(Request request, boolean back) throws RequestError {
        int thread = inspection.thread(request.arguments());
        Debugger d = session.debugger();
        Optional<Long> id = request.arguments().whole("targetId").filter(_ -> !back);
        if (id.isPresent()) {
            StepTarget target = calls.find(id.get())
                .orElseThrow(() -> new RequestError("the program has moved: this call is not ahead any more"));
            session.move(() -> d.stepInto(target));
        } else {
            session.move(byInstruction(request) ? Session.Motion.whole(() -> d.stepInstruction(thread, false, back))
                : () -> d.stepInto(thread, back));
        }
        return Json.Obj.EMPTY;
    }

    /// The calls of the present statement, of which one can be stepped into.
    private Json.Obj stepInTargets(Request request) throws RequestError {
        List<Json> result = new ArrayList<>();
        for (StepTarget t : session.debugger().stepTargets(inspection.frame(request.arguments()))) {
            Position start = t.place().position();
            Position end = t.place().file().position(t.place().end());
            result.add(Json.object().put("id", calls.add(t)).put("label", t.label())
                .put("line", client.line(start.line())).put("column", client.column(start.column()))
                .put("endLine", client.line(end.line())).put("endColumn", client.column(end.column())).build());
        }
        return Json.object().put("targets", Json.array(result)).build();
    }

    /// The program moves: what was offered is not ahead any more.
    void forget() {
        calls.forget();
    }

    private Json.Obj out(Request request, boolean back) throws RequestError {
        int thread = inspection.thread(request.arguments());
        Debugger d = session.debugger();
        StackFrame frame = d.frames(thread).stream().findFirst().orElseThrow(() -> new RequestError("the thread is in no function"));
        session.move(() -> d.stepOut(frame, back));
        return Json.Obj.EMPTY;
    }

    private Json.Obj runBackToCursor(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        SourceFile file = sources.file(arguments.object("source"))
            .orElseThrow(() -> new RequestError("the program has no such file", true));
        int line = client.ourLine(arguments.whole("line").orElse(0L));
        Debugger d = session.debugger();
        boolean any = d.sources().statements(file).stream().anyMatch(p -> p.span().position().line() >= line);
        if (!any) throw new RequestError("there is no statement at this line or behind it", true);
        session.move(() -> d.runTo(file, line, true).orElseThrow());
        return Json.Obj.EMPTY;
    }

    private Json.Obj gotoTargets(Request request) throws RequestError {
        Json.Obj arguments = request.arguments();
        SourceFile file = sources.file(arguments.object("source"))
            .orElseThrow(() -> new RequestError("the program has no such file", true));
        List<Json> result = new ArrayList<>();
        for (Jumps.Target t : session.debugger().jumpTargets(file, client.ourLine(arguments.whole("line").orElse(0L)))) {
            int line = client.line(t.position().line());
            result.add(Json.object().put("id", targets.add(t)).put("label", t.function() + ", line " + line).put("line", line)
                .put("column", client.column(t.position().column())).build());
        }
        return Json.object().put("targets", Json.array(result)).build();
    }

    /// Goes on at another statement, without executing those between.
    private Json.Obj jump(Request request) throws RequestError {
        int thread = inspection.thread(request.arguments());
        Jumps.Target target = targets.find(request.arguments().whole("targetId").orElse(0L))
            .orElseThrow(() -> new RequestError("there is no such target"));
        Stopped stopped = session.debugger().jump(thread, target).orElseThrow(() ->
            new RequestError("a thread can only jump inside the function that it is in; `" + target.function() + "` is another one",
                true));
        session.begins();
        session.halted(stopped);
        return Json.Obj.EMPTY;
    }

    private Json.Obj restartFrame(Request request) throws RequestError {
        StackFrame frame = inspection.frame(request.arguments());
        Debugger d = session.debugger();
        session.move(() -> d.restart(frame));
        return Json.Obj.EMPTY;
    }
}
