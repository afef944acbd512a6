// Scripted sessions of the debug adapter.
package cpi.conformance;

import cpi.json.Json;
import cpi.json.JsonError;
import cpi.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a script of `tests/dap` against a server over two streams. The protocol is written here once more, independent of the server.
///
/// Lines are:
///
/// * `-> COMMAND {arguments}` sends a request;
/// * `<- COMMAND {body}` waits for the response to the last request of that command and compares its body;
/// * `<! COMMAND "text"` waits for its refusal with a message that contains the text;
/// * `<* EVENT {body}` waits for the next event of that name; those of other names between are skipped;
/// * `<0 EVENT` checks that no event of that name has just been skipped;
/// * `=> terminal "text"` types into the terminal that the server has asked for, and ends its input;
/// * `<= terminal "text"` waits for its end, and compares all that it showed;
/// * `-- anything` is a comment; a line that begins with white space goes on with the line before.
///
/// Expected objects may leave out members, expected arrays must be found in order but may leave out elements. A text that begins
/// with `~` is a
/// regular expression for the whole text. `$name` matches anything the first time and is from then on what it matched, also in what is
/// sent; `${dir}` is the directory of the tests. What is sent may contain `#COMMAND`, the number of the last request of that command.
final class DapScript {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern LINE = Pattern.compile("(->|<-|<!|<\\*|<0|=>|<=) ([\\w/]+)\\s*(.*)");
    private static final Json.Obj END = Json.object().put("type", "end").build();

    private final OutputStream toServer;
    private final BlockingQueue<Json.Obj> received = new LinkedBlockingQueue<>();
    private final List<Json.Obj> events = new ArrayList<>();
    private final Map<Long, Json.Obj> responses = new HashMap<>();
    private final Map<String, Long> lastRequest = new HashMap<>();
    private final Map<String, Json> bound = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final String directory;
    private final Set<String> skipped = new HashSet<>();
    private Optional<Process> terminal = Optional.empty();
    private long seq;

    DapScript(InputStream fromServer, OutputStream toServer, String directory) {
        this.toServer = toServer;
        this.directory = directory;
        Thread.ofPlatform().daemon().start(() -> readAll(fromServer));
    }

    /// The commands that a script sends.
    static Set<String> commands(String script) {
        Set<String> result = new HashSet<>();
        Matcher m = Pattern.compile("(?m)^-> ([\\w/]+)").matcher(script);
        while (m.find()) result.add(m.group(1));
        return result;
    }

    private void readAll(InputStream in) {
        try {
            while (true) {
                StringBuilder header = new StringBuilder();
                while (!header.toString().endsWith("\r\n\r\n")) {
                    int c = in.read();
                    if (c < 0) throw new IOException("end");
                    header.append((char) c);
                }
                int length = Integer.parseInt(header.toString().strip().replaceFirst("^Content-Length: ", ""));
                received.add((Json.Obj) JsonReader.read(new String(in.readNBytes(length), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            received.add(END);
        } catch (JsonError | RuntimeException e) {
            received.add(Json.object().put("type", "garbage").put("message", String.valueOf(e)).build());
        }
    }

    /// Plays the whole script.
    void play(String script) throws Exception {
        int number = 0;
        List<String> lines = new ArrayList<>();
        for (String line : script.split("\n")) {
            if (line.startsWith(" ")) lines.set(lines.size() - 1, lines.getLast() + line);
            else lines.add(line);
        }
        for (String line : lines) {
            number++;
            if (line.isBlank() || line.startsWith("--")) continue;
            try {
                play1(line);
            } catch (AssertionError | JsonError e) {
                throw new AssertionError("step " + number + ": " + line + "\n" + e.getMessage() + "\nlast messages:\n"
                    + String.join("\n", log.subList(Math.max(0, log.size() - 12), log.size())), e);
            }
        }
    }

    private void play1(String line) throws Exception {
        Matcher m = LINE.matcher(line);
        if (!m.matches()) throw new AssertionError("no step of a script");
        String name = m.group(2);
        String text = m.group(3).isBlank() ? "{}" : m.group(3).replace("${dir}", directory);
        Json json = JsonReader.read(text);
        switch (m.group(1)) {
            case "->" -> send(name, (Json.Obj) substitute(json));
            case "<-" -> {
                Json.Obj response = response(name);
                check(response.bool("success").orElse(false), "refused: " + response.text());
                compare(json, response.object("body"), name);
            }
            case "<!" -> {
                Json.Obj response = response(name);
                check(!response.bool("success").orElse(true), "not refused: " + response.text());
                String message = response.text("message").orElse("");
                check(message.contains(((Json.Str) json).value()), "the message is: " + message);
            }
            case "<0" -> check(!skipped.contains(name), "there was an event " + name);
            case "=>" -> type(((Json.Str) json).value());
            case "<=" -> compare(json, new Json.Str(shown()), name);
            default -> {
                Json.Obj event = event(name);
                compare(json, event.object("body"), name);
            }
        }
    }

    private void send(String command, Json.Obj arguments) throws IOException {
        lastRequest.put(command, ++seq);
        Json.Obj message = Json.object().put("seq", seq).put("type", "request").put("command", command).put("arguments", arguments).build();
        log.add("-> " + message.text());
        write(message);
    }

    private void write(Json message) throws IOException {
        byte[] body = message.text().getBytes(StandardCharsets.UTF_8);
        toServer.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        toServer.write(body);
        toServer.flush();
    }

    private Json.Obj response(String command) throws IOException, InterruptedException {
        Long wanted = lastRequest.get(command);
        check(wanted != null, "no such request was sent");
        while (!responses.containsKey(wanted)) receive();
        return responses.remove(wanted);
    }

    private Json.Obj event(String name) throws IOException, InterruptedException {
        skipped.clear();
        while (true) {
            while (!events.isEmpty()) {
                Json.Obj event = events.removeFirst();
                if (event.text("event").orElse("").equals(name)) return event;
                skipped.add(event.text("event").orElse(""));
            }
            receive();
        }
    }

    /// Does what an editor does for `runInTerminal`; the terminal is a process with pipes.
    private void openTerminal(Json.Obj request) throws IOException {
        check(request.text("command").orElse("").equals("runInTerminal") && terminal.isEmpty(), "the server asks for " + request.text());
        Json.Obj arguments = request.object("arguments");
        ProcessBuilder builder = new ProcessBuilder(arguments.texts("args")).redirectErrorStream(true);
        arguments.object("env").members().forEach((name, value) -> builder.environment().put(name, ((Json.Str) value).value()));
        terminal = Optional.of(builder.start());
        write(Json.object().put("seq", ++seq).put("type", "response").put("request_seq", request.whole("seq").orElseThrow())
            .put("success", true).put("command", "runInTerminal").put("body", Json.Obj.EMPTY).build());
    }

    private void type(String text) throws IOException, InterruptedException {
        while (terminal.isEmpty()) receive();
        try (OutputStream keyboard = terminal.get().getOutputStream()) {
            keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String shown() throws IOException {
        return new String(terminal.orElseThrow().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void receive() throws IOException, InterruptedException {
        Json.Obj message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        check(message != null, "nothing came within " + PATIENCE_SECONDS + " s");
        String text = message.text();
        log.add("<- " + (text.length() > 600 ? text.substring(0, 600) + "..." : text));
        switch (message.text("type").orElse("")) {
            case "response" -> {
                Json.Obj before = responses.put(message.whole("request_seq").orElse(-1L), message);
                check(before == null, "two responses to one request");
            }
            case "event" -> events.add(message);
            case "request" -> openTerminal(message);
            default -> check(false, "the server sent " + text);
        }
    }

    private static void check(boolean condition, String message) {
        if (!condition) throw new AssertionError(message);
    }

    private Json substitute(Json json) {
        return switch (json) {
            case Json.Str(String s) when s.startsWith("$") && bound.containsKey(s) -> bound.get(s);
            case Json.Str(String s) when s.startsWith("#") -> new Json.Int(lastRequest.get(s.substring(1)));
            case Json.Arr(List<Json> elements) -> new Json.Arr(elements.stream().map(this::substitute).toList());
            case Json.Obj(Map<String, Json> members) -> {
                Json.Builder result = Json.object();
                members.forEach((k, v) -> result.put(k, substitute(v)));
                yield result.build();
            }
            case Json.Str _, Json.Null _, Json.Bool _, Json.Int _, Json.Real _ -> json;
        };
    }

    private void compare(Json expected, Json seen, String where) {
        String difference = difference(expected, seen, where);
        check(difference.isEmpty(), difference);
    }

    /// Why it does not match; empty if it does.
    private String difference(Json expected, Json seen, String where) {
        return switch (expected) {
            case Json.Str(String s) when s.startsWith("$") -> {
                Json before = bound.putIfAbsent(s, seen);
                yield before == null || before.equals(seen) ? "" : where + ": " + s + " was " + before.text() + " and is " + seen.text();
            }
            case Json.Str(String s) when s.startsWith("~") -> seen instanceof Json.Str(String t) && Pattern.compile(s.substring(1),
                Pattern.DOTALL).matcher(t).matches() ? "" : where + ": not like " + s + ": " + seen.text();
            case Json.Obj(Map<String, Json> members) -> {
                if (!(seen instanceof Json.Obj o)) yield where + ": no object: " + seen.text();
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    String d = difference(member.getValue(), o.get(member.getKey()), where + "." + member.getKey());
                    if (!d.isEmpty()) yield d;
                }
                yield "";
            }
            case Json.Arr(List<Json> elements) -> inOrder(elements, seen, where);
            case Json.Str _, Json.Null _, Json.Bool _, Json.Int _, Json.Real _ ->
                expected.equals(seen) ? "" : where + ": expected " + expected.text() + ", not " + seen.text();
        };
    }

    private String inOrder(List<Json> expected, Json seen, String where) {
        if (!(seen instanceof Json.Arr(List<Json> elements))) return where + ": no array: " + seen.text();
        if (expected.isEmpty()) return elements.isEmpty() ? "" : where + ": not empty: " + seen.text();
        int at = 0;
        for (Json wanted : expected) {
            Map<String, Json> before = Map.copyOf(bound);
            while (at < elements.size() && !difference(wanted, elements.get(at), where).isEmpty()) {
                at++;
                bound.keySet().retainAll(before.keySet());
            }
            if (at++ >= elements.size()) return where + ": no element like " + wanted.text() + " (in this order) in " + seen.text();
        }
        return "";
    }
}
