// Where the bytes of a value are.
package cpi.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The bytes of a value, read when they are asked for: in memory, in the registers of a frame, or a copy.
public sealed interface Data {
    /// The bytes of this value, if they can be read.
    Optional<byte[]> read(int count);

    /// The bytes from an offset on, as of a field.
    Data part(long offset, long size);

    /// Where it is, if it is in one piece of memory that the program can address.
    OptionalLong address();

    /// The stretches of memory that hold it, registers included; none of a copy.
    List<Piece> pieces(long size);

    /// Why it cannot be read.
    MemoryView.State state(long size);

    /// Bytes `offset` to `offset + size` of the value are at `address`. In a register, which is 8 bytes long, if `isRegister`.
    record Piece(long offset, long size, long address, boolean isRegister) {}

    record InMemory(MemoryView memory, long at) implements Data {
        @Override
        public Optional<byte[]> read(int count) {
            return memory.alive(at, count);
        }

        @Override
        public Data part(long offset, long size) {
            return new InMemory(memory, at + offset);
        }

        @Override
        public OptionalLong address() {
            return OptionalLong.of(at);
        }

        @Override
        public List<Piece> pieces(long size) {
            return List.of(new Piece(0, size, at, false));
        }

        @Override
        public MemoryView.State state(long size) {
            return memory.state(at, size);
        }
    }

    /// In registers, which are memory of the frame that the program cannot address.
    record InRegisters(MemoryView memory, List<Piece> parts) implements Data {
        public InRegisters {
            parts = List.copyOf(parts);
        }

        @Override
        public Optional<byte[]> read(int count) {
            byte[] bytes = new byte[count];
            for (Piece p : parts) {
                byte[] part = memory.read(p.address, (int) p.size);
                int length = (int) Math.min(p.size, count - p.offset);
                if (length > 0) System.arraycopy(part, 0, bytes, (int) p.offset, length);
            }
            return Optional.of(bytes);
        }

        @Override
        public Data part(long offset, long size) {
            List<Piece> inside = new ArrayList<>();
            for (Piece p : parts) {
                if (p.offset >= offset && p.offset + p.size <= offset + size) {
                    inside.add(new Piece(p.offset - offset, p.size, p.address, true));
                }
            }
            return new InRegisters(memory, inside);
        }

        @Override
        public OptionalLong address() {
            return OptionalLong.empty();
        }

        @Override
        public List<Piece> pieces(long size) {
            return parts;
        }

        @Override
        public MemoryView.State state(long size) {
            return MemoryView.State.ALIVE;
        }
    }

    /// A copy, as of the result of a call.
    record Copy(byte[] bytes) implements Data {
        @Override
        public Optional<byte[]> read(int count) {
            return Optional.of(Arrays.copyOf(bytes, count));
        }

        @Override
        public Data part(long offset, long size) {
            return new Copy(Arrays.copyOfRange(bytes, (int) offset, (int) (offset + size)));
        }

        @Override
        public OptionalLong address() {
            return OptionalLong.empty();
        }

        @Override
        public List<Piece> pieces(long size) {
            return List.of();
        }

        @Override
        public MemoryView.State state(long size) {
            return MemoryView.State.ALIVE;
        }
    }
}
