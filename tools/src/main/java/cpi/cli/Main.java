// The entry point of the command line.
package cpi.cli;

import cpi.diag.Diagnostic;
import cpi.diag.Severity;
import cpi.diag.Suggest;
import cpi.diag.TextRenderer;
import cpi.driver.Compilation;
import cpi.driver.Version;
import java.util.List;
import java.util.Optional;

/// Chooses the command and executes it on a thread with a large stack.
public final class Main {
    private static final int ERROR = 1;
    private static final int USAGE = 2;

    private static final List<Command> COMMANDS = List.of(
        new RunCommand(), new CheckCommand(), new BuildCommand(), new TestCommand(), new DebugCommand(), new DapCommand(),
        new ExplainCommand(),
        new UnavailableCommand("fmt", "FILE...", "rewrite files in the standard layout (not in this version)"));

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), Console.ofProcess()));
    }

    /// Executes a command line on a thread with a large stack.
    static int run(List<String> args, Console console) {
        return Compilation.onBigStack(() -> execute(args, console));
    }

    /// Executes a command line and gives the exit status.
    public static int execute(List<String> args, Console console) {
        if (args.isEmpty()) {
            console.err(usage());
            return USAGE;
        }
        String first = args.getFirst();
        if (first.equals("--version") || first.equals("version")) {
            console.out("cpi " + Version.TEXT + "\n");
            return 0;
        }
        if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
            console.out(usage());
            return 0;
        }
        Optional<Command> command = COMMANDS.stream().filter(c -> c.name().equals(first)).findFirst();
        if (command.isEmpty()) {
            String what = first.startsWith("-") ? "unknown option `" : "unknown command `";
            String hint = Suggest.nearest(first, COMMANDS.stream().map(Command::name).toList())
                .map(n -> "; did you mean `" + n + "`?").orElse("");
            console.err("cpi: " + what + first + "`" + hint + "\n\n" + usage());
            return USAGE;
        }
        return execute(command.get(), args.subList(1, args.size()), console);
    }

    private static int execute(Command command, List<String> args, Console console) {
        if (!args.isEmpty() && (args.getFirst().equals("--help") || args.getFirst().equals("-h"))) {
            console.out(usage(command));
            return 0;
        }
        try {
            return command.execute(args, console);
        } catch (UsageError e) {
            console.err("cpi " + command.name() + ": " + e.getMessage() + "\nusage: cpi " + command.name() + " " + command.synopsis()
                + "\n`cpi " + command.name() + " --help` lists the options\n");
            return USAGE;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            StringBuilder text = new StringBuilder();
            new TextRenderer(false).render(new Diagnostic(Compilation.internalError(e), Severity.ERROR), text);
            console.err(text.toString());
            return ERROR;
        }
    }

    private static String usage() {
        StringBuilder text = new StringBuilder("usage: cpi COMMAND ...\n\n");
        for (Command c : COMMANDS) text.append(String.format("  %-34s %s%n", "cpi " + c.name() + " " + c.synopsis(), c.summary()));
        return text.append("\n`cpi COMMAND --help` lists the options of a command; `cpi --version` prints the version.\n").toString();
    }

    private static String usage(Command command) {
        StringBuilder text = new StringBuilder("usage: cpi " + command.name() + " " + command.synopsis() + "\n" + command.summary() + "\n");
        boolean takesOptions = command.synopsis().startsWith("[options]") && !(command instanceof UnavailableCommand);
        if (takesOptions) {
            text.append("\noptions:\n");
            for (Option o : Option.of(command.name())) {
                String form = o.takesArgument() ? o.spelling() + (o.isShort() ? " " : "=") + o.argument() : o.spelling();
                text.append(String.format("  %-32s %s%n", form, o.help()));
            }
        }
        return text.toString();
    }
}
