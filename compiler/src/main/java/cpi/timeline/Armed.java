// Watches at work.
package cpi.timeline;

import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.interp.Traps;
import cpi.interp.Pause;
import cpi.interp.Vm;
import cpi.timeline.Stop.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Puts the traps of a [Watch] into the machine and tells what they find. States must not be captured or restored while traps
/// are armed.
final class Armed {
    /// A watch with what its data meant when the movement began.
    record Set(Watch watch, List<Traps.Data> data) {}

    /// A hit, so that it can be found again: within a tick a thread is at a place only once.
    ///
    /// @param ended the program has ended instead
    record Found(boolean ended, long tick, int thread, Cause cause, Predicate<ThreadState> place) {}

    private final Vm vm;
    private final Traps traps;
    private int runningThread;

    Armed(Vm vm) {
        this.vm = vm;
        this.traps = vm.traps();
    }

    /// Looks up which frames the data belongs to.
    Set prepare(Watch watch) {
        List<Traps.Data> data = new ArrayList<>();
        for (Watch.Data d : watch.data()) {
            boolean reads = d.access() == Watch.Access.READ || d.access() == Watch.Access.ANY;
            boolean writes = d.access() != Watch.Access.READ;
            Optional<Inspection.Activation> frame = frameOf(d);
            data.add(new Traps.Data(d.address(), d.size(), reads, writes, frame.map(Inspection.Activation::fp).orElse(0L),
                frame.map(Inspection.Activation::pc).orElse(0L)));
        }
        return new Set(watch, data);
    }

    private Optional<Inspection.Activation> frameOf(Watch.Data data) {
        Inspection inspection = new Inspection(vm);
        for (ThreadState thread : vm.scheduler().threads()) {
            if (data.address() < thread.stackBase() || data.address() >= thread.stackEnd()) continue;
            for (Inspection.Activation frame : inspection.activations(thread)) {
                if (data.address() >= frame.fp()) return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    void arm(Set set) {
        traps.at(set.watch.places());
        set.data.forEach(traps::watch);
        traps.atSwitches(set.watch.switches());
        runningThread = vm.scheduler().current().number();
    }

    void disarm() {
        traps.clear();
    }

    /// Whether something may be found between a checkpoint and a moment. If only writes are watched, the pages that were written up to
    /// `next`, the last checkpoint before that moment, can tell.
    boolean mayTouch(Set set, Checkpoints.Kept segment, Checkpoints.Kept next, Moment limit) {
        boolean onlyWrites = set.watch.places().isEmpty() && !set.watch.switches() && set.data.stream().noneMatch(Traps.Data::reads);
        if (!onlyWrites || !next.moment().equals(limit)) return true;
        return set.data.stream()
            .anyMatch(d -> vm.memory().mayDiffer(segment.state().memory(), next.state().memory(), d.address(), d.size()));
    }

    /// Runs to the next hit that counts, or to a tick (empty). What is here already does not count.
    ///
    /// @param back whether of several hits at one moment the last one is wanted
    Optional<Found> run(Set set, long tick, boolean back) {
        while (vm.scheduler().ticks() < tick) {
            Pause pause = traps.isAt(vm.scheduler().current()) ? vm.step() : vm.advance(tick);
            if (pause == Pause.ENDED) return Optional.of(new Found(true, vm.scheduler().ticks(), 0, new Cause.Switch(), _ -> false));
            Optional<Found> found = found(set, back);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /// What was noticed since it was last asked, and what the machine stands at.
    Optional<Found> found(Set set, boolean back) {
        Optional<Cause> access = access(set).or(() -> threadSwitch(set));
        if (access.isPresent() && !back) return access.map(this::at);
        return here(set).or(() -> access.map(this::at));
    }

    private Optional<Cause> access(Set set) {
        int index = traps.takeAccess();
        if (index < 0) return Optional.empty();
        boolean changed = traps.hasChanged(index);
        if (!changed && set.watch.data().get(index).access() == Watch.Access.CHANGE) return Optional.empty();
        return accept(set, new Cause.Access(index, changed), vm.lastThread());
    }

    private Optional<Cause> threadSwitch(Set set) {
        ThreadState running = vm.scheduler().current();
        boolean other = running.number() != runningThread;
        runningThread = running.number();
        return other && set.watch.switches() ? accept(set, new Cause.Switch(), running) : Optional.empty();
    }

    /// What the machine stands at.
    Optional<Found> here(Set set) {
        ThreadState running = vm.scheduler().current();
        return traps.isAt(running) ? accept(set, new Cause.Place(running.pc()), running).map(this::at) : Optional.empty();
    }

    private Optional<Cause> accept(Set set, Cause cause, ThreadState thread) {
        return set.watch.condition().holds(vm, thread, cause) ? Optional.of(cause) : Optional.empty();
    }

    private Found at(Cause cause) {
        int thread = cause instanceof Cause.Access ? vm.lastThread().number() : vm.scheduler().current().number();
        return new Found(false, vm.scheduler().ticks(), thread, cause, placeOf(vm.scheduler().current()));
    }

    /// Recognises a thread that is where this one is now.
    static Predicate<ThreadState> placeOf(ThreadState thread) {
        int number = thread.number();
        long pc = thread.pc();
        long fp = thread.fp();
        boolean pending = thread.isPending();
        return t -> t.number() == number && t.pc() == pc && t.fp() == fp && t.isPending() == pending;
    }
}
