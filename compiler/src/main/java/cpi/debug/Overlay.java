// Memory with a few bytes as they once were.
package cpi.debug;

/// A view in which some bytes are others.
record Overlay(MemoryView memory, long address, byte[] bytes) implements MemoryView {
    @Override
    public State state(long at, long count) {
        return memory.state(at, count);
    }

    @Override
    public byte[] read(long at, int count) {
        byte[] result = memory.read(at, count);
        for (int i = 0; i < bytes.length; i++) {
            long offset = address + i - at;
            if (offset >= 0 && offset < count) result[(int) offset] = bytes[i];
        }
        return result;
    }
}
