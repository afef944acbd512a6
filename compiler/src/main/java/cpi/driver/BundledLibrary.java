// The standard library inside the compiler's jar.
package cpi.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The bundled modules, resources `cpi/lib/NAME.cpi` of this program (M5.1, place 5).
final class BundledLibrary {
    private static final String FOLDER = "/cpi/lib";

    private BundledLibrary() {}

    /// The directory of the native runtime, whose modules only its own files see.
    static final String NATIVE = "native/";
    /// The directory of the modules that replace those of the native runtime in WebAssembly modules.
    static final String WASM = "wasm/";
    static final String NATIVE_START = NATIVE + "start";
    static final String WASM_START = WASM + "start";
    /// What is known of the machine that code is made for.
    private static final String TARGET = NATIVE + "target";

    static boolean isOfRuntime(String module) {
        return module.startsWith(NATIVE) || module.startsWith(WASM);
    }

    /// The text of a module, by a name without `.cpi`; names with directories are not found, except those of the native runtime.
    static Optional<byte[]> read(String module, Machine machine) {
        if (module.equals(TARGET)) return Optional.of(machine.facts().getBytes(StandardCharsets.UTF_8));
        String name = isOfRuntime(module) ? module.substring(module.indexOf('/') + 1) : module;
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.startsWith(".")) return Optional.empty();
        try (InputStream in = BundledLibrary.class.getResourceAsStream(FOLDER + "/" + module + ".cpi")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The names of all bundled modules, sorted. Slow; for messages.
    static List<String> names() {
        URL folder = BundledLibrary.class.getResource(FOLDER);
        if (folder == null) return List.of();
        try {
            URI uri = folder.toURI();
            if (!"jar".equals(uri.getScheme())) return list(Path.of(uri));
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return list(jar.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException | RuntimeException e) {
            return List.of();
        }
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".cpi"))
                .map(n -> n.substring(0, n.length() - ".cpi".length())).sorted().toList();
        }
    }
}
