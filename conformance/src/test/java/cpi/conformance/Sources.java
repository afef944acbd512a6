package cpi.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The cpi programs of the project.
final class Sources {
    private Sources() {}

    static Path root() {
        return Path.of(System.getProperty("cpi.root", "..")).toAbsolutePath().normalize();
    }

    /// All `.cpi` files of the library, the examples and the tests, in order of their paths.
    static List<Path> all() {
        return Stream.of("lib", "examples", "tests").map(root()::resolve).filter(Files::isDirectory)
                .flatMap(Sources::below).sorted().toList();
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".cpi")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
