package cpi.dwarf;

import java.util.Arrays;

/// A growable list of numbers, whose memory is used again and again.
final class Numbers {
    private int[] values = new int[64];
    private int count;

    void clear() {
        count = 0;
    }

    void add(int value) {
        if (count == values.length) values = Arrays.copyOf(values, 2 * count);
        values[count++] = value;
    }

    int count() {
        return count;
    }

    int get(int i) {
        return values[i];
    }

    /// An array of at least `size` zeros, valid until it is asked for again.
    int[] cleared(int size) {
        if (size > values.length) values = new int[2 * size];
        else Arrays.fill(values, 0, size, 0);
        return values;
    }
}
