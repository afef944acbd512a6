// The contents of memory at one moment, sharing pages with other moments.
package cpi.engine;

import org.jspecify.annotations.Nullable;

/// All pages of a [Memory] that are not zero, as an immutable radix tree: versions share every page and every part of the tree
/// that did not change between them, so a version costs about what was written since the one before, and two versions are
/// compared in time proportional to their difference. Empty pages (all zero) are absent.
///
/// A page is an array: [Memory#PAGE] bytes of data, an eighth of that of shadow, and at compile time as many bytes of address
/// marks. The hash of a version is the sum of the hashes of its pages, so it comes for free.
public final class Version {
    /// Memory that nobody has written to.
    public static final Version EMPTY = new Version(null);

    private static final int BITS = 5;
    private static final int FANOUT = 1 << BITS;
    /// 2^30 pages of 4096 bytes.
    private static final int LEVELS = 6;

    /// Contents of one page.
    static final class Page {
        final byte[] bytes;
        final long hash;

        Page(byte[] bytes) {
            this.bytes = bytes;
            this.hash = hashOf(bytes);
        }

        private Page(Page like) {
            this.bytes = like.bytes;
            this.hash = like.hash;
        }

        /// The same contents, written anew: [Version#differ] tells pages by identity.
        Page again() {
            return new Page(this);
        }

        private static long hashOf(byte[] bytes) {
            long h = 1;
            for (int i = 0; i < bytes.length; i += 8) h = (h ^ (long) Raw.LONGS.get(bytes, i)) * 0x9E37_79B9_7F4A_7C15L + (h >>> 29);
            return h ^ h >>> 32;
        }
    }

    /// Children are nodes, at the lowest level pages; null where there is nothing but zeros.
    private static final class Node {
        final @Nullable Object[] children;
        final long hash;
        final long pages;

        Node(@Nullable Object[] children, long hash, long pages) {
            this.children = children;
            this.hash = hash;
            this.pages = pages;
        }
    }

    /// Told about differing pages; null is a page of zeros.
    interface Difference {
        void page(long number, @Nullable Page before, @Nullable Page after);
    }

    private final @Nullable Node root;

    private Version(@Nullable Node root) {
        this.root = root;
    }

    /// How many pages are not zero.
    public long pages() {
        return root == null ? 0 : root.pages;
    }

    /// A hash of the whole contents.
    public long hash() {
        return root == null ? 0 : root.hash;
    }

    @Nullable Page page(long number) {
        Node node = root;
        for (int level = LEVELS - 1; node != null; level--) {
            Object child = node.children[(int) (number >>> BITS * level) & FANOUT - 1];
            if (level == 0) return (Page) child;
            node = (Node) child;
        }
        return null;
    }

    /// The same with other pages: `numbers` is ascending, its first `count` elements are used.
    Version with(long[] numbers, @Nullable Page[] pages, int count) {
        if (count == 0) return this;
        Object made = replace(root, LEVELS, numbers, pages, 0, count);
        return made == null ? EMPTY : new Version((Node) made);
    }

    private static @Nullable Object replace(@Nullable Object old, int level, long[] numbers, @Nullable Page[] pages, int from, int to) {
        if (level == 0) return pages[from];
        Node node = (Node) old;
        @Nullable Object[] children = node == null ? new Object[FANOUT] : node.children.clone();
        long hash = node == null ? 0 : node.hash;
        long count = node == null ? 0 : node.pages;
        int shift = BITS * (level - 1);
        for (int i = from; i < to; ) {
            int slot = (int) (numbers[i] >>> shift) & FANOUT - 1;
            int end = i + 1;
            while (end < to && numbers[end] >>> shift == numbers[i] >>> shift) end++;
            Object before = children[slot];
            Object after = replace(before, level - 1, numbers, pages, i, end);
            children[slot] = after;
            hash += hash(after, numbers[i]) - hash(before, numbers[i]);
            count += pages(after) - pages(before);
            i = end;
        }
        return count == 0 ? null : new Node(children, hash, count);
    }

    private static long hash(@Nullable Object child, long number) {
        return switch (child) {
            case null -> 0;
            case Page p -> Scheduler.mix(p.hash, number);
            case Node n -> n.hash;
            default -> throw new IllegalStateException();
        };
    }

    private static long pages(@Nullable Object child) {
        return child == null ? 0 : child instanceof Node n ? n.pages : 1;
    }

    /// Visits the pages that were written between two versions, in order, even if they have the same contents.
    static void differences(Version before, Version after, Difference visitor) {
        differences(before.root, after.root, LEVELS, 0, visitor);
    }

    private static void differences(@Nullable Object before, @Nullable Object after, int level, long prefix, Difference visitor) {
        if (before == after) return;
        if (level == 0) {
            visitor.page(prefix, (Page) before, (Page) after);
            return;
        }
        for (int i = 0; i < FANOUT; i++) {
            differences(child(before, i), child(after, i), level - 1, prefix << BITS | i, visitor);
        }
    }

    private static @Nullable Object child(@Nullable Object node, int slot) {
        return node == null ? null : ((Node) node).children[slot];
    }

    /// Whether some page may have been written between two versions; `first` and `last` are numbers of pages. Empty pages that were
    /// written and are empty again are not noticed.
    static boolean differ(Version before, Version after, long first, long last) {
        for (long number = first; number <= last; number++) if (before.page(number) != after.page(number)) return true;
        return false;
    }

    /// Bytes of the pages that this version alone holds: neither the one before nor the one after shares them.
    public long ownBytes(Version before, Version after) {
        long[] bytes = {0};
        differences(before, this, (number, old, page) -> {
            if (page != null && !shares(old, page) && !shares(after.page(number), page)) bytes[0] += cost(page);
        });
        return bytes[0];
    }

    /// Bytes of the pages that this version does not share with the one before.
    public long newBytes(Version before) {
        return ownBytes(before, EMPTY);
    }

    private static boolean shares(@Nullable Page other, Page page) {
        return other != null && other.bytes == page.bytes;
    }

    /// A page with its share of the tree.
    private static long cost(Page page) {
        return page.bytes.length + 64L;
    }

    static boolean isZero(byte[] bytes) {
        for (int i = 0; i < bytes.length; i += 8) if ((long) Raw.LONGS.get(bytes, i) != 0) return false;
        return true;
    }
}
