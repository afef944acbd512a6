// Atomic operations.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Raw;
import cpi.interp.code.IntrinsicOp;

/// Executes the intrinsics of S14. In the machine every operation is a single step, so nothing special is needed to make them
/// atomic. Address marks travel with the bytes.
final class AtomicOps {
    private final Vm vm;
    private final Memory memory;

    AtomicOps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
    }

    int execute(CallSite call, IntrinsicOp op) {
        return switch (op) {
            case ATOMIC_LOAD8 -> load(call, 1);
            case ATOMIC_LOAD16 -> load(call, 2);
            case ATOMIC_LOAD32 -> load(call, 4);
            case ATOMIC_LOAD64 -> load(call, 8);
            case ATOMIC_STORE8 -> store(call, 1);
            case ATOMIC_STORE16 -> store(call, 2);
            case ATOMIC_STORE32 -> store(call, 4);
            case ATOMIC_STORE64 -> store(call, 8);
            case ATOMIC_ADD8 -> add(call, 1);
            case ATOMIC_ADD16 -> add(call, 2);
            case ATOMIC_ADD32 -> add(call, 4);
            case ATOMIC_ADD64 -> add(call, 8);
            case ATOMIC_EXCHANGE8 -> exchange(call, 1);
            case ATOMIC_EXCHANGE16 -> exchange(call, 2);
            case ATOMIC_EXCHANGE32 -> exchange(call, 4);
            case ATOMIC_EXCHANGE64 -> exchange(call, 8);
            case ATOMIC_CAS8 -> compareAndSwap(call, 1);
            case ATOMIC_CAS16 -> compareAndSwap(call, 2);
            case ATOMIC_CAS32 -> compareAndSwap(call, 4);
            case ATOMIC_CAS64 -> compareAndSwap(call, 8);
            case ATOMIC_FENCE -> call.done();
            default -> throw new Bug("not an atomic operation: " + op);
        };
    }

    private static long read(long at, int size) {
        return switch (size) {
            case 1 -> Raw.getByte(at) & 0xFF;
            case 2 -> Raw.getShort(at) & 0xFFFF;
            case 4 -> Raw.getInt(at) & 0xFFFF_FFFFL;
            default -> Raw.getLong(at);
        };
    }

    private int fault(CallSite call, int fault) {
        return vm.faults().userAccess(call.thread(), call.arg(0), fault);
    }

    private int load(CallSite call, int size) {
        int fault = memory.checkRead(call.arg(0), size);
        if (fault != Memory.OK) return fault(call, fault);
        return call.copyResult(read(call.arg(0), size), call.arg(0), size);
    }

    /// Stores the low bytes of the register of an argument.
    private void put(CallSite call, int argument, int size) {
        memory.copy(call.register(argument), call.arg(0), size);
    }

    private int store(CallSite call, int size) {
        int fault = memory.checkWrite(call.arg(0), size);
        if (fault != Memory.OK) return fault(call, fault);
        put(call, 1, size);
        return call.done();
    }

    private int add(CallSite call, int size) {
        int fault = memory.checkWrite(call.arg(0), size);
        if (fault != Memory.OK) return fault(call, fault);
        long at = call.arg(0);
        long old = read(at, size);
        long sum = old + call.arg(1);
        switch (size) {
            case 1 -> Raw.putByte(at, (byte) sum);
            case 2 -> Raw.putShort(at, (short) sum);
            case 4 -> Raw.putInt(at, (int) sum);
            default -> Raw.putLong(at, sum);
        }
        if (memory.hasMarks()) Raw.fill(at + memory.markDelta(), size, (byte) 0);
        return call.result(old);
    }

    private int exchange(CallSite call, int size) {
        int fault = memory.checkWrite(call.arg(0), size);
        if (fault != Memory.OK) return fault(call, fault);
        long at = call.arg(0);
        long old = read(at, size);
        long marks = memory.hasMarks() && size == 8 ? Raw.getLong(at + memory.markDelta()) : 0;
        put(call, 1, size);
        long result = call.resultRegister(0);
        call.result(old);
        if (memory.hasMarks()) Raw.putLong(result + memory.markDelta(), marks);
        return 0;
    }

    private int compareAndSwap(CallSite call, int size) {
        int fault = memory.checkWrite(call.arg(0), size);
        if (fault != Memory.OK) return fault(call, fault);
        boolean equal = read(call.arg(0), size) == read(call.register(1), size);
        if (equal) put(call, 2, size);
        return call.result(equal);
    }
}
