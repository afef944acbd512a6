// Which panics stop the program.
package cpi.debug;

import cpi.engine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// At which panics to stop where they happen instead of just reporting that the program has ended: those of which anything of this
/// holds.
///
/// @param all all of them
/// @param codes `P01` … `P18`
/// @param texts a part of the message
/// @param conditions an expression of type `bool`, about the innermost function outside the library
public record PanicFilter(boolean all, Set<String> codes, List<String> texts, List<String> conditions) {
    /// A panic ends a program, so somebody who debugs wants to see it.
    public static final PanicFilter ALL = new PanicFilter(true, Set.of(), List.of(), List.of());
    public static final PanicFilter NONE = new PanicFilter(false, Set.of(), List.of(), List.of());

    public PanicFilter {
        codes = Set.copyOf(codes);
        texts = List.copyOf(texts);
        conditions = List.copyOf(conditions);
    }

    /// What a condition says: codes as `P03, P04`, a part of the message in quotes, an expression, or nothing for all panics. Empty if
    /// it seems to mean a code that there is not.
    public static Optional<PanicFilter> parse(String condition) {
        String text = condition.strip();
        if (text.isEmpty()) return Optional.of(ALL);
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return Optional.of(new PanicFilter(false, Set.of(), List.of(text.substring(1, text.length() - 1)), List.of()));
        }
        Set<String> codes = new TreeSet<>();
        for (String word : text.split("[\\s,;]+")) {
            if (word.matches("[A-Z]\\d+")) codes.add(word);
            else if (!word.isEmpty()) return Optional.of(new PanicFilter(false, Set.of(), List.of(), List.of(text)));
        }
        boolean known = codes.stream().allMatch(c -> c.matches("P\\d\\d"));
        return known ? Optional.of(new PanicFilter(false, codes, List.of(), List.of())) : Optional.empty();
    }

    /// What holds of this one or of another one.
    public PanicFilter or(PanicFilter other) {
        Set<String> bothCodes = new TreeSet<>(codes);
        bothCodes.addAll(other.codes);
        List<String> bothTexts = new ArrayList<>(texts);
        bothTexts.addAll(other.texts);
        List<String> bothConditions = new ArrayList<>(conditions);
        bothConditions.addAll(other.conditions);
        return new PanicFilter(all || other.all, bothCodes, bothTexts, bothConditions);
    }

    /// @param holds whether a condition does, now that the panic has happened
    boolean matches(Outcome.Panicked panic, Predicate<String> holds) {
        return all || codes.contains(panic.code()) || texts.stream().anyMatch(panic.message()::contains)
            || conditions.stream().anyMatch(holds);
    }
}
