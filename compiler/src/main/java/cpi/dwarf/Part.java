package cpi.dwarf;

import cpi.elf.Bytes;
import cpi.elf.ElfObject;
import java.util.Arrays;

/// A section in the making: its bytes, and the places in it that depend on where others come to lie.
final class Part {
    /// What places refer to.
    static final int TEXT = 0, ABBREVIATIONS = 1, LINES = 2, RANGES = 3, FRAMES = 4, TARGETS = 5;

    final Bytes bytes = new Bytes(1 << 14);
    private int[] places = new int[256];
    private byte[] targets = new byte[256];
    private long[] addends = new long[256];
    private int count;

    /// An address in the text section.
    void address(long offset) {
        note(bytes.size(), TEXT, offset);
        bytes.u64(0);
    }

    /// An offset in a section of debug information.
    void offset(int target, int offset) {
        note(bytes.size(), target, offset);
        bytes.u32(0);
    }

    private void note(int place, int target, long addend) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            targets = Arrays.copyOf(targets, 2 * count);
            addends = Arrays.copyOf(addends, 2 * count);
        }
        places[count] = place;
        targets[count] = (byte) target;
        addends[count++] = addend;
    }

    /// Appends everything to a section.
    ///
    /// @param symbols of the targets
    void write(ElfObject.Section section, int[] symbols) {
        int start = section.bytes().size();
        section.bytes().bytes(bytes);
        for (int i = 0; i < count; i++) relocate(section, start, i, symbols);
    }

    private void relocate(ElfObject.Section section, int start, int i, int[] symbols) {
        int type = targets[i] == TEXT ? ElfObject.R_64 : ElfObject.R_32;
        section.relocate(start + places[i], type, symbols[targets[i]], addends[i]);
    }
}
