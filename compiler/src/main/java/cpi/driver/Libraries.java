// Finds the libraries that a program links.
package cpi.driver;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The libraries of a program and the files they are in (M10.1, M10.2, M10.4), found the same way for the virtual machine and
/// for native programs.
public final class Libraries {
    /// Libraries that are always present (M10.2).
    static final Set<String> ALWAYS = Set.of("c", "m", "libc", "libm");

    /// One library.
    ///
    /// @param link where the program names it
    /// @param file where it is
    /// @param tries the log of M12, a line for each place
    /// @param looked the files that were looked for, in order
    public record Library(Program.Link link, File file, List<String> tries, List<Path> looked) {}

    /// Where a library is.
    public sealed interface File {
        /// Part of every C implementation: there is nothing to look for.
        record Always() implements File {}

        record Shared(Path path) implements File {}

        /// Found only for [LinkOptions.Use#BUILD].
        record Static(Path path) implements File {}

        /// @param problem E0810 or E0819
        record Missing(Problem problem) implements File {}
    }

    private final LinkPath search;
    private final LinkOptions options;
    private final SystemLibraries system;
    private final List<Library> found = new ArrayList<>();

    private Libraries(LinkPath search, LinkOptions options, SystemLibraries system) {
        this.search = search;
        this.options = options;
        this.system = system;
    }

    /// Looks for every library, in order of first appearance.
    static Libraries find(List<Program.Link> links, LinkPath search, LinkOptions options, SystemLibraries system) {
        Libraries result = new Libraries(search, options, system);
        for (Program.Link link : links) result.found.add(result.find(link));
        return result;
    }

    /// All of them, in the order in which they are linked (M10.4).
    public List<Library> all() {
        return List.copyOf(found);
    }

    /// The problems of those that were not found (M10.3).
    List<Problem> problems() {
        return found.stream().map(Library::file).filter(File.Missing.class::isInstance).map(f -> ((File.Missing) f).problem()).toList();
    }

    /// What `--explain-links` prints (M12).
    String explain(List<SourceFile> loadOrder) {
        StringBuilder out = new StringBuilder();
        List<Library> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt((Library l) -> loadOrder.indexOf(l.link.place().file()))
            .thenComparingInt(l -> l.link.place().start()));
        for (Library l : sorted) {
            String result = switch (l.file) {
                case File.Always _ -> "always present";
                case File.Shared s -> display(s.path);
                case File.Static s -> display(s.path);
                case File.Missing _ -> "not found";
            };
            out.append(l.link.place()).append(" \"").append(l.link.library()).append("\" -> ").append(result).append('\n');
            for (String line : l.tries) out.append("  ").append(line).append('\n');
        }
        return out.toString();
    }

    private Library find(Program.Link link) {
        if (ALWAYS.contains(link.library())) return new Library(link, new File.Always(), List.of(), List.of());
        Attempt attempt = new Attempt(link);
        Optional<Path> path = attempt.search();
        File file = path.isEmpty() ? new File.Missing(attempt.problem())
            : ObjectFile.of(path.get()) instanceof ObjectFile.Archive ? new File.Static(path.get()) : new File.Shared(path.get());
        return new Library(link, file, attempt.tries, attempt.looked);
    }

    /// The search for one library.
    private final class Attempt {
        private final Program.Link link;
        private final List<String> tries = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<Path> looked = new ArrayList<>();
        private Optional<Path> archive = Optional.empty();

        Attempt(Program.Link link) {
            this.link = link;
        }

        Optional<Path> search() {
            String name = link.library();
            if (isPath(name)) {
                Path file = ModuleFinder.resolve(search.main(), name);
                return fits(file, "path", "") ? Optional.of(file) : Optional.empty();
            }
            for (LinkPath.Place place : search.places()) {
                for (String each : names(name)) {
                    Path file = ModuleFinder.resolve(place.directory(), each);
                    if (fits(file, place.reason(), place.origin())) return Optional.of(file);
                }
            }
            for (String each : names(name)) {
                // The system's loader knows no file name without extension.
                if (each.indexOf('.') < 0) continue;
                for (Path file : system.candidates(each)) {
                    if (fits(file, "system", " (system)")) return Optional.of(file);
                }
            }
            return Optional.empty();
        }

        private boolean fits(Path file, String reason, String origin) {
            looked.add(file);
            boolean exists = Files.isRegularFile(file);
            Optional<String> objection = exists ? ObjectFile.objection(file, options.machine(), options.use() == LinkOptions.Use.BUILD)
                : Optional.empty();
            if (objection.equals(Optional.of("static"))) {
                if (archive.isEmpty()) archive = Optional.of(file);
                objection = Optional.of("a static library cannot be used by the virtual machine");
            }
            boolean hit = exists && objection.isEmpty();
            String why = objection.map(o -> ": " + o).orElse("");
            tries.add((hit ? "hit " : "miss ") + display(file) + " (" + reason + ")" + why);
            notes.add("tried " + display(file) + origin + why);
            return hit;
        }

        /// E0819 if there is only a static library, else E0810 with every path tried.
        Problem problem() {
            Span place = link.place();
            if (archive.isPresent()) {
                String file = display(archive.get());
                Problem unusable = Problem.of(Code.E0819, place, "static library " + file + " cannot be used by the virtual machine")
                    .help("`cpi build` can link it; `cpi run` needs a shared library");
                return withNotes(unusable);
            }
            Problem missing = withNotes(Problem.of(Code.E0810, place, "cannot find library \"" + link.library() + "\""));
            return isPath(link.library()) ? missing : similar(stem(link.library())).map(missing::help).orElse(missing);
        }

        /// The library by the name with its version that every system has, or the one with the most similar name.
        private Optional<String> similar(String stem) {
            List<String> names = system.versioned();
            Optional<String> same = names.stream().filter(n -> stemOf(n).equals(stem)).findFirst();
            if (same.isPresent()) return same.map(n -> "there is `" + n + "`: write `#link \"" + n + "\"`");
            Optional<String> near = Suggest.nearest(stem, names.stream().map(Libraries::stemOf).distinct().toList());
            return near.flatMap(s -> names.stream().filter(n -> stemOf(n).equals(s)).findFirst()).map(n -> "did you mean `" + n + "`?");
        }

        private Problem withNotes(Problem problem) {
            Problem result = problem;
            for (String note : notes) result = result.note(note);
            return result;
        }
    }

    /// W0804: libraries named by paths that do not exist, for `check`.
    List<Problem> missingPaths() {
        List<Problem> result = new ArrayList<>();
        for (Library l : found) {
            String name = l.link.library();
            if (!isPath(name) || Files.isRegularFile(ModuleFinder.resolve(search.main(), name))) continue;
            result.add(Problem.of(Code.W0804, l.link.place(), "there is no library \"" + name + "\"")
                .note("tried " + display(ModuleFinder.resolve(search.main(), name))));
        }
        return result;
    }

    private static boolean isPath(String name) {
        return name.indexOf('/') >= 0 || name.indexOf(java.io.File.separatorChar) >= 0;
    }

    private static String stem(String name) {
        return name.startsWith("lib") ? name.substring("lib".length()) : name;
    }

    /// `foo` for `libfoo.so.1`.
    private static String stemOf(String versioned) {
        return versioned.substring("lib".length(), versioned.indexOf(".so."));
    }

    /// The names to try in a directory (M10.2), without those of other systems.
    private List<String> names(String name) {
        if (name.matches(".*\\.(so(\\.[0-9.]+)?|dylib|dll|a)")) return List.of(name);
        String stem = stem(name);
        return List.of(name, "lib" + stem + (options.machine().macOs() ? ".dylib" : ".so"), "lib" + stem + ".a");
    }

    private static String display(Path file) {
        return file.normalize().toString().replace(java.io.File.separatorChar, '/');
    }
}
