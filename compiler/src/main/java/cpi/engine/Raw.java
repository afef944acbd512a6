// Raw access to memory by address: the only class that knows how it is done.
package cpi.engine;

import cpi.diag.Bug;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/// Reads and writes memory at real addresses. Nothing is checked here: [Memory] says which addresses may be touched.
///
/// Uses `sun.misc.Unsafe`, which is faster than any other way by a wide margin (see docs/decisions on memory layout); needs
/// `--sun-misc-unsafe-memory-access=allow`. All values are little-endian, as the language requires (L3.1).
@SuppressWarnings("removal")
public final class Raw {
    private static final Unsafe U = find();
    /// Eight bytes of an array as a number.
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Raw() {}

    private static Unsafe find() {
        try {
            var field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new Bug("this Java has no sun.misc.Unsafe: " + e.getMessage());
        }
    }

    public static byte getByte(long address) {
        return U.getByte(address);
    }

    public static short getShort(long address) {
        return U.getShort(address);
    }

    public static int getInt(long address) {
        return U.getInt(address);
    }

    public static long getLong(long address) {
        return U.getLong(address);
    }

    public static void putByte(long address, byte value) {
        U.putByte(address, value);
    }

    public static void putShort(long address, short value) {
        U.putShort(address, value);
    }

    public static void putInt(long address, int value) {
        U.putInt(address, value);
    }

    public static void putLong(long address, long value) {
        U.putLong(address, value);
    }

    public static double getDouble(long address) {
        return U.getDouble(address);
    }

    public static float getFloat(long address) {
        return U.getFloat(address);
    }

    /// Every NaN is stored as the same bits, so that states do not depend on how Java computes.
    public static void putDouble(long address, double value) {
        U.putLong(address, Double.doubleToLongBits(value));
    }

    /// As a register holds it: the bits sign-extended to 64. Every NaN is stored as the same bits.
    public static void putFloat(long address, float value) {
        U.putLong(address, Float.floatToIntBits(value));
    }

    /// Copies bytes; the areas may overlap.
    public static void copy(long from, long to, long size) {
        U.copyMemory(from, to, size);
    }

    public static void fill(long address, long size, byte value) {
        U.setMemory(address, size, value);
    }

    public static void toArray(long from, byte[] to, int offset, int size) {
        U.copyMemory(null, from, to, Unsafe.ARRAY_BYTE_BASE_OFFSET + offset, size);
    }

    public static void fromArray(byte[] from, int offset, long to, int size) {
        U.copyMemory(from, Unsafe.ARRAY_BYTE_BASE_OFFSET + offset, null, to, size);
    }

    /// Zeroed memory from the C heap, or 0 if there is none. Blocks are large, so they come fresh from the system, zeroed and
    /// not yet backed by physical pages.
    static long allocate(long size) {
        try {
            return U.allocateMemory(size);
        } catch (OutOfMemoryError _) {
            return 0;
        }
    }

    static void release(long address) {
        U.freeMemory(address);
    }
}
