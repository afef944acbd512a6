// The debug adapter against bad clients.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.json.Json;
import cpi.json.JsonError;
import cpi.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Rubbish on the stream, requests in any order with any arguments, clients that go away, floods of requests: every request is answered
/// once, nothing is an internal error, and the server ends when the client does.
class DapRobustnessTest {
    private static final List<String> COMMANDS = List.of("initialize", "launch", "configurationDone",
        "setBreakpoints", "setFunctionBreakpoints",
        "setExceptionBreakpoints", "setDataBreakpoints", "setInstructionBreakpoints", "dataBreakpointInfo",
        "continue", "reverseContinue", "next",
        "stepIn", "stepInTargets",
        "stepOut", "stepBack", "pause", "goto", "gotoTargets", "restartFrame", "threads", "stackTrace", "scopes", "variables",
        "setVariable", "setExpression", "evaluate", "completions", "source", "loadedSources", "breakpointLocations", "exceptionInfo",
        "readMemory", "writeMemory", "disassemble", "cancel", "cpi/seek", "cpi/lastWrite", "cpi/valueHistory", "cpi/timeline",
        "cpi/reverseStepIn", "cpi/reverseStepOut", "cpi/runBackToCursor", "attach", "");
    private static final List<String> NAMES = List.of("threadId", "frameId", "variablesReference", "name", "value", "expression", "context",
        "source", "line", "column", "breakpoints", "filters", "filterOptions", "memoryReference", "offset", "count", "data", "start",
        "instructionReference", "format",
        "instructionOffset", "instructionCount", "targetId", "tick", "step", "text", "requestId", "levels", "startFrame",
        "granularity", "dataId",
        "program", "args", "env", "cwd", "recording", "compileTime", "scheduleSeed", "historyMemory", "console");

    private static final String PROGRAM = Repo.slashes(Path.of("tests/dap/programs/basic.cpi").toAbsolutePath());

    private static byte[] framed(Json message) {
        byte[] body = message.text().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] request(long seq, String command, Json arguments) {
        return framed(Json.object().put("seq", seq).put("type", "request").put("command", command).put("arguments", arguments).build());
    }

    private static Json launch(boolean stopOnEntry) {
        return Json.object().put("program", PROGRAM).put("stopOnEntry", stopOnEntry).build();
    }

    /// What the server answers to all of this, with the client gone behind it.
    private static List<Json.Obj> talk(byte[] bytes) throws Exception {
        DapConnection connection = DapConnection.inProcess();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                connection.out().write(bytes);
                connection.close();
            } catch (IOException e) {
                // The server has ended.
            }
        });
        List<Json.Obj> messages = messages(connection.in().readAllBytes());
        writer.join();
        assertEquals(0, connection.awaitEnd());
        return messages;
    }

    private static List<Json.Obj> messages(byte[] bytes) throws JsonError {
        List<Json.Obj> result = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length;) {
            int end = text.indexOf("\r\n\r\n", at);
            int length = Integer.parseInt(text.substring(at, end).replaceFirst("^Content-Length: ", ""));
            result.add((Json.Obj) JsonReader.read(new String(bytes, end + 4, length, StandardCharsets.UTF_8)));
            at = end + 4 + length;
        }
        return result;
    }

    /// The responses by the number of their request; each has one at most, and none tells of a defect.
    private static Map<Long, Json.Obj> responses(List<Json.Obj> messages) {
        Map<Long, Json.Obj> result = new HashMap<>();
        for (Json.Obj m : messages) {
            if (!m.text("type").orElse("").equals("response")) continue;
            String message = m.text("message").orElse("");
            assertTrue(!message.contains("internal error"), m.text());
            assertEquals(null, result.put(m.whole("request_seq").orElse(-1L), m), "answered twice: " + m.text());
        }
        return result;
    }

    @Test
    void rubbishIsSkipped() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Random random = new Random(54);
        for (int i = 0; i < 40; i++) {
            byte[] rubbish = new byte[random.nextInt(300)];
            random.nextBytes(rubbish);
            bytes.writeBytes(rubbish);
            bytes.writeBytes("\nContent-Length: 12\r\n\r\nno JSON here".getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(framed(new Json.Int(i)));
        }
        bytes.writeBytes("\r\nContent-Length: -5\r\nContent-Length: x\r\nHello: you\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(request(7, "initialize", Json.Obj.EMPTY));
        Map<Long, Json.Obj> responses = responses(talk(bytes.toByteArray()));
        assertEquals(true, responses.get(7L).bool("success").orElse(false));
    }

    @Test
    void aMessageThatIsCutEnds() throws Exception {
        byte[] whole = request(1, "initialize", Json.Obj.EMPTY);
        for (int length = 0; length < whole.length; length += 3) {
            assertEquals(List.of(), talk(java.util.Arrays.copyOf(whole, length)));
        }
        assertEquals(List.of(), talk("Content-Length: 2000000000\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void anyRequestInAnyState() throws Exception {
        for (int phase = 0; phase < 4; phase++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            long seq = 0;
            if (phase > 0) bytes.writeBytes(request(++seq, "initialize", Json.Obj.EMPTY));
            if (phase > 1) bytes.writeBytes(request(++seq, "launch", launch(true)));
            if (phase > 2) bytes.writeBytes(request(++seq, "configurationDone", Json.Obj.EMPTY));
            for (String command : COMMANDS) {
                if (command.equals("launch") || command.equals("initialize")) continue;
                bytes.writeBytes(request(++seq, command, Json.Obj.EMPTY));
            }
            assertEquals(seq, responses(talk(bytes.toByteArray())).size(), "phase " + phase);
        }
    }

    @Test
    void randomArguments() throws Exception {
        Random random = new Random(1962);
        for (int round = 0; round < 4; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(request(1, "initialize", Json.Obj.EMPTY));
            bytes.writeBytes(request(2, "launch", launch(true)));
            bytes.writeBytes(request(3, "configurationDone", Json.Obj.EMPTY));
            int count = 250;
            for (int i = 0; i < count; i++) {
                String command = COMMANDS.get(random.nextInt(COMMANDS.size()));
                bytes.writeBytes(request(4 + i, command, arguments(random)));
            }
            assertEquals(3 + count, responses(talk(bytes.toByteArray())).size());
        }
    }

    private static Json arguments(Random random) {
        Json.Builder result = Json.object();
        for (int i = random.nextInt(6); i >= 0; i--) result.put(NAMES.get(random.nextInt(NAMES.size())), value(random, 0));
        return result.build();
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 8)) {
            case 0 -> Json.NULL;
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> new Json.Int(random.nextInt(12) - 2);
            case 3 -> new Json.Int(random.nextLong());
            case 4 -> new Json.Real(random.nextGaussian() * 1e6);
            case 5 -> new Json.Str(List.of("", "p", "p.x", "xs[1]", "square(3)", "total", "0x10000",
                "P03", "((", PROGRAM).get(random.nextInt(10)));
            case 6 -> Json.array(List.of(value(random, depth + 1), value(random, depth + 1)));
            default -> arguments(random);
        };
    }

    @Test
    void aClientThatDiesWhileTheProgramRuns() throws Exception {
        DapConnection connection = DapConnection.newProcess();
        connection.out().write(request(1, "initialize", Json.Obj.EMPTY));
        connection.out().write(request(2, "launch", Json.object().put("program", PROGRAM.replace("basic", "endless")).build()));
        connection.out().write(request(3, "configurationDone", Json.Obj.EMPTY));
        connection.out().flush();
        String seen = "";
        while (!seen.contains("\"command\":\"configurationDone\"")) seen += (char) connection.in().read();
        connection.close();
        assertEquals(0, connection.awaitEnd());
    }

    @Test
    void tenThousandCancelledSeeks() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(request(1, "initialize", Json.Obj.EMPTY));
        bytes.writeBytes(request(2, "launch", launch(true)));
        bytes.writeBytes(request(3, "configurationDone", Json.Obj.EMPTY));
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(request(10 + 2 * i, "cpi/seek", Json.object().put("tick", i % 7).put("step", 0).build()));
            bytes.writeBytes(request(11 + 2 * i, "cancel", Json.object().put("requestId", 10 + 2 * i).build()));
        }
        bytes.writeBytes(request(5_000_000, "threads", Json.Obj.EMPTY));
        Map<Long, Json.Obj> responses = responses(talk(bytes.toByteArray()));
        assertEquals(3 + 2 * count + 1, responses.size());
        Map<String, Long> kinds = responses.values().stream().filter(r -> !r.bool("success").orElse(false))
            .collect(Collectors.groupingBy(r -> r.text("message").orElse(""), Collectors.counting()));
        assertEquals(List.of(), kinds.keySet().stream().filter(k -> !k.equals("cancelled")
            && !k.endsWith("the program is running")).toList());
    }
}
