package cpi.elf;

/// Relocations as they are in the file, but for the numbers of their symbols.
final class Relocations {
    static final int SIZE = 24;
    private static final int SYMBOL = 12;

    private final Bytes bytes = new Bytes();

    void add(long offset, int type, int symbol, long addend) {
        bytes.u64(offset);
        bytes.u32(type);
        bytes.u32(symbol);
        bytes.u64(addend);
    }

    int count() {
        return bytes.size() / SIZE;
    }

    /// The final bytes; may be asked for once.
    ///
    /// @param shift what is added to all offsets
    /// @param symbols the symbols by the numbers used so far
    Bytes finish(int shift, int[] symbols) {
        // A small method for each, as a loop that runs once is not translated by the JVM.
        for (int at = 0; at < bytes.size(); at += SIZE) finish(at, shift, symbols);
        return bytes;
    }

    private void finish(int at, int shift, int[] symbols) {
        if (shift != 0) bytes.set64(at, bytes.get64(at) + shift);
        bytes.set32(at + SYMBOL, symbols[bytes.get32(at + SYMBOL)]);
    }
}
