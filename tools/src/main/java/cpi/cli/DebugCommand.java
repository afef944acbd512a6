package cpi.cli;

import cpi.debug.Debugger;
import cpi.driver.DebugSession;
import cpi.driver.Evaluations;
import cpi.driver.LinkOptions;
import cpi.driver.Recordings;
import cpi.driver.RunOptions;
import cpi.terminal.Prompt;
import cpi.terminal.Shell;
import cpi.timeline.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `cpi debug FILE [args…]`: the debugger in the terminal, or with commands from a file.
final class DebugCommand implements Command {
    @Override
    public String name() {
        return "debug";
    }

    @Override
    public String synopsis() {
        return "[options] FILE [args...]";
    }

    @Override
    public String summary() {
        return "run a program step by step, forward and backward";
    }

    @Override
    public int execute(List<String> args, Console console) {
        Arguments arguments = Arguments.parse(name(), args, true);
        if (arguments.file().endsWith(".cpr") || Recordings.isRecording(arguments.file())) return recording(arguments, console);
        Settings settings = Settings.of(arguments, arguments.file(), true, LinkOptions.Use.RUN, console);
        Optional<List<String>> script = arguments.value(Option.SCRIPT).map(DebugCommand::read);
        long memory = arguments.bytes(Option.HISTORY_MEMORY, Timeline.Options.DEFAULT.memory());
        if (arguments.has(Option.COMPILE_TIME)) return atCompileTime(settings, script, memory, console);
        try (DebugSession session = DebugSession.open(settings.compile(), asTerminal(settings.run()), arguments.positional(),
                console.streams(), memory)) {
            Diagnostics.print(session.report(), settings, console);
            if (session.debugger().isEmpty()) return 1;
            talk(new Shell(session.debugger().get(), Optional.empty()), script, console);
            return 0;
        }
    }

    private static int recording(Arguments arguments, Console console) {
        RecordedRun.refuseOptions(arguments, List.of(Option.HISTORY_MEMORY, Option.COLOR, Option.SCRIPT));
        Optional<List<String>> script = arguments.value(Option.SCRIPT).map(DebugCommand::read);
        long memory = arguments.bytes(Option.HISTORY_MEMORY, Timeline.Options.DEFAULT.memory());
        try (DebugSession session = DebugSession.ofRecording(arguments.file(), console.streams(), memory)) {
            talk(new Shell(session.debugger().orElseThrow(), Optional.empty()), script, console);
            return 0;
        } catch (Recordings.Refused e) {
            console.err("cpi: cannot open the recording `" + arguments.file() + "`: " + e.getMessage() + "\n");
            return 1;
        }
    }

    /// Begins with the first evaluation that failed, at its end; else with the first.
    private static int atCompileTime(Settings settings, Optional<List<String>> script, long memory, Console console) {
        try (DebugSession session = DebugSession.atCompileTime(settings.compile(), console.streams().err())) {
            Diagnostics.print(session.report(), settings, console);
            Evaluations evaluations = session.evaluations();
            List<Evaluations.Item> all = evaluations.list();
            if (all.isEmpty()) {
                console.err("cpi debug: nothing is evaluated at compile time\n");
                return 1;
            }
            int first = 0;
            while (first < all.size() && !all.get(first).failed()) first++;
            boolean failed = first < all.size();
            Optional<Debugger> debugger = evaluations.open(failed ? first : 0, memory);
            if (debugger.isEmpty()) return 1;
            Shell shell = new Shell(debugger.get(), Optional.of(evaluations));
            try {
                talk(shell, script, console);
            } finally {
                shell.close();
            }
            return 0;
        }
    }

    private static void talk(Shell shell, Optional<List<String>> script, Console console) {
        console.out(shell.start());
        if (script.isPresent()) {
            run(shell, script.get(), console);
        } else if (console.isOutputTerminal()) {
            try {
                Prompt.run(shell);
            } catch (IOException e) {
                throw new UsageError("the terminal cannot be used: " + e.getMessage());
            }
        } else {
            interact(shell, console);
        }
    }

    /// Whoever watches wants to see output when it is made.
    private static RunOptions asTerminal(RunOptions o) {
        return new RunOptions(o.quantum(), o.seed(), o.virtualTime(), o.threadStack(), true, o.irRoundTrip());
    }

    private static List<String> read(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new UsageError("cannot read the script `" + file + "`");
        }
    }

    /// Commands from a file are shown with their answers.
    private static void run(Shell shell, List<String> lines, Console console) {
        for (String line : lines) {
            if (shell.isOver()) return;
            if (line.isBlank() || line.startsWith("#")) continue;
            console.out("> " + line + "\n");
            console.out(shell.execute(line));
        }
    }

    private static void interact(Shell shell, Console console) {
        BufferedReader in = new BufferedReader(new InputStreamReader(console.streams().in(), StandardCharsets.UTF_8));
        try {
            while (!shell.isOver()) {
                console.out(shell.prompt());
                String line = in.readLine();
                if (line == null) return;
                console.out(shell.execute(line));
            }
        } catch (IOException e) {
            // Nobody types any more.
        }
    }
}
