// Shows Java what the commands need.
package cpi.cli;

import cpi.driver.Compilation;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// Executes typical command lines without output, while Java records which classes they load and how they are linked
/// (`-XX:AOTCacheOutput`); the launcher starts it once for each build. Its argument is the root of the source tree.
public final class Training {
    private Training() {}

    public static void main(String[] args) {
        Console console = new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(),
            false, false);
        String examples = args[0] + "/examples/";
        List<List<String>> commands = List.of(
            List.of("--version"),
            List.of("check", examples + "hello.cpi"),
            List.of("check", args[0] + "/tests/errors/E0301/argument.cpi"),
            List.of("run", examples + "hello.cpi"),
            List.of("run", examples + "text/json.cpi"),
            List.of("test", examples + "hello.cpi"),
            List.of("explain", "E0301"));
        for (List<String> command : commands) Compilation.onBigStack(() -> Main.execute(command, console));
        System.exit(0);
    }
}
