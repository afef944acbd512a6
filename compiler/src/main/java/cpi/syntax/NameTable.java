package cpi.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Interns the names of one file: equal texts get one id and one `String`.
/// Ids below [TokenKind#COUNT] are the words of the language, with the id equal to the kind.
/// Open addressing over the bytes of the texts, so that a name met again costs no allocation.
final class NameTable {
    private int[] slots = new int[1024];
    private int[] hashes = new int[512];
    private int[] poolStarts = new int[512];
    private String[] names = new String[512];
    private byte[] pool = new byte[4096];
    private int poolEnd;
    private int count;

    NameTable() {
        Arrays.fill(slots, -1);
        for (int kind = 0; kind < TokenKind.COUNT; kind++) {
            if (TokenKind.isWord(kind)) {
                byte[] text = TokenKind.text(kind).getBytes(StandardCharsets.UTF_8);
                id(text, 0, text.length);
            } else {
                append(new byte[0], 0, 0, 0);
            }
        }
    }

    /// The id of the text `bytes[start..end)`.
    int id(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) hash = hash * 31 + bytes[i];
        hash ^= hash >>> 15;
        int mask = slots.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            int id = slots[slot];
            if (id < 0) {
                slots[slot] = count;
                int added = append(bytes, start, end, hash);
                if (count * 2 > slots.length) grow();
                return added;
            }
            if (hashes[id] == hash && matches(id, bytes, start, end)) return id;
        }
    }

    String name(int id) {
        return names[id];
    }

    private boolean matches(int id, byte[] bytes, int start, int end) {
        int from = poolStarts[id];
        int length = (id + 1 < count ? poolStarts[id + 1] : poolEnd) - from;
        if (length != end - start) return false;
        for (int i = 0; i < length; i++) if (pool[from + i] != bytes[start + i]) return false;
        return true;
    }

    private int append(byte[] bytes, int start, int end, int hash) {
        if (count == names.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
            poolStarts = Arrays.copyOf(poolStarts, count * 2);
            names = Arrays.copyOf(names, count * 2);
        }
        int length = end - start;
        if (poolEnd + length > pool.length) pool = Arrays.copyOf(pool, Math.max(pool.length * 2, poolEnd + length));
        System.arraycopy(bytes, start, pool, poolEnd, length);
        hashes[count] = hash;
        poolStarts[count] = poolEnd;
        names[count] = new String(bytes, start, length, StandardCharsets.UTF_8);
        poolEnd += length;
        return count++;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, -1);
        int mask = slots.length - 1;
        for (int id = 0; id < count; id++) {
            if (names[id].isEmpty()) continue;
            int slot = hashes[id] & mask;
            while (slots[slot] >= 0) slot = (slot + 1) & mask;
            slots[slot] = id;
        }
    }
}
