// The state of a machine, kept.
package cpi.interp;

import cpi.engine.Journal;
import cpi.engine.JournalHost;
import cpi.engine.Memory;
import cpi.engine.Scheduler;
import cpi.engine.ThreadState;
import cpi.engine.Version;

/// The whole state of a machine at a moment when no code runs. Only good for the machine it was taken from. Checkpoints share what
/// they have in common.
public final class Checkpoint {
    private final Version memory;
    private final Scheduler scheduler;
    private final byte[] output;
    private final Journal.Position journal;
    private final ObjectRecords.State objects;
    private final long depth;

    private Checkpoint(Vm vm) {
        memory = vm.memory().capture();
        scheduler = vm.scheduler().copy();
        output = vm.output().pending();
        journal = vm.host() instanceof JournalHost h ? h.journal().position() : Journal.START;
        objects = vm.objects().state();
        depth = vm.calls().depth();
    }

    static Checkpoint of(Vm vm) {
        Checkpoint made = new Checkpoint(vm);
        touchFrames(vm);
        return made;
    }

    void restore(Vm vm) {
        vm.memory().restore(memory);
        vm.scheduler().restore(scheduler);
        vm.output().restore(output);
        vm.objects().restore(objects);
        vm.statics().restored();
        vm.contexts().restored();
        vm.calls().restore(depth);
        if (vm.host() instanceof JournalHost h) h.journal().seek(journal);
        touchFrames(vm);
    }

    /// Running functions write to their frames without marking pages.
    private static void touchFrames(Vm vm) {
        for (ThreadState t : vm.scheduler().threads()) {
            long top = t.fp() + (vm.code().contains(t.pc()) ? vm.code().at(t.pc()).frameBytes() : Memory.PAGE);
            vm.memory().touch(t.stackBase(), top + 1 - t.stackBase());
        }
    }

    public Version memory() {
        return memory;
    }

    /// Where in the journal execution goes on.
    public Journal.Position journal() {
        return journal;
    }

    public long ticks() {
        return scheduler.ticks();
    }

    /// A hash of the whole state: equal for equal states.
    public long hash() {
        long hash = scheduler.hash(memory.hash());
        for (byte b : output) hash = Scheduler.mix(hash, b);
        return hash;
    }
}
