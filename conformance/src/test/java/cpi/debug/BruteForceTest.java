// Compares the debugger with a list of all states of small programs.
package cpi.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.driver.CompileOptions;
import cpi.driver.Compilation;
import cpi.driver.DebugSession;
import cpi.driver.ProgramStreams;
import cpi.driver.RunOptions;
import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.timeline.Moment;
import cpi.timeline.Timeline;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Executes programs one instruction at a time and notes every moment at which a thread is about to begin a statement, and in which
/// activation. What breakpoints and steps must find follows from that list without any of the cleverness of the debugger: none may
/// be missed, and none invented, in either direction.
class BruteForceTest {
    static final int MAX_STATES = 3000;

    /// A thread is about to begin a statement. `activation` is a number of its own for each call,
    /// `threads` how many have been started.
    record State(Moment moment, int thread, long pc, int activation, int depth, boolean library, int threads) {}

    @TestFactory
    Stream<DynamicTest> programs() {
        return Stream.of("steps", "panic", "list", "threads", "recursion").map(name -> DynamicTest.dynamicTest(name, () -> {
            RunOptions plain = new RunOptions(7, Optional.empty(), true, 1 << 20, true, false);
            RunOptions seeded = new RunOptions(5, Optional.of(3L), true, 1 << 20, true, false);
            check(name, plain);
            if (name.equals("threads")) check(name, seeded);
        }));
    }

    private static void check(String name, RunOptions options) throws Exception {
        with(Path.of("tests/debug/" + name + ".cpi"), options, new BruteForceTest()::check);
    }

    /// Opens a program in the debugger.
    static void with(Path file, RunOptions options, java.util.function.Consumer<Debugger> test) {
        Optional<Throwable> failure = Compilation.onBigStack(() -> {
            try (DebugSession session = DebugSession.open(CompileOptions.of(file.toString()), options, List.of("x"),
                    new ProgramStreams(InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream()),
                    64 << 20)) {
                test.accept(session.debugger().orElseThrow());
                return Optional.empty();
            } catch (Throwable t) {
                return Optional.of(t);
            }
        });
        if (failure.isPresent()) throw new AssertionError(file.toString(), failure.get());
    }

    private void check(Debugger debugger) {
        List<State> states = states(debugger);
        assertTrue(states.size() > 20 && states.size() < MAX_STATES, "states: " + states.size());
        breakpoints(debugger, states);
        steps(debugger, states, new Random(1));
    }

    // The list.

    static List<State> states(Debugger debugger) {
        Timeline timeline = debugger.timeline();
        Inspection inspection = new Inspection(timeline.machine());
        Map<Integer, List<Integer>> stacks = new HashMap<>();
        int[] calls = {0};
        List<State> result = new ArrayList<>();
        while (timeline.outcome().isEmpty()) {
            for (ThreadState t : timeline.machine().scheduler().threads()) {
                int depth = inspection.activations(t).size();
                List<Integer> stack = stacks.computeIfAbsent(t.number(), _ -> new ArrayList<>());
                while (stack.size() > depth) stack.removeLast();
                while (stack.size() < depth) stack.add(calls[0]++);
            }
            ThreadState t = timeline.machine().scheduler().current();
            List<Inspection.Point> points = inspection.pointsAt(t.pc());
            if (!points.isEmpty() && !t.isPending()) {
                List<Integer> stack = stacks.get(t.number());
                result.add(new State(timeline.now(), t.number(), t.pc(), stack.getLast(), stack.size(),
                    points.getFirst().function().place().file().bundled(), stacks.size()));
            }
            timeline.seek(new Moment(timeline.now().tick(), timeline.now().step() + 1));
        }
        return result;
    }

    // Breakpoints.

    static void breakpoints(Debugger debugger, List<State> states) {
        var file = debugger.sources().files().stream().filter(f -> !f.bundled()).findFirst().orElseThrow();
        List<Integer> lines = debugger.sources().statements(file).stream().map(p -> p.span().position().line()).distinct().toList();
        for (int line : lines) {
            Breakpoint b = debugger.breakpoints().add(new Breakpoint.Line(file.name(), line, 0), Breakpoint.Options.NONE);
            List<Moment> expected = states.stream().filter(s -> b.addresses().contains(s.pc)).map(State::moment).toList();
            debugger.seek(debugger.timeline().end());
            List<Moment> back = hits(debugger, true);
            Collections.reverse(back);
            assertEquals(expected, back, "backward, line " + line);
            debugger.seek(Moment.START);
            List<Moment> forward = hits(debugger, false);
            List<Moment> behindStart = expected.stream().filter(m -> !m.equals(Moment.START)).toList();
            assertEquals(behindStart, forward, "forward, line " + line);
            debugger.breakpoints().remove(b.id());
        }
    }

    static List<Moment> hits(Debugger debugger, boolean back) {
        List<Moment> result = new ArrayList<>();
        Stopped stop = debugger.proceed(back);
        while (stop.reason() == Stopped.Reason.BREAKPOINT && result.size() < MAX_STATES) {
            result.add(stop.moment());
            stop = debugger.proceed(back);
        }
        return result;
    }

    // Steps.

    static void steps(Debugger debugger, List<State> states, Random random) {
        List<State> own = states.stream().filter(s -> !s.library).toList();
        for (int n = 0; n < 60; n++) {
            State from = own.get(random.nextInt(own.size()));
            step(debugger, states, from, false, "into", (a, b) -> !b.library, () -> debugger.stepInto(from.thread, false));
            step(debugger, states, from, true, "into", (a, b) -> !b.library, () -> debugger.stepInto(from.thread, true));
            step(debugger, states, from, false, "over", BruteForceTest::isOver, () -> debugger.stepOver(from.thread, false));
            step(debugger, states, from, true, "over", BruteForceTest::isOver, () -> debugger.stepOver(from.thread, true));
        }
    }

    private static boolean isOver(State from, State to) {
        return !to.library && (to.activation == from.activation || to.depth < from.depth);
    }

    private static void step(Debugger debugger, List<State> states, State from, boolean back, String kind,
                             BiPredicate<State, State> wanted, java.util.function.Supplier<Stopped> step) {
        debugger.seek(from.moment);
        Optional<State> expected = (back ? states.reversed().stream() : states.stream())
            .filter(s -> back ? s.moment.isBefore(from.moment) : from.moment.isBefore(s.moment))
            .filter(s -> s.thread == from.thread && wanted.test(from, s)).findFirst();
        if (expected.isEmpty() && back && from.thread != 0) {
            // Where the thread is started.
            expected = states.reversed().stream().filter(s -> s.moment.isBefore(from.moment) && !s.library && s.threads <= from.thread)
                .findFirst();
        }
        Stopped stop = step.get();
        String what = (back ? "back " : "") + kind + " from " + from.moment + " of thread " + from.thread;
        if (expected.isPresent()) assertEquals(expected.get().moment, stop.moment(), what);
        else assertTrue(stop.reason() != Stopped.Reason.STEP || debugger.frames(stop.thread()).getFirst().isLibrary(), what + ": " + stop);
    }
}
