// Running programs under recording.
package cpi.cli;

import cpi.driver.Compilation;
import cpi.driver.Execution;
import cpi.driver.ProgramStreams;
import cpi.driver.Recordings;
import cpi.driver.RunOptions;
import cpi.timeline.Timeline;
import cpi.timeline.Watch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `cpi run --record FILE`, `cpi run --find-schedule N` and `cpi run FILE.cpr`.
final class RecordedRun {
    private static final int INTERRUPTED = 130;
    private static final int ERROR = 1;

    private final Compilation.Result compilation;
    private final Settings settings;
    private final List<String> args;
    private final Console console;
    private final Timeline.Options history;
    private final String file;

    RecordedRun(Compilation.Result compilation, Settings settings, Arguments arguments, Console console) {
        this.compilation = compilation;
        this.settings = settings;
        this.args = arguments.positional();
        this.console = console;
        this.history = history(arguments);
        this.file = arguments.value(Option.RECORD).orElse(arguments.file().replaceFirst("\\.cpi$", "") + ".cpr");
    }

    static Timeline.Options history(Arguments arguments) {
        return new Timeline.Options(arguments.bytes(Option.HISTORY_MEMORY, Timeline.Options.DEFAULT.memory()));
    }

    private Execution execution(RunOptions run, ProgramStreams streams) {
        return new Execution(compilation.program().orElseThrow(), compilation.linked().open(), run, args, streams);
    }

    /// Runs the program and writes its recording, whatever happens: also when it panics, is interrupted, or cpi fails.
    int run() {
        if (!isWritable()) return ERROR;
        Execution execution = execution(settings.run(), console.streams());
        try (Timeline timeline = execution.timeline(history)) {
            Saver saver = new Saver(() -> write(timeline, settings.run()), Saver.NANOS_BETWEEN);
            Thread hook = new Thread(() -> saver.processEnds(asRun(timeline)));
            timeline.onProgress(_ -> saver.progress());
            if (console.isOfProcess()) Runtime.getRuntime().addShutdownHook(hook);
            boolean written;
            try {
                timeline.forward(Watch.NOTHING);
            } finally {
                written = ends(saver);
            }
            if (timeline.outcome().isEmpty()) return INTERRUPTED;
            if (console.isOfProcess()) forget(hook);
            int status = execution.report(timeline.outcome().get());
            return written ? status : ERROR;
        }
    }

    private static Saver.Run asRun(Timeline timeline) {
        return new Saver.Run() {
            @Override
            public void interrupt() {
                timeline.interrupt();
            }

            @Override
            public boolean isWaiting() {
                return timeline.isWaiting();
            }
        };
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being ended just now.
        }
    }

    /// Whether the recording can be written, before the time of the run is spent on it.
    private boolean isWritable() {
        try {
            Recordings.probe(file);
            return true;
        } catch (IOException e) {
            cannotWrite(e);
            return false;
        }
    }

    private boolean ends(Saver saver) {
        try {
            saver.end();
            return true;
        } catch (IOException e) {
            cannotWrite(e);
            return false;
        }
    }

    private void cannotWrite(IOException e) {
        console.err("cpi: cannot write the recording `" + file + "`: " + e.getMessage() + "\n");
    }

    private void write(Timeline timeline, RunOptions run) throws IOException {
        Recordings.write(file, Recordings.record(timeline, compilation, settings.compile(), run, args));
    }

    /// Runs the program with the schedule seeds 1 to `count` until it panics or ends with another status than 0; the output of that
    /// run is shown and its recording kept.
    int findSchedule(long count) {
        if (!isWritable()) return ERROR;
        SharedInput input = new SharedInput(console.streams().in());
        for (long seed = 1; seed <= count; seed++) {
            RunOptions like = settings.run();
            RunOptions run = new RunOptions(like.quantum(), Optional.of(seed), true, like.threadStack(), false, like.irRoundTrip());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Execution execution = execution(run, new ProgramStreams(input.again(), out, err));
            try (Timeline timeline = execution.timeline(history)) {
                timeline.forward(Watch.NOTHING);
                int status = execution.report(timeline.outcome().orElseThrow());
                if (status == 0) continue;
                console.out(out.toString(StandardCharsets.UTF_8));
                console.err(err.toString(StandardCharsets.UTF_8));
                boolean written = ends(new Saver(() -> write(timeline, run), Saver.NANOS_BETWEEN));
                String kept = written ? "; its recording is `" + file + "`" : "";
                console.err("cpi: the run with `--schedule-seed=" + seed + "` ended with status " + status + kept + "\n");
                return status;
            }
        }
        String all = count == 1 ? "the schedule" : "all " + count + " schedules";
        console.err("cpi: " + all + " ended with status 0; no recording is kept\n");
        return 0;
    }

    /// Repeats a recorded run: the same output, the same end.
    static int repeat(Arguments arguments, Console console) {
        refuseOptions(arguments, List.of(Option.HISTORY_MEMORY, Option.COLOR));
        try (Recordings.Opened opened = Recordings.open(arguments.file(), console.streams(), history(arguments), true)) {
            opened.repeat();
            if (opened.timeline().outcome().isPresent()) return opened.execution().report(opened.timeline().outcome().get());
            console.err("cpi: the recording ends here: the run was interrupted\n");
            return INTERRUPTED;
        } catch (Recordings.Refused e) {
            console.err("cpi: cannot open the recording `" + arguments.file() + "`: " + e.getMessage() + "\n");
            return ERROR;
        }
    }

    /// A recording has its options and arguments in it.
    static void refuseOptions(Arguments arguments, List<Option> fine) {
        for (Arguments.Given given : arguments.given()) {
            if (fine.contains(given.option())) continue;
            throw new UsageError("`" + given.option().spelling() + "` cannot be given with a recording, which has the options of its run");
        }
        if (arguments.positional().size() > 1) {
            throw new UsageError("a recording has the arguments of its run; `" + arguments.positional().get(1) + "` cannot be added");
        }
    }
}
