// The C library of the machine that cpi runs on, without asking a compiler.
package cpi.toolchain;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What programs need to run on this machine. This process was itself started by the loader and uses the C library, so the
/// kernel knows where both are.
///
/// @param loader the path that programs name as their interpreter
/// @param c the C library
/// @param math the library with the functions of `math.h`; another file in some C libraries
record HostSystem(String loader, Path c, Optional<Path> math) {
    private static final int PROGRAM_HEADER_INTERPRETER = 3;

    static HostSystem ofHost() throws ToolchainException {
        try {
            List<Path> mapped = Files.readAllLines(Path.of("/proc/self/maps"), StandardCharsets.UTF_8).stream()
                .filter(l -> l.indexOf('/') >= 0 && l.contains(".so")).map(l -> Path.of(l.substring(l.indexOf('/')))).distinct().toList();
            Path c = mapped.stream().filter(p -> named(p, "libc")).findFirst()
                .orElseThrow(() -> new ToolchainException("cannot find the C library of this machine; `--cc` links with the system's "
                    + "compiler"));
            Optional<Path> math = mapped.stream().filter(p -> named(p, "libm")).findFirst()
                .or(() -> Optional.of(c.resolveSibling("libm.so.6")).filter(Files::exists));
            return new HostSystem(interpreter(Path.of("/proc/self/exe")), c, math);
        } catch (IOException e) {
            throw new ToolchainException("cannot find the C library of this machine (" + CacheDirectory.reason(e)
                + "); `--cc` links with the system's compiler");
        }
    }

    /// Whether a file is called `libc.so.6` or `libc-2.36.so`.
    private static boolean named(Path file, String library) {
        String name = file.getFileName().toString();
        return name.startsWith(library + ".so") || name.startsWith(library + "-") && name.endsWith(".so");
    }

    /// The interpreter that an ELF program of 64 bits names.
    private static String interpreter(Path program) throws IOException, ToolchainException {
        try (RandomAccessFile file = new RandomAccessFile(program.toFile(), "r")) {
            ByteBuffer header = read(file, 0, 64);
            long headers = header.getLong(32);
            int size = header.getShort(54);
            int count = header.getShort(56);
            for (int i = 0; i < count; i++) {
                ByteBuffer segment = read(file, headers + (long) i * size, size);
                if (segment.getInt(0) != PROGRAM_HEADER_INTERPRETER) continue;
                int length = Math.toIntExact(segment.getLong(32));
                // Ends with a zero.
                return new String(read(file, segment.getLong(8), length).array(), 0, length - 1, StandardCharsets.UTF_8);
            }
        }
        throw new ToolchainException("the Java that runs cpi is statically linked, so that it does not tell where the system's loader is; "
            + "`--cc` links with the system's compiler");
    }

    private static ByteBuffer read(RandomAccessFile file, long at, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(at);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
