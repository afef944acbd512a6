// Runs commands inside the test's own process.
package cpi.conformance;

import cpi.cli.Console;
import cpi.cli.Main;
import cpi.driver.Compilation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The `cpi` command line with captured streams.
public final class CommandLine {
    private CommandLine() {}

    /// What can be seen of a run from outside.
    public record Observation(String out, String err, int status) {}

    public static Observation run(List<String> args, byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream(input), out, err, false, false);
        int status = Compilation.onBigStack(() -> Main.execute(args, console));
        return new Observation(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), status);
    }

    public static Observation run(String... args) {
        return run(List.of(args), new byte[0]);
    }
}
