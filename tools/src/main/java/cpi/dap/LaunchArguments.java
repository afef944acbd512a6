// The attributes of a launch configuration.
package cpi.dap;

import cpi.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `launch` was given, checked.
///
/// @param program the main file; absent for a recording
/// @param cwd the directory for relative names
/// @param env changes of the environment; an empty value removes a variable
/// @param compileTime what is debugged of compile time, if anything
/// @param historyMemory bytes
record LaunchArguments(Optional<Path> program, List<String> args, Path cwd, Map<String, Optional<String>> env, boolean stopOnEntry,
                       Optional<CompileTime> compileTime, Optional<Path> recording, Optional<Long> scheduleSeed,
                       Optional<Long> historyMemory,
                       Terminal console) {
    /// Which evaluations: all, or the one at a place (line from 1).
    record CompileTime(Optional<Place> place) {}

    record Place(Optional<Path> file, int line) {}

    /// Where the program reads and writes.
    enum Terminal { NONE, INTEGRATED, EXTERNAL }

    static LaunchArguments of(Json.Obj o) throws RequestError {
        Path cwd = path(o, "cwd").orElse(Path.of("")).toAbsolutePath().normalize();
        Optional<Path> program = path(o, "program").map(cwd::resolve);
        Optional<Path> recording = path(o, "recording").map(cwd::resolve);
        if (program.isEmpty() == recording.isEmpty()) {
            throw wrong(program.isEmpty() ? "`program` is missing: the main file" : "`program` and `recording` exclude each other");
        }
        return new LaunchArguments(program, args(o), cwd, env(o), flag(o, "stopOnEntry"), compileTime(o, cwd), recording,
            seed(o), memory(o), terminal(o));
    }

    private static RequestError wrong(String message) {
        return new RequestError(message, true);
    }

    private static boolean given(Json.Obj o, String name) {
        return !(o.get(name) instanceof Json.Null);
    }

    private static Optional<Path> path(Json.Obj o, String name) throws RequestError {
        if (!given(o, name)) return Optional.empty();
        String text = o.text(name).orElseThrow(() -> wrong("`" + name + "` must be a text"));
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw wrong("`" + name + "` is no name of a file: " + text);
        }
    }

    private static boolean flag(Json.Obj o, String name) throws RequestError {
        if (!given(o, name)) return false;
        return o.bool(name).orElseThrow(() -> wrong("`" + name + "` must be true or false"));
    }

    private static List<String> args(Json.Obj o) throws RequestError {
        List<String> result = o.texts("args");
        if (given(o, "args") && (!(o.get("args") instanceof Json.Arr) || result.size() != o.list("args").size())) {
            throw wrong("`args` must be a list of texts");
        }
        return new ArrayList<>(result);
    }

    private static Map<String, Optional<String>> env(Json.Obj o) throws RequestError {
        Map<String, Optional<String>> result = new LinkedHashMap<>();
        if (given(o, "env") && !(o.get("env") instanceof Json.Obj)) throw wrong("`env` must be an object of texts");
        for (Map.Entry<String, Json> e : o.object("env").members().entrySet()) {
            switch (e.getValue()) {
                case Json.Str(String value) -> result.put(e.getKey(), Optional.of(value));
                case Json.Null _ -> result.put(e.getKey(), Optional.empty());
                case Json.Bool _, Json.Int _, Json.Real _, Json.Arr _, Json.Obj _ -> throw wrong("`env` must be an object of texts");
            }
        }
        return result;
    }

    private static Optional<CompileTime> compileTime(Json.Obj o, Path cwd) throws RequestError {
        return switch (o.get("compileTime")) {
            case Json.Null _ -> Optional.empty();
            case Json.Bool(boolean wanted) -> wanted ? Optional.of(new CompileTime(Optional.empty())) : Optional.empty();
            case Json.Obj place -> {
                long line = place.whole("line").orElseThrow(() -> wrong("`compileTime` needs a `line`"));
                yield Optional.of(new CompileTime(Optional.of(new Place(path(place, "file").map(cwd::resolve),
                    Math.clamp(line, 1, Integer.MAX_VALUE)))));
            }
            case Json.Int _, Json.Real _, Json.Str _, Json.Arr _ -> throw wrong("`compileTime` must be true, false or a place");
        };
    }

    private static Optional<Long> seed(Json.Obj o) throws RequestError {
        if (!given(o, "scheduleSeed")) return Optional.empty();
        if (o.whole("scheduleSeed").isPresent()) return o.whole("scheduleSeed");
        try {
            String text = o.text("scheduleSeed").orElse("");
            return Optional.of(text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text));
        } catch (NumberFormatException e) {
            throw wrong("`scheduleSeed` must be a whole number of 64 bits");
        }
    }

    private static Optional<Long> memory(Json.Obj o) throws RequestError {
        if (!given(o, "historyMemory")) return Optional.empty();
        String text = o.text("historyMemory").or(() -> o.whole("historyMemory").map(String::valueOf)).orElse("");
        int shift = switch (text.isEmpty() ? ' ' : Character.toUpperCase(text.charAt(text.length() - 1))) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
        };
        try {
            long number = Long.parseLong(shift > 0 ? text.substring(0, text.length() - 1) : text);
            if (number > 0 && number <= Long.MAX_VALUE >> shift) return Optional.of(number << shift);
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw wrong("`historyMemory` must be a number of bytes such as 512M");
    }

    private static Terminal terminal(Json.Obj o) throws RequestError {
        String console = given(o, "console") ? o.text("console").orElse("") : "internalConsole";
        return switch (console) {
            case "internalConsole" -> Terminal.NONE;
            case "integratedTerminal" -> Terminal.INTEGRATED;
            case "externalTerminal" -> Terminal.EXTERNAL;
            default -> throw wrong("`console` is one of internalConsole, integratedTerminal, externalTerminal");
        };
    }
}
