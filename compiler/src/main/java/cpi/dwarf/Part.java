package cpi.dwarf;

import cpi.elf.Bytes;
import cpi.elf.ElfObject;
import cpi.elf.Fragment;

/// A section in the making: its bytes, and the places in it that depend on where others come to lie.
final class Part {
    /// What places refer to.
    static final int TEXT = 0, ABBREVIATIONS = 1, LINES = 2, RANGES = 3, FRAMES = 4, TARGETS = 5;

    final Bytes bytes;
    private final Fragment fragment = new Fragment();

    Part() {
        bytes = fragment.bytes();
    }

    /// An address in the text section.
    void address(long offset) {
        fragment.relocate(bytes.size(), ElfObject.R_64, TEXT, offset);
        bytes.u64(0);
    }

    /// An offset in a section of debug information.
    void offset(int target, int offset) {
        fragment.relocate(bytes.size(), ElfObject.R_32, target, offset);
        bytes.u32(0);
    }

    /// Appends everything to a section.
    ///
    /// @param symbols of the targets
    void write(ElfObject.Section section, int[] symbols) {
        section.append(fragment, symbols);
    }
}
