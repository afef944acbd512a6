package cpi.cli;

import java.util.List;

/// A command of the language's definition that this version does not have yet.
record UnavailableCommand(String name, String synopsis, String summary) implements Command {
    @Override
    public int execute(List<String> args, Console console) {
        throw new UsageError("this command is not available in this version");
    }
}
