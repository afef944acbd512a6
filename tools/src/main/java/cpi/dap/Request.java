package cpi.dap;

import cpi.json.Json;
import java.util.concurrent.atomic.AtomicBoolean;

/// A request of the client.
///
/// @param seq its number
/// @param cancelled set by any thread when its answer is not wanted any more
record Request(long seq, String command, Json.Obj arguments, AtomicBoolean cancelled) {
    static Request of(Json.Obj message) {
        return new Request(message.whole("seq").orElse(0L), message.text("command").orElse(""), message.object("arguments"),
            new AtomicBoolean());
    }

    boolean isCancelled() {
        return cancelled.get();
    }
}
