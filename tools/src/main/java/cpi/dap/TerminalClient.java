// The process in the terminal of the editor.
package cpi.dap;

import java.io.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Carries what is typed to the debugged program, and what it prints to the terminal. Ends with the program.
public final class TerminalClient {
    /// The environment variable with the secret of the session.
    static final String SECRET = "CPI_TERMINAL_SECRET";

    private TerminalClient() {}

    /// @param args the port on the loopback interface
    public static void main(String[] args) throws IOException {
        // The command that started this is of no interest.
        Console console = System.console();
        if (console != null && console.isTerminal()) System.out.print("\033[2J\033[3J\033[H");
        System.out.flush();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            socket.getOutputStream().write(System.getenv(SECRET).getBytes(StandardCharsets.US_ASCII));
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    System.in.transferTo(socket.getOutputStream());
                    socket.shutdownOutput();
                } catch (IOException e) {
                    // The program has ended.
                }
            });
            socket.getInputStream().transferTo(System.out);
            System.out.flush();
        }
    }
}
