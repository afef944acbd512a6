// From object files to programs and libraries.
package cpi.toolchain;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Links with the lld of an [LlvmInstallation], or with the system's compiler driver. The output appears complete or not at
/// all.
public final class Linker {
    /// What to link.
    ///
    /// @param objects object files, in order
    /// @param libraries files, in order; not for [Kind#RELOCATABLE]
    /// @param output the file to make; its directory must exist
    public record Request(Target target, List<Path> objects, List<Path> libraries, Kind kind, Path output) {}

    /// What to make.
    public enum Kind {
        PROGRAM,
        /// A library; its external names are those that are not hidden in the objects.
        SHARED,
        /// One object of several, for another linker.
        RELOCATABLE
    }

    /// Names the linker that does the work.
    public sealed interface Tool {
        /// The bundled lld; programs get everything from the machine's C library and no file of a C compiler.
        record Lld(Path program) implements Tool {}

        /// A C compiler that knows how to link, such as `cc`.
        record CompilerDriver(String program) implements Tool {}
    }

    /// The linker did not make the output.
    ///
    /// @param undefined the symbols that nothing defines, in the order of the linker's messages
    /// @param message what the linker wrote
    public record Failure(List<String> undefined, String message) {}

    /// Bytes; it lies before all data, so that its end is the end of memory.
    private static final int WASM_STACK = 8 << 20;
    private static final int BUS_ERROR = 7;
    /// Bytes of objects that one thread links.
    private static final long ONE_THREAD = 16 << 20;
    private static final String UNDEFINED = "undefined symbol: ";
    private static final String UNDEFINED_BY_LD = "undefined reference to `";

    private final Tool tool;

    public Linker(Tool tool) {
        this.tool = tool;
    }

    /// Makes the output, or tells what is wrong with the input.
    public Optional<Failure> link(Request request) throws ToolchainException {
        if (Files.isDirectory(request.output)) throw cannotWrite(request.output, "it is a directory");
        // A device or a pipe is written to, not replaced.
        boolean isReplaced = !Files.exists(request.output) || Files.isRegularFile(request.output);
        Path folder = isReplaced ? Optional.ofNullable(request.output.toAbsolutePath().getParent()).orElse(Path.of("/"))
            : Path.of(System.getProperty("java.io.tmpdir"));
        Path temporary = temporary(folder, request.output);
        try {
            Optional<Failure> failure = run(command(request, temporary));
            if (failure.isPresent()) return failure;
            if (!Files.exists(temporary)) throw new ToolchainException("the linker made nothing");
            if (isReplaced) move(temporary, request.output);
            else pour(temporary, request.output);
            return Optional.empty();
        } finally {
            delete(temporary);
        }
    }

    /// A name in the directory of the output, so that the finished file can be renamed.
    private static Path temporary(Path folder, Path output) throws ToolchainException {
        try {
            Path file = TemporaryPaths.file(folder, "." + output.getFileName(), ".tmp");
            // The linker shall make it, with the permissions of a new program.
            Files.delete(file);
            return file;
        } catch (IOException e) {
            throw cannotWrite(output, CacheDirectory.reason(e));
        }
    }

    private static void pour(Path temporary, Path output) throws ToolchainException {
        try (OutputStream out = Files.newOutputStream(output)) {
            Files.copy(temporary, out);
        } catch (IOException e) {
            throw cannotWrite(output, CacheDirectory.reason(e));
        }
    }

    private static void move(Path temporary, Path output) throws ToolchainException {
        try {
            try {
                Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw cannotWrite(output, CacheDirectory.reason(e));
        }
    }

    /// lld writes to a file of its own beside the one that it was asked for; if it is killed, that one stays.
    private static void delete(Path temporary) {
        String name = temporary.getFileName().toString();
        try (var files = Files.newDirectoryStream(temporary.getParent(), f -> f.getFileName().toString().startsWith(name))) {
            for (Path file : files) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // What is left has a name that says what it is.
        }
    }

    static ToolchainException cannotWrite(Path output, String reason) {
        return new ToolchainException("cannot write `" + output + "`: " + reason);
    }

    private List<String> command(Request request, Path output) throws ToolchainException {
        return switch (tool) {
            case Tool.Lld lld when request.target.machine().isElf() -> elf(lld, request, output);
            case Tool.Lld lld -> wasm(lld, request, output);
            case Tool.CompilerDriver cc -> driver(cc, request, output);
        };
    }

    private static List<String> elf(Tool.Lld lld, Request request, Path output) throws ToolchainException {
        List<String> command = start(lld, "gnu", output);
        if (isSmall(request)) command.add("--threads=1");
        for (Path object : request.objects) command.add(object.toString());
        if (request.kind == Kind.RELOCATABLE) {
            command.add("-r");
            return command;
        }
        HostSystem system = HostSystem.ofHost();
        command.addAll(List.of("--hash-style=gnu", "--eh-frame-hdr", "--gc-sections", "-z", "relro"));
        String name = request.output.getFileName().toString();
        // The runtime's handlers of signals and exits stay installed when a library is closed.
        if (request.kind == Kind.SHARED) command.addAll(List.of("-shared", "-soname", name, "-z", "defs", "-z", "nodelete"));
        else command.addAll(List.of("-pie", "-dynamic-linker", system.loader()));
        addLibraries(command, request, "", "-rpath=");
        command.add("--as-needed");
        command.add(system.c().toString());
        system.math().ifPresent(m -> command.add(m.toString()));
        // The loader itself has `__tls_get_addr`, by which libraries find their thread-local variables.
        if (request.kind == Kind.SHARED) command.add(system.loader());
        return command;
    }

    /// Whether starting threads takes longer than what they save.
    private static boolean isSmall(Request request) {
        long bytes = 0;
        for (Path file : Stream.concat(request.objects.stream(), request.libraries.stream()).toList()) bytes += file.toFile().length();
        return bytes < ONE_THREAD;
    }

    private static List<String> start(Tool.Lld lld, String flavor, Path output) {
        return new ArrayList<>(List.of(lld.program.toString(), "-flavor", flavor, "--error-limit=0", "-o", output.toString()));
    }

    /// Libraries and, where the loader would not look by itself, the directories in which they were found.
    private static void addLibraries(List<String> command, Request request, String prefix, String directory) {
        List<Path> directories = new ArrayList<>();
        for (Path library : request.libraries) {
            Path absolute = library.toAbsolutePath().normalize();
            command.add(prefix + absolute);
            boolean isStatic = absolute.toString().endsWith(".a");
            if (!isStatic && !isSystem(absolute)) directories.add(absolute.getParent());
        }
        directories.stream().distinct().forEach(d -> command.add(directory + d));
    }

    private static boolean isSystem(Path library) {
        return library.startsWith("/lib") || library.startsWith("/lib64") || library.startsWith("/usr/lib")
            || library.startsWith("/usr/lib64");
    }

    private static List<String> wasm(Tool.Lld lld, Request request, Path output) {
        List<String> command = start(lld, "wasm", output);
        command.addAll(request.kind == Kind.RELOCATABLE ? List.of("-r")
            : List.of("--gc-sections", "--export-table", "--stack-first", "-z", "stack-size=" + WASM_STACK));
        // Functions that the program gets from its host say so themselves; a program begins with `_start`.
        if (request.kind == Kind.SHARED) command.add("--no-entry");
        for (Path object : request.objects) command.add(object.toString());
        return command;
    }

    private static List<String> driver(Tool.CompilerDriver cc, Request request, Path output) {
        List<String> command = new ArrayList<>(List.of(cc.program, "-o", output.toString()));
        if (request.kind == Kind.SHARED) {
            command.addAll(List.of("-shared", "-Wl,-soname," + request.output.getFileName(), "-Wl,-z,defs", "-Wl,-z,nodelete"));
        }
        else command.add("-pie");
        for (Path object : request.objects) command.add(object.toString());
        addLibraries(command, request, "", "-Wl,-rpath,");
        command.addAll(List.of("-Wl,--gc-sections", "-lm"));
        return command;
    }

    private static Optional<Failure> run(List<String> command) throws ToolchainException {
        Path program = Path.of(command.getFirst());
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status == 0) return Optional.empty();
            // 128 and the signal: Java tells about signals as shells do. lld writes into memory that is mapped to the file.
            if (status == 128 + BUS_ERROR) throw new ToolchainException("no space is left for what the linker writes");
            if (status > 128) {
                throw new ToolchainException("the linker `" + program.getFileName() + "` was killed by signal " + (status - 128));
            }
            return Optional.of(new Failure(undefined(output), clean(output)));
        } catch (IOException e) {
            // Java's message is about the call of the system that failed.
            throw new ToolchainException("cannot start the linker `" + program + "`; is it installed and executable?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolchainException("interrupted while linking");
        }
    }

    private static List<String> undefined(String output) {
        List<String> names = new ArrayList<>();
        for (String line : output.lines().toList()) {
            int at = line.indexOf(UNDEFINED);
            int ld = line.indexOf(UNDEFINED_BY_LD);
            if (at >= 0) names.add(line.substring(at + UNDEFINED.length()).strip());
            else if (ld >= 0) names.add(line.substring(ld + UNDEFINED_BY_LD.length(), line.lastIndexOf('\'')));
        }
        return names.stream().distinct().toList();
    }

    /// The messages without the name of the program before each.
    private static String clean(String output) {
        List<String> lines = output.lines().map(l -> l.replaceFirst("^[^ ]*lld[^ ]*: (error: )?", "")).toList();
        return String.join("\n", lines).strip();
    }
}
