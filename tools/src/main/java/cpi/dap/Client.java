// What we say to the client.
package cpi.dap;

import cpi.json.Json;

/// Responses, events and our own requests. Any thread may send.
final class Client {
    /// What the client said about itself in `initialize`.
    ///
    /// @param lineBase the number of the first line
    /// @param columnBase the number of the first column
    record Abilities(int lineBase, int columnBase, boolean progress, boolean invalidated, boolean memoryEvent, boolean terminal) {
        static final Abilities NONE = new Abilities(1, 1, false, false, false, false);

        static Abilities of(Json.Obj arguments) {
            return new Abilities(arguments.bool("linesStartAt1").orElse(true) ? 1 : 0,
                arguments.bool("columnsStartAt1").orElse(true) ? 1 : 0,
                arguments.bool("supportsProgressReporting").orElse(false), arguments.bool("supportsInvalidatedEvent").orElse(false),
                arguments.bool("supportsMemoryEvent").orElse(false), arguments.bool("supportsRunInTerminalRequest").orElse(false));
        }
    }

    private final Wire wire;
    private volatile Abilities abilities = Abilities.NONE;

    Client(Wire wire) {
        this.wire = wire;
    }

    void introduce(Abilities what) {
        abilities = what;
    }

    Abilities abilities() {
        return abilities;
    }

    /// Our threads are numbered from 0, those of the protocol better from 1.
    static long threadId(int number) {
        return number + 1L;
    }

    static int threadNumber(long id) {
        return Math.clamp(id - 1, -1, Integer.MAX_VALUE);
    }

    /// From our lines, which begin at 1, to the client's.
    int line(int ours) {
        return ours - 1 + abilities.lineBase;
    }

    int column(int ours) {
        return ours - 1 + abilities.columnBase;
    }

    int ourLine(long theirs) {
        return Math.clamp(theirs - abilities.lineBase + 1, 0, Integer.MAX_VALUE);
    }

    int ourColumn(long theirs) {
        return Math.clamp(theirs - abilities.columnBase + 1, 0, Integer.MAX_VALUE);
    }

    void respond(Request request, Json.Obj body) {
        Json.Builder message = response(request, true);
        if (!body.members().isEmpty()) message.put("body", body);
        wire.write(message);
    }

    void refuse(Request request, RequestError error) {
        Json.Obj details = Json.object().put("id", 1).put("format", escape(error.getMessage())).put("showUser", error.isShown()).build();
        wire.write(response(request, false).put("message", error.getMessage())
            .put("body", Json.object().put("error", details).build()));
    }

    private static Json.Builder response(Request request, boolean success) {
        return Json.object().put("type", "response").put("request_seq", request.seq())
            .put("success", success).put("command", request.command());
    }

    /// Braces name variables in formats.
    private static String escape(String text) {
        return text.replace("{", "(").replace("}", ")");
    }

    void event(String name, Json.Obj body) {
        Json.Builder message = Json.object().put("type", "event").put("event", name);
        if (!body.members().isEmpty()) message.put("body", body);
        wire.write(message);
    }

    void event(String name) {
        event(name, Json.Obj.EMPTY);
    }

    /// A line of the debugger itself.
    void say(String text) {
        event("output", Json.object().put("category", "console").put("output", text + "\n").build());
    }

    /// Asks the client for something and does not wait for its answer. Gives the number of the request.
    long ask(String command, Json.Obj arguments) {
        return wire.write(Json.object().put("type", "request").put("command", command).put("arguments", arguments));
    }

    /// Tells that what is shown is not true any more.
    void invalidated(String... areas) {
        if (abilities.invalidated) event("invalidated", Json.object().put("areas", Json.texts(java.util.List.of(areas))).build());
    }
}
