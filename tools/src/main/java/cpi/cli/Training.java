// Shows Java what the commands need.
package cpi.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// Executes typical command lines without output, while Java records which classes they load and how they are linked
/// (`-XX:AOTCacheOutput`); the launcher starts it. Its arguments are the root of the source tree and, if LLVM is installed, the
/// name of a file to make.
public final class Training {
    private Training() {}

    public static void main(String[] args) throws IOException {
        Console console = new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(),
            false, false);
        String examples = args[0] + "/examples/";
        List<List<String>> commands = new ArrayList<>(List.of(
            List.of("--version"),
            List.of("check", examples + "hello.cpi"),
            List.of("check", args[0] + "/tests/errors/E0301/argument.cpi"),
            List.of("run", examples + "hello.cpi"),
            List.of("run", examples + "text/json.cpi"),
            List.of("test", examples + "hello.cpi"),
            List.of("explain", "E0301")));
        if (args.length > 1) {
            String output = args[1];
            for (String level : List.of("none", "default")) {
                commands.add(List.of("build", "-O", level, "--emit", "obj", examples + "text/json.cpi", "-o", output));
                commands.add(List.of("build", "-O", level, "--emit", "obj", examples + "threads/counter.cpi", "-o", output));
            }
            commands.add(List.of("build", "-O", "none", examples + "text/json.cpi", "-o", output));
            // A file that no earlier build has seen. The second time the program is in the cache.
            String hello = output + ".cpi";
            Files.copy(Path.of(examples + "hello.cpi"), Path.of(hello), StandardCopyOption.REPLACE_EXISTING);
            for (int i = 0; i < 2; i++) {
                commands.add(List.of("build", "-O", "none", hello, "-o", output));
                commands.add(List.of("build", hello, "-o", output));
                commands.add(List.of("run", "--native", hello));
            }
        }
        for (List<String> command : commands) Main.run(command, console);
        System.exit(0);
    }
}
