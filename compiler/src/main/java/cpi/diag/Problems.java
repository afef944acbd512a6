package cpi.diag;

import cpi.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Collects problems. One code is kept once per primary place (D2.2); order is the order of reporting,
/// the driver sorts them (D2.3).
public final class Problems {
    /// Of an endless text of errors nobody reads more; what comes behind is only counted (D2.3).
    private static final int MAX_KEPT = 10_000;

    private record Key(Code code, Object file, int start, int end, String text) {}

    private final List<Problem> list = new ArrayList<>();
    private final Map<Key, Integer> seen = new HashMap<>();
    private final Map<Key, Set<String>> instances = new HashMap<>();
    private int errors;
    private int errorsNotKept;
    private int attempts;

    /// Whether a stretch of text has a lexical or syntax error.
    public boolean hasSyntaxErrorIn(Span text) {
        for (Problem problem : list) {
            Span place = problem.primary();
            boolean isIn = place.file() == text.file() && text.start() <= place.start() && place.start() <= text.end();
            if (isIn && problem.code().isSyntax()) return true;
        }
        return false;
    }

    public void report(Problem problem) {
        attempts++;
        if (list.size() >= MAX_KEPT) {
            if (problem.code().severity() != Severity.ERROR) return;
            errors++;
            errorsNotKept++;
            return;
        }
        Key key = key(problem);
        if (seen.putIfAbsent(key, list.size()) != null) {
            noteInstance(key, problem);
            return;
        }
        list.add(problem);
        noteInstance(key, problem);
        if (problem.code().severity() == Severity.ERROR) errors++;
    }

    /// Whether the same was reported before: then only the innermost entry of the trace matters.
    public boolean isKnown(Problem problem) {
        return seen.containsKey(key(problem));
    }

    private static Key key(Problem problem) {
        Span place = problem.primary();
        // Problems without place, as of options, are told apart by their text.
        String text = place.isNone() ? problem.message() : "";
        return new Key(problem.code(), place.file(), place.start(), place.end(), text);
    }

    /// Counts the instances in which an error is found (D3a).
    private void noteInstance(Key key, Problem problem) {
        if (problem.code().severity() != Severity.ERROR || problem.trace().isEmpty()) return;
        if (!problem.trace().getFirst().isInstance()) return;
        instances.computeIfAbsent(key, _ -> new HashSet<>()).add(problem.trace().getFirst().text());
    }

    /// Changes the problem at a place among those reported since there were `first` of them; for what only the caller of a
    /// check knows.
    public void amend(int first, Span place, UnaryOperator<Problem> change) {
        for (int i = first; i < list.size(); i++) {
            if (list.get(i).primary().equals(place)) {
                list.set(i, change.apply(list.get(i)));
                return;
            }
        }
    }

    /// Whether an error has been reported since there were `first` problems.
    public boolean errorsSince(int first) {
        return list.stream().skip(first).anyMatch(p -> p.code().severity() == Severity.ERROR);
    }

    /// Forgets what was reported since there were `first` problems: it concerned a text that is not part of the program.
    public void forget(int first) {
        while (list.size() > first) {
            Problem last = list.removeLast();
            if (last.code().severity() == Severity.ERROR) errors--;
        }
        seen.values().removeIf(i -> i >= first);
        instances.keySet().retainAll(seen.keySet());
    }

    /// How often a problem was reported so far, repetitions included: tells whether a failure has been explained.
    public int attempts() {
        return attempts;
    }

    /// How many problems have been reported so far.
    public int count() {
        return list.size();
    }

    /// How many errors were counted but are not in the list.
    public int errorsNotKept() {
        return errorsNotKept;
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    public List<Problem> list() {
        List<Problem> result = new ArrayList<>(list);
        instances.forEach((key, names) -> {
            int others = names.size() - 1;
            if (others == 0) return;
            String note = "and in " + others + " other instance" + (others == 1 ? "" : "s");
            int first = Objects.requireNonNull(seen.get(key));
            result.set(first, result.get(first).note(note));
        });
        return List.copyOf(result);
    }
}
