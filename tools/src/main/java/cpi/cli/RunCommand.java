package cpi.cli;

import cpi.driver.BuildCache;
import cpi.driver.Compilation;
import cpi.driver.Execution;
import cpi.driver.LinkOptions;
import cpi.driver.Recordings;
import cpi.toolchain.ToolchainException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `cpi run FILE [args…]`: checks a program and executes it in the virtual machine.
final class RunCommand implements Command {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public String synopsis() {
        return "[options] FILE [args...]";
    }

    @Override
    public String summary() {
        return "check a program and run it, in the virtual machine or natively";
    }

    @Override
    public int execute(List<String> args, Console console) {
        Arguments arguments = Arguments.parse(name(), args, true);
        String file = arguments.file();
        if (file.endsWith(".cpr") || Recordings.isRecording(file)) return RecordedRun.repeat(arguments, console);
        LinkOptions.Use use = arguments.has(Option.NATIVE) ? LinkOptions.Use.BUILD : LinkOptions.Use.RUN;
        Settings settings = Settings.of(arguments, arguments.file(), true, use, console);
        if (arguments.has(Option.NATIVE)) return executeNatively(arguments, settings, args.size(), console);
        try (Compilation.Result result = settings.check(console, console.streams().err())) {
            Diagnostics.print(result.report(), settings, console);
            if (result.program().isEmpty()) return 1;
            RecordedRun recorded = new RecordedRun(result, settings, arguments, console);
            if (arguments.has(Option.FIND_SCHEDULE)) {
                return recorded.findSchedule(arguments.number(Option.FIND_SCHEDULE, 1, 1));
            }
            if (arguments.has(Option.RECORD)) return recorded.run();
            return new Execution(result.program().get(), result.linked().open(), settings.run(), arguments.positional(),
                console.streams()).run();
        }
    }

    private static int executeNatively(Arguments arguments, Settings settings, int count, Console console) {
        for (Option option : List.of(Option.QUANTUM, Option.SEED, Option.VIRTUAL_TIME, Option.THREAD_STACK, Option.IR_ROUND_TRIP,
                Option.RECORD, Option.FIND_SCHEDULE, Option.HISTORY_MEMORY)) {
            if (arguments.has(option)) throw new UsageError("`" + option.spelling() + "` is for the virtual machine, not for `--native`");
        }
        List<String> program = arguments.positional();
        List<String> args = program.subList(1, program.size());
        try {
            String name = Path.of(arguments.file()).getFileName().toString().replaceFirst("\\.cpi$", "");
            Optional<Path> made = NativeJob.of(arguments, settings, console).inCache(name).map(BuildCache.Entry::program);
            // One more is the name of the command.
            return made.isEmpty() ? 1 : NativeRun.execute(made.get(), 1 + count - args.size(), args, console);
        } catch (ToolchainException e) {
            console.err("cpi: " + e.getMessage() + "\n");
            return 1;
        }
    }
}
