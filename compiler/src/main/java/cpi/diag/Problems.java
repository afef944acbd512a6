package cpi.diag;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects problems. One code is kept once per primary place (D2.2); order is the order of reporting,
/// the driver sorts them (D2.3).
public final class Problems {
    private record Key(Code code, Object file, int start, int end, String text) {}

    private final List<Problem> list = new ArrayList<>();
    private final Set<Key> seen = new HashSet<>();
    private int errors;

    public void report(Problem problem) {
        var place = problem.primary();
        // Problems without place, as of options, are told apart by their text.
        String text = place.isNone() ? problem.message() : "";
        if (!seen.add(new Key(problem.code(), place.file(), place.start(), place.end(), text))) return;
        list.add(problem);
        if (problem.code().severity() == Severity.ERROR) errors++;
    }

    /// How many errors (not warnings) have been reported so far.
    public int errorCount() {
        return errors;
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    public List<Problem> list() {
        return List.copyOf(list);
    }
}
