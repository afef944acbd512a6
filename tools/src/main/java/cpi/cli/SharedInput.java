// One input for many runs.
package cpi.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Gives the same input to each of several runs, one after the other; reads no more of it than a run asks for, so that a person may type
/// it.
final class SharedInput {
    private final InputStream real;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    SharedInput(InputStream real) {
        this.real = real;
    }

    /// The input from its beginning.
    InputStream again() {
        return new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (length == 0) return 0;
                if (at == seen.size()) {
                    int count = real.read(to, offset, length);
                    if (count > 0) seen.write(to, offset, count);
                    at = seen.size();
                    return count;
                }
                int count = Math.min(length, seen.size() - at);
                System.arraycopy(seen.toByteArray(), at, to, offset, count);
                at += count;
                return count;
            }
        };
    }
}
