// One run of the front end, from the main file's path to a checked program or a list of problems.
package cpi.driver;

import cpi.diag.Bug;
import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Problems;
import cpi.diag.Report;
import cpi.diag.Suggest;
import cpi.diag.WarningOptions;
import cpi.sema.CompileTime;
import cpi.sema.Options;
import cpi.sema.Sema;
import cpi.sema.Snippets;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Checks a program. Whatever the input, the result is a report: defects of the compiler itself become E1001 (D2.5).
public final class Compilation {
    /// Deep input is limited to 500 levels by the parser, and instances and evaluations by their own limits; this stack is
    /// large enough for all of them together.
    private static final long STACK_BYTES = 512L << 20;
    private static final long SMALLEST_STACK_BYTES = 32L << 20;

    private Compilation() {}

    /// @param program present if there was no error
    /// @param linked its libraries
    /// @param report all problems, sorted and filtered, warnings included
    /// @param imports how each import was resolved, as `--explain-imports` prints it (M12)
    /// @param files the loaded files in load order
    /// @param sources all answers to the question for files, for a recording
    /// @param snippets checks further expressions in the program, as debuggers evaluate them; present if the program is
    /// @param inputs what was read and looked for
    /// @param evaluations what was evaluated at compile time, for debuggers
    /// @param release gives back the memory of compile-time evaluation; run by [#close], when the program has run
    public record Result(Optional<Program> program, Linked linked, Report report, String imports, List<SourceFile> files,
                         SourceArchive sources, Optional<Snippets> snippets, Inputs inputs, Evaluations evaluations, Runnable release)
            implements AutoCloseable {
        @Override
        public void close() {
            linked.close();
            release.run();
        }
    }

    /// Checks the program of `options.main()`.
    ///
    /// @param output takes what the program prints at compile time (C6.3)
    public static Result check(CompileOptions options, OutputStream output) {
        return check(options, output, files -> files.loadMain(options.main()));
    }

    /// Checks the runtime of native programs for a machine, whose main file is bundled (docs/runtime.md). It has no `main`, only exports.
    public static Result checkRuntime(Machine machine, OutputStream output) {
        String module = machine.equals(Machine.WASM32) ? BundledLibrary.WASM_START : BundledLibrary.NATIVE_START;
        CompileOptions defaults = CompileOptions.of(ModuleFinder.bundledName(module));
        LinkOptions link = LinkOptions.of(LinkOptions.Use.CHECK);
        CompileOptions options = new CompileOptions(defaults.main(), List.of(), "", link, true, false, true, defaults.limits(),
            defaults.warnings(), defaults.errorLimit());
        return check(options, output, files -> files.bundled(module));
    }

    private interface MainFile {
        SourceFile load(ModuleFinder files) throws IOException;
    }

    /// Checks a program whose sources are in an archive.
    static Result check(CompileOptions options, OutputStream output, SourceArchive archive) {
        return check(options, output, _ -> archive.main(), Optional.of(archive));
    }

    private static Result check(CompileOptions options, OutputStream output, MainFile mainFile) {
        return check(options, output, mainFile, Optional.empty());
    }

    private static Result check(CompileOptions options, OutputStream output, MainFile mainFile, Optional<SourceArchive> archive) {
        List<Evaluator> engines = new ArrayList<>();
        Evaluations evaluations = new Evaluations();
        ModuleFinder files = new ModuleFinder(options);
        CompileTime.Factory compileTime = (types, layout, context, library) -> {
            OpenLibraries libraries = OpenLibraries.onDemand(files.linkPath(), options.link());
            engines.add(new Evaluator(options.limits(), types, layout, context, library, libraries, output, evaluations));
            return engines.getLast();
        };
        Problems problems = new Problems();
        Optional<Sema.Result> program = Optional.empty();
        Optional<SourceArchive> sources = Optional.empty();
        reportOptions(options, files, problems);
        try {
            SourceFile main = mainFile.load(files);
            Options checks = new Options(options.prelude(), options.needMain(), options.checkLibrary());
            SourceArchive asked = archive.orElseGet(() -> SourceArchive.of(files, main));
            sources = Optional.of(asked);
            program = guarded(problems, () -> Sema.check(main, asked, compileTime, problems, checks));
        } catch (IOException e) {
            String text = "cannot read main file `" + options.main() + "`: " + ModuleFinder.reason(e);
            problems.report(Problem.of(Code.E0804, Span.NONE, text));
        }
        Optional<Linked> linked = program
            .flatMap(p -> guarded(problems, () -> Linked.of(p.program(), files.linkPath(), options.link(), !options.needMain(), problems)));
        linked.ifPresent(l -> l.libraries().all().forEach(library -> library.looked().forEach(files.inputs()::looked)));
        List<SourceFile> loaded = archive.map(SourceArchive::files).orElseGet(files::loadOrder);
        Report report = Report.of(problems.list(), problems.errorsNotKept(), loaded, options.warnings(), options.errorLimit());
        program.ifPresent(p -> evaluations.complete(p.snippets(), loaded));
        Optional<Sema.Result> usable = problems.hasErrors() || report.errors() > 0 ? Optional.empty() : program;
        return new Result(usable.map(Sema.Result::program), linked.orElseGet(Linked::nothing), report,
            files.log().print(loaded), loaded, sources.orElseGet(SourceArchive::empty), usable.map(Sema.Result::snippets), files.inputs(),
            evaluations,
            () -> engines.forEach(Evaluator::close));
    }

    /// Runs `body` on a thread with a stack large enough for the compiler; it must not throw.
    public static <T> T onBigStack(Supplier<T> body) {
        java.util.concurrent.atomic.AtomicReference<T> result = new java.util.concurrent.atomic.AtomicReference<>();
        Thread thread = started(() -> result.set(body.get()), STACK_BYTES);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        return Objects.requireNonNull(result.get());
    }

    /// A running thread with so large a stack, or a smaller one where the system does not give that much address space.
    private static Thread started(Runnable body, long stackBytes) {
        Thread thread = new Thread(null, body, "cpi", stackBytes);
        // A waiting caller keeps the process alive; when that is gone nobody wants the result.
        thread.setDaemon(true);
        try {
            thread.start();
            return thread;
        } catch (OutOfMemoryError e) {
            if (stackBytes <= SMALLEST_STACK_BYTES) throw e;
            return started(body, stackBytes / 2);
        }
    }

    /// The result of `body`, or nothing and E1001 if the compiler has a defect.
    private static <T> Optional<T> guarded(Problems problems, Supplier<T> body) {
        try {
            return Optional.of(body.get());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            problems.report(internalError(e));
        }
        return Optional.empty();
    }

    /// E1001 for something that must not happen. The Java stack is shown only to those who ask for it.
    public static Problem internalError(Throwable cause) {
        Span place = cause instanceof Bug bug ? bug.place() : Span.NONE;
        String reason = switch (cause) {
            case Bug bug -> String.valueOf(bug.getMessage());
            case StackOverflowError _ -> "the compiler ran out of stack";
            case OutOfMemoryError _ -> "the compiler ran out of memory";
            case Throwable other -> other.getClass().getSimpleName() + (other.getMessage() == null ? "" : ": " + other.getMessage());
        };
        if (cause instanceof OutOfMemoryError) {
            return Problem.of(Code.E1001, place, reason)
                .help("give it more with the environment variable CPI_JAVA_OPTIONS, such as `-Xmx8g`");
        }
        if ("1".equals(System.getenv("CPI_DEBUG"))) cause.printStackTrace();
        return Problem.of(Code.E1001, place, "internal compiler error: " + reason)
            .note("this is a defect of cpi, not of the program; please report it with the source")
            .note("with the environment variable CPI_DEBUG=1 the compiler shows where it happened");
    }

    /// Warnings about options: unknown warning names (W0405) and missing directories (W0803). They have no place.
    private static void reportOptions(CompileOptions options, ModuleFinder files, Problems problems) {
        for (String name : options.warnings().unknown()) {
            Problem unknown = Problem.of(Code.W0405, Span.NONE, "no warning is called `" + name + "`");
            Optional<String> nearest = Suggest.nearest(name, WarningOptions.names());
            problems.report(nearest.isPresent() ? unknown.help("did you mean `" + nearest.get() + "`?") : unknown);
        }
        for (String option : files.searchPath().missingOptions()) {
            problems.report(Problem.of(Code.W0803, Span.NONE, "the directory of `" + option + "` does not exist"));
        }
        for (String option : files.linkPath().missingOptions()) {
            problems.report(Problem.of(Code.W0803, Span.NONE, "the directory of `" + option + "` does not exist"));
        }
    }
}
