package cpi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Recordings are written now and then, and once at the end.
class SaverTest {
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    private Saver.Run run(boolean waits) {
        return new Saver.Run() {
            @Override
            public void interrupt() {
                interrupted.incrementAndGet();
            }

            @Override
            public boolean isWaiting() {
                return waits;
            }
        };
    }

    @Test
    void aRunThatGoesOnIsWrittenNowAndThen() throws IOException {
        Saver often = new Saver(written::incrementAndGet, 0);
        long begin = System.nanoTime();
        while (written.get() < 3 && System.nanoTime() - begin < 20_000_000_000L) often.progress();
        assertEquals(3, written.get());
        Saver seldom = new Saver(written::incrementAndGet, Long.MAX_VALUE / 2);
        for (int i = 0; i < 1000; i++) seldom.progress();
        assertEquals(3, written.get());
        seldom.end();
        assertEquals(4, written.get());
    }

    @Test
    void afterTheEndNothingIsWritten() throws IOException {
        Saver saver = new Saver(written::incrementAndGet, 0);
        saver.end();
        saver.progress();
        saver.end();
        saver.processEnds(run(false));
        assertEquals(1, written.get());
    }

    @Test
    void whoeverWaitsIsWrittenAtOnce() {
        Saver saver = new Saver(written::incrementAndGet, Long.MAX_VALUE / 2);
        long begin = System.nanoTime();
        saver.processEnds(run(true));
        assertEquals(1, written.get());
        assertEquals(1, interrupted.get());
        assertTrue(System.nanoTime() - begin < 1_000_000_000L);
    }

    @Test
    void onlyTheLastFailureIsReported() {
        Saver saver = new Saver(() -> {
            written.incrementAndGet();
            throw new IOException("full");
        }, 0);
        saver.progress();
        assertThrows(IOException.class, saver::end);
        assertEquals(2, written.get());
    }
}
