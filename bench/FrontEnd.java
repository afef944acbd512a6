// Lines per second of the front end once it is warm: checks each file given many times in one process.
// Started by bench/frontend with the compiler's jar on the class path.

import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

final class FrontEnd {
    public static void main(String[] files) throws IOException {
        System.out.printf("%10s %14s %14s%n", "lines", "best lines/s", "median lines/s");
        for (String file : files) {
            long lines = Files.readString(Path.of(file)).lines().count();
            int rounds = (int) Math.clamp(1_500_000 / Math.max(lines, 1), 12, 300);
            double[] seconds = new double[rounds];
            for (int i = 0; i < rounds; i++) seconds[i] = Compilation.onBigStack(() -> checkOnce(file));
            Arrays.sort(seconds);
            System.out.printf("%10d %14.0f %14.0f%n", lines, lines / seconds[0], lines / seconds[rounds / 2]);
        }
    }

    /// Processor seconds of one check, on the thread that runs it.
    private static double checkOnce(String file) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try (Compilation.Result result = Compilation.check(CompileOptions.of(file), OutputStream.nullOutputStream())) {
            if (result.report().errors() > 0) throw new IllegalStateException(file + " has errors");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
