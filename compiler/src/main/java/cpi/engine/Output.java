// Standard output and standard error of a machine.
package cpi.engine;

import java.util.Arrays;

/// Buffers standard output as S3.1 says; what is not yet written is part of the machine's state. At compile time both streams
/// go to the host's standard error, unbuffered (C6.3).
public final class Output {
    private static final int CAPACITY = 4096;

    private final Host host;
    private final boolean compileTime;
    private final byte[] buffer = new byte[CAPACITY];
    private int size;

    public Output(Host host, boolean compileTime) {
        this.host = host;
        this.compileTime = compileTime;
    }

    /// One uninterrupted output (T10.3) to standard output (1) or standard error (2).
    public void write(int fd, byte[] bytes) {
        if (compileTime) {
            host.write(2, bytes);
            return;
        }
        if (fd != 1) {
            flush();
            host.write(fd, bytes);
            return;
        }
        if (size + bytes.length > CAPACITY) flush();
        if (bytes.length > CAPACITY) {
            host.write(1, bytes);
            return;
        }
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        if (bytes.length > 0 && host.isTerminal() && contains(bytes, (byte) '\n')) flush();
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) if (b == wanted) return true;
        return false;
    }

    public void flush() {
        if (size > 0) host.write(1, Arrays.copyOf(buffer, size));
        size = 0;
    }

    /// What is not yet written.
    public byte[] pending() {
        return Arrays.copyOf(buffer, size);
    }

    /// Makes `bytes` what is not yet written.
    public void restore(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, 0, bytes.length);
        size = bytes.length;
    }

    public long hash(long hash) {
        long h = Scheduler.mix(hash, size);
        for (int i = 0; i < size; i++) h = Scheduler.mix(h, buffer[i]);
        return h;
    }
}
