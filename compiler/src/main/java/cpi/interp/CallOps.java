// Calls, threads and synchronisation.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Outcome.Budget;
import cpi.engine.Raw;
import cpi.engine.Scheduler;
import cpi.engine.ThreadState;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.interp.code.Op;
import cpi.ir.Scalar;
import cpi.ir.Signature;
import cpi.typed.Function;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Executes the operations that change which function or thread runs.
///
/// An operation that waits is executed twice: first it makes its thread wait, and leaves it at the same instruction with
/// `pending` set; when the thread runs again, the rest is done. So a waiting thread shows the right place.
final class CallOps {
    private final Vm vm;
    private final Memory memory;
    private final Scheduler scheduler;
    private final CallSite site;
    private final Intrinsics intrinsics;
    private final Foreign foreign;
    private long depth;

    CallOps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.scheduler = vm.scheduler();
        this.site = new CallSite(memory);
        this.intrinsics = new Intrinsics(vm);
        this.foreign = new Foreign(vm);
    }

    /// Assembles the callee and turns the instruction into a plain call, which is then executed.
    int link(ThreadState thread, long word) {
        long x = ColdOps.x(thread);
        long entry = vm.image().codeOf((int) x).entry() - vm.code().base() >> 3;
        Raw.putLong(thread.pc() + 8, x & 0xFFFF_FFFF_0000_0000L | entry);
        Raw.putLong(thread.pc(), word & ~0xFFFFL | Op.CALL);
        return 0;
    }

    int callPointer(ThreadState thread, long word) {
        CallSite call = site.at(thread, word);
        long x = call.x();
        long value = Raw.getLong(thread.fp() + (x & 0xFFFF) * 8);
        int id = vm.statics().functionIdAt(value);
        if (id < 0 && foreign.memory().concerns(value) && vm.image().signature((int) (x >>> 16) & 0xFFFF).c()) return foreign.call(call);
        if (id < 0) {
            return value == 0 ? vm.faults().panic(thread, "P04", "call through nil")
                    : vm.faults().panic(thread, "P17", "call of an address that is no function");
        }
        if (vm.statics().function(id).kind() == Function.Kind.FOREIGN) {
            return foreign.call(call);
        }
        return enter(call, vm.image().codeOf(id), x >>> 32);
    }

    /// Calls a function with marks; X = number of the function | words of the frame << 32.
    int callMarked(ThreadState thread, long word) {
        CallSite call = site.at(thread, word);
        return enter(call, vm.image().codeOf((int) call.x()), call.x() >>> 32);
    }

    /// As CALL does in the main loop, with address marks and the limit of depth if there are any.
    private int enter(CallSite call, FunctionCode callee, long frameWords) {
        ThreadState thread = call.thread();
        long caller = thread.fp();
        long fp = caller + 8 * frameWords;
        if (fp + callee.frameBytes() > thread.stackEnd() || depth >= vm.options().maxDepth()) return vm.faults().stack(thread);
        memory.touch(fp, callee.frameBytes());
        for (int i = 0; i < call.count(); i++) {
            Raw.putLong(fp + 8L * i, call.arg(i));
            if (memory.hasMarks()) Raw.putLong(fp + 8L * i + memory.markDelta(), Raw.getLong(call.register(i) + memory.markDelta()));
        }
        Raw.putLong(fp + Frame.CONTEXT, Raw.getLong(caller + Frame.CONTEXT));
        Raw.putLong(fp + Frame.RETURN, call.end());
        Raw.putLong(fp + Frame.CALLER, caller);
        thread.moveTo(callee.entry(), fp);
        depth++;
        return vm.tick();
    }

    /// A marked function returns.
    void left() {
        depth--;
    }

    /// The root frame of a thread or callback calls a function.
    void entered() {
        depth++;
    }

    void reset() {
        depth = 0;
        foreign.reset();
    }

    /// Whether as many calls are active as there may be (C14).
    boolean isTooDeep() {
        return depth >= vm.options().maxDepth();
    }

    long depth() {
        return depth;
    }

    void restore(long newDepth) {
        depth = newDepth;
        foreign.restored();
    }

    int intrinsic(ThreadState thread, long word) {
        CallSite call = site.at(thread, word);
        return intrinsics.execute(call, (int) call.x() & 0xFFFF, (int) (call.x() >>> 32));
    }

    int foreign(ThreadState thread) {
        return foreign.call(site.at(thread, Raw.getLong(thread.pc())));
    }

    /// A function that C called has returned, while a journal is repeated.
    int callbackReturned(ThreadState thread) {
        return foreign.callbackReturned(site, thread);
    }

    Foreign foreign() {
        return foreign;
    }

    int panic(ThreadState thread, long word) {
        String code = "P" + (char) ('0' + (word >>> 16 & 0xFFFF) / 10) + (char) ('0' + (word >>> 16 & 0xFFFF) % 10);
        String message = "";
        if ((word >>> 32 & 0xFFFF) != 0xFFFF) {
            long at = Raw.getLong(Op.b(thread.fp(), word));
            long size = Raw.getLong(Op.c(thread.fp(), word));
            int fault = memory.checkRead(at, size);
            if (fault != Memory.OK) return vm.faults().access(thread, at, fault);
            message = size <= 0 ? "" : new String(memory.bytes(at, size), StandardCharsets.UTF_8);
        }
        if (message.isEmpty() && code.equals("P01")) message = "panic";
        boolean raised = code.equals("P01") || code.equals("P02") || code.equals("P11") || code.equals("P12") || code.equals("P18");
        return raised ? vm.faults().userPanic(thread, code, message) : vm.faults().panic(thread, code, message);
    }

    int lock(ThreadState thread, long word) {
        return lock(thread, Raw.getLong(Op.a(thread.fp(), word)), vm.image().name((int) ColdOps.x(thread)), thread.pc() + 16);
    }

    /// `#sync` and `mutex.lock`.
    int lock(ThreadState thread, long mutex, String name, long after) {
        if (!thread.takePending()) {
            int fault = memory.checkWrite(mutex, 16);
            if (fault != Memory.OK) return vm.faults().access(thread, mutex, fault);
            if (scheduler.owner(mutex) == thread.number()) {
                return vm.faults().userPanic(thread, "P14", "the thread already owns this mutex");
            }
            if (!scheduler.lock(thread, mutex, name, StackTrace.userPlace(StackTrace.of(vm, thread)))) {
                thread.setPending();
                return Interpreter.SWITCH;
            }
        }
        thread.moveTo(after, thread.fp());
        return 0;
    }

    int unlock(ThreadState thread, long word) {
        return unlock(thread, Raw.getLong(Op.a(thread.fp(), word)), thread.pc() + 8);
    }

    int unlock(ThreadState thread, long mutex, long after) {
        int fault = memory.checkWrite(mutex, 16);
        if (fault != Memory.OK) return vm.faults().access(thread, mutex, fault);
        if (scheduler.owner(mutex) != thread.number()) {
            return vm.faults().userPanic(thread, "P15", "the thread does not own this mutex");
        }
        scheduler.unlock(thread, mutex);
        thread.moveTo(after, thread.fp());
        return 0;
    }

    int threadLocal(ThreadState thread, long word) {
        int id = (int) ColdOps.x(thread);
        long address = thread.local(id);
        if (address == 0) {
            var global = vm.statics().threadLocal(id);
            long size = Math.max(1, vm.layout().size(global.type()));
            address = vm.heap().allocate(size, 16, Long.MAX_VALUE);
            if (address == 0) return vm.faults().panic(thread, "P11", "no memory for a thread-local variable");
            vm.statics().write(address, global.initialValue());
            vm.heap().setType(address, vm.image().typeId(global.type()));
            thread.setLocal(id, address);
        }
        Raw.putLong(Op.a(thread.fp(), word), address);
        return ColdOps.next(thread, 2);
    }

    int spawn(ThreadState thread, long word) {
        CallSite call = site.at(thread, word);
        long x = call.x();
        long value = Raw.getLong(thread.fp() + (x & 0xFFFF) * 8);
        int id = vm.statics().functionIdAt(value);
        if (id < 0) return vm.faults().panic(thread, "P04", "call through nil");
        Function function = vm.statics().function(id);
        if (function.kind() == Function.Kind.FOREIGN) {
            return vm.faults().panic(thread, "P18", "a foreign function cannot be started as a thread");
        }
        Signature signature = vm.image().signature((int) (x >>> 16) & 0xFFFF);
        Optional<ThreadState> started = scheduler.start(x >>> 32 != 0);
        if (started.isEmpty()) return vm.faults().userPanic(thread, "P11", "no thread can be started");
        new ThreadStart(vm, started.get(), signature).prepare(call, id);
        return call.result(started.get().number());
    }

    /// The function that the root frame of a thread called has returned.
    int threadEnd(ThreadState thread, int stub) {
        if (stub == 0) return vm.mainReturned(thread);
        if (stub == 3) return Interpreter.CALLBACK;
        if (stub == 1) {
            storeResult(thread);
            Optional<Function> last = vm.program().threadEnd();
            if (last.isPresent()) {
                vm.callFromRoot(thread, thread.fp(), vm.statics().functionId(last.get()), 2);
                return 0;
            }
        }
        return endThread(thread);
    }

    private void storeResult(ThreadState thread) {
        Signature signature = vm.image().signature((int) Raw.getLong(thread.fp() + 8 * ThreadStart.SIGNATURE));
        long at = thread.resultAddress();
        int i = 0;
        for (Scalar s : signature.results()) {
            long register = thread.fp() + 8L * i++;
            Raw.copy(register, at, s.bytes());
            if (memory.hasMarks()) Raw.copy(register + memory.markDelta(), at + memory.markDelta(), s.bytes());
            at += s.bytes();
        }
        thread.deliverResult();
    }

    /// The thread is over, by returning or by `thread.exit`.
    int endThread(ThreadState thread) {
        for (long local : thread.locals()) if (local != 0) vm.heap().free(local);
        scheduler.end(thread);
        return Interpreter.SWITCH;
    }

    /// Gives up with a limit of compile-time evaluation.
    int outOfBudget(ThreadState thread, Budget budget) {
        return vm.outOfBudget(thread, budget);
    }

    static Bug unknown(int sub) {
        return new Bug("there is no operation " + sub);
    }
}
