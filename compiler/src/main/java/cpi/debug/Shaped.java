// Values between registers and bytes.
package cpi.debug;

import cpi.ir.Shape;

/// Converts values that are held in registers.
final class Shaped {
    private Shaped() {}

    /// The bytes that a value in registers has in memory.
    static byte[] bytes(Shape shape, long[] registers) {
        byte[] bytes = new byte[(int) shape.size()];
        for (int i = 0; i < shape.parts().size(); i++) {
            Shape.Part part = shape.parts().get(i);
            for (int k = 0; k < part.scalar().bytes(); k++) bytes[(int) part.offset() + k] = (byte) (registers[i] >>> 8 * k);
        }
        return bytes;
    }

    /// The registers that hold a value whose bytes in memory are known.
    static long[] registers(Shape shape, byte[] bytes) {
        long[] registers = new long[shape.parts().size()];
        for (int i = 0; i < registers.length; i++) {
            Shape.Part part = shape.parts().get(i);
            long bits = 0;
            for (int k = 0; k < part.scalar().bytes(); k++) bits |= (bytes[(int) part.offset() + k] & 0xFFL) << 8 * k;
            registers[i] = part.scalar().normalize(bits);
        }
        return registers;
    }
}
