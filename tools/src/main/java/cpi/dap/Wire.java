// The base protocol: messages with a Content-Length in front.
package cpi.dap;

import cpi.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Reads and writes messages. Reading belongs to one thread; any thread may write.
///
/// What is no header is skipped up to the next line that begins with `Content-Length:`, so that a stream with rubbish in it can recover.
final class Wire {
    /// Longer messages end the connection: nobody sends them, and a wrong length must not take all memory.
    static final int MAX_MESSAGE = 64 << 20;
    private static final int MAX_LINE = 1024;
    private static final String LENGTH = "content-length:";

    private final InputStream in;
    private final OutputStream out;
    private long sequence;
    private boolean broken;

    Wire(InputStream in, OutputStream out) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 1 << 16);
        this.out = out;
    }

    /// The text of the next message; nothing at the end of the stream, be it in the middle of a message.
    Optional<String> read() {
        try {
            int length = -1;
            while (true) {
                Optional<String> line = line();
                if (line.isEmpty()) return Optional.empty();
                String header = line.get().strip().toLowerCase(Locale.ROOT);
                if (header.startsWith(LENGTH)) length = length(header.substring(LENGTH.length()).strip());
                else if (header.isEmpty() && length >= 0) break;
            }
            if (length > MAX_MESSAGE) return Optional.empty();
            byte[] body = in.readNBytes(length);
            return body.length < length ? Optional.empty() : Optional.of(new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int length(String digits) {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /// A line without its end; of an endless one the beginning. Nothing at the end of the stream.
    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') return Optional.of(line.toString());
            if (line.length() < MAX_LINE) line.append((char) c);
        }
        return Optional.empty();
    }

    /// Sends a message and gives its number. When nobody listens any more nothing happens; the reader will see the end.
    synchronized long write(Json.Builder message) {
        long number = ++sequence;
        if (broken) return number;
        byte[] body = message.put("seq", number).build().text().getBytes(StandardCharsets.UTF_8);
        byte[] header = ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] both = new byte[header.length + body.length];
        System.arraycopy(header, 0, both, 0, header.length);
        System.arraycopy(body, 0, both, header.length, body.length);
        try {
            out.write(both);
            out.flush();
        } catch (IOException e) {
            broken = true;
        }
        return number;
    }
}
