// Sessions of the debug adapter, as scripts.
package cpi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cpi.cli.Console;
import cpi.cli.Main;
import cpi.driver.Compilation;
import cpi.json.Json;
import cpi.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Plays the scripts in `tests/dap` ([DapScript]); all in this process, one of them also against a process of its own.
class DapTest {
    private static final String DIRECTORY = "tests/dap";

    /// The requests that a declared capability promises.
    private static final Map<String, List<String>> PROMISED = Map.ofEntries(
        Map.entry("supportsConfigurationDoneRequest", List.of("configurationDone")),
        Map.entry("supportsFunctionBreakpoints", List.of("setFunctionBreakpoints")),
        Map.entry("supportsConditionalBreakpoints", List.of("setBreakpoints")),
        Map.entry("supportsHitConditionalBreakpoints", List.of("setBreakpoints")),
        Map.entry("supportsEvaluateForHovers", List.of("evaluate")),
        Map.entry("supportsStepBack", List.of("stepBack", "reverseContinue")),
        Map.entry("supportsSetVariable", List.of("setVariable")),
        Map.entry("supportsSetExpression", List.of("setExpression")),
        Map.entry("supportsRestartFrame", List.of("restartFrame")),
        Map.entry("supportsGotoTargetsRequest", List.of("gotoTargets", "goto")),
        Map.entry("supportsStepInTargetsRequest", List.of("stepInTargets")),
        Map.entry("supportsCompletionsRequest", List.of("completions")),
        Map.entry("supportsExceptionInfoRequest", List.of("exceptionInfo")),
        Map.entry("supportTerminateDebuggee", List.of("disconnect")),
        Map.entry("supportsDelayedStackTraceLoading", List.of("stackTrace")),
        Map.entry("supportsLoadedSourcesRequest", List.of("loadedSources")),
        Map.entry("supportsLogPoints", List.of("setBreakpoints")),
        Map.entry("supportsTerminateRequest", List.of("terminate")),
        Map.entry("supportsDataBreakpoints", List.of("dataBreakpointInfo", "setDataBreakpoints")),
        Map.entry("supportsDataBreakpointBytes", List.of("dataBreakpointInfo")),
        Map.entry("supportsReadMemoryRequest", List.of("readMemory")),
        Map.entry("supportsWriteMemoryRequest", List.of("writeMemory")),
        Map.entry("supportsDisassembleRequest", List.of("disassemble")),
        Map.entry("supportsCancelRequest", List.of("cancel")),
        Map.entry("supportsBreakpointLocationsRequest", List.of("breakpointLocations")),
        Map.entry("supportsClipboardContext", List.of("evaluate")),
        Map.entry("supportsSteppingGranularity", List.of("next", "stepBack")),
        Map.entry("supportsInstructionBreakpoints", List.of("setInstructionBreakpoints")),
        Map.entry("supportsValueFormattingOptions", List.of("variables", "evaluate")),
        Map.entry("supportsExceptionFilterOptions", List.of("setExceptionBreakpoints")),
        Map.entry("exceptionBreakpointFilters", List.of("setExceptionBreakpoints")),
        Map.entry("completionTriggerCharacters", List.of("completions")));

    /// Those that need no capability, and our own.
    private static final List<String> ALWAYS = List.of("initialize", "launch", "disconnect", "setBreakpoints", "continue", "next", "stepIn",
        "stepOut", "pause", "stackTrace", "scopes", "variables", "source", "threads", "evaluate", "cpi/reverseStepIn", "cpi/reverseStepOut",
        "cpi/seek", "cpi/lastWrite", "cpi/valueHistory", "cpi/timeline", "cpi/runBackToCursor");

    @TestFactory
    Stream<DynamicTest> scripts() {
        return Repo.files(DIRECTORY, ".dap").stream().filter(Repo::wanted)
            .map(f -> DynamicTest.dynamicTest(Repo.slashes(f), f.toAbsolutePath().toUri(), () -> play(f, DapConnection.inProcess())));
    }

    @Test
    void aSessionInAProcess() throws Exception {
        play(Path.of(DIRECTORY, "session.dap"), DapConnection.newProcess());
    }

    private static void play(Path script, DapConnection connection) throws Exception {
        String directory = Repo.slashes(Path.of(DIRECTORY).toAbsolutePath());
        String text = Repo.read(script);
        boolean recorded = text.contains("${recording}");
        Path recording = recorded ? record() : Path.of("");
        try (connection) {
            new DapScript(connection.in(), connection.out(), directory).play(text.replace("${recording}", Repo.slashes(recording)));
        } finally {
            if (recorded) Files.deleteIfExists(recording);
        }
        assertEquals(0, connection.awaitEnd(), "exit status");
    }

    /// A recording of a program that reads two lines.
    private static Path record() throws Exception {
        Path file = Files.createTempFile("cpi", ".cpr");
        Console console = new Console(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.US_ASCII)),
            OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false, false);
        List<String> command = List.of("run", "--record", file.toString(), DIRECTORY + "/programs/input.cpi");
        assertEquals(3, Compilation.onBigStack(() -> Main.execute(command, console)));
        return file;
    }

    /// What `initialize` declares is in the table above, and every request that is promised or always there is used by a script.
    @Test
    void everyRequestHasAScript() throws Exception {
        Set<String> used = Repo.files(DIRECTORY, ".dap").stream().flatMap(f -> DapScript.commands(Repo.read(f)).stream())
            .collect(Collectors.toSet());
        assertFalse(used.isEmpty());
        Set<String> missing = new TreeSet<>(ALWAYS);
        for (String ability : declared().members().keySet()) {
            List<String> promised = PROMISED.get(ability);
            if (promised == null) missing.add("(unknown capability " + ability + ")");
            else missing.addAll(promised);
        }
        missing.removeAll(used);
        assertEquals(Set.of(), missing);
    }

    private static Json.Obj declared() throws Exception {
        try (DapConnection connection = DapConnection.inProcess()) {
            String body = "{\"seq\":1,\"type\":\"request\",\"command\":\"initialize\",\"arguments\":{\"adapterID\":\"cpi\"}}";
            connection.out().write(("Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes());
            connection.out().flush();
            StringBuilder header = new StringBuilder();
            while (!header.toString().endsWith("\r\n\r\n")) header.append((char) connection.in().read());
            int length = Integer.parseInt(header.toString().strip().replaceFirst("^Content-Length: ", ""));
            Json.Obj response = (Json.Obj) JsonReader.read(new String(connection.in().readNBytes(length), "UTF-8"));
            return response.object("body");
        }
    }
}
