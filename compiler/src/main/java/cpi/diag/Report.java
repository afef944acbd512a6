package cpi.diag;

import cpi.source.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The problems of one run as they are shown: filtered by the warning options, sorted (D2.3), cut by `--error-limit`.
///
/// @param shown in the order of output
/// @param errors how many errors there are, those left out included
/// @param warnings how many warnings there are, those left out included
/// @param errorsLeftOut how many errors `--error-limit` left out
/// @param errorsNotKept how many errors were only counted, since there were too many
public record Report(List<Diagnostic> shown, int errors, int warnings, int errorsLeftOut, int errorsNotKept) {
    /// For `errorLimit`: no limit.
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /// Warnings that something is mentioned nowhere.
    private static final Set<Code> ABOUT_UNUSED = EnumSet.of(Code.W0401, Code.W0402, Code.W0801);

    public Report {
        shown = List.copyOf(shown);
    }

    /// @param loadOrder the files in the order in which they were loaded (M1.1)
    public static Report of(List<Problem> problems, List<SourceFile> loadOrder, WarningOptions options, int errorLimit) {
        return of(problems, 0, loadOrder, options, errorLimit);
    }

    /// @param notKept how many errors there are besides `problems`
    public static Report of(List<Problem> problems, int notKept, List<SourceFile> loadOrder, WarningOptions options, int errorLimit) {
        Map<SourceFile, Integer> order = new IdentityHashMap<>();
        for (SourceFile file : loadOrder) order.putIfAbsent(file, order.size());
        // Problems without place come first, those of files that were never loaded last.
        Comparator<Diagnostic> byFile = Comparator.comparingInt(d -> {
            var place = d.problem().primary();
            return place.isNone() ? -1 : order.getOrDefault(place.file(), Integer.MAX_VALUE);
        });
        Set<SourceFile> unreadable = unreadable(problems);
        List<Diagnostic> all = problems.stream()
            .filter(p -> !(ABOUT_UNUSED.contains(p.code()) && unreadable.contains(p.primary().file())))
            .map(options::apply).flatMap(Optional::stream)
            .sorted(byFile.thenComparingInt(d -> d.problem().primary().start()).thenComparing(d -> d.problem().code().name()))
            .toList();
        int errors = 0;
        List<Diagnostic> shown = new ArrayList<>();
        for (Diagnostic d : all) {
            if (errors < errorLimit) shown.add(d);
            if (d.severity() == Severity.ERROR) errors++;
        }
        return new Report(shown, errors + notKept, all.size() - errors, Math.max(0, errors - errorLimit), notKept);
    }

    /// The files with errors in their text: what they mention is not known.
    private static Set<SourceFile> unreadable(List<Problem> problems) {
        Set<SourceFile> files = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Problem p : problems) {
            if (p.code().isSyntax() && !p.primary().isNone()) files.add(p.primary().file());
        }
        return files;
    }

    /// The last line of the text form, `2 errors, 1 warning` (D2.4); empty if there is nothing to say.
    public String summary() {
        String e = errors == 0 ? "" : errors == 1 ? "1 error" : errors + " errors";
        String w = warnings == 0 ? "" : warnings == 1 ? "1 warning" : warnings + " warnings";
        return e.isEmpty() || w.isEmpty() ? e + w : e + ", " + w;
    }
}
