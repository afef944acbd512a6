// Runs WebAssembly programs in node.
package cpi.conformance;

import cpi.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One node for many programs, started when it is needed. Used by one thread at a time.
final class WasmHost implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;
    private static final int ENDLESS = -1;
    private static final int DIED = -2;
    private static final String SCRIPT = "conformance/src/test/resources/wasm-host.mjs";
    private static final List<String> NODE = List.of("node", "--no-warnings", "--stack-size=4000");

    private final List<Process> running = new ArrayList<>();

    /// Whether there is a node with WASI.
    static boolean isInstalled() {
        try {
            Process node = new ProcessBuilder("node", "--no-warnings", "-e", "require('node:wasi')").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return node.waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    /// Runs a script of node with arguments.
    static CommandLine.Observation script(Path script, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "--no-warnings", script.toString()));
        command.addAll(args);
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        node.getOutputStream().close();
        String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandLine.Observation(out, "", node.waitFor());
    }

    /// Runs a program in the root of the repository.
    CommandLine.Observation run(Path program, List<String> args, byte[] input) throws IOException, InterruptedException {
        Path in = Files.write(program.resolveSibling(program.getFileName() + ".in"), input);
        Path out = program.resolveSibling(program.getFileName() + ".out");
        Path err = program.resolveSibling(program.getFileName() + ".err");
        Json request = Json.object().put("program", program.toString()).put("args", Json.texts(args)).put("input", in.toString())
            .put("output", out.toString()).put("errors", err.toString()).build();
        boolean isFresh = running.isEmpty();
        int status = ask(request.text() + "\n");
        // A node that has run many modules may fail for want of memory: only what a fresh one does counts.
        if (status == DIED && !isFresh) status = ask(request.text() + "\n");
        String end = status == DIED ? "(node died)\n" : status == ENDLESS ? "(does not end)\n" : "";
        return new CommandLine.Observation(Files.readString(out), Files.readString(err) + end, status);
    }

    /// The status, [#ENDLESS] if there is none in time, [#DIED] if there will be none.
    private int ask(String request) throws IOException, InterruptedException {
        if (running.isEmpty()) {
            List<String> command = new ArrayList<>(NODE);
            command.add(SCRIPT);
            running.add(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
        }
        Process node = running.getFirst();
        Writer writer = node.outputWriter(StandardCharsets.UTF_8);
        writer.write(request);
        writer.flush();
        BufferedReader reader = node.inputReader(StandardCharsets.UTF_8);
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(reader.readLine());
            } catch (IOException e) {
                return e.toString();
            }
        });
        try {
            return Integer.parseInt(answer.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            close();
            return ENDLESS;
        } catch (ExecutionException | NumberFormatException e) {
            close();
            return DIED;
        }
    }

    @Override
    public void close() {
        for (Process node : running) node.destroyForcibly();
        running.clear();
    }
}
