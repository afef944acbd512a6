package cpi.cli;

import cpi.driver.Compilation;
import cpi.driver.Execution;
import cpi.driver.LinkOptions;
import java.util.List;

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
        return "check a program and run it in the virtual machine";
    }

    @Override
    public int execute(List<String> args, Console console) {
        Arguments arguments = Arguments.parse(name(), args, true);
        Settings settings = Settings.of(arguments, arguments.file(), true, LinkOptions.Use.RUN, console);
        try (Compilation.Result result = Compilation.check(settings.compile(), console.streams().err())) {
            Diagnostics.print(result.report(), settings, console);
            if (result.program().isEmpty()) return 1;
            return new Execution(result.program().get(), result.linked().open(), settings.run(), arguments.positional(),
                console.streams()).run();
        }
    }
}
