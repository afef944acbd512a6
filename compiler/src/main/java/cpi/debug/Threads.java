// The threads of the program and what they are doing.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.interp.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Describes threads as the report of a deadlock does (T12).
final class Threads {
    private final Vm vm;
    private final Frames frames;

    Threads(Vm vm, Frames frames) {
        this.vm = vm;
        this.frames = frames;
    }

    List<ThreadView> list() {
        List<ThreadView> result = new ArrayList<>();
        for (ThreadState t : vm.scheduler().threads()) result.add(view(t));
        return result;
    }

    private ThreadView view(ThreadState t) {
        List<StackFrame> stack = frames.of(t.number());
        Optional<StackFrame> top = stack.stream().filter(f -> !f.isLibrary()).findFirst().or(() -> stack.stream().findFirst());
        String name = t.number() == 0 ? "main" : stack.isEmpty() ? "thread" : stack.getLast().function();
        List<String> held = new ArrayList<>();
        for (ThreadState.Held h : t.held()) {
            boolean waited = t.status() == ThreadState.Status.LOCKING && h.mutex() == t.waitAddress();
            if (!waited) held.add((h.name().isEmpty() ? "a mutex" : h.name()) + (h.place().isNone() ? "" : ", locked at " + h.place()));
        }
        return new ThreadView(t.number(), name, state(t), vm.scheduler().current() == t, held, top);
    }

    private String state(ThreadState t) {
        return switch (t.status()) {
            case RUNNABLE -> vm.scheduler().current() == t ? "running" : "can run";
            case LOCKING -> "waits for mutex `" + t.waitName() + "`" + owner(t.waitAddress());
            case JOINING -> "waits for the end of thread " + t.joinTarget();
            case WAITING -> "waits for a condition";
            case SLEEPING -> "sleeps until " + Math.max(0, t.wakeAt()) + " ns";
            case ENDED -> "has ended";
        };
    }

    private String owner(long mutex) {
        int owner = vm.scheduler().owner(mutex);
        return owner < 0 ? "" : ", owned by thread " + owner;
    }
}
