package cpi.toolchain;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// New files and directories with names that nobody else uses, for this user only, as `Files.createTempFile` makes them. That takes
/// its names from a generator of secret numbers, which needs 20 ms to start. Names need not be secret here: who creates a path is
/// told if it is there already.
public final class TemporaryPaths {
    private static final FileAttribute<?> OWN_FILE = permissions("rw-------");
    private static final FileAttribute<?> OWN_DIRECTORY = permissions("rwx------");

    private TemporaryPaths() {}

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /// A new empty file.
    public static Path file(Path folder, String prefix, String suffix) throws IOException {
        return make(folder, prefix, suffix, path -> Files.createFile(path, OWN_FILE));
    }

    public static Path directory(Path folder, String prefix) throws IOException {
        return make(folder, prefix, "", path -> Files.createDirectory(path, OWN_DIRECTORY));
    }

    private interface Maker {
        Path make(Path path) throws IOException;
    }

    private static Path make(Path folder, String prefix, String suffix, Maker maker) throws IOException {
        long number = System.nanoTime() ^ ProcessHandle.current().pid() << 40;
        while (true) {
            try {
                return maker.make(folder.resolve(prefix + Long.toUnsignedString(number, Character.MAX_RADIX) + suffix));
            } catch (FileAlreadyExistsException e) {
                number++;
            }
        }
    }
}
