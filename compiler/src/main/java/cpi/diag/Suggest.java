package cpi.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// "Did you mean" (D5): the legal name nearest to a wrong one, and what cpi calls the words of other languages.
public final class Suggest {
    private static final Map<String, String> FOREIGN_WORDS = Map.ofEntries(
        Map.entry("&&", "write `and`"),
        Map.entry("||", "write `or`"),
        Map.entry("%", "write `mod` for the remainder"),
        Map.entry("++", "write `x += 1`"),
        Map.entry("func", "functions begin with `fn`"),
        Map.entry("function", "functions begin with `fn`"),
        Map.entry("let", "declare a variable with `name := value;`"),
        Map.entry("var", "declare a variable with `name := value;` or `name: Type;`"),
        Map.entry("const", "declare a constant with `NAME ::= value;`"),
        Map.entry("null", "the null pointer is `nil`"),
        Map.entry("NULL", "the null pointer is `nil`"),
        Map.entry("elif", "write `else if`"),
        Map.entry("import(", "write `#import \"file\";`"),
        Map.entry("//", "comments begin with `--`"),
        Map.entry("/*", "block comments are `--[ … ]--`"),
        Map.entry("->", "the result type follows the parameters without an arrow; members are reached with `.`, also through pointers"),
        Map.entry("?:", "there is no conditional operator: use `if` and `else`"));

    private Suggest() {}

    /// The legal name nearest to `wrong`, if one is near enough: at most a third of the longer name's length away.
    /// Of equally near names the alphabetically first.
    public static Optional<String> nearest(String wrong, Collection<String> legal) {
        record Candidate(String name, int distance) {}
        return legal.stream()
            .filter(name -> !name.equals(wrong) && !name.isEmpty())
            .filter(name -> Math.abs(name.length() - wrong.length()) <= Math.max(name.length(), wrong.length()) / 3)
            .map(name -> new Candidate(name, distance(wrong, name)))
            .filter(c -> c.distance <= longer(wrong, c.name) / 3)
            .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
            .map(Candidate::name);
    }

    /// What to write instead of a word or operator that another language has, as in `&&`.
    public static Optional<String> foreignWord(String text) {
        return Optional.ofNullable(FOREIGN_WORDS.get(text));
    }

    /// Edit distance: insertion, deletion, substitution and exchange of neighbours cost 1, letter case costs nothing.
    static int distance(String a, String b) {
        int[] from = a.codePoints().map(Suggest::fold).toArray();
        int[] to = b.codePoints().map(Suggest::fold).toArray();
        int[] beforeLast = new int[to.length + 1];
        int[] last = new int[to.length + 1];
        for (int j = 0; j <= to.length; j++) last[j] = j;
        for (int i = 1; i <= from.length; i++) {
            int[] row = new int[to.length + 1];
            row[0] = i;
            for (int j = 1; j <= to.length; j++) {
                int substitute = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.min(substitute, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length];
    }

    private static int fold(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    private static int longer(String a, String b) {
        return Math.max(a.codePointCount(0, a.length()), b.codePointCount(0, b.length()));
    }
}
