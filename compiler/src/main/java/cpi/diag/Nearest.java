package cpi.diag;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean": the nearest legal name by edit distance (D5).
public final class Nearest {
    private Nearest() {}

    /// The nearest of `candidates` that is near enough to be proposed for `name`; of equals the alphabetically first.
    /// Insertion, deletion, substitution and exchange of neighbours cost 1, a change of letter case nothing.
    public static Optional<String> find(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(c -> !c.equals(name) && distance(name, c) <= limit(name, c))
                .min(Comparator.<String>comparingInt(c -> distance(name, c)).thenComparing(Comparator.naturalOrder()));
    }

    private static int limit(String a, String b) {
        int longer = Math.max(a.codePointCount(0, a.length()), b.codePointCount(0, b.length()));
        return Math.max(longer / 3, a.codePointCount(0, a.length()) >= 3 ? 1 : 0);
    }

    static int distance(String from, String to) {
        int[] a = from.toLowerCase(Locale.ROOT).codePoints().toArray();
        int[] b = to.toLowerCase(Locale.ROOT).codePoints().toArray();
        int[] twoAbove = new int[b.length + 1];
        int[] above = new int[b.length + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length; i++) {
            int[] row = new int[b.length + 1];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
                boolean exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (exchanged) row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
            }
            twoAbove = above;
            above = row;
        }
        return above[b.length];
    }
}
