// The front end once it is warm: lines per second for each file given, checked many times in one process, and what one small
// compile-time evaluation costs. Started by bench/frontend with the compiler's jar on the class path.

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
        evaluations();
    }

    /// The difference between a file with many constants that a small function computes, and the same without them.
    private static void evaluations() throws IOException {
        int count = 1000;
        int rounds = 40;
        Path folder = Files.createTempDirectory("cpi-bench");
        Path none = Files.writeString(folder.resolve("none.cpi"), constants(0));
        Path many = Files.writeString(folder.resolve("many.cpi"), constants(count));
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            double base = Compilation.onBigStack(() -> checkOnce(none.toString()));
            seconds[i] = Compilation.onBigStack(() -> checkOnce(many.toString())) - base;
        }
        for (Path file : new Path[] {none, many, folder}) Files.delete(file);
        Arrays.sort(seconds);
        System.out.printf("small evaluation: %.0f us best, %.0f us median%n", seconds[0] / count * 1e6, seconds[rounds / 2] / count * 1e6);
    }

    private static String constants(int count) {
        StringBuilder text = new StringBuilder("fn small(n: i64) i64 { sum := 0; for k: 0..10 { sum += k * n; } return sum; }\n");
        for (int i = 0; i < count; i++) text.append("C").append(i).append(" ::= small(").append(i).append(");\n");
        return text.append("fn main() none { }\n").toString();
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
