// What a program learned from the outside world.
package cpi.engine;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/// Everything that came from outside a machine, in order, each with the tick at which it came. A program, its options and a
/// journal determine every state of a run. Output is not kept, as execution makes it again: the journal only knows how much of
/// it has been let out.
///
/// Events are kept as bytes ([JournalCodec]): a number takes a few of them.
public final class Journal {
    /// One answer of the world.
    public sealed interface Event {
        /// What was asked.
        String what();
    }

    /// An answer of bytes with its error number: contents, names, input.
    public record Bytes(String what, int error, byte[] data) implements Event {}

    /// An answer that is a number: time, randomness, an error number.
    public record Number(String what, long value) implements Event {}

    public record Status(Host.Stat stat) implements Event {
        @Override
        public String what() {
            return "stat";
        }
    }

    public record Process(Host.Ran ran) implements Event {
        @Override
        public String what() {
            return "run";
        }
    }

    /// C gave control back: a call returned, or a function of the program was called.
    public record Crossed(Crossing crossing) implements Event {
        @Override
        public String what() {
            return "call of C";
        }
    }

    public record Entry(long tick, Event event) {}

    /// Bytes are not those of a journal, or not of this run.
    public static final class Damaged extends RuntimeException {
        Damaged(String message) {
            super(message, null, false, false);
        }

        /// Always given.
        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /// Where a state is in its journal: part of the state.
    ///
    /// @param at bytes of the journal that were used
    /// @param effects outputs and waits so far
    public record Position(int at, long effects) {}

    /// What answers are called that are standard input.
    static final String INPUT = "input";

    /// The position in the beginning.
    public static final Position START = new Position(0, 0);

    private final JournalCodec codec = new JournalCodec();
    private int at;
    private long effects;
    private long furthestEffect;
    private LongSupplier clock = () -> 0;
    /// Input that has been read in another future, and not yet in this one.
    private byte[] unread = new byte[0];
    private int unreadAt;

    /// Where the ticks come from; told by the machine.
    public void clock(LongSupplier ticks) {
        clock = ticks;
    }

    /// All entries, those ahead included.
    public List<Entry> entries() {
        List<Entry> result = new ArrayList<>();
        codec.decode(0, codec.size(), result::add);
        return result;
    }

    public Position position() {
        return new Position(at, effects);
    }

    /// Goes back (or forward) to a state of the machine; what follows will be replayed.
    public void seek(Position position) {
        at = position.at;
        effects = position.effects;
    }

    /// The same up to a position, as the beginning of another future. Input behind it will be read again.
    public Journal upTo(Position position) {
        Journal other = new Journal();
        codec.decode(0, position.at, e -> other.codec.add(e.tick, e.event));
        other.at = other.codec.size();
        other.effects = position.effects;
        other.furthestEffect = position.effects;
        other.clock = clock;
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (Entry e : after(position)) if (e.event instanceof Bytes b && b.what.equals(INPUT)) input.writeBytes(b.data);
        input.write(unread, unreadAt, unread.length - unreadAt);
        other.unread = input.toByteArray();
        return other;
    }

    /// The entries behind a position.
    public List<Entry> after(Position position) {
        List<Entry> result = new ArrayList<>();
        codec.decode(position.at, codec.size(), result::add);
        return result;
    }

    /// At most `count` bytes of the input that has been read in another future; none if there is no more of it.
    byte[] takeUnread(int count) {
        int from = unreadAt;
        unreadAt += Math.min(count, unread.length - from);
        return Arrays.copyOfRange(unread, from, unreadAt);
    }

    /// All entries as bytes. May be called by another thread than the one that runs the program.
    public byte[] toBytes() {
        return codec.toBytes();
    }

    /// A journal from its bytes; throws [Damaged] if they are none.
    public static Journal of(byte[] bytes, long effects) {
        Journal journal = new Journal();
        journal.codec.load(bytes);
        journal.furthestEffect = effects;
        return journal;
    }

    /// Bytes of memory it takes.
    public long size() {
        return codec.size();
    }

    /// How many outputs and waits there were at most.
    public long furthestEffect() {
        return furthestEffect;
    }

    boolean replaying() {
        return at < codec.size();
    }

    Event next() {
        JournalCodec.Decoded decoded = codec.eventAt(at);
        at = decoded.end();
        return decoded.event();
    }

    void add(Event event) {
        codec.add(clock.getAsLong(), event);
        at = codec.size();
    }

    /// Something goes out, or time passes. Gives whether that is new, and not repeated.
    boolean isNewEffect() {
        effects++;
        if (effects <= furthestEffect) return false;
        furthestEffect = effects;
        return true;
    }
}
