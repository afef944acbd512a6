// The output of the program, as events.
package cpi.dap;

import cpi.json.Json;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A stream whose text goes to the client. A character whose bytes come in several pieces is sent when it is complete; bytes that are no
/// UTF-8 become U+FFFD. Only what is printed for the first time comes here: an execution that is repeated prints nothing.
final class OutputEvents extends OutputStream {
    private final Client client;
    private final String category;
    private final Consumer<String> listener;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = new byte[0];

    /// @param category `stdout`, `stderr` or `console`
    /// @param listener is told each text, too
    OutputEvents(Client client, String category, Consumer<String> listener) {
        this.client = client;
        this.category = category;
        this.listener = listener;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + length).put(rest).put(bytes, offset, length).flip();
        CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, text, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        if (text.flip().hasRemaining()) {
            listener.accept(text.toString());
            client.event("output", Json.object().put("category", category).put("output", text.toString()).build());
        }
    }
}
