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
import java.util.Optional;
import java.util.Set;

/// Finds the statements that a line or a name means. A statement can be in code several times: in instances of polymorphic
/// functions, and as unrolled or deferred code.
public final class Sources {
    private final List<SourceFile> files;
    private final Inspection inspection;

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
        return inspection.points().stream().filter(p -> p.span().file() == file)
            .sorted(Comparator.comparingInt((Inspection.Point p) -> p.span().start())).toList();
    }

    /// Whether there is a statement at a line or behind it.
    public boolean hasStatement(SourceFile file, int line) {
        return !atLine(file, line, 0).isEmpty();
    }

    /// The statements at which a breakpoint of a line stops: in each function the first of the line, or of the next line that has
    /// any. With a column (0: none) the statement that begins there or next on the line.
    List<Inspection.Point> atLine(SourceFile file, int line, int column) {
        List<Inspection.Point> all = statements(file);
        List<Inspection.Point> onLine = onFirstLine(all, line);
        if (onLine.isEmpty()) return List.of();
        boolean exact = onLine.getFirst().span().position().line() == line;
        Map<Function, Integer> first = new HashMap<>();
        for (Inspection.Point p : onLine) {
            if (exact && p.span().position().column() < column) continue;
            first.merge(p.function(), p.span().start(), Math::min);
        }
        if (first.isEmpty()) return atLine(file, line, 0);
        return onLine.stream().filter(p -> first.getOrDefault(p.function(), -1) == p.span().start()).toList();
    }

    private static List<Inspection.Point> onFirstLine(List<Inspection.Point> all, int line) {
        int best = Integer.MAX_VALUE;
        List<Inspection.Point> found = new ArrayList<>();
        for (Inspection.Point p : all) {
            int at = p.span().position().line();
            if (at < line || at > best) continue;
            if (at < best) found.clear();
            best = at;
            found.add(p);
        }
        return found;
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
