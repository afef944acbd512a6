// A debug adapter to talk to.
package cpi.conformance;

import cpi.cli.Console;
import cpi.cli.Main;
import cpi.driver.Compilation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `cpi dap` in this process or in one of its own, with both ends of its streams.
final class DapConnection implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final InputStream fromServer;
    private final OutputStream toServer;
    private final CompletableFuture<Integer> status;

    private DapConnection(InputStream fromServer, OutputStream toServer, CompletableFuture<Integer> status) {
        this.fromServer = fromServer;
        this.toServer = toServer;
        this.status = status;
    }

    static DapConnection inProcess() throws IOException {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Console console = new Console(Channels.newInputStream(there.source()), Channels.newOutputStream(back.sink()),
            OutputStream.nullOutputStream(), false, false);
        Thread.ofPlatform().daemon().start(() -> {
            int result = Compilation.onBigStack(() -> Main.execute(List.of("dap"), console));
            try {
                back.sink().close();
            } catch (IOException e) {
                // The other side has closed it.
            }
            status.complete(result);
        });
        return new DapConnection(Channels.newInputStream(back.source()), Channels.newOutputStream(there.sink()), status);
    }

    /// With a Java of its own, on the class path of the tests.
    static DapConnection newProcess() throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        return newProcess(List.of(java, "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), Main.class.getName(), "dap"));
    }

    static DapConnection newProcess(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new DapConnection(process.getInputStream(), process.getOutputStream(), process.onExit().thenApply(Process::exitValue));
    }

    InputStream in() {
        return fromServer;
    }

    OutputStream out() {
        return toServer;
    }

    /// The exit status; fails if the server does not end.
    int awaitEnd() throws Exception {
        try {
            return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the server does not end", e);
        }
    }

    @Override
    public void close() throws IOException {
        toServer.close();
    }
}
