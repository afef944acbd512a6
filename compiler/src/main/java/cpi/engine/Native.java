// Calls of C functions for the machine's own purposes.
package cpi.engine;

import cpi.diag.Bug;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// C functions whose parameters and results are integers and addresses, called through one handle: surplus arguments are ignored by
/// the calling conventions of all systems, and each further shape of a call would cost milliseconds at start.
public final class Native {
    private static final MethodHandle CALL = bind();

    private Native() {}

    private static MethodHandle bind() {
        var number = ValueLayout.JAVA_LONG;
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(number, number, number, number, number, number, number));
    }

    /// The address of a function of the C library, 0 if this system has none of that name.
    public static long symbol(String name) {
        Optional<MemorySegment> found = Linker.nativeLinker().defaultLookup().find(name);
        return found.map(MemorySegment::address).orElse(0L);
    }

    /// Calls a function with up to six arguments; further ones are 0.
    public static long call(long function, long... args) {
        try {
            return (long) CALL.invokeExact(MemorySegment.ofAddress(function), arg(args, 0), arg(args, 1), arg(args, 2), arg(args, 3),
                arg(args, 4), arg(args, 5));
        } catch (Throwable e) {
            throw new Bug("a call of the system failed: " + e);
        }
    }

    /// Calls a function of the C library that every system has.
    public static long call(String name, long... args) {
        long function = symbol(name);
        if (function == 0) throw new Bug("the system has no " + name);
        return call(function, args);
    }

    private static long arg(long[] args, int i) {
        return i < args.length ? args[i] : 0;
    }

    /// A text for C, alive as long as the arena.
    public static long text(String text, Arena arena) {
        return arena.allocateFrom(text, StandardCharsets.UTF_8).address();
    }

    /// The text that C gave, empty for nil.
    public static String text(long address) {
        return address == 0 ? "" : MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
    }
}
