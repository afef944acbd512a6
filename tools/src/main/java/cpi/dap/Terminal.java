// A terminal of the editor, for programs that read.
package cpi.dap;

import cpi.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// The streams of a program that runs here and shows in a terminal there: the editor is asked to start [TerminalClient] in one, and that
/// connects to us over the loopback interface and proves with a secret that it is the one.
final class Terminal implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;
    private static final int POLL_MS = 100;

    private final Socket socket;
    private volatile boolean leaving;
    private volatile boolean refusing;

    private Terminal(Socket socket) {
        this.socket = socket;
    }

    /// @param external a window of its own instead of a part of the editor
    static Terminal open(Client client, boolean external, Path cwd) throws RequestError {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MS);
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> command = List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classes(),
                TerminalClient.class.getName(), String.valueOf(server.getLocalPort()));
            client.ask("runInTerminal", Json.object().put("kind", external ? "external" : "integrated").put("title", "cpi")
                .put("cwd", cwd.toString()).put("args", Json.texts(command))
                .put("env", Json.object().put(TerminalClient.SECRET, secret).build()).build());
            while (true) {
                Socket socket = server.accept();
                socket.setSoTimeout(PATIENCE_MS);
                byte[] said = socket.getInputStream().readNBytes(secret.length());
                if (MessageDigest.isEqual(said, secret.getBytes(StandardCharsets.US_ASCII))) {
                    socket.setSoTimeout(POLL_MS);
                    socket.setTcpNoDelay(true);
                    return new Terminal(socket);
                }
                socket.close();
            }
        } catch (IOException e) {
            throw new RequestError("the editor opened no terminal: " + e.getMessage(), true);
        }
    }

    /// Where the classes of the client are: the terminal shows the command, so that it should not be longer than it must.
    private static String classes() {
        String all = System.getProperty("java.class.path");
        String wanted = TerminalClient.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return List.of(all.split(File.pathSeparator)).stream().filter(part -> new File(part).toURI().getPath().equals(wanted))
            .findFirst().orElse(all);
    }

    /// Nobody waits for input any more.
    void leave() {
        leaving = true;
    }

    /// Whether the program may wait for input. If not, it is interrupted where it reads. Any thread.
    void mayWait(boolean may) {
        refusing = !may;
    }

    /// What is typed. Throws `InterruptedIOException` if there is nothing yet and the program may not wait.
    InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                while (!leaving) {
                    if (refusing && socket.getInputStream().available() == 0) throw new InterruptedIOException();
                    try {
                        return socket.getInputStream().read(bytes, offset, length);
                    } catch (SocketTimeoutException e) {
                        // Nobody has typed anything yet.
                    }
                }
                return -1;
            }
        };
    }

    /// @param listener is told each text, too
    OutputStream out(Consumer<String> listener) throws RequestError {
        try {
            OutputStream out = socket.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    listener.accept(new String(bytes, offset, length, StandardCharsets.UTF_8));
                    out.write(bytes, offset, length);
                }
            };
        } catch (IOException e) {
            throw new RequestError("the terminal is gone", true);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
