package cpi.cli;

import cpi.driver.BuildCache;
import cpi.driver.Compilation;
import cpi.driver.LinkOptions;
import cpi.driver.NativeOptions;
import cpi.toolchain.CacheDirectory;
import cpi.toolchain.TemporaryPaths;
import cpi.toolchain.ToolchainException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// `cpi build FILE [-o OUT]`: makes a native program, library, object or text.
final class BuildCommand implements Command {
    private static final int ERROR = 1;
    private static final String STANDARD_OUTPUT = "-";

    @Override
    public String name() {
        return "build";
    }

    @Override
    public String synopsis() {
        return "[options] FILE [-o OUT]";
    }

    @Override
    public String summary() {
        return "make a native program";
    }

    @Override
    public int execute(List<String> args, Console console) {
        Arguments arguments = Arguments.parse(name(), args, false);
        LinkOptions.Use use = arguments.has(Option.EMIT) ? LinkOptions.Use.CHECK : LinkOptions.Use.BUILD;
        Settings settings = Settings.of(arguments, arguments.onlyFile(), !arguments.has(Option.SHARED), use, console);
        try {
            return execute(NativeJob.of(arguments, settings, console));
        } catch (ToolchainException e) {
            console.err("cpi: " + e.getMessage() + "\n");
            return ERROR;
        }
    }

    private static int execute(NativeJob job) throws ToolchainException {
        String source = job.settings().compile().main();
        Optional<String> named = job.arguments().value(Option.OUTPUT);
        Path output = Path.of(named.orElseGet(() -> defaultName(source, job.options())));
        keep(List.of(Path.of(source)), output);
        if (job.options().form() == NativeOptions.Form.LINKED && !job.version().isEmpty()) {
            Optional<BuildCache.Entry> program = job.inCache(output.getFileName().toString());
            if (program.isEmpty()) return ERROR;
            keep(program.get().inputs(), output);
            return copy(program.get().program(), output);
        }
        try (Compilation.Result checked = job.settings().check(job.console(), job.console().streams().err())) {
            Diagnostics.print(checked.report(), job.settings(), job.console());
            if (checked.program().isEmpty()) return ERROR;
            keep(checked.inputs().present(), output);
            if (!output.toString().equals(STANDARD_OUTPUT)) return job.make(checked, output) ? 0 : ERROR;
            if (job.options().form() == NativeOptions.Form.OBJECT) throw new UsageError("an object file needs a name: `-o FILE`");
            job.console().out(new String(job.translate(checked), StandardCharsets.UTF_8));
            return 0;
        }
    }

    private static String defaultName(String source, NativeOptions options) {
        String name = Path.of(source).getFileName().toString();
        if (name.endsWith(".cpi")) name = name.substring(0, name.length() - ".cpi".length());
        return switch (options.form()) {
            case LLVM, OPTIMISED_LLVM -> name + ".ll";
            case ASSEMBLY -> name + ".s";
            case OBJECT -> name + ".o";
            case LINKED -> !options.target().machine().isElf() ? name + ".wasm" : options.shared() ? "lib" + name + ".so" : name;
        };
    }

    /// Nothing that the program is made from is replaced by it.
    private static void keep(List<Path> inputs, Path output) {
        if (!Files.isRegularFile(output)) return;
        for (Path input : inputs) {
            if (isSame(output, input)) throw new UsageError("the output would replace `" + output + "`; name another with `-o`");
        }
    }

    private static boolean isSame(Path output, Path source) {
        try {
            return Files.exists(output) && Files.isSameFile(output, source);
        } catch (IOException e) {
            return false;
        }
    }

    /// Puts a program from the cache where it is wanted.
    private static int copy(Path program, Path output) throws ToolchainException {
        String problem = "cannot write `" + output + "`: ";
        if (Files.isDirectory(output)) throw new ToolchainException(problem + "it is a directory");
        try {
            if (Files.exists(output) && !Files.isRegularFile(output)) {
                // A device or a pipe is written to, not replaced.
                try (OutputStream out = Files.newOutputStream(output)) {
                    Files.copy(program, out);
                }
                return 0;
            }
            Path folder = Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(Path.of("/"));
            Path temporary = TemporaryPaths.file(folder, "." + output.getFileName(), ".tmp");
            try {
                Files.copy(program, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return 0;
        } catch (IOException e) {
            throw new ToolchainException(problem + CacheDirectory.reason(e));
        }
    }
}
