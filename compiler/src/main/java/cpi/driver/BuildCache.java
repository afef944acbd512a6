// Programs that were built before.
package cpi.driver;

import cpi.toolchain.CacheDirectory;
import cpi.toolchain.TemporaryPaths;
import cpi.toolchain.ToolchainException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Native programs in the cache directory, with everything that they depend on: a description of how they were built, and the
/// contents of all files that were read. A program is used again only if all of it is the same, byte for byte.
public final class BuildCache {
    private static final String FOLDER = "programs";
    /// Of the cache; each program has two.
    private static final int MOST_ENTRIES = 256;
    /// Programs that embed more than this are built each time.
    private static final int MOST_BYTES = 32 << 20;
    private static final int ABSENT = 0;
    private static final int STAMP = 1;
    private static final int CONTENTS = 2;

    private final CacheDirectory cache;
    private final String description;
    private final String name;

    /// @param program the file
    /// @param messages what the compiler wrote to standard error when it was built
    /// @param inputs the files it was built from
    public record Entry(Path program, byte[] messages, List<Path> inputs) {}

    /// @param description all options, variables of the environment and versions that matter
    public BuildCache(CacheDirectory cache, String description) {
        this.cache = cache;
        this.description = description;
        this.name = FOLDER + "/" + Long.toHexString(hash(description));
    }

    /// The program, if nothing has changed since it was built.
    public Optional<Entry> find() {
        Optional<byte[]> record = cache.read(name);
        if (record.isEmpty()) return Optional.empty();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record.get()))) {
            if (!new String(block(in), StandardCharsets.UTF_8).equals(description)) return Optional.empty();
            Path program = cache.path().resolve(FOLDER).resolve(new String(block(in), StandardCharsets.UTF_8));
            if (Files.size(program) != in.readLong()) return Optional.empty();
            byte[] messages = block(in);
            List<Path> inputs = new ArrayList<>();
            for (int files = in.readInt(); files > 0; files--) {
                Path file = Path.of(new String(block(in), StandardCharsets.UTF_8));
                if (!isSame(in, file)) return Optional.empty();
                if (Files.exists(file)) inputs.add(file);
            }
            cache.use(name);
            cache.use(cache.path().relativize(Objects.requireNonNull(program.getParent())).toString());
            return Optional.of(new Entry(program, messages, inputs));
        } catch (IOException | RuntimeException e) {
            // A record that cannot be read is none.
            return Optional.empty();
        }
    }

    /// Reads what was found under a name, and compares it with what is there now.
    private static boolean isSame(DataInputStream in, Path file) throws IOException {
        return switch (in.readByte()) {
            case ABSENT -> !Files.exists(file);
            case STAMP -> Inputs.stamp(file).equals(new Inputs.State.Stamp(in.readLong(), in.readLong()));
            case CONTENTS -> {
                byte[] contents = block(in);
                yield Files.isRegularFile(file) && Files.size(file) == contents.length && Arrays.equals(Files.readAllBytes(file), contents);
            }
            default -> throw new IOException("unknown state");
        };
    }

    private static void write(DataOutputStream out, Inputs.Input input) throws IOException {
        block(out, input.file().toString());
        switch (input.state()) {
            case Inputs.State.Absent _ -> out.writeByte(ABSENT);
            case Inputs.State.Stamp stamp -> {
                out.writeByte(STAMP);
                out.writeLong(stamp.size());
                out.writeLong(stamp.time());
            }
            case Inputs.State.Contents contents -> {
                out.writeByte(CONTENTS);
                block(out, contents.bytes());
            }
        }
    }

    /// A file in which to build the program; its directory belongs to nobody else.
    public Path newProgram(String fileName) throws ToolchainException {
        try {
            Path folder = cache.path().resolve(FOLDER);
            Files.createDirectories(folder);
            return TemporaryPaths.directory(folder, "p").resolve(fileName);
        } catch (IOException e) {
            throw new ToolchainException("cannot write to the cache directory `" + cache.path() + "`: " + CacheDirectory.reason(e)
                + " (`CPI_CACHE` names another)");
        }
    }

    /// Remembers a program made in a file of [#newProgram].
    public void add(Entry entry, Inputs inputs) throws ToolchainException {
        Path program = entry.program;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            block(out, description);
            block(out, cache.path().resolve(FOLDER).relativize(program).toString());
            out.writeLong(Files.size(program));
            block(out, entry.messages);
            out.writeInt(inputs.files().size());
            for (Inputs.Input input : inputs.files()) write(out, input);
        } catch (IOException e) {
            throw new ToolchainException("cannot write `" + program + "`: " + CacheDirectory.reason(e));
        }
        if (bytes.size() <= MOST_BYTES) cache.write(name, bytes.toByteArray());
    }

    /// Removes the programs that were not used for the longest time, if there are too many.
    public void prune() {
        cache.prune(FOLDER, MOST_ENTRIES);
    }

    private static void block(DataOutputStream out, String text) throws IOException {
        block(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void block(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int count = in.readInt();
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) throw new IOException("too short");
        return bytes;
    }

    /// FNV-1a of 64 bits. Descriptions that share a hash replace each other's programs, nothing worse.
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ b & 0xFF) * 0x100000001B3L;
        return hash;
    }
}
