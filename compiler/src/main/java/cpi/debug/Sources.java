// Lines and functions of the source, and where they are in code.
package cpi.debug;

import cpi.diag.Suggest;
import cpi.interp.Inspection;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Function;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Finds the statements that a line or a name means. A statement can be in code several times: in instances of polymorphic
/// functions, and as unrolled or deferred code.
public final class Sources {
    private final List<SourceFile> files;
    private final Inspection inspection;
    /// The statements of files by line, as long as no code has been added.
    private final Map<SourceFile, NavigableMap<Integer, List<Inspection.Point>>> lines = new HashMap<>();
    private List<Inspection.Point> known = List.of();
    private final Map<SourceFile, Outline> outlines = new HashMap<>();

    Sources(List<SourceFile> files, Inspection inspection) {
        this.files = List.copyOf(files);
        this.inspection = inspection;
    }

    /// The files of the program in load order.
    public List<SourceFile> files() {
        return files;
    }

    /// The file with a name or path; the end of a path is enough if it means one file only.
    public Optional<SourceFile> file(String name) {
        String wanted = name.replace('\\', '/');
        for (SourceFile f : files) if (f.name().equals(wanted)) return Optional.of(f);
        for (SourceFile f : files) if (isSame(f.name(), wanted)) return Optional.of(f);
        List<SourceFile> ends = files.stream().filter(f -> f.name().endsWith("/" + wanted) || wanted.endsWith("/" + f.name())).toList();
        return ends.size() == 1 ? Optional.of(ends.getFirst()) : Optional.empty();
    }

    private static boolean isSame(String one, String other) {
        try {
            java.nio.file.Path a = java.nio.file.Path.of(one).toAbsolutePath().normalize();
            return a.equals(java.nio.file.Path.of(other).toAbsolutePath().normalize());
        } catch (java.nio.file.InvalidPathException e) {
            return false;
        }
    }

    /// All statement starts in a file, in order of the text.
    public List<Inspection.Point> statements(SourceFile file) {
        return byLine(file).values().stream().flatMap(List::stream).toList();
    }

    /// The statement starts in a file from one line to another one, in order of the text.
    public List<Inspection.Point> statements(SourceFile file, int first, int last) {
        return last < first ? List.of() : byLine(file).subMap(first, true, last, true).values().stream().flatMap(List::stream).toList();
    }

    private NavigableMap<Integer, List<Inspection.Point>> byLine(SourceFile file) {
        List<Inspection.Point> all = inspection.points();
        if (all != known) lines.clear();
        known = all;
        return lines.computeIfAbsent(file, _ -> {
            NavigableMap<Integer, List<Inspection.Point>> result = new TreeMap<>();
            for (Inspection.Point p : all) {
                if (p.span().file() == file) result.computeIfAbsent(p.span().position().line(), _ -> new ArrayList<>()).add(p);
            }
            result.values().forEach(l -> l.sort(Comparator.comparingInt(p -> p.span().start())));
            return result;
        });
    }

    /// Whether there is a statement at a line or behind it.
    public boolean hasStatement(SourceFile file, int line) {
        return !atLine(file, line, 0).isEmpty();
    }

    /// Why a breakpoint of a line stops nowhere, if it does not: the function that the line stands in, or in front of, has no statement
    /// from there on.
    Optional<String> obstacle(SourceFile file, int line) {
        Integer next = byLine(file).ceilingKey(line);
        Optional<Outline.Declared> function = outlines.computeIfAbsent(file, Outline::of).at(line)
            .filter(f -> next == null || next > f.last());
        if (function.isEmpty()) {
            return next == null ? Optional.of("there is no statement of the program at or behind this line") : Optional.empty();
        }
        Outline.Declared f = function.get();
        boolean isUsed = !byLine(file).subMap(f.first(), true, f.last(), true).isEmpty();
        return Optional.of(isUsed ? "`" + f.name() + "` has no statement at this line or behind it"
            : "`" + f.name() + "` is not part of the program: nothing calls it");
    }

    /// The statements at which a breakpoint of a line stops: in each function the first of the line, or of the next line that has
    /// any, but not in another function than the one that the line stands in. With a column (0: none) the statement
    /// that begins there or next on the line.
    List<Inspection.Point> atLine(SourceFile file, int line, int column) {
        Map.Entry<Integer, List<Inspection.Point>> next = byLine(file).ceilingEntry(line);
        if (next == null || obstacle(file, line).isPresent()) return List.of();
        boolean exact = next.getKey() == line;
        Map<Function, Integer> first = new HashMap<>();
        for (Inspection.Point p : next.getValue()) {
            if (exact && p.span().position().column() < column) continue;
            first.merge(p.function(), p.span().start(), Math::min);
        }
        if (first.isEmpty()) return atLine(file, line, 0);
        return next.getValue().stream().filter(p -> first.getOrDefault(p.function(), -1) == p.span().start()).toList();
    }

    /// The first statements of the functions with a name: as in stack traces, without arguments for all instances, or with the
    /// name of the file in front.
    List<Inspection.Point> atFunction(String name) {
        List<Inspection.Point> result = new ArrayList<>();
        for (Function f : inspection.functions()) {
            if (!isCalled(f, name)) continue;
            inspection.points().stream().filter(p -> p.function() == f).findFirst().ifPresent(result::add);
        }
        return result;
    }

    private static boolean isCalled(Function f, String name) {
        if (f instanceof SnippetFunction) return false;
        String plain = f.name().contains("!(") ? f.name().substring(0, f.name().indexOf("!(")) : f.name();
        String file = f.place().file().name();
        String module = file.substring(file.lastIndexOf('/') + 1).replace(".cpi", "");
        return f.name().equals(name) || plain.equals(name) || name.equals(module + "." + plain);
    }

    /// A function name that resembles one that does not exist.
    Optional<String> similar(String name) {
        Set<String> names = new HashSet<>();
        for (Function f : inspection.functions()) if (!f.place().file().bundled()) names.add(f.name());
        return Suggest.nearest(name, List.copyOf(names));
    }

    /// The names of the functions outside the library.
    public List<String> functionNames() {
        return inspection.functions().stream().filter(f -> !f.place().file().bundled() && !(f instanceof SnippetFunction))
            .map(Function::name).distinct().sorted().toList();
    }

    /// `file:line` of a place.
    public static String line(Span place) {
        return place.file().name() + ":" + place.position().line();
    }

    /// The statements that start at some addresses.
    List<Inspection.Point> pointsAt(List<Long> addresses) {
        List<Inspection.Point> result = new ArrayList<>();
        for (long address : addresses) result.addAll(inspection.pointsAt(address));
        return result;
    }
}
