// What movements in a long history cost. Started by bench/rewind with the compiler's jar on the class path: runs the program of
// kernels/history.cpi up to a tick in the debugger, and measures from there.

import cpi.debug.Breakpoint;
import cpi.debug.Debugger;
import cpi.debug.Evaluated;
import cpi.debug.Stopped;
import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.driver.DebugSession;
import cpi.driver.ProgramStreams;
import cpi.driver.RunOptions;
import cpi.timeline.Moment;
import cpi.timeline.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

final class Rewind {
    private static final long MEMORY = Timeline.Options.DEFAULT.memory();

    private final Debugger debugger;
    private final Timeline timeline;
    private final long end;
    private final Random random = new Random(1);

    private Rewind(Debugger debugger, long end) {
        this.debugger = debugger;
        this.timeline = debugger.timeline();
        this.end = end;
    }

    public static void main(String[] args) {
        boolean done = Compilation.onBigStack(() -> {
            ProgramStreams streams = new ProgramStreams(InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
            RunOptions run = new RunOptions(1000, Optional.empty(), true, 8 << 20, false, false);
            try (DebugSession session = DebugSession.open(CompileOptions.of(args[0]), run, List.of(args[0]), streams, MEMORY)) {
                new Rewind(session.debugger().orElseThrow(), Long.parseLong(args[1])).measure();
                return true;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        if (!done) System.exit(1);
    }

    private void measure() throws IOException {
        debugger.start();
        double forward = seconds(() -> debugger.seek(new Moment(end, 0)));
        row("forward over %s ticks".formatted(power(end)), "%.1f s, %.0f million ticks/s", forward, end / forward / 1e6);
        row("history: states kept", "%d, in %.0f MB of %d MB allowed", timeline.marks().size(), timeline.bytes() / 1e6, MEMORY / 1_000_000);
        row("bytes of history per million ticks", "%.0f", timeline.bytes() / (end / 1e6));
        row("resident memory of the process", "%d MB (%d MB at most)", status("VmRSS:"), status("VmHWM:"));
        row("recording of it", "%d bytes", timeline.record(new byte[0]).toFile("").length);
        steps("step back, at the end", 200, () -> { });
        steps("step back, anywhere", 100, () -> debugger.seek(somewhere()));
        seeks();
        breakpoint();
        last("totals.mark", "on a page that is always written");
        last("quiet[1024]", "on a page of its own");
        cancel();
        row("resident memory after all that", "%d MB (%d MB at most)", status("VmRSS:"), status("VmHWM:"));
    }

    private Moment somewhere() {
        return new Moment(random.nextLong(end / 100, end), 0);
    }

    /// Single steps back of which each begins where the one before ended, or somewhere else; `away` is not measured.
    private void steps(String what, int count, Runnable away) {
        debugger.seek(new Moment(end, 0));
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            away.run();
            int thread = debugger.running();
            times[i] = seconds(() -> i(thread));
        }
        row(what, "%s", quantiles(times));
    }

    private Stopped i(int thread) {
        return random.nextBoolean() ? debugger.stepOver(thread, true) : debugger.stepInto(thread, true);
    }

    private void seeks() {
        double[] times = new double[40];
        for (int i = 0; i < times.length; i++) {
            Moment to = somewhere();
            times[i] = seconds(() -> debugger.seek(to));
        }
        row("seek anywhere", "%s", quantiles(times));
    }

    /// The line that sets the values is met every 10^8 ticks: goes to 10^7 ticks behind it and back.
    private void breakpoint() {
        String file = debugger.sources().files().stream().filter(f -> !f.bundled()).findFirst().orElseThrow().name();
        Breakpoint b = debugger.breakpoints().add(new Breakpoint.Line(file, 18, 0), Breakpoint.Options.NONE);
        debugger.seek(new Moment(end, 0));
        List<Double> times = new java.util.ArrayList<>();
        Stopped stop = debugger.proceed(true);
        while (stop.reason() == Stopped.Reason.BREAKPOINT && times.size() < 8) {
            Moment hit = stop.moment();
            if (hit.tick() + 10_000_000 > end) {
                stop = debugger.proceed(true);
                continue;
            }
            debugger.seek(new Moment(hit.tick() + 10_000_000, 0));
            times.add(seconds(() -> debugger.proceed(true)));
            if (!debugger.now().equals(hit)) throw new IllegalStateException(debugger.now() + " instead of " + hit);
            stop = debugger.proceed(true);
        }
        debugger.breakpoints().remove(b.id());
        row("reverse-continue over 10^7 ticks", "%s", quantiles(times.stream().mapToDouble(d -> d).toArray()));
    }

    private void last(String expression, String where) {
        debugger.seek(new Moment(end, 0));
        Evaluated.Result value = (Evaluated.Result) debugger.evaluate(expression, debugger.frames(debugger.running()).getLast());
        Stopped stop = debugger.lastWrite(value.value());
        // The write before is 10^8 ticks earlier.
        Moment from = stop.moment();
        int[] told = {0};
        timeline.onProgress(_ -> told[0]++);
        double time = seconds(() -> debugger.lastWrite(value.value()));
        timeline.onProgress(_ -> { });
        row("last write, %s ticks back, %s".formatted(power(from.tick() - debugger.now().tick()), where), "%.2f s, progress told %d times",
            time, told[0]);
    }

    /// How soon a search ends when it is interrupted.
    private void cancel() {
        debugger.seek(new Moment(end, 0));
        Evaluated.Result value = (Evaluated.Result) debugger.evaluate("totals.mark", debugger.frames(debugger.running()).getLast());
        double[] times = new double[8];
        for (int i = 0; i < times.length; i++) {
            long[] asked = {0};
            Thread other = new Thread(() -> {
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
                asked[0] = System.nanoTime();
                debugger.interrupt();
            });
            other.start();
            Stopped stop = debugger.lastWrite(value.value());
            times[i] = stop.reason() == Stopped.Reason.PAUSE ? (System.nanoTime() - asked[0]) / 1e9 : 0;
            debugger.seek(new Moment(end, 0));
            debugger.seek(new Moment(end, 0));
        }
        row("cancel such a search", "%s", quantiles(times));
    }

    /// CPU time, as others may use the machine.
    private static double seconds(Supplier<Stopped> action) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Stopped stop = action.get();
        if (stop.reason() == Stopped.Reason.PAUSE) throw new IllegalStateException("interrupted");
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
    }

    private static String quantiles(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return "p50 %s, p99 %s, longest %s".formatted(millis(sorted[sorted.length / 2]),
            millis(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]), millis(sorted[sorted.length - 1]));
    }

    private static String millis(double seconds) {
        return (seconds < 0.01 ? "%.1f ms" : "%.0f ms").formatted(seconds * 1000);
    }

    private static String power(long ticks) {
        int digits = (int) Math.round(Math.log10(Math.max(ticks, 1)));
        return Math.abs(ticks - Math.pow(10, digits)) < 0.01 * ticks ? "10^" + digits : Long.toString(ticks);
    }

    /// Megabytes, as the system says.
    private static long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key)) return Long.parseLong(line.replaceAll("\\D", "")) / 1000;
        }
        return 0;
    }

    private static void row(String what, String form, Object... values) {
        System.out.printf("%-62s %s%n", what, form.formatted(values));
    }
}
