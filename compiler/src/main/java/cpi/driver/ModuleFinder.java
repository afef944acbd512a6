// Finds and reads the files of a program.
package cpi.driver;

import cpi.diag.Bug;
import cpi.sema.Files;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Resolves imports and embedded files by M5 and C13, and loads each file once per real path (M1.2). Single use.
final class ModuleFinder implements Files {
    /// One byte more than a source file may have (L1.1d), so that the lexer sees that it is too large.
    private static final int MAX_READ = (256 << 20) + 1;

    private final SearchPath search;
    private final LinkPath linkPath;
    private final ImportLog log = new ImportLog();
    private final Map<Path, SourceFile> byRealPath = new HashMap<>();
    private final Map<String, SourceFile> bundled = new HashMap<>();
    /// The path under which a file was found first; relative imports start there.
    private final Map<SourceFile, Path> foundAs = new IdentityHashMap<>();
    private final List<SourceFile> loadOrder = new ArrayList<>();
    private final Inputs inputs = new Inputs();
    private final Machine machine;
    private final boolean isWasmRuntime;
    private final long memoryLimit;

    ModuleFinder(CompileOptions options) {
        Path directory = parent(resolve(Path.of(""), options.main()));
        this.memoryLimit = options.limits().memory();
        this.search = new SearchPath(directory, options.importDirs(), options.importEnvironment());
        this.machine = options.link().machine();
        this.isWasmRuntime = options.main().equals(bundledName(BundledLibrary.WASM_START));
        this.linkPath = new LinkPath(directory, options.link().dirs(), options.link().environment());
    }

    /// Reads the main file; its name in diagnostics is the path as given (D1.3).
    SourceFile loadMain(String path) throws IOException {
        Path file = resolve(Path.of(""), path);
        if (java.nio.file.Files.isDirectory(file)) throw new IOException("it is a directory");
        SourceFile source = new SourceFile(path, read(file), false);
        register(source, file);
        return source;
    }

    /// The files met so far in load order (M1.1): files are queued in the order in which imports find them.
    List<SourceFile> loadOrder() {
        return List.copyOf(loadOrder);
    }

    SearchPath searchPath() {
        return search;
    }

    LinkPath linkPath() {
        return linkPath;
    }

    Inputs inputs() {
        return inputs;
    }

    ImportLog log() {
        return log;
    }

    @Override
    public Found findImport(Span place, String path) {
        String name = path.endsWith(".cpi") ? path.substring(0, path.length() - ".cpi".length()) : path;
        List<String> tries = new ArrayList<>();
        Found found = place.file().bundled() ? findBundled(name, tries, true) : find(place.file(), name, tries);
        log.add(place, path, switch (found) {
            case Found.Module module -> module.file().name();
            case Found.Missing _ -> "not found";
            case Found.Unreadable unreadable -> unreadable.path();
        }, tries);
        return found;
    }

    private Found find(SourceFile importer, String name, List<String> tries) {
        List<String> notes = new ArrayList<>();
        for (SearchPath.Directory directory : places(importer, name)) {
            Path file = resolve(directory.path(), name + ".cpi");
            boolean hit = java.nio.file.Files.isRegularFile(file);
            tries.add((hit ? "hit " : "miss ") + display(file) + " (" + directory.reason() + ")");
            notes.add("tried " + display(file) + directory.origin());
            if (hit) return load(file);
            inputs.missed(file);
        }
        if (isFixed(name)) return new Found.Missing(notes, similarTo(importer, name));
        Found found = findBundled(name, tries, false);
        if (!(found instanceof Found.Missing missing)) return found;
        notes.addAll(missing.tried());
        return new Found.Missing(notes, similarTo(importer, name));
    }

    /// The directories to try, in order; the bundled library is not among them.
    private List<SearchPath.Directory> places(SourceFile importer, String name) {
        if (isAbsolute(name)) return List.of(new SearchPath.Directory(Path.of(""), "absolute", ""));
        if (isRelative(name)) return List.of(new SearchPath.Directory(directoryOf(importer), "importing file", ""));
        return search.all();
    }

    private Found findBundled(String name, List<String> tries, boolean fromLibrary) {
        String module = replaced(name.startsWith("std/") ? name.substring("std/".length()) : name);
        String path = bundledName(module);
        boolean visible = fromLibrary || !BundledLibrary.isOfRuntime(module);
        if (visible && (bundled.containsKey(module) || BundledLibrary.read(module, machine).isPresent())) {
            tries.add("hit " + path + " (std)");
            return new Found.Module(bundled(module));
        }
        tries.add("miss " + path + " (std)");
        return new Found.Missing(List.of("tried " + path), BundledLibrary.names());
    }

    /// The runtime of WebAssembly modules has some modules of its own instead of those of the native runtime.
    private String replaced(String module) {
        if (!isWasmRuntime || !module.startsWith(BundledLibrary.NATIVE)) return module;
        String own = BundledLibrary.WASM + module.substring(BundledLibrary.NATIVE.length());
        return bundled.containsKey(own) || BundledLibrary.read(own, machine).isPresent() ? own : module;
    }

    private List<String> similarTo(SourceFile importer, String name) {
        List<String> names = new ArrayList<>();
        if (isRelative(name)) {
            new SearchPath(directoryOf(importer), List.of(), "").modulesLike(name).forEach(names::add);
        } else {
            names.addAll(search.modulesLike(name));
            String prefix = name.startsWith("std/") ? "std/" : "";
            BundledLibrary.names().forEach(module -> names.add(prefix + module));
        }
        return names;
    }

    private Found load(Path file) {
        try {
            SourceFile known = byRealPath.get(file.toRealPath());
            if (known != null) return new Found.Module(known);
            SourceFile source = new SourceFile(display(file), read(file), false);
            register(source, file);
            return new Found.Module(source);
        } catch (IOException e) {
            return new Found.Unreadable(display(file), reason(e));
        }
    }

    private void register(SourceFile source, Path file) throws IOException {
        byRealPath.put(file.toRealPath(), source);
        foundAs.put(source, file);
        loadOrder.add(source);
    }

    /// What the file of a bundled module is called.
    static String bundledName(String module) {
        return "<std>/" + module + ".cpi";
    }

    @Override
    public SourceFile bundled(String module) {
        SourceFile known = bundled.get(module);
        if (known != null) return known;
        byte[] text = BundledLibrary.read(module, machine).orElseThrow(() -> new Bug("the bundled module " + module + " is missing"));
        SourceFile source = new SourceFile(bundledName(module), text, true);
        bundled.put(module, source);
        loadOrder.add(source);
        return source;
    }

    @Override
    public boolean addImportPath(Span place, String directory) {
        return search.add(directory, place);
    }

    @Override
    public boolean addLinkPath(Span place, String directory) {
        return linkPath.add(directory, place);
    }

    @Override
    public void notTaken(Span place, String path) {
        log.add(place, path, "not taken", List.of());
    }

    @Override
    public Embedded embed(SourceFile importer, String path) {
        List<String> notes = new ArrayList<>();
        for (SearchPath.Directory directory : places(importer, path)) {
            Path file = resolve(directory.path(), path);
            notes.add("tried " + display(file) + directory.origin());
            if (java.nio.file.Files.isDirectory(file)) return new Embedded.Missing("it is a directory", notes);
            if (java.nio.file.Files.isRegularFile(file)) return embed(importer, file, notes);
            inputs.missed(file);
        }
        return new Embedded.Missing("there is no such file", notes);
    }

    private Embedded embed(SourceFile importer, Path file, List<String> notes) {
        List<Path> allowed = new ArrayList<>();
        allowed.add(directoryOf(importer));
        for (SearchPath.Directory directory : search.all()) allowed.add(directory.path());
        try {
            Path real = file.toRealPath();
            for (Path directory : allowed) {
                Optional<Path> inside = realPath(directory).filter(real::startsWith);
                if (inside.isPresent()) return embedded(real);
            }
            return new Embedded.Outside(allowed.stream().distinct().map(d -> display(d).isEmpty() ? "." : display(d)).toList());
        } catch (IOException e) {
            return new Embedded.Missing(reason(e), notes);
        } catch (OutOfMemoryError e) {
            return new Embedded.Missing("it is too large", notes);
        }
    }

    private Embedded embedded(Path file) throws IOException {
        if (java.nio.file.Files.size(file) > memoryLimit) return new Embedded.TooLarge(memoryLimit);
        byte[] contents = java.nio.file.Files.readAllBytes(file);
        inputs.read(file, contents);
        return new Embedded.Bytes(contents);
    }

    private static Optional<Path> realPath(Path directory) {
        try {
            return Optional.of(directory.toAbsolutePath().toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path directoryOf(SourceFile importer) {
        Path path = foundAs.get(importer);
        return path == null ? search.main().path() : parent(path);
    }

    private static boolean isRelative(String name) {
        return name.startsWith("./") || name.startsWith("../");
    }

    private static boolean isAbsolute(String name) {
        try {
            return name.startsWith("/") || Path.of(name).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isFixed(String name) {
        return isRelative(name) || isAbsolute(name);
    }

    /// `name` seen from `directory`. Text that cannot be a path gives one that does not exist.
    static Path resolve(Path directory, String name) {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            return directory.resolve(name.replaceAll("[\\x00-\\x1f<>:\"|?*]", "\uFFFD"));
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /// How diagnostics show a path: without `.` and `..`, with `/` on every system (D1.3).
    private static String display(Path file) {
        return file.normalize().toString().replace(java.io.File.separatorChar, '/');
    }

    private byte[] read(Path file) throws IOException {
        try (InputStream in = java.nio.file.Files.newInputStream(file)) {
            byte[] contents = in.readNBytes(MAX_READ);
            inputs.read(file, contents);
            return contents;
        }
    }

    /// Why a file cannot be read, for E0803 and E0804.
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case java.nio.file.NoSuchFileException _ -> "there is no such file";
            case java.nio.file.FileSystemLoopException _ -> "its symbolic links form a cycle";
            case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
            case IOException other -> other.getMessage() == null ? "it cannot be read" : other.getMessage();
        };
    }
}
