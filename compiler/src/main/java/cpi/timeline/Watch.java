// What to stop at.
package cpi.timeline;

import cpi.engine.ThreadState;
import cpi.interp.Vm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a movement through time stops at. Immutable; start with [#NOTHING].
///
/// @param places addresses of instructions to stop in front of ([cpi.interp.Inspection])
/// @param data ranges of memory to stop at
/// @param switches whether to stop when another thread goes on
/// @param condition asked at each of these; the machine may be read, but not be changed
public record Watch(Set<Long> places, List<Data> data, boolean switches, Condition condition) {
    public static final Watch NOTHING = new Watch(Set.of(), List.of(), false, (_, _, _) -> true);

    public Watch {
        places = Set.copyOf(places);
        data = List.copyOf(data);
    }

    /// How memory is touched. A change is a write after which the bytes differ.
    public enum Access { READ, WRITE, CHANGE, ANY }

    /// A range of memory. Registers and slots of a frame are memory, too; they are watched for the activation that they belong to
    /// at the moment the movement starts.
    public record Data(long address, long size, Access access) {}

    /// An extra condition, as of conditional breakpoints, hit counts and depths of calls.
    public interface Condition {
        boolean holds(Vm vm, ThreadState thread, Stop.Cause cause);
    }

    public Watch at(Set<Long> addresses) {
        Set<Long> all = new HashSet<>(places);
        all.addAll(addresses);
        return new Watch(all, data, switches, condition);
    }

    public Watch data(long address, long size, Access access) {
        List<Data> all = new ArrayList<>(data);
        all.add(new Data(address, size, access));
        return new Watch(places, all, switches, condition);
    }

    public Watch atSwitches() {
        return new Watch(places, data, true, condition);
    }

    /// Stops only where this holds, too.
    public Watch where(Condition also) {
        Condition first = condition;
        return new Watch(places, data, switches, (vm, thread, cause) -> first.holds(vm, thread, cause) && also.holds(vm, thread, cause));
    }

    boolean isEmpty() {
        return places.isEmpty() && data.isEmpty() && !switches;
    }
}
