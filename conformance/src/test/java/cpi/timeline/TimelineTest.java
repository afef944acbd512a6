package cpi.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.diag.Bug;
import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.driver.Execution;
import cpi.driver.ProgramStreams;
import cpi.driver.Recordings;
import cpi.driver.RunOptions;
import cpi.driver.Version;
import cpi.engine.Journal;
import cpi.interp.Inspection;
import cpi.interp.Pause;
import cpi.interp.Vm;
import cpi.typed.CompileTimeFailure;
import cpi.typed.Global;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searching both ways finds exactly what single instructions show; changes start futures, and the old ones stay.
class TimelineTest {
    private static final String PROGRAM = """
        #import "thread";
        total: i64; cells: [4]i64;
        fn add(p: *i64, n: i64) none { ^p += n; }
        fn work(n: i64) i64 {
            sum := 0;
            for i: 0..n { cells[i mod 4] += i; if i mod 3 == 0 { add(&total, i); } sum += total; }
            return sum;
        }
        fn main() none {
            t := #async work(12);
            box := alloc!(i64)(2);
            for i: 0..9 { box[i mod 2] = i; thread.yield(); }
            println(t|join); println(total); println(box[0]);
        }
        """;

    private static final int MUTATIONS = 2_000;
    private static final int DEEP_MUTATIONS = 100;

    @TempDir
    Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Compilation.Result compilation;
    private CompileOptions options;
    private long memory = Timeline.Options.DEFAULT.memory();

    private void with(Consumer<Timeline> test) throws Exception {
        Path file = directory.resolve("main.cpi");
        Files.writeString(file, PROGRAM);
        options = CompileOptions.of(file.toString());
        try (Compilation.Result result = Compilation.onBigStack(() -> Compilation.check(options, out))) {
            compilation = result;
            ProgramStreams streams = new ProgramStreams(InputStream.nullInputStream(), out, out);
            RunOptions run = new RunOptions(7, Optional.empty(), true, 1 << 20, false, false);
            Execution execution = new Execution(result.program().orElseThrow(), result.linked().open(), run, List.of("main"), streams);
            try (Timeline timeline = execution.timeline(new Timeline.Options(memory))) {
                test.accept(timeline);
            }
        }
    }

    private static Set<Long> statements(Timeline timeline) {
        Set<Long> all = new HashSet<>();
        new Inspection(timeline.machine()).points().stream().filter(p -> !p.span().file().bundled()).forEach(p -> all.add(p.address()));
        return all;
    }

    private static long global(Timeline timeline, String name) {
        return new Inspection(timeline.machine()).statics().stream()
            .filter(s -> s.symbol() instanceof Global g && g.name().equals(name)).findFirst().orElseThrow().address();
    }

    /// The moments in front of the places, by single instructions from the start.
    private static List<Moment> bruteForce(Timeline timeline, Set<Long> places) {
        List<Moment> found = new ArrayList<>();
        timeline.seek(Moment.START);
        while (timeline.outcome().isEmpty()) {
            var thread = timeline.machine().scheduler().current();
            if (places.contains(thread.pc()) && !thread.isPending()) found.add(timeline.now());
            if (timeline.forward(Watch.NOTHING.at(places)) instanceof Stop.End) break;
        }
        return found;
    }

    @Test
    void goingBackMeetsWhatGoingForwardMeets() throws Exception {
        with(timeline -> {
            Set<Long> places = statements(timeline);
            List<Moment> forward = bruteForce(timeline, places);
            assertTrue(forward.size() > 50, "stops: " + forward.size());
            Moment end = timeline.now();
            for (int i = forward.size() - 1; i >= 0; i--) {
                assertInstanceOf(Stop.Hit.class, timeline.backward(Watch.NOTHING.at(places)));
                assertEquals(forward.get(i), timeline.now(), "stop " + i + " going back");
            }
            assertInstanceOf(Stop.Start.class, timeline.backward(Watch.NOTHING.at(places)));
            Random random = new Random(1);
            for (int i = 0; i < 40; i++) {
                Moment from = new Moment(random.nextLong(end.tick()), random.nextInt(6));
                timeline.seek(from);
                Moment at = timeline.now();
                Optional<Moment> expected = forward.reversed().stream().filter(m -> m.isBefore(at)).findFirst();
                assertEquals(expected.isPresent(), timeline.backward(Watch.NOTHING.at(places)) instanceof Stop.Hit);
                if (expected.isPresent()) assertEquals(expected.get(), timeline.now(), "back from " + at);
            }
        });
    }

    @Test
    void everyChangeOfAGlobalIsFoundBothWays() throws Exception {
        with(timeline -> {
            long total = global(timeline, "total");
            Vm vm = timeline.machine();
            Watch watch = Watch.NOTHING.data(total, 8, Watch.Access.CHANGE);
            List<Moment> behind = new ArrayList<>();
            while (timeline.forward(watch) instanceof Stop.Hit hit) {
                assertInstanceOf(Stop.Cause.Access.class, hit.cause());
                behind.add(timeline.now());
            }
            assertEquals(3, behind.size(), "0 + 3 + 6 + 9");
            for (int i = behind.size() - 1; i >= 0; i--) {
                assertInstanceOf(Stop.Hit.class, timeline.backward(watch));
                byte[] before = vm.memory().bytes(total, 8);
                Moment at = timeline.now();
                assertEquals(Pause.REACHED, timeline.divert((_, _) -> { }, machine -> {
                    Pause pause = machine.step();
                    assertNotEquals(before[0], machine.memory().bytes(total, 1)[0]);
                    return pause;
                }));
                assertEquals(at, timeline.now());
                assertTrue(at.isBefore(behind.get(i)));
            }
            assertInstanceOf(Stop.Start.class, timeline.backward(watch));
        });
    }

    @Test
    void aChangeStartsAFutureAndTheOldOneStays() throws Exception {
        with(timeline -> {
            long total = global(timeline, "total");
            timeline.forward(Watch.NOTHING);
            Moment end = timeline.now();
            long last = timeline.machine().stateHash();
            String text = out.toString();
            timeline.seek(new Moment(end.tick() / 3, 0));
            Moment fork = timeline.now();
            timeline.change(vm -> vm.memory().writeLong(total, 1_000));
            timeline.forward(Watch.NOTHING);
            assertTrue(out.toString().substring(text.length()).contains("10"), out.toString());
            assertEquals(2, timeline.futures().size());
            timeline.seek(Moment.START);
            timeline.seek(fork);
            assertEquals(1_000, cpi.engine.Raw.getLong(total));
            int written = out.size();
            assertTrue(timeline.switchTo(0));
            timeline.forward(Watch.NOTHING);
            assertEquals(end, timeline.now());
            assertEquals(last, timeline.machine().stateHash(), "the original future");
            assertEquals(written, out.size(), "output is not repeated");
        });
    }

    /// Each change is made in the future that the one before began. With next to no memory they lose their states, but not themselves.
    @Test
    void futuresThatOthersWereMadeOfStay() throws Exception {
        memory = 1;
        with(timeline -> {
            long total = global(timeline, "total");
            timeline.forward(Watch.NOTHING);
            List<Moment> ends = new ArrayList<>(List.of(timeline.now()));
            List<Long> hashes = new ArrayList<>(List.of(timeline.machine().stateHash()));
            List<Moment> forks = new ArrayList<>();
            for (int i = 1; i < 6; i++) {
                timeline.seek(new Moment(10 * i, 0));
                forks.add(timeline.now());
                int value = 1_000 * i;
                timeline.change(vm -> vm.memory().writeLong(total, value));
                timeline.forward(Watch.NOTHING);
                ends.add(timeline.now());
                hashes.add(timeline.machine().stateHash());
            }
            assertEquals(6, new HashSet<>(hashes).size());
            assertEquals(6, timeline.futures().size());
            for (int i = 4; i >= 0; i--) {
                timeline.seek(new Moment(10 * i + 9, 0));
                timeline.settle();
                assertTrue(timeline.now().isBefore(forks.get(i)));
                timeline.forward(Watch.NOTHING);
                assertEquals(ends.get(i), timeline.now(), "end of future " + i);
                assertEquals(hashes.get(i), timeline.machine().stateHash(), "last state of future " + i);
            }
            for (int i : List.of(3, 0, 5, 1, 4, 2)) {
                assertTrue(timeline.switchTo(i));
                timeline.seek(ends.get(i));
                assertEquals(hashes.get(i), timeline.machine().stateHash(), "last state of future " + i);
            }
        });
    }

    /// What nothing was made of is given up when there is no memory for it.
    @Test
    void futuresBesideTheCurrentOneAreGivenUp() throws Exception {
        memory = 1;
        with(timeline -> {
            long total = global(timeline, "total");
            timeline.forward(Watch.NOTHING);
            long hash = timeline.machine().stateHash();
            for (int i = 1; i < 5; i++) {
                timeline.seek(new Moment(30 - i, 0));
                timeline.settle();
                int value = 1_000 * i;
                timeline.change(vm -> vm.memory().writeLong(total, value));
                timeline.forward(Watch.NOTHING);
            }
            assertEquals(List.of(0, 4), timeline.futures().stream().map(Branches.Future::number).toList());
            assertFalse(timeline.switchTo(2));
            assertTrue(timeline.switchTo(0));
            timeline.forward(Watch.NOTHING);
            assertEquals(hash, timeline.machine().stateHash());
        });
    }

    @Test
    void recordingsRepeatTheRunAndDamagedOnesAreRefused() throws Exception {
        String file = directory.resolve("run.cpr").toString();
        RunOptions run = new RunOptions(7, Optional.empty(), true, 1 << 20, false, false);
        List<Object> seen = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        with(timeline -> {
            timeline.forward(Watch.NOTHING);
            seen.addAll(List.of(timeline.now(), timeline.machine().stateHash()));
            files.add(recorded(timeline, run));
        });
        byte[] bytes = files.getFirst();
        assertTrue(bytes.length < 1 << 20, "bytes: " + bytes.length);
        ProgramStreams streams = new ProgramStreams(InputStream.nullInputStream(), out, out);
        Recordings.write(file, bytes);
        try (Recordings.Opened opened = Recordings.open(file, streams, Timeline.Options.DEFAULT, false)) {
            opened.timeline().forward(Watch.NOTHING);
            assertEquals(seen, List.of(opened.timeline().now(), opened.timeline().machine().stateHash()));
        }
        long start = System.nanoTime();
        for (int i = 0; i < MUTATIONS; i++) refused(file, mutated(bytes, new Random(i)), streams);
        assertTrue(System.nanoTime() - start < 60_000_000_000L, "opening damaged files takes long");
    }

    private byte[] recorded(Timeline timeline, RunOptions run) {
        try {
            return Recordings.record(timeline, compilation, options, run, List.of("main"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(String file, byte[] bytes, ProgramStreams streams) throws Exception {
        Recordings.write(file, bytes);
        Recordings.Refused e = assertThrows(Recordings.Refused.class,
            () -> Recordings.open(file, streams, Timeline.Options.DEFAULT, false).close());
        assertTrue(e.getMessage().matches("[ -~…]+"), e.getMessage());
    }

    /// Cut, with flipped bits, with other bytes, with parts twice or not at all.
    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] bad = bytes.clone();
        int from = random.nextInt(bytes.length);
        int to = from + 1 + random.nextInt(Math.min(bytes.length - from, 200));
        switch (random.nextInt(6)) {
            case 0 -> bad = Arrays.copyOf(bytes, from);
            case 1 -> bad[from] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bad[random.nextInt(40)] ^= (byte) (1 + random.nextInt(255));
            case 3 -> bad = joined(bytes, to, from);
            case 4 -> bad = joined(bytes, from, to);
            default -> {
                for (int k = 0; k < 8; k++) bad[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
        }
        return bad;
    }

    /// The bytes up to one position, and those from another one on.
    private static byte[] joined(byte[] bytes, int upTo, int from) {
        byte[] result = Arrays.copyOf(bytes, upTo + bytes.length - from);
        System.arraycopy(bytes, from, result, upTo, bytes.length - from);
        return result;
    }

    /// Contents that are damaged although the check sum is right.
    @Test
    void recordingsWithOtherContentsAreRefusedOrEndSomehow() throws Exception {
        String file = directory.resolve("run.cpr").toString();
        RunOptions run = new RunOptions(7, Optional.empty(), true, 1 << 20, false, false);
        List<byte[]> files = new ArrayList<>();
        with(timeline -> {
            timeline.forward(Watch.NOTHING);
            files.add(recorded(timeline, run));
        });
        Recording whole = Recording.ofFile(files.getFirst(), Version.TEXT);
        ProgramStreams streams = new ProgramStreams(InputStream.nullInputStream(), out, out);
        for (int i = 0; i < DEEP_MUTATIONS; i++) {
            Random random = new Random(i);
            byte[] program = whole.program().clone();
            // Numbers of options, of files and of imports stand in the beginning; what lies behind are mostly sources.
            int end = i % 2 == 0 ? 150 : program.length;
            for (int k = 0; k < 1 + random.nextInt(3); k++) program[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
            Recording bad = new Recording(program, whole.fingerprint(), journal(random), random.nextInt(5),
                new Moment(random.nextLong(200), random.nextInt(5)), random.nextBoolean());
            Recordings.write(file, bad.toFile(Version.TEXT));
            Compilation.onBigStack(() -> {
                try (Recordings.Opened opened = Recordings.open(file, streams, new Timeline.Options(1 << 20), true)) {
                    opened.timeline().seek(new Moment(200, 0));
                } catch (Recordings.Refused | Journal.Damaged e) {
                    assertFalse(e.getMessage().isEmpty());
                } catch (Bug | CompileTimeFailure e) {
                    // Among the sources is the library, and a forged one can ask for what no machine has; that is told as a defect.
                    assertFalse(String.valueOf(e.getMessage()).isEmpty());
                }
                return true;
            });
        }
    }

    private static byte[] journal(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 0 : random.nextInt(30)];
        random.nextBytes(bytes);
        return bytes;
    }
}
