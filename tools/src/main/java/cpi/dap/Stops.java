// Stops in the words of the protocol.
package cpi.dap;

import cpi.debug.Breakpoint;
import cpi.debug.Debugger;
import cpi.debug.Stopped;
import cpi.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Makes `stopped` events.
final class Stops {
    private Stops() {}

    static Json.Obj event(Stopped s, Debugger debugger) {
        List<String> texts = new ArrayList<>();
        if (s.returned().isPresent()) texts.add("returned " + debugger.show(s.returned().get()).text());
        else if (!s.text().isEmpty()) texts.add(s.text());
        s.change().ifPresent(c -> texts.add(change(c)));
        String reason = isInstruction(s, debugger) ? "instruction breakpoint" : word(s.reason());
        return Json.object().put("reason", reason).putText("description", description(s))
            .putText("text", String.join("; ", texts))
            .put("threadId", Client.threadId(s.thread())).put("allThreadsStopped", true)
            .put("hitBreakpointIds", Json.array(s.breakpoints().stream().map(id -> (Json) new Json.Int(id)).toList())).build();
    }

    private static boolean isInstruction(Stopped s, Debugger debugger) {
        return !s.breakpoints().isEmpty() && s.breakpoints().stream().allMatch(id -> debugger.breakpoints().get(id)
            .map(b -> b.request() instanceof Breakpoint.Instruction).orElse(false));
    }

    /// An access in one line.
    static String change(Stopped.Change c) {
        return isSilent(c) ? c.what() + " is " + c.after() : c.what() + ": " + c.before() + " → " + c.after();
    }

    /// Whether the access changes nothing: it may have been a read.
    private static boolean isSilent(Stopped.Change c) {
        return c.before().equals(c.after());
    }

    private static String word(Stopped.Reason reason) {
        return switch (reason) {
            case ENTRY, START -> "entry";
            case BREAKPOINT -> "breakpoint";
            case DATA -> "data breakpoint";
            case STEP -> "step";
            case PAUSE, END, EXITED -> "pause";
            case PANIC, DEADLOCK -> "exception";
            case GOTO -> "goto";
        };
    }

    /// What is shown beside the name of the thread: short, with the tick.
    private static String description(Stopped s) {
        String tick = "tick " + s.moment().tick();
        return switch (s.reason()) {
            case START -> "Start of the run";
            case END -> "End of the recording, " + tick;
            case EXITED -> "Ended, " + tick;
            case PANIC -> "Panic, " + tick;
            case DEADLOCK -> "Deadlock, " + tick;
            case DATA -> (s.change().filter(Stops::isSilent).isPresent() ? "Access, " : "Write, ") + tick;
            case BREAKPOINT -> "Breakpoint, " + tick;
            case ENTRY -> "Entry";
            case PAUSE -> "Paused, " + tick;
            case STEP, GOTO -> "T" + tick.substring(1);
        };
    }
}
