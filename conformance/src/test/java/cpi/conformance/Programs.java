// Which files are test programs.
package cpi.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The programs below a directory: each `.cpi` file is one, except in directories with a `main.cpi`, where this is the
/// program and all other files below are its modules; and except files in directories called `modules`.
final class Programs {
    private Programs() {}

    static List<Path> below(String directory) {
        return Repo.files(directory, ".cpi").stream().filter(Programs::isMain).toList();
    }

    /// All source files that belong to a program's test.
    static List<Path> sources(Path main) {
        if (!main.endsWith("main.cpi")) return List.of(main);
        return Repo.files(main.getParent().toString(), ".cpi");
    }

    private static boolean isMain(Path file) {
        for (Path dir = file.getParent(); dir != null; dir = dir.getParent()) {
            if (dir.endsWith("modules")) return false;
            Path main = dir.resolve("main.cpi");
            if (Files.exists(main)) return file.equals(main);
        }
        return true;
    }
}
