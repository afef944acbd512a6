// Calls of C functions.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Raw;
import cpi.engine.ThreadState;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import cpi.typed.Function;
import cpi.types.EnumerationType;
import cpi.types.Type;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls foreign functions of the C library and the mathematical library (M6). Pointers are real addresses, so C can use
/// memory of the program; what it may have written is marked as changed. Structs by value are refused with P18.
final class Foreign {
    private record Key(Function function, List<Scalar> args) {}

    private final Vm vm;
    private final Memory memory;
    private final Callbacks callbacks;
    private final Map<Key, MethodHandle> handles = new HashMap<>();
    private Optional<MethodHandle> fflush = Optional.empty();

    Foreign(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.callbacks = new Callbacks(vm);
    }

    int call(CallSite call, Function function, Signature signature) {
        return call(call, function, signature.params());
    }

    /// @param args the types of the arguments, those behind the parameters of a variadic function included
    int call(CallSite call, Function function, List<Scalar> args) {
        if (!vm.options().foreign()) {
            return vm.stop(new Outcome.Refused(function.externalName(), true, StackTrace.of(vm, call.thread())));
        }
        Optional<String> problem = unsupported(function);
        if (problem.isPresent()) return vm.faults().userPanic(call.thread(), "P18", problem.get());
        Optional<MemorySegment> symbol = symbolOf(function);
        if (symbol.isEmpty()) {
            return vm.faults().userPanic(call.thread(), "P18", "no library has the symbol `" + function.externalName() + "`");
        }
        MethodHandle handle = handles.computeIfAbsent(new Key(function, args), k -> bind(symbol.get(), k));
        List<Object> values = new ArrayList<>();
        List<Long> pointers = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i) == Scalar.PTR) pointers.add(call.arg(i));
            values.add(value(args.get(i), args.get(i) == Scalar.PTR ? callbacks.toC(call.arg(i)) : call.arg(i)));
        }
        ThreadState thread = call.thread();
        long word = Raw.getLong(thread.pc());
        vm.output().flush();
        Optional<ForeignWrites> writes = memory.hasMarks() ? Optional.of(new ForeignWrites(vm, pointers)) : Optional.empty();
        Object result = invoke(handle, values);
        flush();
        if (callbacks.stopped()) return Interpreter.STOP;
        call.at(thread, word);
        pointers.forEach(this::touch);
        writes.ifPresent(ForeignWrites::mark);
        Optional<Scalar> type = scalar(function.type().result());
        if (type.isEmpty()) return call.done();
        return type.get() == Scalar.PTR ? call.address((long) result) : call.result(bits(type.get(), result));
    }

    /// A new evaluation begins.
    void reset() {
        callbacks.reset();
    }

    private static Optional<String> unsupported(Function function) {
        String name = "the foreign function `" + function.externalName() + "`";
        for (Type type : function.type().params()) {
            if (scalar(type).isEmpty()) return Optional.of(name + " takes a struct by value, which the virtual machine does not support");
        }
        Type result = function.type().result().definition();
        if (result != Type.NONE && scalar(result).isEmpty()) {
            return Optional.of(name + " returns a struct by value, which the virtual machine does not support");
        }
        return Optional.empty();
    }

    private static Optional<Scalar> scalar(Type type) {
        Type definition = type.definition();
        if (definition instanceof cpi.types.IntType i) return Optional.of(Scalar.valueOf((i.signed() ? "I" : "U") + i.bits()));
        if (definition instanceof cpi.types.FloatType f) return Optional.of(f == cpi.types.FloatType.F32 ? Scalar.F32 : Scalar.F64);
        if (definition instanceof Type.BoolType) return Optional.of(Scalar.U8);
        if (definition instanceof EnumerationType e) return scalar(e.base());
        if (definition instanceof Type.PointerType || definition instanceof cpi.types.FnType) return Optional.of(Scalar.PTR);
        return Optional.empty();
    }

    private Optional<MemorySegment> symbolOf(Function function) {
        long found = vm.program().symbol(function);
        return found == 0 ? Optional.empty() : Optional.of(MemorySegment.ofAddress(found));
    }

    private static Optional<MemorySegment> find(String name) {
        return Linker.nativeLinker().defaultLookup().find(name);
    }

    private static MethodHandle bind(MemorySegment symbol, Key key) {
        MemoryLayout[] params = key.args.stream().map(Foreign::argument).toArray(MemoryLayout[]::new);
        FunctionDescriptor type = scalar(key.function.type().result())
                .map(r -> FunctionDescriptor.of(result(r), params)).orElseGet(() -> FunctionDescriptor.ofVoid(params));
        boolean variadic = key.function.type().variadic();
        Linker.Option[] options = variadic ? new Linker.Option[] {Linker.Option.firstVariadicArg(key.function.type().params().size())}
                : new Linker.Option[0];
        return Linker.nativeLinker().downcallHandle(symbol, type, options);
    }

    /// Narrow integers are passed extended to 32 bits, as C compilers expect.
    static MemoryLayout argument(Scalar type) {
        return switch (type) {
            case I8, I16, I32, U8, U16, U32 -> ValueLayout.JAVA_INT;
            case I64, U64, PTR -> ValueLayout.JAVA_LONG;
            case F32 -> ValueLayout.JAVA_FLOAT;
            case F64 -> ValueLayout.JAVA_DOUBLE;
        };
    }

    static MemoryLayout result(Scalar type) {
        return switch (type) {
            case I8, U8 -> ValueLayout.JAVA_BYTE;
            case I16, U16 -> ValueLayout.JAVA_SHORT;
            case I32, U32, I64, U64, PTR, F32, F64 -> argument(type);
        };
    }

    static Object value(Scalar type, long bits) {
        return switch (type) {
            case I8, I16, I32, U8, U16, U32 -> (int) bits;
            case I64, U64, PTR -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
        };
    }

    static long bits(Scalar type, Object value) {
        return switch (type) {
            case F32 -> Float.floatToIntBits((float) value);
            case F64 -> Double.doubleToLongBits((double) value);
            case I8, I16, I32, I64, U8, U16, U32, U64, PTR ->
                    cpi.num.Ops.normalize(((Number) value).longValue(), 8 * type.bytes(), type.isSigned());
        };
    }

    private static Object invoke(MethodHandle handle, List<Object> values) {
        try {
            return handle.invokeWithArguments(values);
        } catch (Throwable e) {
            throw new Bug("a foreign call failed: " + e);
        }
    }

    /// What C has printed comes before what the program prints next.
    private void flush() {
        if (fflush.isEmpty()) {
            fflush = find("fflush").map(f -> Linker.nativeLinker().downcallHandle(f,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));
        }
        fflush.ifPresent(f -> invoke(f, List.of(0L)));
    }

    /// C may have written to the object that an argument points to.
    private void touch(long address) {
        if (!memory.contains(address)) return;
        long block = address >= memory.heapStart() ? vm.heap().find(address, false) : 0;
        if (block != 0) memory.touch(block, vm.heap().sizeOf(block));
        else memory.touch(address, Math.min(Memory.PAGE, memory.end() - address));
    }
}
