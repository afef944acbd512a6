// Where the system keeps its libraries.
package cpi.driver;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The search of the system's loader (M10.1, the last place), done here so that its result is a path that can be checked and
/// shown: `LD_LIBRARY_PATH`, the cache of `ldconfig`, the usual directories.
public final class SystemLibraries {
    private static final String MAGIC = "glibc-ld.so.cache1.1";
    private static final int ENTRY = 24;
    private static final int HEADER = 48;

    private final List<Path> first;
    private final Map<String, List<Path>> cached;
    private final List<Path> last;

    /// @param first the directories of `LD_LIBRARY_PATH`
    /// @param cache the file `ldconfig` writes; need not exist
    /// @param last the usual directories
    SystemLibraries(List<Path> first, Path cache, List<Path> last) {
        this.first = List.copyOf(first);
        this.cached = read(cache);
        this.last = List.copyOf(last);
    }

    /// For programs that need none.
    static SystemLibraries none() {
        return new SystemLibraries(List.of(), Path.of("/nonexistent"), List.of());
    }

    /// Those of this system for a machine: for another one than ours, those of its cross compilers.
    public static SystemLibraries of(Machine machine) {
        if (machine.macOs()) {
            return new SystemLibraries(List.of(), Path.of("/nonexistent"), List.of(Path.of("/opt/homebrew/lib"), Path.of("/usr/local/lib"),
                Path.of("/usr/lib")));
        }
        List<Path> usual = new ArrayList<>();
        for (String prefix : List.of("/lib/", "/usr/lib/", "/usr/local/lib/")) usual.add(Path.of(prefix + machine.multiarch()));
        if (!machine.equals(Machine.host())) {
            usual.add(Path.of("/usr", machine.multiarch(), "lib"));
            return new SystemLibraries(List.of(), Path.of("/nonexistent"), usual);
        }
        for (String directory : List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib")) usual.add(Path.of(directory));
        List<Path> first = new ArrayList<>();
        String variable = System.getenv("LD_LIBRARY_PATH");
        for (String dir : variable == null ? new String[0] : variable.split(File.pathSeparator)) {
            if (!dir.isEmpty()) first.add(ModuleFinder.resolve(Path.of(""), dir));
        }
        return new SystemLibraries(first, Path.of("/etc/ld.so.cache"), distinct(usual));
    }

    /// Those that exist, each once: on many systems `/lib` is a link to `/usr/lib`.
    private static List<Path> distinct(List<Path> directories) {
        Map<Path, Path> byRealPath = new LinkedHashMap<>();
        for (Path directory : directories) {
            try {
                byRealPath.putIfAbsent(directory.toRealPath(), directory);
            } catch (IOException e) {
                // It does not exist.
            }
        }
        return List.copyOf(byRealPath.values());
    }

    /// Where a file of this name can be, in order. Not all need exist.
    List<Path> candidates(String name) {
        List<Path> result = new ArrayList<>();
        first.forEach(d -> result.add(ModuleFinder.resolve(d, name)));
        result.addAll(cached.getOrDefault(name, List.of()));
        last.forEach(d -> result.add(ModuleFinder.resolve(d, name)));
        return result.stream().distinct().toList();
    }

    /// The names of all shared libraries with a version, as `libfoo.so.1`, shortest first: what is there when the link `libfoo.so`,
    /// which comes with development packages, is not.
    List<String> versioned() {
        TreeSet<String> names = new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(n -> n));
        cached.keySet().stream().filter(SystemLibraries::isVersioned).forEach(names::add);
        for (Path directory : last) {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(f -> f.getFileName().toString()).filter(SystemLibraries::isVersioned).forEach(names::add);
            } catch (IOException e) {
                // A directory that cannot be read offers nothing.
            }
        }
        return List.copyOf(names);
    }

    private static boolean isVersioned(String name) {
        return name.startsWith("lib") && name.contains(".so.");
    }

    /// The entries of a cache of the form that all present systems with glibc use; nothing if it has another form.
    private static Map<String, List<Path>> read(Path file) {
        Map<String, List<Path>> entries = new LinkedHashMap<>();
        try {
            byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(MAGIC);
            if (start < 0) return entries;
            ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int count = data.getInt(start + MAGIC.length());
            for (int i = 0; i < count; i++) {
                int at = start + HEADER + i * ENTRY;
                String name = text(bytes, start + data.getInt(at + 4));
                entries.computeIfAbsent(name, _ -> new ArrayList<>()).add(Path.of(text(bytes, start + data.getInt(at + 8))));
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            // Without it the usual directories are left.
        }
        return entries;
    }

    private static String text(byte[] bytes, int start) {
        int end = start;
        while (bytes[end] != 0) end++;
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
