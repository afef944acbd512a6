// How C functions of a type are called, and call.
package cpi.interp.foreign;

import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.ir.Scalar;
import cpi.ir.Shape;
import cpi.ir.Shapes;
import cpi.types.FnType;
import cpi.types.Type;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parameters and the result of a C function as the machine holds them (registers, or the address of memory; see
/// [cpi.ir.Signature]), as bytes in memory, and as the values that Java exchanges with C.
///
/// @param params those that occupy anything
/// @param result empty if there is none
public record CSignature(List<Value> params, Optional<Value> result) {
    /// @param scalar present if it is a scalar for C
    public record Value(Shape shape, Optional<Scalar> scalar, MemoryLayout layout) {
        /// How many registers it takes.
        public int registers() {
            return shape.inMemory() ? 1 : shape.parts().size();
        }

        /// The bytes of a value in registers.
        public byte[] bytes(long[] registers) {
            ByteBuffer bytes = ByteBuffer.allocate((int) shape.size()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < shape.parts().size(); i++) put(bytes, shape.parts().get(i), registers[i]);
            return bytes.array();
        }

        private static void put(ByteBuffer bytes, Shape.Part part, long value) {
            int at = (int) part.offset();
            switch (part.scalar().bytes()) {
                case 1 -> bytes.put(at, (byte) value);
                case 2 -> bytes.putShort(at, (short) value);
                case 4 -> bytes.putInt(at, (int) value);
                default -> bytes.putLong(at, value);
            }
        }

        /// The registers of a value with these bytes.
        public long[] registers(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long[] registers = new long[shape.parts().size()];
            for (int i = 0; i < registers.length; i++) {
                Shape.Part part = shape.parts().get(i);
                int at = (int) part.offset();
                registers[i] = part.scalar().normalize(switch (part.scalar().bytes()) {
                    case 1 -> buffer.get(at);
                    case 2 -> buffer.getShort(at);
                    case 4 -> buffer.getInt(at);
                    default -> buffer.getLong(at);
                });
            }
            return registers;
        }

        /// The bytes of a value that came from C.
        public byte[] fromC(Object value) {
            if (scalar.isEmpty()) {
                byte[] bytes = new byte[(int) shape.size()];
                MemorySegment.ofArray(bytes).copyFrom(((MemorySegment) value).asSlice(0, bytes.length));
                return bytes;
            }
            long bits = switch (scalar.get()) {
                case F32 -> Float.floatToRawIntBits((float) value);
                case F64 -> Double.doubleToRawLongBits((double) value);
                case I8, I16, I32, I64, U8, U16, U32, U64, PTR -> ((Number) value).longValue();
            };
            return bytes(new long[] {bits});
        }

        /// What C gets as the result of a callback.
        public Object resultToC(byte[] bytes) {
            if (scalar.isEmpty()) return segment(bytes);
            long bits = registers(bytes)[0];
            return switch (scalar.get()) {
                case I8, U8 -> (byte) bits;
                case I16, U16 -> (short) bits;
                case I32, U32, I64, U64, PTR, F32, F64 -> CSignature.argument(scalar.get(), bits);
            };
        }
    }

    public static CSignature of(FnType type, Shapes shapes, CLayouts layouts) {
        List<Value> params = new ArrayList<>();
        for (Type param : type.params()) value(param, shapes, layouts).ifPresent(params::add);
        return new CSignature(List.copyOf(params), value(type.result(), shapes, layouts));
    }

    private static Optional<Value> value(Type type, Shapes shapes, CLayouts layouts) {
        Shape shape = shapes.of(type);
        if (shape.size() == 0) return Optional.empty();
        return Optional.of(new Value(shape, CLayouts.scalar(type), layouts.of(type)));
    }

    /// The form of a call.
    ///
    /// @param extra the types of the arguments behind the parameters of a variadic function
    public FunctionDescriptor descriptor(List<Scalar> extra) {
        List<MemoryLayout> args = new ArrayList<>();
        for (Value param : params) args.add(param.scalar.isPresent() ? CLayouts.argument(param.scalar.get()) : param.layout);
        for (Scalar scalar : extra) args.add(CLayouts.argument(scalar));
        MemoryLayout[] array = args.toArray(MemoryLayout[]::new);
        if (result.isEmpty()) return FunctionDescriptor.ofVoid(array);
        Value value = result.get();
        return FunctionDescriptor.of(value.scalar.isPresent() ? CLayouts.result(value.scalar.get()) : value.layout, array);
    }

    /// Whether the result goes to memory whose address is the first register of a call.
    public boolean returnsInMemory() {
        return result.isPresent() && result.get().shape.inMemory();
    }

    /// How many registers the parameters take, the address for the result included.
    public int registers() {
        return (returnsInMemory() ? 1 : 0) + params.stream().mapToInt(Value::registers).sum();
    }

    /// Whether an aggregate is returned, which needs memory for it.
    public boolean returnsAggregate() {
        return result.isPresent() && result.get().scalar.isEmpty();
    }

    public static Object argument(Scalar type, long bits) {
        return switch (type) {
            case I8, I16, I32, U8, U16, U32 -> (int) bits;
            case I64, U64, PTR -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
        };
    }

    /// Bytes as an aligned piece of memory.
    public static MemorySegment segment(byte[] bytes) {
        MemorySegment segment = MemorySegment.ofArray(new long[(bytes.length + 7) / 8]).asSlice(0, bytes.length);
        segment.copyFrom(MemorySegment.ofArray(bytes));
        return segment;
    }

    /// Stores a value in registers from `register` on, which are 8 bytes apart; it is no address that the machine knows.
    public static void store(Memory memory, long[] values, long register) {
        for (int i = 0; i < values.length; i++) {
            Raw.putLong(register + 8L * i, values[i]);
            if (memory.hasMarks()) Raw.putLong(register + 8L * i + memory.markDelta(), 0);
        }
    }
}
