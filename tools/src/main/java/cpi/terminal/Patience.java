// Signs of life while a command takes long.
package cpi.terminal;

import cpi.timeline.Moment;
import java.util.function.Consumer;

/// Tells where the program is when a motion has taken two seconds, and every ten seconds from then on.
final class Patience {
    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long NANOS = 10_000_000_000L;

    private final Consumer<String> out;
    private long next;

    Patience(Consumer<String> out) {
        this.out = out;
        begin();
    }

    /// A command begins.
    void begin() {
        next = System.nanoTime() + FIRST_NANOS;
    }

    /// The motion has come to a moment.
    void at(Moment moment) {
        long now = System.nanoTime();
        if (now - next < 0) return;
        next = now + NANOS;
        out.accept("at tick " + moment.tick() + "; Ctrl-C interrupts");
    }
}
