// Stops in the words of the protocol.
package cpi.dap;

import cpi.debug.Debugger;
import cpi.debug.Stopped;
import cpi.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes `stopped` events.
final class Stops {
    private Stops() {}

    static Json.Obj event(Stopped s, Debugger debugger) {
        List<String> texts = new ArrayList<>();
        if (s.returned().isPresent()) texts.add("returned " + debugger.show(s.returned().get()).text());
        else if (!s.text().isEmpty()) texts.add(s.text());
        s.change().ifPresent(c -> texts.add(c.what() + ": " + c.before() + " → " + c.after()));
        return Json.object().put("reason", word(s.reason())).putText("description", description(s))
            .putText("text", String.join("; ", texts))
            .put("threadId", Client.threadId(s.thread())).put("allThreadsStopped", true)
            .put("hitBreakpointIds", Json.array(s.breakpoints().stream().map(id -> (Json) new Json.Int(id)).toList())).build();
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

    /// What is shown beside the call stack, where the reason alone would not say enough.
    private static String description(Stopped s) {
        Optional<String> change = s.change().map(c -> "Before " + c.what() + " = " + c.after());
        return switch (s.reason()) {
            case START -> "Start of the run";
            case END -> "End of the recording";
            case EXITED -> "Ended";
            case PANIC -> "Panic";
            case DEADLOCK -> "Deadlock";
            case DATA -> change.orElse("");
            case ENTRY, BREAKPOINT, STEP, PAUSE, GOTO -> "";
        };
    }
}
