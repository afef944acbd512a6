// Execution of intrinsics.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.ThreadState;
import cpi.interp.code.IntrinsicOp;
import cpi.interp.foreign.ForeignMemory;
import cpi.types.FnType;
import cpi.types.Type;
import cpi.types.UnionType;
import java.util.Arrays;
import java.util.Optional;

/// Executes the operations of `docs/intrinsics.md`: here those on memory and the way to all others. Arguments are checked as
/// every access is, so a wrong pointer is a panic at the call (D7.2).
final class Intrinsics {
    private final Vm vm;
    private final Memory memory;
    private final WorldOps world;
    private final ThreadOps threads;
    private final NumberOps numbers;
    private final AtomicOps atomics;

    Intrinsics(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.world = new WorldOps(vm);
        this.threads = new ThreadOps(vm);
        this.numbers = new NumberOps(vm);
        this.atomics = new AtomicOps(vm);
    }

    int execute(CallSite call, int id, int type) {
        IntrinsicOp op = IntrinsicOp.of(id);
        if (op.closedAtCompileTime() && vm.options().compileTime()) {
            return vm.stop(new Outcome.Refused(op.text(), false, StackTrace.of(vm, call.thread())));
        }
        return switch (op) {
            case MEM_COPY -> copy(call);
            case MEM_SET -> set(call);
            case MEM_COMPARE -> compare(call);
            case MEM_INDEX -> index(call);
            case MEM_HASH -> hash(call);
            case MEM_ALLOC -> alloc(call);
            case MEM_RESIZE -> resize(call);
            case MEM_FREE -> free(call);
            case MEM_TYPED -> typed(call, type);
            case SELDOM -> call.done();
            case REFLECT_SLOT -> call.address(vm.image().reflectSlot(vm.image().type(type)));
            case REFLECT_PART -> call.address(vm.image().reflectSlot(part(vm.image().type(type).definition(), (int) call.arg(1))));
            case REFLECT_IS_C -> call.result(vm.image().type(type).definition() instanceof FnType f && f.c());
            case CONTEXT_MAKE -> makeContext(call);
            case OUT_WRITE, OUT_FLUSH, IN_READ, FILE_READ, FILE_WRITE, FILE_STAT, FILE_LIST, FILE_MAKE_DIR, FILE_REMOVE, FILE_RENAME,
                 FILE_REAL_PATH, PROCESS_ARGS, PROCESS_EXIT, PROCESS_ENV, PROCESS_SET_ENV, PROCESS_CWD, PROCESS_SET_CWD, PROCESS_PID,
                 PROCESS_RUN, CLOCK_NOW, CLOCK_MONOTONIC, ENTROPY, PANIC, PANIC_AT, STACK_PLACE, TEST_SKIP -> world.execute(call, op);
            case THREAD_JOIN, THREAD_DETACH, THREAD_DONE, THREAD_NUMBER, THREAD_ID, THREAD_EXIT, THREAD_SLEEP, THREAD_YIELD, THREAD_CORES,
                 MUTEX_LOCK, MUTEX_TRY_LOCK, MUTEX_UNLOCK, COND_WAIT, COND_SIGNAL -> threads.execute(call, op);
            case ATOMIC_LOAD8, ATOMIC_LOAD16, ATOMIC_LOAD32, ATOMIC_LOAD64, ATOMIC_STORE8, ATOMIC_STORE16, ATOMIC_STORE32, ATOMIC_STORE64,
                 ATOMIC_ADD8, ATOMIC_ADD16, ATOMIC_ADD32, ATOMIC_ADD64, ATOMIC_EXCHANGE8, ATOMIC_EXCHANGE16, ATOMIC_EXCHANGE32,
                 ATOMIC_EXCHANGE64, ATOMIC_CAS8, ATOMIC_CAS16, ATOMIC_CAS32, ATOMIC_CAS64, ATOMIC_FENCE -> atomics.execute(call, op);
            case MATH_SQRT, MATH_FLOOR, MATH_CEIL, MATH_TRUNC, MATH_CBRT, MATH_SIN, MATH_COS, MATH_TAN, MATH_ASIN, MATH_ACOS, MATH_ATAN,
                 MATH_EXP, MATH_LN, MATH_LOG2, MATH_LOG10, MATH_ATAN2, MATH_POW, MATH_HYPOT, FLOAT_DIGITS, FLOAT_PARSE ->
                    numbers.execute(call, op);
        };
    }

    /// The type of a parameter or of a member of an untagged union.
    private static Type part(Type type, int index) {
        if (type instanceof FnType f) return f.params().get(index);
        if (type instanceof UnionType u) return u.members().get(index).payload();
        throw new Bug("reflect.part of " + type);
    }

    private int copy(CallSite call) {
        long to = call.arg(0);
        long from = call.arg(1);
        long n = call.arg(2);
        if (!vm.copy(to, from, n)) {
            int fault = memory.checkRead(from, n);
            return fault != Memory.OK ? fault(call, from, fault) : fault(call, to, memory.checkWrite(to, n));
        }
        return call.done();
    }

    private int fault(CallSite call, long pointer, int fault) {
        return vm.faults().userAccess(call.thread(), pointer, fault);
    }

    private int set(CallSite call) {
        int fault = memory.checkWrite(call.arg(0), call.arg(2));
        if (fault != Memory.OK) {
            boolean done = vm.foreign().memory().fill(call.arg(0), call.arg(2), (byte) call.arg(1));
            return done ? call.done() : fault(call, call.arg(0), fault);
        }
        if (call.arg(2) > 0) memory.fill(call.arg(0), call.arg(2), (byte) call.arg(1));
        return call.done();
    }

    private int compare(CallSite call) {
        long p = call.arg(0);
        long q = call.arg(1);
        long n = call.arg(2);
        ForeignMemory foreign = vm.foreign().memory();
        if (foreign.concerns(p) || foreign.concerns(q)) {
            Optional<byte[]> left = foreign.bytes(p, n);
            Optional<byte[]> right = foreign.bytes(q, n);
            if (left.isEmpty() || right.isEmpty()) return fault(call, left.isEmpty() ? p : q, Memory.DEAD);
            return call.result((long) Integer.signum(Arrays.compareUnsigned(left.get(), right.get())));
        }
        int fault = memory.checkRead(p, n);
        if (fault != Memory.OK) return fault(call, p, fault);
        fault = memory.checkRead(q, n);
        if (fault != Memory.OK) return fault(call, q, fault);
        return call.result((long) memory.compare(p, q, n));
    }

    /// Checks and searches piece by piece: a search that ends early must not cost the whole length.
    private int index(CallSite call) {
        long start = call.arg(0);
        long n = call.arg(2);
        long piece = 64;
        for (long at = 0; at < n; at += piece, piece = Math.min(2 * piece, 4096)) {
            long size = Math.min(piece, n - at);
            int fault = memory.checkRead(start + at, size);
            if (fault != Memory.OK && !vm.foreign().memory().concerns(start + at)) return fault(call, start, fault);
            long found = fault == Memory.OK ? memory.indexOf(start + at, (byte) call.arg(1), size)
                    : vm.foreign().memory().indexOf(start + at, (byte) call.arg(1), size);
            if (found == ForeignMemory.MISSING) return fault(call, start, fault);
            if (found >= 0) return call.result(at + found);
        }
        return call.result(-1L);
    }

    private int hash(CallSite call) {
        int fault = memory.checkRead(call.arg(0), call.arg(1));
        if (fault != Memory.OK) {
            Optional<byte[]> bytes = vm.foreign().memory().bytes(call.arg(0), call.arg(1));
            return bytes.isEmpty() ? fault(call, call.arg(0), fault) : call.result(Memory.fnv(bytes.get(), call.arg(2)));
        }
        return call.result(memory.fnv(call.arg(0), call.arg(1), call.arg(2)));
    }

    private int alloc(CallSite call) {
        long block = vm.heap().allocate(call.arg(0), call.arg(1), vm.options().maxMemory());
        if (block == 0 && vm.options().compileTime()) return vm.outOfBudget(call.thread(), Outcome.Budget.MEMORY);
        if (block != 0) vm.objects().allocated(block, call.thread());
        return call.address(block);
    }

    /// Whether the address is the default allocator's to free: a block, or static data, for which nothing is done (C7.6).
    private int notABlock(CallSite call) {
        return vm.faults().userPanic(call.thread(), "P12", "the allocator did not give this pointer, or it was freed before");
    }

    private int resize(CallSite call) {
        ThreadState thread = call.thread();
        long old = call.arg(0);
        long size = call.arg(2);
        long limit = vm.options().maxMemory();
        long block;
        if (memory.isStatic(old)) {
            long known = vm.statics().sizeAt(old);
            long n = Math.min(call.arg(1) < 0 ? known : Math.min(call.arg(1), known), size);
            block = vm.heap().allocate(size, call.arg(3), limit);
            if (block != 0 && n > 0) {
                if (!vm.copy(block, old, n)) return notABlock(call);
            }
        } else {
            if (!vm.heap().isBlock(old)) return notABlock(call);
            vm.objects().freed(old, thread);
            block = vm.heap().resize(old, size, call.arg(3), limit);
        }
        if (block == 0 && vm.options().compileTime()) return vm.outOfBudget(thread, Outcome.Budget.MEMORY);
        if (block != 0) vm.objects().allocated(block, thread);
        return call.address(block);
    }

    private int free(CallSite call) {
        long block = call.arg(0);
        if (block == 0 || memory.isStatic(block)) return call.done();
        if (!vm.heap().isBlock(block)) return notABlock(call);
        vm.objects().freed(block, call.thread());
        vm.heap().free(block);
        return call.done();
    }

    private int typed(CallSite call, int type) {
        vm.objects().typed(call.arg(0), call.arg(1), type);
        return call.done();
    }

    private int makeContext(CallSite call) {
        long at = call.arg(0);
        vm.contexts().make(at, call.thread().number());
        vm.setContext(call.thread(), at);
        return call.done();
    }
}
