package cpi.cli;

import cpi.driver.Compilation;
import cpi.driver.LinkOptions;
import cpi.driver.TestRun;
import java.util.List;

/// `cpi test FILE`: runs the `#test` blocks of a program (C15).
final class TestCommand implements Command {
    @Override
    public String name() {
        return "test";
    }

    @Override
    public String synopsis() {
        return "[options] FILE";
    }

    @Override
    public String summary() {
        return "run the `#test` blocks of a program";
    }

    @Override
    public int execute(List<String> args, Console console) {
        Arguments arguments = Arguments.parse(name(), args, false);
        Settings settings = Settings.of(arguments, arguments.onlyFile(), false, LinkOptions.Use.RUN, console);
        if (arguments.has(Option.NATIVE)) throw new UsageError("`--native` is not available in this version");
        try (Compilation.Result result = settings.check(console, console.streams().err())) {
            Diagnostics.print(result.report(), settings, console);
            if (result.program().isEmpty()) return 1;
            TestRun.Selection selection = new TestRun.Selection(arguments.has(Option.ALL), arguments.value(Option.FILTER).orElse(""));
            TestRun run = new TestRun(result.program().get(), result.linked().open(), result.files().getFirst(),
                settings.run(), console.streams());
            return run.run(selection);
        }
    }
}
