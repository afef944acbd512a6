// What `build` and `run --native` have in common.
package cpi.cli;

import cpi.diag.Problem;
import cpi.diag.Report;
import cpi.driver.BuildCache;
import cpi.driver.Compilation;
import cpi.driver.Machine;
import cpi.driver.NativeBuild;
import cpi.driver.NativeOptions;
import cpi.llvm.OptLevel;
import cpi.toolchain.Target;
import cpi.toolchain.Toolchain;
import cpi.toolchain.ToolchainException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One program that shall become native code.
///
/// @param version tells this build of cpi from others; empty if it is not known, then programs are not kept
record NativeJob(Arguments arguments, Settings settings, NativeOptions options, NativeBuild build, Toolchain toolchain, String version,
                 Console console) {
    /// The variables that decide what a program becomes.
    private static final List<String> ENVIRONMENT = List.of("CPI_IMPORT_PATH", "CPI_LINK_PATH", "CPI_LLVM", "CC");

    /// @param settings with a main file whose `main` may be missing if a library is made
    static NativeJob of(Arguments arguments, Settings settings, Console console) throws ToolchainException {
        Toolchain toolchain = new Toolchain(System.getenv(), console.home(), console::nowDoing);
        String version = console.version();
        return new NativeJob(arguments, settings, options(arguments), new NativeBuild(toolchain, version), toolchain, version, console);
    }

    private static NativeOptions options(Arguments arguments) throws ToolchainException {
        Optional<String> triple = arguments.value(Option.TARGET);
        Target target = triple.isPresent() ? target(triple.get()) : Target.host();
        boolean isHost = triple.isEmpty() || target.equals(Target.host());
        OptLevel level = switch (arguments.word(Option.OPTIMISE, "default")) {
            case "none" -> OptLevel.NONE;
            case "fast" -> OptLevel.FAST;
            default -> OptLevel.DEFAULT;
        };
        boolean nativeCpu = arguments.word(Option.CPU, "generic").equals("native");
        if (nativeCpu && !isHost) throw new UsageError("`--cpu native` is only for the machine that cpi runs on");
        NativeOptions.Form form = switch (arguments.word(Option.EMIT, "")) {
            case "llvm" -> NativeOptions.Form.LLVM;
            case "llvm-opt" -> NativeOptions.Form.OPTIMISED_LLVM;
            case "asm" -> NativeOptions.Form.ASSEMBLY;
            case "obj" -> NativeOptions.Form.OBJECT;
            default -> NativeOptions.Form.LINKED;
        };
        if (arguments.has(Option.CC) && !isHost) throw new UsageError("`--cc` links for the machine that cpi runs on");
        if (form == NativeOptions.Form.LINKED && !isHost && target.machine().isElf()) {
            throw new UsageError("programs are linked for this machine only; `--emit obj` makes an object file for " + target.triple());
        }
        return new NativeOptions(target, level, nativeCpu, form, arguments.has(Option.SHARED), arguments.has(Option.CC));
    }

    /// What libraries must be for, and the facts that programs know of what they run on.
    static Machine machine(Arguments arguments) {
        return arguments.value(Option.TARGET).map(triple -> NativeBuild.machine(target(triple))).orElseGet(Machine::host);
    }

    private static Target target(String triple) {
        try {
            return Target.parse(triple);
        } catch (ToolchainException e) {
            throw new UsageError(e.getMessage());
        }
    }

    /// Gives a program from the cache or makes it there; empty if problems have been reported.
    Optional<BuildCache.Entry> inCache(String fileName) throws ToolchainException {
        BuildCache cache = new BuildCache(toolchain.cache(), description());
        // What C functions give at compile time may be something else the next time.
        boolean isKept = !version.isEmpty() && !arguments.has(Option.CTFE_FOREIGN);
        if (isKept) {
            Optional<BuildCache.Entry> known = cache.find();
            if (known.isPresent()) {
                console.err(new String(known.get().messages(), StandardCharsets.UTF_8));
                return known;
            }
        }
        Copy messages = new Copy(console.streams().err());
        Console copying = console.withError(messages);
        try (Compilation.Result checked = settings.check(console, messages)) {
            Diagnostics.print(checked.report(), settings, copying);
            if (checked.program().isEmpty()) return Optional.empty();
            Path program = cache.newProgram(fileName);
            if (!make(checked, program)) return Optional.empty();
            BuildCache.Entry made = new BuildCache.Entry(program, messages.bytes(), checked.inputs().present());
            if (isKept) cache.add(made, checked.inputs());
            cache.prune();
            return Optional.of(made);
        }
    }

    /// The text that the options ask for.
    byte[] translate(Compilation.Result checked) throws ToolchainException {
        try (StatusLine.Work _ = compiling()) {
            return build.translate(checked, options);
        }
    }

    private StatusLine.Work compiling() {
        return console.during("compiling " + settings.compile().main());
    }

    /// Makes a file; problems are reported.
    boolean make(Compilation.Result checked, Path output) throws ToolchainException {
        List<Problem> problems;
        try (StatusLine.Work _ = compiling()) {
            problems = build.build(checked, options, output);
        }
        Report report = Report.of(problems, checked.files(), settings.compile().warnings(), settings.compile().errorLimit());
        Diagnostics.print(report, settings, console);
        return report.errors() == 0;
    }

    /// Everything but files that the program depends on.
    private String description() {
        StringBuilder text = new StringBuilder("cpi " + version + "\n");
        text.append(Path.of("").toAbsolutePath()).append('\n').append(settings.compile().main()).append('\n');
        for (Arguments.Given given : arguments.given()) {
            if (given.option() != Option.OUTPUT) text.append(given.option().spelling()).append(given.value()).append('\n');
        }
        text.append(settings.colour()).append('\n');
        for (String variable : ENVIRONMENT) text.append(console.environment(variable)).append('\n');
        return text.toString();
    }

    /// A stream that is written to and remembered.
    private static final class Copy extends OutputStream {
        private final OutputStream target;
        private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

        Copy(OutputStream target) {
            this.target = target;
        }

        byte[] bytes() {
            return copy.toByteArray();
        }

        @Override
        public void write(int b) throws IOException {
            target.write(b);
            copy.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            target.write(bytes, offset, count);
            copy.write(bytes, offset, count);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}
