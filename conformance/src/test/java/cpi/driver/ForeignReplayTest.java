// Runs that call C, repeated from their journal.
package cpi.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.conformance.Directives;
import cpi.conformance.Repo;
import cpi.engine.Journal;
import cpi.engine.JournalHost;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.SystemHost;
import cpi.interp.Checkpoint;
import cpi.interp.Vm;
import cpi.ir.Lowering;
import cpi.typed.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A run is determined by its journal: it can be repeated after its libraries have been closed, stops anywhere, callbacks of C
/// included, and has the same states. rules: M9, M10.3, T11.4
class ForeignReplayTest {
    /// So small that the pauses fall into callbacks.
    private static final int STEP = 3;
    private static final int CHECKPOINTS = 40;

    @TestFactory
    Stream<DynamicTest> programs() {
        return Stream.of("tests/run/foreign", "examples/c").flatMap(d -> Repo.files(d, ".cpi").stream()).filter(Repo::wanted)
            .map(f -> DynamicTest.dynamicTest(Repo.slashes(f), f.toAbsolutePath().toUri(), () -> repeat(f, List.of())));
    }

    /// @param dirs the directories of `-L`
    static void repeat(Path file, List<String> dirs) {
        Directives.of(file).assumeNeeds();
        CompileOptions defaults = CompileOptions.of(Repo.slashes(file));
        LinkOptions link = new LinkOptions(dirs, "", LinkOptions.Use.RUN, Machine.host());
        CompileOptions options = new CompileOptions(defaults.main(), List.of(), "", link, true, true, false, defaults.limits(),
            defaults.warnings(), defaults.errorLimit());
        Optional<Throwable> failure = Compilation.onBigStack(() -> {
            try (Compilation.Result checked = Compilation.check(options, OutputStream.nullOutputStream())) {
                assertTrue(checked.program().isPresent(), "the program has errors");
                repeat(checked.program().get(), checked.linked().open());
                return Optional.empty();
            } catch (Throwable e) {
                return Optional.of(e);
            }
        });
        if (failure.isPresent()) throw new AssertionError(failure.get().getMessage(), failure.get());
    }

    private static void repeat(Program program, OpenLibraries libraries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Memory memory = Memory.forProgram();
        try {
            SystemHost world = new SystemHost(new ByteArrayInputStream(new byte[0]), out, out, false, List.of("program"), true);
            Lowering lowering = new Lowering(program.types(), program.layout(), program.context());
            ProgramImage image = new ProgramImage(lowering, program.context(), program.library(), libraries, false);
            Vm vm = new Vm(Vm.Options.forProgram(), image, program.layout(), memory, new JournalHost(world, new Journal()));
            vm.link(List.of(program.main().orElseThrow()));
            vm.start(List.of(program.main().orElseThrow()));
            Checkpoint start = vm.checkpoint();
            Outcome outcome = vm.run();
            long hash = vm.stateHash();
            byte[] output = out.toByteArray();
            libraries.close();
            inOneGo(vm, start, outcome, hash);
            inSteps(vm, start, outcome, hash);
            assertEquals(new String(output), out.toString(), "a repeated run writes nothing");
        } finally {
            memory.close();
        }
    }

    private static void inOneGo(Vm vm, Checkpoint start, Outcome outcome, long hash) {
        vm.restore(start);
        assertEquals(outcome, vm.run(), "outcome of the repeated run");
        assertEquals(hash, vm.stateHash(), "last state of the repeated run");
    }

    /// Pauses every few ticks, and then goes back to some of the pauses.
    private static void inSteps(Vm vm, Checkpoint start, Outcome outcome, long hash) {
        List<Checkpoint> pauses = new ArrayList<>();
        vm.restore(start);
        Optional<Outcome> end = Optional.empty();
        for (long tick = vm.scheduler().ticks() + STEP; end.isEmpty(); tick += STEP) {
            end = vm.runTo(tick);
            if (end.isEmpty() && (pauses.size() < CHECKPOINTS || tick % 97 == 0)) pauses.add(vm.checkpoint());
        }
        assertEquals(outcome, end.get(), "outcome of the run in steps");
        assertEquals(hash, vm.stateHash(), "last state of the run in steps");
        for (int i = pauses.size() - 1; i >= 0; i -= Math.max(1, pauses.size() / 5)) {
            vm.restore(pauses.get(i));
            assertEquals(outcome, vm.run(), "outcome from pause " + i);
            assertEquals(hash, vm.stateHash(), "last state from pause " + i);
        }
    }
}
