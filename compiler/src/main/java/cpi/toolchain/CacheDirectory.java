// Where things are kept that can be made again.
package cpi.toolchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The user's cache directory: `CPI_CACHE`, or `cpi` in `XDG_CACHE_HOME` or `~/.cache`. Several processes may use it at once;
/// files and directories appear in it complete or not at all.
public record CacheDirectory(Path path) {
    /// With this the names of directories begin that are for work in progress.
    private static final String UNFINISHED = "new";
    /// Nothing takes that long.
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    public static CacheDirectory of(Map<String, String> environment) throws ToolchainException {
        String own = environment.getOrDefault("CPI_CACHE", "");
        if (!own.isEmpty()) return new CacheDirectory(Path.of(own).toAbsolutePath());
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The standard says that relative paths are to be ignored.
        if (xdg.startsWith("/")) return new CacheDirectory(Path.of(xdg, "cpi"));
        // Java knows only the home directory that the system's table of users has.
        String home = environment.getOrDefault("HOME", "");
        if (!home.startsWith("/")) home = System.getProperty("user.home", "");
        if (!home.startsWith("/")) {
            throw new ToolchainException("there is no home directory for what cpi keeps; `CPI_CACHE` can name a directory");
        }
        return new CacheDirectory(Path.of(home, ".cache", "cpi"));
    }

    /// The contents of a file, if it is there.
    public Optional<byte[]> read(String name) {
        try {
            return Optional.of(Files.readAllBytes(path.resolve(name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Keeps a file and gives its path.
    public Path write(String name, byte[] contents) throws ToolchainException {
        Path file = path.resolve(name);
        try {
            Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Path temporary = TemporaryPaths.file(folder, "new", ".tmp");
            try {
                Files.write(temporary, contents);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return file;
        } catch (IOException e) {
            throw new ToolchainException("cannot write `" + file + "`: " + reason(e));
        }
    }

    /// A new directory beside the others, for work in progress. Those that were left behind by processes that were killed are removed.
    public Path temporary() throws ToolchainException {
        try {
            Files.createDirectories(path);
            removeLeftOvers();
            return TemporaryPaths.directory(path, UNFINISHED);
        } catch (IOException e) {
            throw new ToolchainException("cannot write to the cache directory `" + path + "`: " + reason(e)
                + " (`CPI_CACHE` names another)");
        }
    }

    private void removeLeftOvers() {
        FileTime limit = FileTime.from(Instant.now().minus(LEFT_OVER));
        try (DirectoryStream<Path> works = Files.newDirectoryStream(path, f -> f.getFileName().toString().startsWith(UNFINISHED))) {
            for (Path work : works) {
                if (Files.getLastModifiedTime(work).compareTo(limit) < 0) delete(work);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another process is doing the same.
        }
    }

    /// Gives a finished directory its name, or removes it if another process was faster.
    void publish(Path temporary, Path directory) throws ToolchainException {
        try {
            Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            delete(temporary);
        } catch (IOException e) {
            delete(temporary);
            throw new ToolchainException("cannot write `" + directory + "`: " + reason(e));
        }
    }

    /// Makes an entry one of the newest.
    public void use(String name) {
        try {
            Files.setLastModifiedTime(path.resolve(name), FileTime.from(Instant.now()));
        } catch (IOException e) {
            // It is somebody else's, or has just been removed.
        }
    }

    /// Keeps the newest entries of a directory and removes the others.
    public void prune(String directory, int most) {
        try (Stream<Path> all = Files.list(path.resolve(directory))) {
            Map<Path, FileTime> times = new HashMap<>();
            for (Path entry : all.toList()) times.put(entry, Files.getLastModifiedTime(entry));
            if (times.size() <= most) return;
            times.keySet().stream().sorted(Comparator.comparing((Path p) -> times.get(p)).reversed()).skip(most)
                .forEach(CacheDirectory::delete);
        } catch (IOException | UncheckedIOException e) {
            // Another process is doing the same.
        }
    }

    /// Removes a directory with its contents, as far as that is possible.
    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // What is left does no harm.
        }
    }

    /// Why a file could not be written or read, in words.
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or directory";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
            case IOException other -> other.getMessage() == null ? other.getClass().getSimpleName() : other.getMessage();
        };
    }
}
