// One debug session: what is understood when, and how the program moves.
package cpi.dap;

import cpi.debug.Debugger;
import cpi.debug.Stopped;
import cpi.engine.Outcome;
import cpi.json.Json;
import cpi.timeline.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The work of the server: a table of requests, each with the phases in which it is understood. Used by one thread, but for
/// [#interrupt] and [#answered].
final class Session implements Work {
    /// When a request is understood.
    private enum When { ALWAYS, FRESH, INITIALIZED, LAUNCHED, LOADED, STOPPED }

    private record Entry(When when, Handler handler) {}

    private static final int PANICKED = 101;

    private final Client client;
    private final Map<String, Entry> table = new HashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Launch launch;
    private final InspectionRequests inspection;
    private final BreakpointRequests breakpoints;
    private final MotionRequests motions;
    private Phase phase = Phase.NEW;
    private volatile Optional<Debugger> debugger = Optional.empty();
    private Optional<Motion> motion = Optional.empty();
    private boolean interruptedMotion;
    private boolean toldStop;
    private Optional<Moment> toldEnd = Optional.empty();
    private final Marks marks = new Marks();

    /// A movement to be begun.
    interface Motion {
        Stopped begin();

        /// Carries it on after an interruption.
        default Stopped resume(Debugger debugger) {
            return debugger.resume();
        }

        /// One that has not moved anything if it is interrupted.
        static Motion whole(Motion motion) {
            return new Motion() {
                @Override
                public Stopped begin() {
                    return motion.begin();
                }

                @Override
                public Stopped resume(Debugger debugger) {
                    return motion.begin();
                }
            };
        }
    }

    Session(Client client) {
        this.client = client;
        this.launch = new Launch(client, this::printed);
        add(When.FRESH, "initialize", this::initialize);
        add(When.INITIALIZED, "launch", this::launch);
        add(When.LAUNCHED, "configurationDone", this::configurationDone);
        add(When.ALWAYS, "disconnect", this::disconnect);
        add(When.ALWAYS, "terminate", this::terminate);
        SourceRequests sources = new SourceRequests(client, this);
        add(When.LOADED, "source", sources::source);
        add(When.LOADED, "loadedSources", sources::loadedSources);
        add(When.LOADED, "breakpointLocations", sources::breakpointLocations);
        inspection = new InspectionRequests(client, this, sources);
        add(When.LOADED, "threads", inspection::threads);
        add(When.STOPPED, "stackTrace", inspection::stackTrace);
        add(When.STOPPED, "scopes", inspection::scopes);
        add(When.STOPPED, "variables", inspection::variables);
        add(When.STOPPED, "setVariable", inspection::setVariable);
        add(When.STOPPED, "setExpression", inspection::setExpression);
        add(When.STOPPED, "evaluate", inspection::evaluate);
        add(When.STOPPED, "completions", inspection::completions);
        add(When.STOPPED, "exceptionInfo", inspection::exceptionInfo);
        MemoryRequests memory = new MemoryRequests(client, this, sources);
        add(When.STOPPED, "readMemory", memory::readMemory);
        add(When.STOPPED, "writeMemory", memory::writeMemory);
        add(When.STOPPED, "disassemble", memory::disassemble);
        breakpoints = new BreakpointRequests(client, this, sources, inspection);
        add(When.LOADED, "setBreakpoints", breakpoints::setBreakpoints);
        add(When.LOADED, "setFunctionBreakpoints", breakpoints::setFunctionBreakpoints);
        add(When.LOADED, "setExceptionBreakpoints", breakpoints::setExceptionBreakpoints);
        add(When.LOADED, "setDataBreakpoints", breakpoints::setDataBreakpoints);
        add(When.LOADED, "setInstructionBreakpoints", breakpoints::setInstructionBreakpoints);
        add(When.STOPPED, "dataBreakpointInfo", breakpoints::dataBreakpointInfo);
        motions = new MotionRequests(client, this, inspection, sources);
        motions.all().forEach((name, handler) -> add(When.STOPPED, name, handler));
        add(When.LOADED, "pause", this::pause);
        HistoryRequests history = new HistoryRequests(client, this, inspection);
        add(When.STOPPED, "cpi/seek", history::seek);
        add(When.STOPPED, "cpi/lastWrite", history::lastWrite);
        add(When.STOPPED, "cpi/valueHistory", history::valueHistory);
        add(When.STOPPED, "cpi/timeline", history::timeline);
    }

    private void add(When when, String command, Handler handler) {
        table.put(command, new Entry(when, handler));
    }

    // Answering.

    @Override
    public Json.Obj answer(Request request) throws RequestError {
        Entry entry = table.get(request.command());
        if (entry == null) throw new RequestError("unknown request `" + request.command() + "`");
        boolean understood = switch (entry.when) {
            case ALWAYS -> true;
            case FRESH -> phase == Phase.NEW;
            case INITIALIZED -> phase == Phase.INITIALIZED;
            case LAUNCHED -> phase == Phase.LAUNCHED;
            case LOADED -> phase == Phase.LAUNCHED || phase == Phase.STOPPED || phase == Phase.MOVING;
            case STOPPED -> phase == Phase.STOPPED;
        };
        if (!understood) throw new RequestError("`" + request.command() + "` is not possible: " + state());
        return entry.handler.answer(request);
    }

    private String state() {
        return switch (phase) {
            case NEW -> "`initialize` comes first";
            case INITIALIZED -> "no program has been launched";
            case LAUNCHED -> "the program has not been started";
            case STOPPED -> "the program has been launched already";
            case MOVING -> "the program is running";
            case ENDED, OVER -> "the session is over";
        };
    }

    @Override
    public void afterResponse() {
        List<Runnable> now = List.copyOf(afterwards);
        afterwards.clear();
        now.forEach(Runnable::run);
    }

    /// Does something, such as sending an event, when the response to the present request is out.
    void after(Runnable action) {
        afterwards.add(action);
    }

    private Json.Obj initialize(Request request) {
        client.introduce(Client.Abilities.of(request.arguments()));
        phase = Phase.INITIALIZED;
        return Capabilities.all();
    }

    private Json.Obj launch(Request request) throws RequestError {
        debugger = Optional.of(launch.start(request));
        phase = Phase.LAUNCHED;
        // Not earlier: an event in front of the response to `initialize` makes editors lose it.
        after(() -> client.event("initialized"));
        return Json.Obj.EMPTY;
    }

    private Json.Obj configurationDone(Request request) throws RequestError {
        Debugger d = debugger();
        boolean entry = launch.stopsOnEntry();
        move(() -> entry ? d.start() : d.begin());
        return Json.Obj.EMPTY;
    }

    private Json.Obj disconnect(Request request) {
        phase = Phase.OVER;
        return Json.Obj.EMPTY;
    }

    private Json.Obj terminate(Request request) {
        if (phase != Phase.NEW && phase != Phase.OVER && phase != Phase.ENDED) finish(Optional.empty());
        return Json.Obj.EMPTY;
    }

    /// Tells the client that the program is over; it will disconnect.
    void finish(Optional<Outcome> outcome) {
        phase = Phase.ENDED;
        motion = Optional.empty();
        after(() -> {
            outcome.ifPresent(o -> client.event("exited", Json.object().put("exitCode", status(o)).build()));
            client.event("terminated");
        });
    }

    /// The exit status of the program (D8).
    private static int status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited x -> x.status();
            case Outcome.Panicked _ -> PANICKED;
            case Outcome.Skipped _ -> 0;
            case Outcome.OutOfBudget _, Outcome.Refused _ -> 1;
        };
    }

    // Moving.

    Debugger debugger() throws RequestError {
        return debugger.orElseThrow(() -> new RequestError("no program has been launched"));
    }

    /// Begins a movement, once the response is out.
    void move(Motion what) {
        motion = Optional.of(what);
        interruptedMotion = false;
        phase = Phase.MOVING;
    }

    @Override
    public boolean isMoving() {
        return phase == Phase.MOVING;
    }

    @Override
    public void move() {
        Debugger d = debugger.orElseThrow();
        mayWaitForInput();
        Stopped stopped = interruptedMotion ? motion.orElseThrow().resume(d) : motion.orElseThrow().begin();
        say(stopped.logged());
        interruptedMotion = stopped.reason() == Stopped.Reason.PAUSE;
        boolean over = stopped.reason() == Stopped.Reason.EXITED;
        Optional<Debugger> next = over ? launch.next() : Optional.empty();
        if (next.isPresent()) carryOn(next.get());
        else if (!interruptedMotion) halted(stopped);
        afterResponse();
    }

    @Override
    public void failed() {
        Debugger d = debugger.orElseThrow();
        halted(new Stopped(Stopped.Reason.PAUSE, d.running(), d.now(), "", List.of(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of()));
        afterResponse();
    }

    /// An evaluation at compile time has succeeded, and there is another one.
    private void carryOn(Debugger next) {
        debugger = Optional.of(next);
        marks.clear();
        breakpoints.placeAgain(next);
        move(next::begin);
    }

    /// `pause`: the present movement is not carried on.
    private Json.Obj pause(Request request) {
        if (phase == Phase.MOVING) {
            Debugger d = debugger.orElseThrow();
            int thread = request.arguments().whole("threadId").map(Client::threadNumber).orElse(d.running());
            boolean known = d.hasThread(thread);
            halted(new Stopped(Stopped.Reason.PAUSE, known ? thread : d.running(), d.now(), "", List.of(),
                Optional.empty(), Optional.empty(),
                Optional.empty(), List.of()));
        }
        return Json.Obj.EMPTY;
    }

    /// Notes where the program stands now, and tells the client when the response is out. A program that was only run, not debugged, is
    /// over with its end.
    void halted(Stopped stopped) {
        inspection.forget();
        motions.forget();
        phase = Phase.STOPPED;
        motion = Optional.empty();
        marks.add(stopped);
        if (stopped.outcome().isPresent() && launch.onlyRuns()) finish(stopped.outcome());
        else after(() -> tell(stopped));
    }

    private void tell(Stopped stopped) {
        // Editors believe that a step moves one thread, and of our own requests they know nothing: they would go on showing why the other
        // threads stood still before.
        if (toldStop) {
            client.event("continued", Json.object().put("threadId", Client.threadId(stopped.thread()))
                .put("allThreadsContinued", true).build());
        }
        toldStop = true;
        client.event("stopped", Stops.event(stopped, debugger.orElseThrow()));
        stopped.change().ifPresent(c -> accessed(stopped, c));
        boolean again = toldEnd.equals(Optional.of(stopped.moment()));
        toldEnd = Optional.of(stopped.moment()).filter(_ -> stopped.reason() == Stopped.Reason.EXITED);
        if (toldEnd.isPresent() && !again) client.say(stopped.text() + "; go back from here, or continue to close the session");
    }

    /// Notes an access in the console, with its place: editors show the text of a stop only on demand.
    private void accessed(Stopped stopped, Stopped.Change change) {
        Json.Builder output = Json.object().put("category", "console").put("output", "tick " + stopped.moment().tick() + ", thread "
            + stopped.thread() + ": " + Stops.change(change) + "\n");
        inspection.locate(output, debugger.orElseThrow().place(stopped.thread()));
        client.event("output", output.build());
    }

    /// The program prints something, while it moves.
    private void printed(String text) {
        debugger.ifPresent(d -> marks.output(d.timeline().machine().scheduler().ticks(), d.running(), text));
    }

    /// Another future begins here.
    void begins() {
        marks.cut(debugger.orElseThrow().now());
    }

    /// A value has been changed, which began another future.
    ///
    /// @param wasOver whether the program had ended: it now stands in front of its last instruction
    void changed(boolean wasOver) {
        begins();
        Debugger d = debugger.orElseThrow();
        client.say("tick " + d.now().tick() + ": another future begins");
        if (wasOver) halted(new Stopped(Stopped.Reason.GOTO, d.running(), d.now(), "", List.of(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of()));
        else after(() -> client.invalidated("variables"));
    }

    Marks marks() {
        return marks;
    }

    private void say(List<String> messages) {
        for (String message : messages)
            client.event("output", Json.object().put("category", "console").put("output", message + "\n").build());
    }

    /// Long movements report how far they are.
    void reportTo(Progress progress) {
        debugger.ifPresent(d -> d.timeline().onProgress(moment -> {
            double end = Math.max(1, d.timeline().end().tick());
            progress.report(moment.tick() / end, "tick " + moment.tick());
        }));
    }

    void reportTo() {
        debugger.ifPresent(d -> d.timeline().onProgress(_ -> { }));
    }

    /// The program may go on into unknown territory now.
    void mayWaitForInput() {
        launch.mayWaitForInput(true);
    }

    @Override
    public void interrupt() {
        launch.mayWaitForInput(false);
        debugger.ifPresent(Debugger::interrupt);
    }

    @Override
    public void leave() {
        launch.leave();
    }

    @Override
    public void answered(Json.Obj response) {
        launch.answered(response);
    }

    @Override
    public boolean isOver() {
        return phase == Phase.OVER;
    }

    @Override
    public void end() {
        launch.close();
    }
}
