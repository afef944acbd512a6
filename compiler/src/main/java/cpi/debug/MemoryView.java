// Memory that is only looked at.
package cpi.debug;

import cpi.engine.Memory;
import java.util.Optional;

/// The memory of a machine at one moment, read without any effect: unlike an access of the program, looking at a global that has
/// no value yet does not compute it.
public interface MemoryView {
    /// What can be said about an address.
    enum State {
        ALIVE, NIL, FREED, DEAD_VARIABLE, NOT_ALLOCATED, OUTSIDE,
        /// A global whose initial value has not been computed in this evaluation (C4.1).
        NOT_COMPUTED
    }

    /// Whether all of `count` bytes can be read; the state of the first that cannot.
    State state(long address, long count);

    /// Bytes that are alive, or of a frame.
    byte[] read(long address, int count);

    /// `count` bytes, if all of them are alive.
    default Optional<byte[]> alive(long address, int count) {
        return state(address, count) == State.ALIVE ? Optional.of(read(address, count)) : Optional.empty();
    }

    /// The memory of a machine as it is now.
    static MemoryView of(Memory memory) {
        return new MemoryView() {
            @Override
            public State state(long address, long count) {
                if (address == 0) return State.NIL;
                if (!memory.contains(address) || count < 0 || count > memory.size() || !memory.contains(address + Math.max(0, count - 1))) {
                    return State.OUTSIDE;
                }
                for (long at = address & -8; at < address + count; at += 8) {
                    byte state = memory.shadowAt(at);
                    if (state == Memory.LAZY) return State.NOT_COMPUTED;
                    if (state < 0) continue;
                    long end = Math.min(address + count, at + 8);
                    boolean partial = state > Memory.PARTIAL_RW && state < Memory.PARTIAL_RO + 8 && (state & 7) != 0;
                    if (!partial || end - at > (state & 7)) return dead(at, state);
                }
                return State.ALIVE;
            }

            private State dead(long address, byte state) {
                if (state == Memory.FREED || state == Memory.FREED_HEADER) return State.FREED;
                boolean stack = address >= memory.stackStart() && address < memory.heapStart();
                return stack ? State.DEAD_VARIABLE : State.NOT_ALLOCATED;
            }

            @Override
            public byte[] read(long address, int count) {
                return memory.bytes(address, count);
            }
        };
    }
}
