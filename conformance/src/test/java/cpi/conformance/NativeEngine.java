// Makes and runs native programs inside the test's own process.
package cpi.conformance;

import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.driver.LinkOptions;
import cpi.driver.Machine;
import cpi.driver.NativeBuild;
import cpi.driver.NativeOptions;
import cpi.llvm.OptLevel;
import cpi.toolchain.Progress;
import cpi.toolchain.Target;
import cpi.toolchain.Toolchain;
import cpi.toolchain.ToolchainException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One toolchain for all tests of a class, and threads on which programs are made while earlier ones are compared.
final class NativeEngine implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;
    private static final String FOREIGN = "--ctfe-foreign";

    private final Target target;
    private final NativeBuild build;
    private final ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /// For this machine.
    NativeEngine() throws ToolchainException {
        this(Target.host());
    }

    NativeEngine(Target target) throws ToolchainException {
        this.target = target;
        Toolchain toolchain = new Toolchain(System.getenv(), Optional.of(Path.of("").toAbsolutePath()), Progress.SILENT);
        toolchain.llvm();
        build = new NativeBuild(toolchain, "");
    }

    ExecutorService workers() {
        return workers;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    /// Checks a program for building; the result is for [#make].
    ///
    /// @param flags options of the command line that mean something to native code, or nothing to its output
    static Compilation.Result check(String main, List<String> flags) {
        return check(main, flags, Machine.host());
    }

    /// Checks a program of which only exports are called.
    static Compilation.Result checkLibrary(String main, Machine machine) {
        return check(main, List.of(), machine, false);
    }

    static Compilation.Result check(String main, List<String> flags, Machine machine) {
        return check(main, flags, machine, true);
    }

    private static Compilation.Result check(String main, List<String> flags, Machine machine, boolean needMain) {
        CompileOptions standard = CompileOptions.of(main);
        List<String> others = flags.stream().filter(f -> !f.equals(FOREIGN) && !f.startsWith("-W")).toList();
        if (!others.isEmpty()) throw new AssertionError("options for the virtual machine: " + others);
        CompileOptions.Limits usual = CompileOptions.Limits.DEFAULT;
        CompileOptions.Limits limits = new CompileOptions.Limits(usual.steps(), usual.memory(), usual.depth(), flags.contains(FOREIGN));
        LinkOptions link = new LinkOptions(List.of(), "", LinkOptions.Use.BUILD, machine);
        CompileOptions options = new CompileOptions(main, List.of(), "", link, true, needMain, false, limits, standard.warnings(),
            standard.errorLimit());
        return Compilation.onBigStack(() -> Compilation.check(options, OutputStream.nullOutputStream()));
    }

    /// Makes a program of a checked one; the message of a failure is thrown.
    void make(Compilation.Result checked, OptLevel level, Path output) {
        make(checked, NativeOptions.program(target, level), output);
    }

    void make(Compilation.Result checked, NativeOptions options, Path output) {
        String problems = Compilation.onBigStack(() -> {
            try {
                return build.build(checked, options, output).toString();
            } catch (ToolchainException e) {
                return e.getMessage();
            }
        });
        if (!problems.equals("[]")) throw new AssertionError(problems);
    }

    /// Runs a program in the root of the repository.
    static CommandLine.Observation run(Path program, List<String> args, byte[] input) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(args);
        Path in = Files.write(program.resolveSibling(program.getFileName() + ".in"), input);
        Path out = program.resolveSibling(program.getFileName() + ".out");
        Path err = program.resolveSibling(program.getFileName() + ".err");
        Process process = new ProcessBuilder(command).redirectInput(in.toFile()).redirectOutput(out.toFile())
            .redirectError(err.toFile()).start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) process.destroyForcibly().waitFor();
        String messages = text(err) + (ended ? "" : "(does not end)\n");
        return new CommandLine.Observation(text(out), messages, process.exitValue());
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
