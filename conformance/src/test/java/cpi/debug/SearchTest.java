// Compares searches of the debugger with lists of all states of programs made by chance.
package cpi.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import cpi.driver.RunOptions;
import cpi.source.SourceFile;
import cpi.timeline.Moment;
import cpi.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Breakpoints with conditions, hit counts and messages, data breakpoints, panics and changes of the past, in both directions: what
/// they have to find follows from looking at each state of the program on its own.
class SearchTest {
    private static final int PROGRAMS = 8;
    /// In the order of trying: plain ones, and one that has to call.
    private static final List<String> CONDITIONS = List.of("", "total mod 3 == 1", "n == 1", "cell.hits > 2", "twice(n) == 2", "a > 3");
    private static final List<String> HITS = List.of("", "2", ">= 2", "% 3", "< 3", "!= 2");
    private static final List<String> CELLS = List.of("total", "cell.hits", "cell.last", "table[2]", "table");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> programs() {
        return IntStream.range(0, PROGRAMS).mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> check(seed)));
    }

    private void check(long seed) throws IOException {
        Path file = Files.writeString(directory.resolve("p" + seed + ".cpi"), SmallProgram.of(seed));
        Optional<Long> schedule = seed % 2 == 0 ? Optional.empty() : Optional.of(seed);
        BruteForceTest.with(file, new RunOptions(7, schedule, true, 1 << 20, false, false), debugger -> {
            Random random = new Random(seed);
            List<BruteForceTest.State> states = BruteForceTest.states(debugger);
            assertTrue(states.size() > 20 && states.size() < BruteForceTest.MAX_STATES, "states: " + states.size());
            for (int i = 0; i < 12; i++) breakpoint(debugger, states, random);
            for (String cell : CELLS) data(debugger, cell);
            BruteForceTest.steps(debugger, states, random);
            panics(debugger);
            change(debugger, states, random);
        });
    }

    // Breakpoints.

    private static void breakpoint(Debugger debugger, List<BruteForceTest.State> states, Random random) {
        SourceFile file = debugger.sources().files().stream().filter(f -> !f.bundled()).findFirst().orElseThrow();
        List<Integer> lines = debugger.sources().statements(file).stream().map(p -> p.span().position().line()).distinct().toList();
        String condition = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
        HitCondition hits = HitCondition.parse(HITS.get(random.nextInt(HITS.size()))).orElseThrow();
        String log = random.nextInt(3) == 0 ? "total {total} of {twice(n)}" : random.nextInt(2) == 0 ? "" : "total {total}";
        Breakpoint.Line line = new Breakpoint.Line(file.name(), lines.get(random.nextInt(lines.size())), 0);
        Breakpoint.Options options = new Breakpoint.Options(condition, hits, "", true);
        if (!debugger.breakpoints().probe(line, options).message().isEmpty()) return;
        Breakpoint b = debugger.breakpoints().add(line, options);
        String what = line.line() + " if " + condition + " hits " + hits;
        List<Moment> all = states.stream().filter(s -> b.addresses().contains(s.pc())).filter(s -> holds(debugger, s, condition))
            .map(BruteForceTest.State::moment).toList();
        List<Moment> expected = IntStream.range(0, all.size()).filter(i -> hits.holds(i + 1)).mapToObj(all::get).toList();
        debugger.seek(debugger.timeline().end());
        List<Moment> back = BruteForceTest.hits(debugger, true);
        Collections.reverse(back);
        assertEquals(expected, back, "backward, line " + what);
        debugger.seek(Moment.START);
        List<Moment> behindStart = expected.stream().filter(m -> !m.equals(Moment.START)).toList();
        assertEquals(behindStart, BruteForceTest.hits(debugger, false), "forward, line " + what);
        fromAnywhere(debugger, expected, random, what);
        debugger.breakpoints().change(b.id(), options.withLog(log));
        if (!log.isEmpty()) logs(debugger, expected, log, what);
        debugger.breakpoints().remove(b.id());
    }

    private static boolean holds(Debugger debugger, BruteForceTest.State state, String condition) {
        return condition.isEmpty() || text(debugger, state.moment(), state.thread(), condition).equals("true");
    }

    private static String text(Debugger debugger, Moment moment, int thread, String expression) {
        debugger.timeline().seek(moment);
        Evaluated e = debugger.evaluate(expression, debugger.frames(thread).getFirst());
        return e instanceof Evaluated.Result r ? r.text() : fail(expression + " at " + moment + ": " + e);
    }

    private static void fromAnywhere(Debugger debugger, List<Moment> expected, Random random, String what) {
        for (int i = 0; i < 6; i++) {
            debugger.seek(new Moment(random.nextLong(debugger.timeline().end().tick() + 1), random.nextInt(5)));
            Moment from = debugger.now();
            boolean back = random.nextBoolean();
            Optional<Moment> wanted = (back ? expected.reversed() : expected).stream()
                .filter(m -> back ? m.isBefore(from) : from.isBefore(m)).findFirst();
            Stopped stop = debugger.proceed(back);
            assertEquals(wanted.isPresent(), stop.reason() == Stopped.Reason.BREAKPOINT, what + (back ? " back" : "") + " from " + from);
            if (wanted.isPresent()) assertEquals(wanted.get(), stop.moment(), what + (back ? " back" : "") + " from " + from);
        }
    }

    private static void logs(Debugger debugger, List<Moment> expected, String log, String what) {
        List<String> messages = new ArrayList<>();
        for (Moment m : expected) {
            debugger.timeline().seek(m);
            int thread = debugger.running();
            String message = log.replace("{total}", text(debugger, m, thread, "total"));
            messages.add(log.contains("twice") ? message.replace("{twice(n)}", text(debugger, m, thread, "twice(n)")) : message);
        }
        debugger.seek(Moment.START);
        List<String> forward = debugger.proceed(false).logged();
        boolean atStart = !expected.isEmpty() && expected.getFirst().equals(Moment.START);
        assertEquals(atStart ? messages.subList(1, messages.size()) : messages, forward, "messages, line " + what);
        List<String> back = debugger.proceed(true).logged();
        assertEquals(messages.reversed(), back, "messages backward, line " + what);
    }

    // Data.

    private static void data(Debugger debugger, String expression) {
        Timeline timeline = debugger.timeline();
        debugger.seek(Moment.START);
        StackFrame frame = debugger.frames(0).getFirst();
        Value value = assertInstanceOf(Evaluated.Result.class, debugger.evaluate(expression, frame)).value();
        OptionalLong address = value.data().address();
        int size = (int) debugger.values().layout().size(value.type());
        List<Moment> before = new ArrayList<>();
        List<Moment> after = new ArrayList<>();
        byte[] bytes = timeline.machine().memory().bytes(address.orElseThrow(), size);
        while (timeline.outcome().isEmpty()) {
            Moment from = timeline.now();
            timeline.seek(new Moment(from.tick(), from.step() + 1));
            byte[] now = timeline.machine().memory().bytes(address.getAsLong(), size);
            if (Arrays.equals(bytes, now)) continue;
            before.add(from);
            after.add(timeline.now());
            bytes = now;
        }
        Breakpoint b = debugger.watch(value, frame, Breakpoint.Access.CHANGE, Breakpoint.Options.NONE).orElseThrow();
        List<Moment> back = stops(debugger, true);
        Collections.reverse(back);
        assertEquals(before, back, "changes of " + expression + ", backward");
        debugger.seek(Moment.START);
        assertEquals(after, stops(debugger, false), "changes of " + expression);
        debugger.breakpoints().remove(b.id());
    }

    private static List<Moment> stops(Debugger debugger, boolean back) {
        List<Moment> result = new ArrayList<>();
        Stopped stop = debugger.proceed(back);
        while (stop.reason() == Stopped.Reason.DATA && result.size() < BruteForceTest.MAX_STATES) {
            result.add(stop.moment());
            stop = debugger.proceed(back);
        }
        return result;
    }

    // Ends and changes.

    private static void panics(Debugger debugger) {
        debugger.seek(Moment.START);
        Stopped.Reason all = debugger.proceed(false).reason();
        debugger.panics(PanicFilter.parse("P03").orElseThrow());
        debugger.seek(Moment.START);
        assertEquals(Stopped.Reason.EXITED, debugger.proceed(false).reason());
        debugger.panics(PanicFilter.parse("P01").orElseThrow());
        debugger.seek(Moment.START);
        assertEquals(all, debugger.proceed(false).reason());
        debugger.panics(PanicFilter.ALL);
    }

    /// A changed value gives another future; going back before the change and forward again gives the first one.
    private static void change(Debugger debugger, List<BruteForceTest.State> states, Random random) {
        debugger.seek(Moment.START);
        debugger.proceed(false);
        Moment end = debugger.now();
        long hash = debugger.timeline().machine().stateHash();
        // In the library `total` is something else, or nothing.
        List<BruteForceTest.State> own = states.stream().filter(s -> !s.library()).toList();
        for (int i = 1; i <= 3; i++) {
            BruteForceTest.State at = own.get(1 + random.nextInt(own.size() - 1));
            debugger.seek(at.moment());
            StackFrame frame = debugger.frames(at.thread()).getFirst();
            Value total = assertInstanceOf(Evaluated.Result.class, debugger.evaluate("total", frame)).value();
            Evaluated set = debugger.assign(total, "total + twice(50)", frame);
            assertInstanceOf(Evaluated.Result.class, set, () -> set + " at " + at);
            int future = debugger.futures().stream().filter(FutureView::current).findFirst().orElseThrow().number();
            debugger.proceed(false);
            Moment otherEnd = debugger.now();
            long other = debugger.timeline().machine().stateHash();
            assertTrue(other != hash, "the future is another one");
            debugger.seek(Moment.START);
            debugger.proceed(false);
            assertEquals(end, debugger.now());
            assertEquals(hash, debugger.timeline().machine().stateHash(), "without the change at " + at.moment());
            debugger.switchTo(future);
            debugger.seek(otherEnd);
            assertEquals(other, debugger.timeline().machine().stateHash(), "with the change at " + at.moment());
            debugger.switchTo(0);
        }
    }
}
