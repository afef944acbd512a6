// Intrinsics of threads, mutexes and conditions.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Scheduler;
import cpi.engine.ThreadState;
import cpi.interp.code.IntrinsicOp;
import java.util.Optional;

/// Executes the intrinsics of T7, T9 and T15. Those that wait leave the thread at the call, as [CallOps] explains.
final class ThreadOps {
    private final Vm vm;
    private final Memory memory;
    private final Scheduler scheduler;

    ThreadOps(Vm vm) {
        this.vm = vm;
        this.memory = vm.memory();
        this.scheduler = vm.scheduler();
    }

    int execute(CallSite call, IntrinsicOp op) {
        ThreadState thread = call.thread();
        return switch (op) {
            case THREAD_JOIN -> join(call);
            case THREAD_DETACH -> detach(call);
            case THREAD_DONE -> call.result(scheduler.joinable(call.arg(0)).map(t -> t.status() == ThreadState.Status.ENDED).orElse(true));
            case THREAD_NUMBER -> call.result(call.arg(0));
            case THREAD_ID -> call.result((long) thread.number());
            case THREAD_EXIT -> thread.number() == 0 ? vm.stop(new Outcome.Exited(0)) : vm.endThread(thread);
            case THREAD_SLEEP -> sleep(call);
            case THREAD_YIELD -> {
                call.done();
                yield Interpreter.SWITCH;
            }
            case THREAD_CORES -> call.result(1L);
            case MUTEX_LOCK -> vm.lock(thread, call.arg(0), "", call.end());
            case MUTEX_TRY_LOCK -> tryLock(call);
            case MUTEX_UNLOCK -> vm.unlock(thread, call.arg(0), call.end());
            case COND_WAIT -> await(call);
            case COND_SIGNAL -> signal(call);
            default -> throw new Bug("not a thread operation: " + op);
        };
    }

    private int join(CallSite call) {
        ThreadState thread = call.thread();
        if (!thread.takePending()) {
            Optional<ThreadState> target = scheduler.joinable(call.arg(0));
            if (target.isEmpty() || target.get() == thread) {
                return vm.faults().userPanic(thread, "P16", "this thread cannot be joined: " + (call.arg(0) == 0 ? "there is none"
                        : target.isPresent() ? "it is the running one" : "it was joined or detached before"));
            }
            scheduler.join(thread, target.get());
            if (thread.status() == ThreadState.Status.JOINING) {
                thread.setPending();
                return Interpreter.SWITCH;
            }
        }
        ThreadState target = scheduler.find(thread.joinTarget()).orElseThrow(() -> new Bug("the joined thread is gone"));
        if (target.hasResult() && target.resultSize() > 0) {
            int fault = memory.checkWrite(call.arg(1), target.resultSize());
            if (fault != Memory.OK) return vm.faults().userAccess(thread, call.arg(1), fault);
            memory.copy(target.resultAddress(), call.arg(1), target.resultSize());
        }
        vm.releaseStack(target);
        scheduler.finishJoin(thread);
        return call.done();
    }

    private int detach(CallSite call) {
        Optional<ThreadState> target = scheduler.joinable(call.arg(0));
        if (target.isEmpty()) return vm.faults().userPanic(call.thread(), "P16", "this thread cannot be detached");
        if (target.get().status() == ThreadState.Status.ENDED) vm.releaseStack(target.get());
        scheduler.detach(target.get());
        return call.done();
    }

    private int sleep(CallSite call) {
        if (call.thread().takePending()) return call.done();
        scheduler.sleep(call.thread(), call.arg(0));
        call.thread().setPending();
        return Interpreter.SWITCH;
    }

    private int tryLock(CallSite call) {
        ThreadState thread = call.thread();
        long mutex = call.arg(0);
        int fault = memory.checkWrite(mutex, 16);
        if (fault != Memory.OK) return vm.faults().userAccess(thread, mutex, fault);
        int owner = scheduler.owner(mutex);
        if (owner == thread.number()) return vm.faults().userPanic(thread, "P14", "the thread already owns this mutex");
        if (owner >= 0) return call.result(false);
        scheduler.lock(thread, mutex, "", StackTrace.userPlace(StackTrace.of(vm, thread)));
        return call.result(true);
    }

    private int await(CallSite call) {
        ThreadState thread = call.thread();
        if (thread.takePending()) return call.result(!thread.timedOut());
        long condition = call.arg(0);
        long mutex = call.arg(1);
        int fault = memory.checkWrite(condition, 16);
        if (fault != Memory.OK) return vm.faults().userAccess(thread, condition, fault);
        fault = memory.checkWrite(mutex, 16);
        if (fault != Memory.OK) return vm.faults().userAccess(thread, mutex, fault);
        if (scheduler.owner(mutex) != thread.number()) {
            return vm.faults().userPanic(thread, "P15", "the thread does not own this mutex");
        }
        scheduler.await(thread, condition, mutex, call.arg(2));
        thread.setPending();
        return Interpreter.SWITCH;
    }

    private int signal(CallSite call) {
        int fault = memory.checkWrite(call.arg(0), 16);
        if (fault != Memory.OK) return vm.faults().userAccess(call.thread(), call.arg(0), fault);
        scheduler.signal(call.arg(0), call.arg(1) != 0);
        return call.done();
    }
}
