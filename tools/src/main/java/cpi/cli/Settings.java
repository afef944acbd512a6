// From options to the records that the driver wants.
package cpi.cli;

import cpi.diag.Report;
import cpi.diag.WarningOptions;
import cpi.driver.Compilation;
import cpi.driver.CompileOptions;
import cpi.driver.LinkOptions;
import cpi.driver.RunOptions;
import java.io.OutputStream;
import java.util.Optional;

/// What the options of a command say.
///
/// @param json whether diagnostics are written as JSON (D6)
/// @param colour whether diagnostics are coloured (D1.6)
record Settings(CompileOptions compile, RunOptions run, boolean json, boolean colour) {
    /// Checks the program, and says so on a terminal if that takes long.
    ///
    /// @param output what the program writes that runs at compile time
    Compilation.Result check(Console console, OutputStream output) {
        try (StatusLine.Work _ = console.during("checking " + compile.main())) {
            return Compilation.check(compile, output);
        }
    }

    /// @param file the main file
    /// @param needMain whether a missing `main` is an error
    /// @param use what the program is compiled for
    static Settings of(Arguments args, String file, boolean needMain, LinkOptions.Use use, Console console) {
        args.word(Option.OPTIMISE, "default");
        WarningOptions warnings = WarningOptions.defaults();
        for (String option : args.values(Option.WARNING)) warnings = warnings.with(option);
        CompileOptions.Limits standard = CompileOptions.Limits.DEFAULT;
        CompileOptions.Limits limits = new CompileOptions.Limits(
            args.number(Option.CTFE_STEPS, standard.steps(), 0),
            args.bytes(Option.CTFE_MEMORY, standard.memory()),
            (int) Math.min(args.number(Option.CTFE_DEPTH, standard.depth(), 1), Integer.MAX_VALUE),
            args.has(Option.CTFE_FOREIGN));
        int errorLimit = (int) Math.min(args.number(Option.ERROR_LIMIT, Report.NO_LIMIT, 1), Report.NO_LIMIT);
        LinkOptions link = new LinkOptions(args.values(Option.LINK_DIR), console.environment("CPI_LINK_PATH"), use,
            NativeJob.machine(args));
        CompileOptions compile = new CompileOptions(file, args.values(Option.IMPORT_DIR), console.environment("CPI_IMPORT_PATH"),
            link, !args.has(Option.NO_PRELUDE), needMain, false, limits, warnings, errorLimit);
        RunOptions run = new RunOptions(args.number(Option.QUANTUM, RunOptions.DEFAULT.quantum(), 1),
            args.value(Option.SEED).isPresent() ? Optional.of(seed(args)) : Optional.empty(),
            args.has(Option.VIRTUAL_TIME),
            args.bytes(Option.THREAD_STACK, RunOptions.DEFAULT.threadStack(), RunOptions.MAX_THREAD_STACK),
            console.isOutputTerminal(), args.has(Option.IR_ROUND_TRIP));
        boolean json = args.word(Option.ERROR_FORMAT, "text").equals("json");
        boolean colour = switch (args.word(Option.COLOR, "auto")) {
            case "always" -> true;
            case "never" -> false;
            default -> console.isErrorTerminal() && console.environment("NO_COLOR").isEmpty()
                && !console.environment("TERM").equals("dumb");
        };
        return new Settings(compile, run, json, colour);
    }

    /// Seeds are 64 bits; negative ones are fine.
    private static long seed(Arguments args) {
        String text = args.value(Option.SEED).orElseThrow();
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new UsageError("`--schedule-seed` needs a whole number of 64 bits, not `" + text + "`");
        }
    }
}
