// What a program learned from the outside world.
package cpi.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Everything that came from outside a machine or went there, in order, each with the tick at which it happened. A program, its
/// options and a journal determine every state of a run.
public final class Journal {
    /// One exchange with the world.
    public sealed interface Event {}

    /// An answer of bytes with its error number: contents, names, input.
    public record Bytes(String what, int error, byte[] data) implements Event {}

    /// An answer that is a number: time, randomness, an error number.
    public record Number(String what, long value) implements Event {}

    public record Status(Host.Stat stat) implements Event {}

    public record Process(Host.Ran ran) implements Event {}

    /// C gave control back: a call returned, or a function of the program was called.
    public record Crossed(Crossing crossing) implements Event {}

    /// Something that was written; not repeated when the journal is replayed.
    public record Written(int fd, byte[] data) implements Event {}

    public record Entry(long tick, Event event) {}

    private final List<Entry> entries = new ArrayList<>();
    private int position;
    private LongSupplier clock = () -> 0;

    /// Where the ticks come from; told by the machine.
    public void clock(LongSupplier ticks) {
        clock = ticks;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// How many entries the machine has used: part of its state.
    public int position() {
        return position;
    }

    /// Goes back (or forward) to a state of the machine; what follows will be replayed.
    public void seek(int newPosition) {
        position = newPosition;
    }

    boolean replaying() {
        return position < entries.size();
    }

    Event next() {
        return entries.get(position++).event;
    }

    void add(Event event) {
        entries.add(new Entry(clock.getAsLong(), event));
        position++;
    }
}
