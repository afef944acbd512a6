// Every program is walked back and forth in time.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.driver.Execution;
import cpi.driver.ProgramStreams;
import cpi.driver.RunOptions;
import cpi.interp.Checkpoint;
import cpi.interp.Pause;
import cpi.interp.Vm;
import cpi.timeline.Moment;
import cpi.timeline.Stop;
import cpi.timeline.Timeline;
import cpi.timeline.Watch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each program of [ProgramTest] is run under recording, sent to random moments, walked back to its start and run forward again:
/// each moment has one state, in both tiers, and nothing is printed twice.
class RewindTest {
    private static final int SEEKS = 50;
    private static final long TICKS_STEPPED = 150;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TestFactory
    Stream<DynamicTest> programs() {
        return ProgramTest.DIRECTORIES.stream().flatMap(d -> Programs.below(d).stream()).filter(Repo::wanted)
            .map(main -> DynamicTest.dynamicTest(Repo.slashes(main), main.toAbsolutePath().toUri(), () -> Compilation.onBigStack(() -> {
                try {
                    check(main);
                    return Optional.<Throwable>empty();
                } catch (Throwable e) {
                    return Optional.of(e);
                }
            }).ifPresent(RewindTest::sneak)));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }

    private void check(Path main) throws IOException {
        Directives directives = Directives.of(main);
        Assumptions.assumeTrue(directives.mode().orElse("run").equals("run") && directives.skip("vm").isEmpty());
        Path in = Repo.sibling(main, ".in");
        byte[] input = Files.exists(in) ? Files.readAllBytes(in) : new byte[0];
        Path argsFile = Repo.sibling(main, ".args");
        List<String> args = new ArrayList<>(List.of(Repo.slashes(main)));
        if (Files.exists(argsFile)) args.addAll(Repo.read(argsFile).lines().toList());
        Path flags = Repo.sibling(main, ".flags");
        List<String> given = Files.exists(flags) ? Repo.read(flags).lines().toList() : List.of();
        CompileOptions compile = options(Repo.slashes(main), given);
        int quantum = given.indexOf("--schedule-quantum");
        directives.assumeNeeds();
        RunOptions options = new RunOptions(quantum < 0 ? 1000 : Long.parseLong(given.get(quantum + 1)), Optional.empty(), true,
            8 << 20, false, false);
        try (Compilation.Result result = Compilation.check(compile, out)) {
            assertTrue(result.program().isPresent(), "the program has errors");
            out.reset();
            ProgramStreams streams = new ProgramStreams(new ByteArrayInputStream(input), out, out);
            Execution execution = new Execution(result.program().orElseThrow(), result.linked().open(), options, args, streams);
            try (Timeline timeline = execution.timeline(Timeline.Options.DEFAULT)) {
                walk(timeline, new Random(main.getFileName().toString().hashCode()));
            }
        }
    }

    /// @param flags options of the command line; those that say how to run are not used here
    private static CompileOptions options(String main, List<String> flags) {
        CompileOptions standard = CompileOptions.of(main);
        CompileOptions.Limits usual = standard.limits();
        CompileOptions.Limits limits = new CompileOptions.Limits(usual.steps(), usual.memory(), usual.depth(),
            flags.contains("--ctfe-foreign"));
        return new CompileOptions(main, List.of(), "", standard.link(), true, true, false, limits, standard.warnings(),
            standard.errorLimit());
    }

    private void walk(Timeline timeline, Random random) {
        Stop.End end = assertInstanceOf(Stop.End.class, timeline.forward(Watch.NOTHING));
        Moment last = timeline.now();
        String text = out.toString();
        Map<Moment, Long> hashes = new HashMap<>();
        timeline.marks().forEach(m -> hashes.put(m.moment(), m.hash()));
        hashes.put(last, timeline.machine().stateHash());
        for (int i = 0; i < SEEKS; i++) {
            Moment to = i % 5 == 4 ? timeline.marks().get(random.nextInt(timeline.marks().size())).moment()
                : new Moment(random.nextLong(last.tick() + 1), random.nextInt(4));
            timeline.seek(to);
            if (i == SEEKS / 2) timeline.machine().interpretOnly();
            Moment at = timeline.now();
            long hash = timeline.machine().stateHash();
            Long before = hashes.putIfAbsent(at, hash);
            if (before != null) assertEquals(before, hash, "state at " + at);
        }
        for (Moment known : hashes.keySet().stream().limit(SEEKS).toList()) {
            timeline.seek(known);
            assertEquals(known, timeline.now());
            assertEquals(hashes.get(known), timeline.machine().stateHash(), "state at " + known);
        }
        stepAndJump(timeline, (int) Math.min(last.tick(), TICKS_STEPPED));
        timeline.seek(Moment.START);
        assertEquals(hashes.get(Moment.START), timeline.machine().stateHash(), "the start");
        assertEquals(end, timeline.forward(Watch.NOTHING), "the end again");
        assertEquals(last, timeline.now());
        assertEquals(hashes.get(last), timeline.machine().stateHash(), "the last state");
        assertEquals(text, out.toString(), "output is not repeated");
        assertTrue(timeline.bytes() < Timeline.Options.DEFAULT.memory() + (64 << 20), "memory of the history");
    }

    /// Going to each of the first ticks at once, in code that is hot by now, gives the states that single instructions give.
    private static void stepAndJump(Timeline timeline, int ticks) {
        timeline.seek(Moment.START);
        Vm vm = timeline.machine();
        Checkpoint start = vm.checkpoint();
        List<Long> hashes = new ArrayList<>(List.of(start.hash()));
        while (hashes.size() <= ticks && vm.step() != Pause.ENDED) {
            if (vm.scheduler().ticks() == hashes.size()) hashes.add(vm.stateHash());
        }
        for (int tick = 1; tick < hashes.size(); tick++) {
            vm.restore(start);
            vm.advance(tick);
            assertEquals(hashes.get(tick), vm.stateHash(), "state at " + tick);
        }
        vm.restore(start);
    }
}
