package cpi.elf;

/// Bytes with relocations that are made before the object they become a part of ([ElfObject.Section#append]); until then the targets of
/// relocations have numbers of their own.
public final class Fragment {
    private final Bytes bytes = new Bytes();
    private final Relocations relocations = new Relocations();

    public Bytes bytes() {
        return bytes;
    }

    /// As [ElfObject.Section#relocate].
    ///
    /// @param target a position in the symbols that are given when it is appended
    public void relocate(long offset, int type, int target, long addend) {
        relocations.add(offset, type, target, addend);
    }

    Relocations relocations() {
        return relocations;
    }
}
