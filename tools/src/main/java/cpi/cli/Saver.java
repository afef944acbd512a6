// Keeping the recording of a run that goes on.
package cpi.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Writes a recording now and then, when its run ends, and when the process is ended from outside. So there is something left even if
/// the process is killed.
final class Saver {
    /// Writes what has been recorded so far.
    interface Recorder {
        void write() throws IOException;
    }

    /// The run that is recorded, as seen from the thread that ends the process.
    interface Run {
        /// Ends it soon, unless it waits for something.
        void interrupt();

        /// Whether it waits, so that it does not end.
        boolean isWaiting();
    }

    /// What usually lies between two writings.
    static final long NANOS_BETWEEN = 10_000_000_000L;
    /// And how many times as long as a writing takes.
    private static final long TIMES_WRITING = 50;
    private static final int MILLIS_TO_LOOK = 50;
    private static final int LOOKS = 40;

    private final Recorder recorder;
    private final CountDownLatch saved = new CountDownLatch(1);
    private final long between;
    private long next;
    private boolean isOver;

    /// @param between nanoseconds between two writings, at least
    Saver(Recorder recorder, long between) {
        this.recorder = recorder;
        this.between = between;
        this.next = System.nanoTime() + between;
    }

    /// The run has come further.
    synchronized void progress() {
        long begin = System.nanoTime();
        if (isOver || begin - next < 0) return;
        try {
            recorder.write();
        } catch (IOException e) {
            // The disk may have room again at the end, where this is reported.
        }
        long end = System.nanoTime();
        next = end + Math.max(between, TIMES_WRITING * (end - begin));
    }

    /// The run has ended, or is not waited for any longer; only the first call writes.
    void end() throws IOException {
        try {
            synchronized (this) {
                if (!isOver) recorder.write();
            }
        } finally {
            synchronized (this) {
                isOver = true;
            }
            saved.countDown();
        }
    }

    /// The process is going to end, as by Ctrl-C.
    void processEnds(Run run) {
        run.interrupt();
        try {
            for (int i = 0; i < LOOKS && !run.isWaiting(); i++) {
                if (saved.await(MILLIS_TO_LOOK, TimeUnit.MILLISECONDS)) return;
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nobody is there to be told.
        }
    }
}
