package cpi.cli;

import cpi.dap.DebugAdapter;
import java.util.List;

/// `cpi dap`: the debug adapter for editors, on standard input and output.
final class DapCommand implements Command {
    @Override
    public String name() {
        return "dap";
    }

    @Override
    public String synopsis() {
        return "";
    }

    @Override
    public String summary() {
        return "serve an editor that debugs (Debug Adapter Protocol on standard input and output)";
    }

    @Override
    public int execute(List<String> args, Console console) {
        if (!args.isEmpty()) throw new UsageError("unexpected argument `" + args.getFirst() + "`");
        return DebugAdapter.serve(console.streams().in(), console.streams().out(), () -> Runtime.getRuntime().halt(0));
    }
}
