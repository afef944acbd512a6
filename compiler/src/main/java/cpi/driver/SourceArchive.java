// The sources of a program in one piece.
package cpi.driver;

import cpi.sema.Files;
import cpi.source.SourceFile;
import cpi.source.Span;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every answer that the checker got when it asked for files: asked the same, it gives the same, with no file system. Bundled files
/// are among them, so a program is what it was even if the library has changed.
///
/// An archive is either being written, in front of the real [Files], or read.
public final class SourceArchive implements Files {
    private static final int MISSING = -1;

    /// Empty when the archive is read.
    private final Optional<Files> real;
    private final List<SourceFile> files = new ArrayList<>();
    /// By importing file and path: the number of the file, or [#MISSING].
    private final Map<String, Integer> imports = new LinkedHashMap<>();
    private final Map<String, byte[]> embedded = new LinkedHashMap<>();
    private final Map<String, Integer> directories = new LinkedHashMap<>();

    private SourceArchive(Optional<Files> real) {
        this.real = real;
    }

    /// An archive that is filled with the answers of `real`.
    static SourceArchive of(Files real, SourceFile main) {
        SourceArchive archive = new SourceArchive(Optional.of(real));
        archive.number(main);
        return archive;
    }

    /// No file at all.
    static SourceArchive empty() {
        return new SourceArchive(Optional.empty());
    }

    List<SourceFile> files() {
        return List.copyOf(files);
    }

    SourceFile main() {
        return files.getFirst();
    }

    private int number(SourceFile file) {
        if (!files.contains(file)) files.add(file);
        return files.indexOf(file);
    }

    private static String key(SourceFile importer, String path) {
        return importer.name() + "\0" + path;
    }

    @Override
    public Found findImport(Span place, String path) {
        String key = key(place.file(), path);
        if (real.isEmpty()) {
            if (!imports.containsKey(key) && place.file().bundled()) return laterImport(path);
            int number = imports.getOrDefault(key, MISSING);
            return number == MISSING ? new Found.Missing(List.of(), List.of()) : new Found.Module(files.get(number));
        }
        Found found = real.get().findImport(place, path);
        imports.put(key, found instanceof Found.Module m ? number(m.file()) : MISSING);
        return found;
    }

    @Override
    public Embedded embed(SourceFile importer, String path) {
        String key = key(importer, path);
        if (real.isEmpty()) {
            byte[] bytes = embedded.get(key);
            return bytes == null ? new Embedded.Missing("it was missing", List.of()) : new Embedded.Bytes(bytes);
        }
        Embedded found = real.get().embed(importer, path);
        if (found instanceof Embedded.Bytes b) embedded.put(key, b.bytes());
        return found;
    }

    @Override
    public SourceFile bundled(String name) {
        if (real.isEmpty()) {
            Integer number = imports.get("\0" + name);
            return number == null ? later(name).orElseThrow() : files.get(number);
        }
        SourceFile file = real.get().bundled(name);
        imports.put("\0" + name, number(file));
        return file;
    }

    /// What a module of the library imports that the program did not need, but an expression of a debugger does.
    private Found laterImport(String path) {
        Optional<SourceFile> file = later(path.startsWith("std/") ? path.substring("std/".length()) : path);
        return file.isPresent() ? new Found.Module(file.get()) : new Found.Missing(List.of(), List.of());
    }

    /// A bundled module that need not be in the archive; then it is that of this cpi, which has the same version.
    private Optional<SourceFile> later(String module) {
        String name = ModuleFinder.bundledName(module);
        Optional<SourceFile> known = files.stream().filter(f -> f.bundled() && f.name().equals(name)).findFirst();
        if (known.isPresent()) return known;
        Optional<SourceFile> added = BundledLibrary.read(module, Machine.host()).map(text -> new SourceFile(name, text, true));
        added.ifPresent(files::add);
        return added;
    }

    @Override
    public boolean addImportPath(Span place, String directory) {
        return addPath("import", place, directory);
    }

    @Override
    public boolean addLinkPath(Span place, String directory) {
        return addPath("link", place, directory);
    }

    private boolean addPath(String kind, Span place, String directory) {
        String key = kind + key(place.file(), directory);
        if (real.isEmpty()) return directories.getOrDefault(key, 0) != 0;
        boolean exists = kind.equals("link") ? real.get().addLinkPath(place, directory)
            : real.get().addImportPath(place, directory);
        directories.put(key, exists ? 1 : 0);
        return exists;
    }

    @Override
    public void notTaken(Span place, String path) {
        real.ifPresent(r -> r.notTaken(place, path));
    }

    // As bytes.

    void write(DataOutputStream out) throws IOException {
        out.writeInt(files.size());
        for (SourceFile file : files) {
            putText(out, file.name());
            out.writeBoolean(file.bundled());
            put(out, file.bytes());
        }
        write(out, imports);
        write(out, directories);
        out.writeInt(embedded.size());
        for (var e : embedded.entrySet()) {
            putText(out, e.getKey());
            put(out, e.getValue());
        }
    }

    private static void write(DataOutputStream out, Map<String, Integer> map) throws IOException {
        out.writeInt(map.size());
        for (var e : map.entrySet()) {
            putText(out, e.getKey());
            out.writeInt(e.getValue());
        }
    }

    /// A text of any length.
    static void putText(DataOutputStream out, String text) throws IOException {
        put(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String getText(DataInputStream in) throws IOException {
        return new String(get(in), StandardCharsets.UTF_8);
    }

    private static void put(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static SourceArchive read(DataInputStream in) throws IOException {
        SourceArchive archive = new SourceArchive(Optional.empty());
        for (int i = count(in); i > 0; i--) {
            String name = getText(in);
            boolean bundled = in.readBoolean();
            archive.files.add(new SourceFile(name, get(in), bundled));
        }
        if (archive.files.isEmpty()) throw new IOException("no main file");
        read(in, archive.imports);
        for (int number : archive.imports.values()) {
            if (number < MISSING || number >= archive.files.size()) throw new IOException("an unknown file");
        }
        read(in, archive.directories);
        for (int i = count(in); i > 0; i--) archive.embedded.put(getText(in), get(in));
        return archive;
    }

    private static void read(DataInputStream in, Map<String, Integer> map) throws IOException {
        for (int i = count(in); i > 0; i--) map.put(getText(in), in.readInt());
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) throw new IOException("a wrong number");
        return count;
    }

    private static byte[] get(DataInputStream in) throws IOException {
        return in.readNBytes(count(in));
    }
}
