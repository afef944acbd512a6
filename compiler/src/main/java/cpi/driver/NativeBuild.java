// From a checked program to native code.
package cpi.driver;

import cpi.codegen.ModuleKind;
import cpi.diag.Bug;
import cpi.diag.Problem;
import cpi.ir.Lowering;
import cpi.llvm.EmitOptions;
import cpi.llvm.LlvmModule;
import cpi.llvm.OptLevel;
import cpi.toolchain.CacheDirectory;
import cpi.toolchain.Linker;
import cpi.toolchain.Llvm;
import cpi.toolchain.Startup;
import cpi.toolchain.Target;
import cpi.toolchain.TemporaryPaths;
import cpi.toolchain.Toolchain;
import cpi.toolchain.ToolchainException;
import cpi.typed.Program;
import cpi.x64.X64Object;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Makes programs, libraries, objects and texts (M14) with one toolchain. May be used by several threads at once.
public final class NativeBuild {
    private static final int MOST_OBJECTS = 32;

    private final Toolchain toolchain;
    private final String version;
    /// Objects that all programs for a target share. They are also kept in the cache directory.
    private final Map<String, Path> shared = new ConcurrentHashMap<>();

    /// @param version tells this build of cpi from all others; empty if that is not known
    public NativeBuild(Toolchain toolchain, String version) {
        this.toolchain = toolchain;
        this.version = version;
    }

    /// The text or code that `options` ask for; not for [NativeOptions.Form#LINKED].
    public byte[] translate(Compilation.Result checked, NativeOptions options) throws ToolchainException {
        return switch (options.form()) {
            case LLVM -> text(checked, options);
            case OPTIMISED_LLVM -> compile(checked, options, Llvm.Form.OPTIMISED_TEXT);
            case ASSEMBLY -> compile(checked, options, Llvm.Form.ASSEMBLY);
            case OBJECT, LINKED -> throw new Bug("linking needs a file");
        };
    }

    /// Makes the file that `options` ask for. It appears complete or not at all.
    ///
    /// @return E0811 for each symbol that is in none of the libraries
    public List<Problem> build(Compilation.Result checked, NativeOptions options, Path output) throws ToolchainException {
        boolean isLinked = switch (options.form()) {
            case LLVM, OPTIMISED_LLVM, ASSEMBLY -> false;
            case OBJECT, LINKED -> true;
        };
        if (isLinked) return link(checked, options, output);
        write(translate(checked, options), output);
        return List.of();
    }

    private List<Problem> link(Compilation.Result checked, NativeOptions options, Path output) throws ToolchainException {
        Path work = toolchain.cache().temporary();
        try {
            Path object = work.resolve("program.o");
            writeObject(checked, options, object);
            List<Path> objects = new ArrayList<>(List.of(object, runtime(options.target())));
            boolean relocatable = options.form() == NativeOptions.Form.OBJECT;
            boolean needsStart = !options.shared() && !relocatable && !options.systemLinker() && options.target().machine().isElf();
            if (needsStart) objects.addFirst(start(options.target()));
            Linker.Kind kind = relocatable ? Linker.Kind.RELOCATABLE : options.shared() ? Linker.Kind.SHARED : Linker.Kind.PROGRAM;
            List<Path> libraries = relocatable ? List.of() : libraries(checked);
            Linker.Request request = new Linker.Request(options.target(), objects, libraries, kind, output);
            Optional<Linker.Failure> failure = toolchain.linker(options.systemLinker() && !relocatable).link(request);
            if (failure.isEmpty()) return List.of();
            throw new ToolchainException("cannot link `" + output + "`:\n" + failure.get().message().indent(2).stripTrailing());
        } catch (IOException e) {
            throw new ToolchainException("cannot write a temporary file: " + CacheDirectory.reason(e));
        } finally {
            CacheDirectory.delete(work);
        }
    }

    /// The libraries of the program, without those that are always there.
    private static List<Path> libraries(Compilation.Result checked) {
        List<Path> files = new ArrayList<>();
        for (Libraries.Library library : checked.linked().libraries().all()) {
            switch (library.file()) {
                case Libraries.File.Always _ -> { }
                case Libraries.File.Shared shared -> files.add(shared.path());
                case Libraries.File.Static archive -> files.add(archive.path());
                case Libraries.File.Missing _ -> throw new Bug("a program without its libraries is built");
            }
        }
        return files;
    }

    private void writeObject(Compilation.Result checked, NativeOptions options, Path file) throws ToolchainException, IOException {
        boolean isQuick = options.level() == OptLevel.NONE && options.target().machine() == Target.Machine.X86_64 && !options.shared();
        if (!isQuick) {
            Files.write(file, compile(checked, options, Llvm.Form.OBJECT));
            return;
        }
        Program program = checked.program().orElseThrow();
        Lowering lowering = Lowering.unshared(program.types(), program.layout(), program.context());
        try (OutputStream out = Files.newOutputStream(file)) {
            X64Object.write(program, lowering, directory(), out);
        }
    }

    private byte[] compile(Compilation.Result checked, NativeOptions options, Llvm.Form form) throws ToolchainException {
        return compile(text(checked, options), options.target(), options.level(), options.nativeCpu(), form);
    }

    private byte[] compile(byte[] text, Target target, OptLevel level, boolean nativeCpu, Llvm.Form form) throws ToolchainException {
        Llvm.Level work = switch (level) {
            case NONE -> Llvm.Level.NONE;
            case DEFAULT -> Llvm.Level.DEFAULT;
            case FAST -> Llvm.Level.FAST;
        };
        return toolchain.llvm().compile(new Llvm.Request(text, "program", target, nativeCpu, work, form));
    }

    private static byte[] text(Compilation.Result checked, NativeOptions options) throws ToolchainException {
        ModuleKind kind = options.shared() ? ModuleKind.SHARED : ModuleKind.PROGRAM;
        boolean isElf = options.target().machine().isElf();
        // WebAssembly programs keep a list of their frames; its runtime reads no debug information.
        boolean debug = options.level() == OptLevel.NONE || options.level() == OptLevel.DEFAULT && isElf;
        boolean fuses = options.level() == OptLevel.FAST && options.nativeCpu();
        EmitOptions emit = new EmitOptions(options.level(), fuses, target(options.target()), kind, debug, directory());
        return text(checked.program().orElseThrow(), emit);
    }

    private static byte[] text(Program program, EmitOptions options) {
        return LlvmModule.emit(program, new Lowering(program.types(), program.layout(), program.context()), options);
    }

    private static cpi.llvm.Target target(Target target) throws ToolchainException {
        return cpi.llvm.Target.of(target.triple()).orElseThrow(() ->
                new ToolchainException("this version translates no programs for `" + target.triple() + "`"));
    }

    /// What libraries must be for.
    public static Machine machine(Target target) {
        return switch (target.machine()) {
            case X86_64 -> Machine.X86_64;
            case AARCH64 -> Machine.AARCH64;
            case WASM32 -> Machine.WASM32;
        };
    }

    private static String directory() {
        return Path.of("").toAbsolutePath().toString();
    }

    /// The runtime, made once for each target and build of cpi.
    private Path runtime(Target target) throws ToolchainException {
        return object("runtime", target, () -> {
            try (Compilation.Result checked = Compilation.checkRuntime(machine(target), OutputStream.nullOutputStream())) {
                Program program = checked.program().orElseThrow(() -> new Bug("the runtime has errors: " + checked.report().shown()));
                return text(program, new EmitOptions(OptLevel.DEFAULT, false, target(target), ModuleKind.RUNTIME, false, ""));
            }
        });
    }

    private Path start(Target target) throws ToolchainException {
        return object("start", target, () -> Startup.text(target));
    }

    private interface Text {
        byte[] make() throws ToolchainException;
    }

    /// An object of ours from the cache. Its name has the version, or, where that is not known, the hash of its text.
    private Path object(String name, Target target, Text text) throws ToolchainException {
        String key = name + "-" + target.triple();
        Path known = shared.get(key);
        if (known != null) return known;
        synchronized (shared) {
            if (shared.containsKey(key)) return shared.get(key);
            Path made = makeObject(key, target, text);
            shared.put(key, made);
            return made;
        }
    }

    private Path makeObject(String key, Target target, Text text) throws ToolchainException {
        Optional<byte[]> made = version.isEmpty() ? Optional.of(text.make()) : Optional.empty();
        String file = "objects/" + key + "-" + (made.isPresent() ? hash(made.get()) : version) + ".o";
        Path path = toolchain.cache().path().resolve(file);
        if (Files.exists(path)) return path;
        byte[] source = made.isPresent() ? made.get() : text.make();
        Path written = toolchain.cache().write(file, compile(source, target, OptLevel.DEFAULT, false, Llvm.Form.OBJECT));
        toolchain.cache().prune("objects", MOST_OBJECTS);
        return written;
    }

    /// Writes a file that appears complete or not at all. Devices are written to directly.
    private static void write(byte[] contents, Path output) throws ToolchainException {
        try {
            if (Files.exists(output) && !Files.isRegularFile(output)) {
                Files.write(output, contents);
                return;
            }
            Path folder = Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(output.toAbsolutePath());
            Path temporary = TemporaryPaths.file(folder, "." + output.getFileName(), ".tmp");
            try {
                Files.write(temporary, contents);
                Files.setPosixFilePermissions(temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new ToolchainException("cannot write `" + output + "`: " + CacheDirectory.reason(e));
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
