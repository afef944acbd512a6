// Running programs under recording.
package cpi.cli;

import cpi.driver.Compilation;
import cpi.driver.Execution;
import cpi.driver.ProgramStreams;
import cpi.driver.Recordings;
import cpi.driver.RunOptions;
import cpi.timeline.Timeline;
import cpi.timeline.Watch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `cpi run --record FILE`, `cpi run --find-schedule N` and `cpi run FILE.cpr`.
final class RecordedRun {
    private static final int INTERRUPTED = 130;
    private static final int ERROR = 1;
    private static final long SECONDS_TO_STOP = 2;

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
        Execution execution = execution(settings.run(), console.streams());
        try (Timeline timeline = execution.timeline(history)) {
            CountDownLatch saved = new CountDownLatch(1);
            Thread hook = new Thread(() -> saveInterrupted(timeline, saved));
            if (console.isOfProcess()) Runtime.getRuntime().addShutdownHook(hook);
            boolean written;
            try {
                timeline.forward(Watch.NOTHING);
            } finally {
                written = save(timeline, settings.run());
                saved.countDown();
            }
            if (timeline.outcome().isEmpty()) return INTERRUPTED;
            if (console.isOfProcess()) Runtime.getRuntime().removeShutdownHook(hook);
            int status = execution.report(timeline.outcome().get());
            return written ? status : ERROR;
        }
    }

    /// The process is going to end, as by Ctrl-C. A program that waits for input does not stop.
    private void saveInterrupted(Timeline timeline, CountDownLatch saved) {
        timeline.interrupt();
        try {
            if (!saved.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) save(timeline, settings.run());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean save(Timeline timeline, RunOptions run) {
        try {
            Recordings.write(file, Recordings.record(timeline, compilation, settings.compile(), run, args));
            return true;
        } catch (IOException e) {
            console.err("cpi: cannot write the recording `" + file + "`: " + e.getMessage() + "\n");
            return false;
        }
    }

    /// Runs the program with the schedule seeds 1 to `count` until it panics or ends with another status than 0; the output of that
    /// run is shown and its recording kept.
    int findSchedule(long count) {
        byte[] input = input();
        for (long seed = 1; seed <= count; seed++) {
            RunOptions like = settings.run();
            RunOptions run = new RunOptions(like.quantum(), Optional.of(seed), true, like.threadStack(), false, like.irRoundTrip());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Execution execution = execution(run, new ProgramStreams(new ByteArrayInputStream(input), out, err));
            try (Timeline timeline = execution.timeline(history)) {
                timeline.forward(Watch.NOTHING);
                int status = execution.report(timeline.outcome().orElseThrow());
                if (status == 0) continue;
                console.out(out.toString(StandardCharsets.UTF_8));
                console.err(err.toString(StandardCharsets.UTF_8));
                boolean written = save(timeline, run);
                String kept = written ? "; its recording is `" + file + "`" : "";
                console.err("cpi: the run with `--schedule-seed=" + seed + "` ended with status " + status + kept + "\n");
                return status;
            }
        }
        console.err("cpi: all " + count + " schedules ended with status 0\n");
        return 0;
    }

    private byte[] input() {
        try {
            return console.streams().in().readAllBytes();
        } catch (IOException _) {
            return new byte[0];
        }
    }

    /// Repeats a recorded run: the same output, the same end.
    static int repeat(Arguments arguments, Console console) {
        try (Recordings.Opened opened = Recordings.open(arguments.file(), console.streams(), history(arguments), true)) {
            opened.timeline().forward(Watch.NOTHING);
            if (opened.timeline().outcome().isPresent()) return opened.execution().report(opened.timeline().outcome().get());
            console.err("cpi: the recording ends here: the run was interrupted\n");
            return INTERRUPTED;
        } catch (Recordings.Refused e) {
            console.err("cpi: cannot open the recording `" + arguments.file() + "`: " + e.getMessage() + "\n");
            return ERROR;
        }
    }
}
