// The directories in which imports and embedded files are searched.
package cpi.driver;

import cpi.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The search order of M5.1, places 1 to 4. Grows while files are loaded, by their `#importPath` directives.
final class SearchPath {
    private final Directory main;
    private final List<Directory> directives = new ArrayList<>();
    private final List<Directory> options = new ArrayList<>();
    private final List<Directory> environment = new ArrayList<>();

    /// @param path the directory
    /// @param reason how the log of M12 names this place, as `-I dir`
    /// @param origin what notes say behind the path, with a space in front; empty for places that need no explanation
    record Directory(Path path, String reason, String origin) {}

    /// @param main the directory of the main file
    /// @param options the directories of `-I`, in order
    /// @param environment the value of `CPI_IMPORT_PATH`
    SearchPath(Path main, List<String> options, String environment) {
        this.main = new Directory(main, "main directory", "");
        for (String dir : options) this.options.add(new Directory(path(dir), "-I " + dir, " (-I " + dir + ")"));
        for (String dir : environment.split(java.io.File.pathSeparator)) {
            if (!dir.isEmpty()) this.environment.add(new Directory(path(dir), "CPI_IMPORT_PATH", " (CPI_IMPORT_PATH)"));
        }
    }

    /// Appends the directory of a directive, relative to the main file's directory. False if it does not exist.
    boolean add(String directory, Span place) {
        String reason = "#importPath \"" + directory + "\"";
        Path path = ModuleFinder.resolve(main.path, directory);
        directives.add(new Directory(path, reason, " (" + reason + " at " + place + ")"));
        return Files.isDirectory(path);
    }

    Directory main() {
        return main;
    }

    /// All directories in the order in which they are tried.
    List<Directory> all() {
        List<Directory> result = new ArrayList<>();
        result.add(main);
        result.addAll(directives);
        result.addAll(options);
        result.addAll(environment);
        return result;
    }

    /// The directories named by options that do not exist, for W0803.
    List<String> missingOptions() {
        return options.stream().filter(d -> !Files.isDirectory(d.path)).map(Directory::reason).toList();
    }

    /// The modules in the directories that an import like `name` could mean, as import strings. For "did you mean".
    List<String> modulesLike(String name) {
        List<String> result = new ArrayList<>();
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        for (Directory directory : all()) {
            try (Stream<Path> files = Files.list(ModuleFinder.resolve(directory.path, folder))) {
                files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".cpi"))
                    .forEach(n -> result.add(folder + n.substring(0, n.length() - ".cpi".length())));
            } catch (IOException e) {
                // A directory that cannot be read offers nothing.
            }
        }
        return result;
    }

    private static Path path(String text) {
        return ModuleFinder.resolve(Path.of(""), text);
    }
}
