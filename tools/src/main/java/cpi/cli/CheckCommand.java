package cpi.cli;

import cpi.driver.Compilation;
import cpi.driver.LinkOptions;
import java.util.List;

/// `cpi check FILE`: reports all problems of a program without running it.
final class CheckCommand implements Command {
    @Override
    public String name() {
        return "check";
    }

    @Override
    public String synopsis() {
        return "[options] FILE";
    }

    @Override
    public String summary() {
        return "check a program";
    }

    @Override
    public int execute(List<String> args, Console console) {
        Arguments arguments = Arguments.parse(name(), args, false);
        Settings settings = Settings.of(arguments, arguments.onlyFile(), false, LinkOptions.Use.CHECK, console);
        try (Compilation.Result result = settings.check(console, console.streams().err())) {
            Diagnostics.print(result.report(), settings, console);
            if (arguments.has(Option.EXPLAIN_IMPORTS)) console.out(result.imports());
            if (arguments.has(Option.EXPLAIN_LINKS)) console.out(result.linked().explanation(result.files()));
            return result.report().errors() > 0 ? 1 : 0;
        }
    }
}
