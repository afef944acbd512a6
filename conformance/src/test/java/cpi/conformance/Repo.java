// The source tree under test.
package cpi.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds and reads files of the repository; tests name them relative to its root, which is the working directory.
public final class Repo {
    /// Whether expectations are written instead of compared (`./cpi-test --bless`).
    static final boolean BLESS = Boolean.getBoolean("cpi.bless");
    private static final String ONLY = System.getProperty("cpi.only", "");

    private Repo() {}

    /// All regular files below a directory, no links, sorted; none if it does not exist.
    public static List<Path> files(String directory, Predicate<Path> filter) {
        Path root = Path.of(directory);
        if (!Files.isDirectory(root)) return List.of();
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).filter(filter).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Path> files(String directory, String suffix) {
        return files(directory, p -> p.toString().endsWith(suffix));
    }

    /// Whether the tests of a file are wanted (`./cpi-test TEXT`).
    public static boolean wanted(Path file) {
        return ONLY.isEmpty() || slashes(file).contains(ONLY);
    }

    static boolean everythingWanted() {
        return ONLY.isEmpty();
    }

    public static String slashes(Path file) {
        return file.toString().replace('\\', '/');
    }

    /// The text of a file. Bytes that are no UTF-8 become U+FFFD.
    public static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        if (System.getenv("CI") != null) throw new IllegalStateException("expectations are not rewritten in CI: " + file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        if (System.getenv("CI") != null) throw new IllegalStateException("expectations are not rewritten in CI: " + file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `x.cpi` with another suffix.
    static Path sibling(Path file, String suffix) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + suffix);
    }
}
