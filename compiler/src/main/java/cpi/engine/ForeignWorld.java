// C code, as the real world.
package cpi.engine;

import cpi.engine.Host.Answer;
import java.lang.foreign.Arena;

/// Calls C, and reads and writes memory that belongs to C without ever crashing on a wrong address. Single-threaded: a machine calls C from
/// one thread at a time.
///
/// Java itself uses the C library, so `errno` is saved behind each call of C and put back before the next, and reads of its address
/// give what was saved.
final class ForeignWorld {
    private static final int EFAULT = 14;
    private static final int IOVEC = 16;

    private final Arena arena = Arena.ofAuto();
    /// Two descriptions of memory, ours and C's, and a buffer.
    private final long vectors = arena.allocate(2 * IOVEC + 8, 8).address();
    private final long flush = Native.symbol("fflush");
    private final long errnoFunction = Math.max(Native.symbol("__errno_location"), Native.symbol("__error"));
    private final long readv = Native.symbol("process_vm_readv");
    private final long writev = Native.symbol("process_vm_writev");
    private final long pid = ProcessHandle.current().pid();
    private final boolean probes = canProbe();
    private int errno;

    /// Whether the system lets a process copy its own memory with checks. Where it does not, wrong addresses crash.
    private boolean canProbe() {
        if (readv == 0 || writev == 0) return false;
        return transfer(readv, vectors + 2 * IOVEC, vectors, 1) == 1;
    }

    Crossing call(Crossing.Call call) {
        Raw.putInt(Native.call(errnoFunction), errno);
        Crossing result = call.run();
        if (result instanceof Crossing.Returned r) errno = r.errno();
        // What C has printed comes before what the program prints next.
        Native.call(flush, 0);
        return result;
    }

    Answer read(long address, int count) {
        byte[] data = new byte[count];
        if (!probes) {
            Raw.toArray(address, data, 0, count);
        } else {
            try (Arena local = Arena.ofConfined()) {
                long buffer = local.allocate(count).address();
                if (transfer(readv, buffer, address, count) != count) return Answer.failed(EFAULT);
                Raw.toArray(buffer, data, 0, count);
            }
        }
        long at = Native.call(errnoFunction) - address;
        for (int i = 0; i < 4; i++) if (at + i >= 0 && at + i < count) data[(int) at + i] = (byte) (errno >>> 8 * i);
        return Answer.of(data);
    }

    int write(long address, byte[] data) {
        long at = Native.call(errnoFunction) - address;
        for (int i = 0; i < 4; i++) {
            if (at + i < 0 || at + i >= data.length) continue;
            errno = errno & ~(0xFF << 8 * i) | (data[(int) at + i] & 0xFF) << 8 * i;
        }
        if (!probes) {
            Raw.fromArray(data, 0, address, data.length);
            return 0;
        }
        try (Arena local = Arena.ofConfined()) {
            long buffer = local.allocate(data.length).address();
            Raw.fromArray(data, 0, buffer, data.length);
            return transfer(writev, buffer, address, data.length) == data.length ? 0 : EFAULT;
        }
    }

    /// Copies between our memory and C's; gives how many bytes could be copied, or -1.
    private long transfer(long function, long ours, long theirs, long count) {
        Raw.putLong(vectors, ours);
        Raw.putLong(vectors + 8, count);
        Raw.putLong(vectors + IOVEC, theirs);
        Raw.putLong(vectors + IOVEC + 8, count);
        return Native.call(function, pid, vectors, 1, vectors + IOVEC, 1, 0);
    }
}
