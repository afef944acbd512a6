// The real outside world.
package cpi.engine;

import cpi.diag.Bug;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The world of the process: its streams, files, clock. Environment variables and the current directory are kept here, as Java
/// cannot change those of the process.
public final class SystemHost implements Host {
    private static final int ENOENT = 2;
    private static final int EIO = 5;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int ENOTDIR = 20;
    private static final int EISDIR = 21;
    private static final int EINVAL = 22;
    private static final int ENOTEMPTY = 39;
    private static final int ELOOP = 40;

    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private final boolean terminal;
    private final List<String> args;
    private final boolean virtualTime;
    private final Map<String, String> environment;
    private Optional<ForeignWorld> foreign = Optional.empty();
    private Path directory;

    /// @param args the program's arguments, `args[0]` first
    /// @param terminal whether `out` is a terminal
    /// @param virtualTime whether sleeping takes no real time (T11.3)
    public SystemHost(InputStream in, OutputStream out, OutputStream err, boolean terminal, List<String> args, boolean virtualTime) {
        this(in, out, err, terminal, args, virtualTime, Path.of(""), System.getenv());
    }

    /// @param directory in which the program begins
    /// @param environment with which it begins
    public SystemHost(InputStream in, OutputStream out, OutputStream err, boolean terminal, List<String> args, boolean virtualTime,
                      Path directory, Map<String, String> environment) {
        this.directory = directory.toAbsolutePath();
        this.environment = new HashMap<>(environment);
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.args = List.copyOf(args);
        this.virtualTime = virtualTime;
    }

    @Override
    public void write(int fd, byte[] bytes) {
        OutputStream stream = fd == 2 ? err : out;
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException _) {
            // S3.1: failures of output are ignored.
        }
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public byte[] read(int count) {
        byte[] buffer = new byte[count];
        try {
            int n = in.read(buffer);
            return n <= 0 ? new byte[0] : Arrays.copyOf(buffer, n);
        } catch (InterruptedIOException _) {
            throw new NotReady();
        } catch (IOException _) {
            return new byte[0];
        }
    }

    private interface Action<T> {
        T run(Path path) throws IOException;
    }

    private int act(String path, Action<?> action) {
        try {
            action.run(directory.resolve(path));
            return 0;
        } catch (IOException | InvalidPathException e) {
            return error(e);
        }
    }

    private Answer ask(String path, Action<byte[]> action) {
        try {
            return Answer.of(action.run(directory.resolve(path)));
        } catch (IOException | InvalidPathException | OutOfMemoryError e) {
            return Answer.failed(error(e));
        }
    }

    private static int error(Throwable e) {
        return switch (e) {
            case NoSuchFileException _ -> ENOENT;
            case FileAlreadyExistsException _ -> EEXIST;
            case AccessDeniedException _ -> EACCES;
            case DirectoryNotEmptyException _ -> ENOTEMPTY;
            case NotDirectoryException _ -> ENOTDIR;
            case FileSystemLoopException _ -> ELOOP;
            case InvalidPathException _ -> EINVAL;
            default -> fromText(Optional.ofNullable(e.getMessage()).orElse(""));
        };
    }

    /// Java has no exception of its own for the other errors; the system's text is in the message.
    private static int fromText(String message) {
        if (message.contains("Is a directory")) return EISDIR;
        if (message.contains("Not a directory")) return ENOTDIR;
        if (message.contains("No such file")) return ENOENT;
        if (message.contains("Permission denied")) return EACCES;
        if (message.contains("Too many levels")) return ELOOP;
        if (message.contains("File name too long")) return 36;
        if (message.contains("Operation not permitted")) return 1;
        return EIO;
    }

    @Override
    public Answer readFile(String path) {
        return ask(path, p -> {
            if (Files.isDirectory(p)) throw new IOException("Is a directory");
            return Files.readAllBytes(p);
        });
    }

    @Override
    public int writeFile(String path, byte[] data, boolean append) {
        return act(path, p -> append
                ? Files.write(p, data, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : Files.write(p, data, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    @Override
    public Stat stat(String path, boolean follow) {
        LinkOption[] links = follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        try {
            var a = Files.readAttributes(directory.resolve(path), BasicFileAttributes.class, links);
            int kind = a.isRegularFile() ? 1 : a.isDirectory() ? 2 : a.isSymbolicLink() ? 3 : 0;
            return new Stat(0, a.size(), kind, a.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        } catch (IOException | InvalidPathException e) {
            return new Stat(error(e), 0, 0, 0);
        }
    }

    @Override
    public Answer list(String path) {
        return ask(path, p -> {
            StringBuilder names = new StringBuilder();
            try (var entries = Files.newDirectoryStream(p)) {
                entries.forEach(e -> names.append(e.getFileName()).append('\0'));
            }
            return names.toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    @Override
    public int makeDir(String path) {
        return act(path, Files::createDirectory);
    }

    @Override
    public int remove(String path) {
        return act(path, p -> {
            Files.delete(p);
            return p;
        });
    }

    @Override
    public int rename(String from, String to) {
        return act(from, p -> Files.move(p, directory.resolve(to), StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public Answer realPath(String path) {
        return ask(path, p -> p.toRealPath().toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] args() {
        StringBuilder all = new StringBuilder();
        for (String arg : args) all.append(arg).append('\0');
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Answer env(String name) {
        String value = environment.get(name);
        return value == null ? Answer.failed(ENOENT) : Answer.of(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int setEnv(String name, String value) {
        if (name.isEmpty() || name.contains("=")) return EINVAL;
        environment.put(name, value);
        return 0;
    }

    @Override
    public Answer cwd() {
        return Answer.of(directory.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int setCwd(String path) {
        return act(path, p -> {
            if (!Files.exists(p)) throw new NoSuchFileException(path);
            if (!Files.isDirectory(p)) throw new NotDirectoryException(path);
            directory = p.toRealPath();
            return p;
        });
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Ran run(byte[] argv, byte[] input) {
        List<String> command = new ArrayList<>(List.of(new String(argv, StandardCharsets.UTF_8).split("\0", -1)));
        command.removeLast();
        if (command.isEmpty()) return new Ran(EINVAL, new byte[0], new byte[0], 0);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            return feed(process, input);
        } catch (IOException e) {
            return new Ran(error(e), new byte[0], new byte[0], 0);
        }
    }

    private static Ran feed(Process process, byte[] input) throws IOException {
        byte[][] texts = new byte[2][0];
        Thread errors = Thread.ofVirtual().start(() -> {
            try (InputStream from = process.getErrorStream()) {
                texts[1] = from.readAllBytes();
            } catch (IOException _) {
                texts[1] = new byte[0];
            }
        });
        Thread feeder = Thread.ofVirtual().start(() -> {
            try (OutputStream to = process.getOutputStream()) {
                to.write(input);
            } catch (IOException _) {
                // The process does not want its input.
            }
        });
        try (InputStream from = process.getInputStream()) {
            texts[0] = from.readAllBytes();
        }
        try {
            errors.join();
            feeder.join();
            return new Ran(0, texts[0], texts[1], process.waitFor());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Ran(EIO, texts[0], texts[1], 0);
        }
    }

    @Override
    public long now() {
        var now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long monotonic(long virtualNow) {
        return virtualTime ? virtualNow : System.nanoTime();
    }

    @Override
    public long entropy() {
        return new SecureRandom().nextLong();
    }

    private ForeignWorld foreign() {
        if (foreign.isEmpty()) foreign = Optional.of(new ForeignWorld());
        return foreign.get();
    }

    @Override
    public Crossing call(Crossing.Call call) {
        return foreign().call(call);
    }

    @Override
    public void entered(Crossing.Entered entered) {
        // The machine runs it.
    }

    @Override
    public Crossing afterEntered() {
        throw new Bug("C is running and calls functions itself");
    }

    @Override
    public boolean wantsChanges() {
        return false;
    }

    @Override
    public Answer readForeign(long address, int count) {
        return foreign().read(address, count);
    }

    @Override
    public int writeForeign(long address, byte[] data) {
        return foreign().write(address, data);
    }

    @Override
    public void idle(long nanos) {
        if (virtualTime) return;
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A host over the streams of this process.
    public static SystemHost standard(List<String> args, boolean terminal, boolean virtualTime) {
        return new SystemHost(System.in, new FileOutputStream(java.io.FileDescriptor.out), new FileOutputStream(java.io.FileDescriptor.err),
                terminal, args, virtualTime);
    }
}
