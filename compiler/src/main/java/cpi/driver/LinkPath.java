// The directories in which libraries are searched.
package cpi.driver;

import cpi.source.Span;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The search order of M10.1 without its last place. Grows while files are loaded, by their `#linkPath` directives.
public final class LinkPath {
    private final Path main;
    private final List<Place> directives = new ArrayList<>();
    private final List<Place> options = new ArrayList<>();
    private final List<Place> environment = new ArrayList<>();

    /// @param directory where to look
    /// @param reason how the log of M12 names this place, as `-L dir`
    /// @param origin what notes say behind a path, with a space in front
    record Place(Path directory, String reason, String origin) {}

    /// @param main the directory of the main file
    /// @param options the directories of `-L`, in order
    /// @param environment the value of `CPI_LINK_PATH`
    LinkPath(Path main, List<String> options, String environment) {
        this.main = main;
        for (String dir : options) this.options.add(new Place(ModuleFinder.resolve(Path.of(""), dir), "-L " + dir, " (-L " + dir + ")"));
        for (String dir : environment.split(File.pathSeparator)) {
            if (!dir.isEmpty()) {
                this.environment.add(new Place(ModuleFinder.resolve(Path.of(""), dir), "CPI_LINK_PATH", " (CPI_LINK_PATH)"));
            }
        }
    }

    /// Appends the directory of a directive, relative to the main file's directory. False if it does not exist.
    boolean add(String directory, Span place) {
        String reason = "#linkPath \"" + directory + "\"";
        Path path = ModuleFinder.resolve(main, directory);
        directives.add(new Place(path, reason, " (" + reason + " at " + place + ")"));
        return Files.isDirectory(path);
    }

    /// The directory of the main file, which paths in `#link` are relative to.
    Path main() {
        return main;
    }

    /// All directories in the order in which they are tried.
    List<Place> places() {
        List<Place> result = new ArrayList<>(directives);
        result.addAll(options);
        result.addAll(environment);
        return result;
    }

    /// The directories named by options that do not exist, for W0803.
    List<String> missingOptions() {
        return options.stream().filter(p -> !Files.isDirectory(p.directory)).map(Place::reason).toList();
    }
}
