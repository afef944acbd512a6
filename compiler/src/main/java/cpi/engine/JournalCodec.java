// Journals as bytes.
package cpi.engine;

import cpi.diag.Bug;
import cpi.engine.Journal.Entry;
import cpi.engine.Journal.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The bytes of a [Journal]. An entry is: the ticks since the entry before, the kind of the event, its parts. Numbers take seven
/// bits per byte, the lowest first; names are numbers in order of their first appearance, where the name itself follows.
final class JournalCodec {
    /// An event and where the next entry begins.
    record Decoded(long ticks, Event event, int end) {}

    private static final int BYTES = 1;
    private static final int NUMBER = 2;
    private static final int STATUS = 3;
    private static final int PROCESS = 4;
    private static final int ENTERED = 5;
    private static final int RETURNED = 6;
    private static final int ABANDONED = 7;
    private static final int STRAYED = 8;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    private byte[] bytes = new byte[256];
    private int size;
    private long lastTick;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /// Where each name stands.
    private final List<Integer> definedAt = new ArrayList<>();
    /// Where decoding is.
    private int in;

    int size() {
        return size;
    }

    /// May be called by another thread than the one that adds.
    synchronized byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void load(byte[] from) {
        bytes = from.clone();
        size = from.length;
        decode(0, size, e -> lastTick = e.tick());
    }

    // Writing.

    synchronized void add(long tick, Event event) {
        put(tick - lastTick);
        lastTick = tick;
        switch (event) {
            case Journal.Bytes b -> {
                put(BYTES);
                put(b.what());
                put(b.error());
                put(b.data());
            }
            case Journal.Number n -> {
                put(NUMBER);
                put(n.what());
                putSigned(n.value());
            }
            case Journal.Status s -> {
                put(STATUS);
                put(s.stat().error());
                putSigned(s.stat().size());
                put(s.stat().kind());
                putSigned(s.stat().modified());
            }
            case Journal.Process p -> {
                put(PROCESS);
                put(p.ran().error());
                put(p.ran().out());
                put(p.ran().err());
                putSigned(p.ran().status());
            }
            case Journal.Crossed c -> put(c.crossing());
        }
    }

    private void put(Crossing crossing) {
        switch (crossing) {
            case Crossing.Entered e -> {
                put(ENTERED);
                put(e.function());
                put(e.args().size());
                e.args().forEach(this::put);
                put(e.changes());
            }
            case Crossing.Returned r -> {
                put(RETURNED);
                put(r.result());
                putSigned(r.errno());
                put(r.changes());
            }
            case Crossing.Strayed s -> {
                put(STRAYED);
                put(s.changes());
            }
            case Crossing.Abandoned _ -> put(ABANDONED);
        }
    }

    private void put(List<Crossing.Change> changes) {
        put(changes.size());
        for (Crossing.Change c : changes) {
            put(c.address());
            put(c.bytes());
        }
    }

    private void room(int count) {
        long needed = (long) size + count;
        if (needed > MOST_BYTES) throw new Bug("the program has taken in more than the " + (MOST_BYTES >> 20) + " MB of a history");
        if (needed > bytes.length) bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(needed, bytes.length * 2L)));
    }

    private void put(long number) {
        room(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void putSigned(long number) {
        put(number << 1 ^ number >> 63);
    }

    private void put(byte[] data) {
        put(data.length);
        room(data.length);
        System.arraycopy(data, 0, bytes, size, data.length);
        size += data.length;
    }

    private void put(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            put(known);
            return;
        }
        put(names.size());
        numbers.put(name, names.size());
        names.add(name);
        definedAt.add(size);
        put(name.getBytes(StandardCharsets.UTF_8));
    }

    // Reading.

    /// Visits the entries from one position to another; the first must be 0 or that of an entry.
    void decode(int from, int to, Consumer<Entry> visitor) {
        long tick = from == 0 ? 0 : lastTickBefore(from);
        for (int at = from; at < to; ) {
            Decoded decoded = eventAt(at);
            tick += decoded.ticks;
            visitor.accept(new Entry(tick, decoded.event));
            at = decoded.end;
        }
    }

    private long lastTickBefore(int position) {
        long tick = 0;
        for (int at = 0; at < position; ) {
            Decoded decoded = eventAt(at);
            tick += decoded.ticks;
            at = decoded.end;
        }
        return tick;
    }

    Decoded eventAt(int position) {
        in = position;
        long ticks = get();
        Event event = switch ((int) get()) {
            case BYTES -> new Journal.Bytes(getName(), (int) get(), getBytes());
            case NUMBER -> new Journal.Number(getName(), getSigned());
            case STATUS -> new Journal.Status(new Host.Stat((int) get(), getSigned(), (int) get(), getSigned()));
            case PROCESS -> new Journal.Process(new Host.Ran((int) get(), getBytes(), getBytes(), (int) getSigned()));
            case ENTERED -> {
                int function = (int) get();
                List<byte[]> args = new ArrayList<>();
                for (long i = get(); i > 0; i--) args.add(getBytes());
                yield new Journal.Crossed(new Crossing.Entered(function, args, getChanges()));
            }
            case RETURNED -> new Journal.Crossed(new Crossing.Returned(getBytes(), (int) getSigned(), getChanges()));
            case STRAYED -> new Journal.Crossed(new Crossing.Strayed(getChanges()));
            case ABANDONED -> new Journal.Crossed(new Crossing.Abandoned());
            default -> throw new Journal.Damaged("an event of unknown kind");
        };
        return new Decoded(ticks, event, in);
    }

    private long get() {
        long result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (in >= size) throw new Journal.Damaged("the journal ends in the middle of an event");
            byte b = bytes[in++];
            result |= (b & 0x7FL) << shift;
            if (b >= 0) return result;
        }
        throw new Journal.Damaged("a number is too long");
    }

    private long getSigned() {
        long n = get();
        return n >>> 1 ^ -(n & 1);
    }

    private byte[] getBytes() {
        long count = get();
        if (count < 0 || count > size - in) throw new Journal.Damaged("the journal ends in the middle of an event");
        in += (int) count;
        return Arrays.copyOfRange(bytes, in - (int) count, in);
    }

    private List<Crossing.Change> getChanges() {
        List<Crossing.Change> changes = new ArrayList<>();
        for (long i = get(); i > 0; i--) changes.add(new Crossing.Change(get(), getBytes()));
        return changes;
    }

    private String getName() {
        long number = get();
        int start = in;
        if (number > names.size() || number < 0) throw new Journal.Damaged("an unknown name");
        if (number < names.size() && definedAt.get((int) number) != start) return names.get((int) number);
        String name = new String(getBytes(), StandardCharsets.UTF_8);
        if (number == names.size()) {
            names.add(name);
            numbers.put(name, (int) number);
            definedAt.add(start);
        }
        return name;
    }
}
