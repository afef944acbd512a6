package cpi.dwarf;

import java.util.Arrays;

/// Which code of a function belongs to which debug scope: first the stretches as they come, then the ranges of each block, which
/// are those of its scope and of all in it.
final class Blocks {
    private int[] starts = new int[64];
    private int[] scopes = new int[64];
    private int count;
    /// Ranges are lists in the order of their offsets; -1 is the end.
    private int[] lows = new int[64];
    private int[] highs = new int[64];
    private int[] nexts = new int[64];
    private int ranges;
    private int[] firsts = new int[64];
    private int[] lasts = new int[64];

    void reset() {
        count = 0;
    }

    /// From this offset on, which does not decrease, code belongs to the scope.
    void enter(int offset, int scope) {
        if (count > 0 && starts[count - 1] == offset) count--;
        if (count > 0 && scopes[count - 1] == scope) return;
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            scopes = Arrays.copyOf(scopes, 2 * count);
        }
        starts[count] = offset;
        scopes[count++] = scope;
    }

    /// Finds the ranges.
    ///
    /// @param blocks the block of each scope
    /// @param parents the block around each block; block 0 is the function
    /// @param end where the code ends
    void resolve(int[] blocks, int[] parents, int scopeCount, int end) {
        if (firsts.length < scopeCount) {
            firsts = new int[2 * scopeCount];
            lasts = new int[2 * scopeCount];
        }
        for (int s = 0; s < scopeCount; s++) firsts[s] = -1;
        ranges = 0;
        for (int i = 0; i < count; i++) {
            int high = i + 1 < count ? starts[i + 1] : end;
            int scope = scopes[i];
            if (high <= starts[i] || scope < 0 || scope >= scopeCount) continue;
            for (int b = blocks[scope]; b > 0; b = parents[b]) extend(b, starts[i], high);
        }
    }

    private void extend(int block, int low, int high) {
        if (firsts[block] >= 0 && highs[lasts[block]] == low) {
            highs[lasts[block]] = high;
            return;
        }
        if (ranges == lows.length) {
            lows = Arrays.copyOf(lows, 2 * ranges);
            highs = Arrays.copyOf(highs, 2 * ranges);
            nexts = Arrays.copyOf(nexts, 2 * ranges);
        }
        lows[ranges] = low;
        highs[ranges] = high;
        nexts[ranges] = -1;
        if (firsts[block] < 0) firsts[block] = ranges;
        else nexts[lasts[block]] = ranges;
        lasts[block] = ranges++;
    }

    /// The first range of a block, -1 if no code belongs to it.
    int first(int block) {
        return firsts[block];
    }

    int next(int range) {
        return nexts[range];
    }

    int low(int range) {
        return lows[range];
    }

    int high(int range) {
        return highs[range];
    }
}
