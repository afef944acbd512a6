// Calls C functions whose parameters are integers and addresses.
package cpi.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A shared library, loaded for the rest of the process.
///
/// All functions are called through one method handle with seven integer arguments: callees ignore the ones that they do not
/// declare (System V and AAPCS64). Each further shape of a handle would cost about ten milliseconds at start.
final class NativeLibrary {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MethodHandle CALL = Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG));

    private final SymbolLookup symbols;

    private NativeLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    static NativeLibrary open(Path file) throws ToolchainException {
        if (!isElf(file)) throw new ToolchainException("cannot load `" + file + "`: it is no library");
        try {
            return new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new ToolchainException("cannot load `" + file + "`: it is damaged or made for another system");
        }
    }

    private static boolean isElf(Path file) throws ToolchainException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(4), new byte[] {0x7F, 'E', 'L', 'F'});
        } catch (IOException e) {
            throw new ToolchainException("cannot load `" + file + "`: " + CacheDirectory.reason(e));
        }
    }

    boolean has(String function) {
        return symbols.find(function).isPresent();
    }

    /// Calls a function with at most seven arguments. The result of a function without one is meaningless; of one that gives
    /// an `int`, only the low 32 bits count.
    long call(String function, long... args) throws ToolchainException {
        MemorySegment address = symbols.find(function).orElseThrow(() -> new ToolchainException("the library has no `" + function + "`"));
        long[] a = args.length == 7 ? args : Arrays.copyOf(args, 7);
        try {
            return (long) CALL.invokeExact(address, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// The zero-terminated text at an address.
    static String text(long address) {
        return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
    }

    static byte[] bytes(long address, long count) {
        return MemorySegment.ofAddress(address).reinterpret(count).toArray(ValueLayout.JAVA_BYTE);
    }
}
