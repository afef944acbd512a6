// From launch attributes to a program that can be debugged.
package cpi.dap;

import cpi.debug.Debugger;
import cpi.diag.Bug;
import cpi.diag.Diagnostic;
import cpi.diag.JsonRenderer;
import cpi.diag.Severity;
import cpi.diag.Report;
import cpi.diag.TextRenderer;
import cpi.driver.CompileOptions;
import cpi.driver.DebugSession;
import cpi.driver.Evaluations;
import cpi.driver.ProgramStreams;
import cpi.driver.Recordings;
import cpi.driver.RunOptions;
import cpi.driver.Surroundings;
import cpi.json.Json;
import cpi.json.JsonError;
import cpi.json.JsonReader;
import cpi.source.Span;
import cpi.timeline.Timeline;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Compiles the program and prepares its machine.
final class Launch implements AutoCloseable {
    private final Client client;
    private final Consumer<String> printed;
    private Optional<LaunchArguments> arguments = Optional.empty();
    private Optional<DebugSession> opened = Optional.empty();
    private final Deque<Integer> ahead = new ArrayDeque<>();
    private final List<Debugger> evaluations = new ArrayList<>();
    private volatile Optional<Terminal> terminal = Optional.empty();
    private boolean onlyRuns;

    /// @param printed is told what the program prints
    Launch(Client client, Consumer<String> printed) {
        this.client = client;
        this.printed = printed;
    }

    /// Whether the program stops before its first statement.
    boolean stopsOnEntry() {
        return arguments.map(LaunchArguments::stopOnEntry).orElse(false);
    }

    /// Whether nobody wants to look at it.
    boolean onlyRuns() {
        return onlyRuns;
    }

    /// Opens what is to be debugged. May be tried again if it fails.
    Debugger start(Request request) throws RequestError {
        LaunchArguments a = LaunchArguments.of(request.arguments());
        close();
        arguments = Optional.of(a);
        onlyRuns = request.arguments().bool("noDebug").orElse(false);
        return program(a);
    }

    private Debugger program(LaunchArguments a) throws RequestError {
        if (a.recording().isPresent()) return recording(a, a.recording().get());
        String file = a.program().orElseThrow().toString();
        CompileOptions compile = CompileOptions.of(file);
        if (a.compileTime().isPresent()) return compileTime(compile, a, a.compileTime().get());
        List<String> args = new ArrayList<>(List.of(file));
        args.addAll(a.args());
        RunOptions standard = RunOptions.DEFAULT;
        RunOptions run = new RunOptions(standard.quantum(), a.scheduleSeed(), standard.virtualTime(), standard.threadStack(), true, false,
            new Surroundings(a.cwd(), a.env()));
        DebugSession s = DebugSession.open(compile, run, args, streams(a), memory(a));
        opened = Optional.of(s);
        report(s.report().shown());
        return s.debugger().orElseThrow(() -> errors(s.report()));
    }

    private Debugger recording(LaunchArguments a, Path file) throws RequestError {
        try {
            DebugSession s = DebugSession.ofRecording(file.toString(), streams(a), memory(a));
            opened = Optional.of(s);
            return s.debugger().orElseThrow(() -> errors(s.report()));
        } catch (Recordings.Refused e) {
            throw new RequestError("the recording `" + file + "` cannot be opened: " + e.getMessage(), true);
        }
    }

    private static long memory(LaunchArguments a) {
        return a.historyMemory().orElse(Timeline.Options.DEFAULT.memory());
    }

    /// Not to be shown by the editor: that is left to whoever shows the problems.
    private static RequestError errors(Report report) {
        String first = report.shown().stream().filter(d -> d.severity() == Severity.ERROR).findFirst()
            .map(d -> ": " + d.problem().message()).orElse("");
        return new RequestError("the program has errors" + first);
    }

    /// The evaluation at a place, or all of them, one after the other. The program may have errors: that is when one wants to look.
    private Debugger compileTime(CompileOptions compile, LaunchArguments a, LaunchArguments.CompileTime wanted) throws RequestError {
        DebugSession s = DebugSession.atCompileTime(compile, new OutputEvents(client, "stderr", _ -> { }));
        opened = Optional.of(s);
        report(s.report().shown());
        List<Evaluations.Item> all = s.evaluations().list();
        if (wanted.place().isEmpty()) {
            for (int i = 0; i < all.size(); i++) ahead.add(i);
        } else {
            int line = wanted.place().get().line();
            String file = wanted.place().get().file().or(a::program).orElseThrow().toString();
            for (int i = 0; i < all.size(); i++) if (isAt(all.get(i).place(), file, line)) ahead.add(i);
        }
        String nothing = all.isEmpty() ? "nothing is evaluated at compile time" : "nothing is evaluated at this place";
        return next().orElseThrow(() -> s.report().errors() > 0 && all.isEmpty() ? errors(s.report()) : new RequestError(nothing, true));
    }

    /// Whether an expression begins in a line, or on a later one as a part of what begins there.
    private static boolean isAt(Span place, String file, int line) {
        if (!Path.of(place.file().name()).toAbsolutePath().normalize().equals(Path.of(file).toAbsolutePath().normalize())) return false;
        int at = place.position().line();
        if (at <= line) return at == line;
        return IntStream.range(line, at).noneMatch(n -> place.file().line(n).matches(".*[;{}]\\s*(--.*)?|\\s*"));
    }

    /// The next evaluation, if several are debugged. It is closed with the session.
    Optional<Debugger> next() {
        while (!ahead.isEmpty()) {
            Optional<Debugger> d = opened.orElseThrow().evaluations().open(ahead.poll(), memory(arguments.orElseThrow()));
            if (d.isPresent()) {
                evaluations.add(d.get());
                return d;
            }
        }
        return Optional.empty();
    }

    private ProgramStreams streams(LaunchArguments a) throws RequestError {
        if (a.console() != LaunchArguments.Terminal.NONE && client.abilities().terminal()) {
            Terminal t = Terminal.open(client, a.console() == LaunchArguments.Terminal.EXTERNAL, a.cwd());
            terminal = Optional.of(t);
            return new ProgramStreams(t.in(), t.out(printed), t.out(printed));
        }
        return new ProgramStreams(InputStream.nullInputStream(), new OutputEvents(client, "stdout", printed),
            new OutputEvents(client, "stderr", printed));
    }

    /// Whether the program may wait for what is typed. Any thread.
    void mayWaitForInput(boolean may) {
        terminal.ifPresent(t -> t.mayWait(may));
    }

    /// The client wants to leave. Any thread.
    void leave() {
        terminal.ifPresent(Terminal::leave);
    }

    /// Tells the problems of the program, to people and to the client.
    private void report(List<Diagnostic> diagnostics) {
        client.event("cpi/problems", Json.object().put("problems", Json.array(diagnostics.stream().map(Launch::json).toList())).build());
        StringBuilder text = new StringBuilder();
        for (Diagnostic d : diagnostics) new TextRenderer(false).render(d, text);
        if (!text.isEmpty()) client.event("output", Json.object().put("category", "stderr").put("output", text.toString()).build());
    }

    /// The form of D6.
    private static Json json(Diagnostic diagnostic) {
        try {
            return JsonReader.read(new JsonRenderer().render(diagnostic));
        } catch (JsonError e) {
            throw new Bug("a diagnostic is not written as JSON: " + e.getMessage());
        }
    }

    /// The answer to a request of ours.
    void answered(Json.Obj response) {
        if (!response.bool("success").orElse(false)) {
            client.say("the editor refused: " + response.text("message").orElse("no reason given"));
        }
    }

    @Override
    public void close() {
        terminal.ifPresent(Terminal::close);
        evaluations.forEach(Debugger::close);
        evaluations.clear();
        ahead.clear();
        opened.ifPresent(DebugSession::close);
        opened = Optional.empty();
    }
}
