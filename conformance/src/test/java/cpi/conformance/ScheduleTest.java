// Schedules that are chosen by a seed.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two threads take two mutexes in opposite order and print the virtual clock, which counts ticks: whether they block each other
/// depends on the schedule, and the schedule on the seed only.
class ScheduleTest {
    // rules: T11.2, T11.5, T12
    private static final String PROGRAM = "tests/cli/programs/modules/crossing.cpi";
    private static final int SEEDS = 50;
    private static final String DEADLOCK = """
        panic[P13]: deadlock: all 2 threads are blocked
          thread 0 waits for mutex `b`, owned by thread 1, at PROGRAM:15:9
            holds `a`, locked at PROGRAM:13:5
          thread 1 waits for mutex `a`, owned by thread 0, at PROGRAM:8:9
            holds `b`, locked at PROGRAM:6:5
        """.replace("PROGRAM", PROGRAM);

    @Test
    void aSeedDeterminesTheRun() {
        Set<CommandLine.Observation> different = new HashSet<>();
        int deadlocks = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            CommandLine.Observation first = run(seed);
            assertEquals(first, run(seed), "seed " + seed);
            boolean deadlock = first.status() == 101;
            assertEquals(deadlock ? DEADLOCK : "", first.err(), "seed " + seed);
            assertEquals(deadlock ? 101 : 0, first.status(), "seed " + seed);
            assertEquals(!deadlock, first.out().contains("\nend at "), "seed " + seed);
            if (deadlock) deadlocks++;
            different.add(first);
        }
        assertTrue(deadlocks > 0 && deadlocks < SEEDS, "seeds that end in a deadlock: " + deadlocks);
        assertTrue(different.size() > 5, "different runs: " + different.size());
    }

    private static CommandLine.Observation run(int seed) {
        String number = String.valueOf(seed);
        return CommandLine.run(List.of("run", "--virtual-time", "--schedule-quantum", "4", "--schedule-seed", number, PROGRAM),
            new byte[0]);
    }
}
