// Moving through the time of a program, in both directions.
package cpi.timeline;

import cpi.diag.Bug;
import cpi.engine.Journal;
import cpi.engine.JournalHost;
import cpi.engine.Outcome;
import cpi.engine.ThreadState;
import cpi.interp.Checkpoint;
import cpi.interp.Pause;
import cpi.interp.Vm;
import cpi.timeline.Stop.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// The history of a running program, and a cursor in it: the machine is always in the state of [#now].
///
/// Nothing is undone: going back means to restore a checkpoint before the moment and to execute forward from there, with the
/// answers of the world from the journal and without repeating output. So history is as long as the run, and costs what the
/// checkpoints cost, which are thinned to stay below a bound ([Checkpoints]).
///
/// To search backwards, stretches between checkpoints are executed with the watch armed, from the latest to the earliest; the last
/// hit in the first stretch that has one is the answer. Stretches without traps run in the fastest tier; only functions with
/// traps are interpreted ([cpi.interp.Traps]).
///
/// One thread moves; [#interrupt] may be called by any.
public final class Timeline implements AutoCloseable {
    /// @param memory bytes that checkpoints may take; only exceeded if the program itself takes more
    public record Options(long memory) {
        public static final Options DEFAULT = new Options(512L << 20);
    }

    /// A state that is kept.
    public record Mark(Moment moment, long hash) {}

    /// Told how far a movement is; often enough for people.
    public interface Progress {
        void at(Moment moment);
    }

    /// This many instructions are executed one by one before the machine is let run.
    private static final int SINGLE_STEPS = 400;
    /// How many ticks before a moment are searched first, and how much more than before each time that nothing is found.
    private static final long FIRST_WIDTH = 200;
    private static final long WIDENING = 16;
    private static final long WIDEST = 1L << 40;
    /// Distance from the nearest checkpoint that is no matter.
    private static final long NEAR = 1000;

    private final Vm vm;
    private final JournalHost host;
    private final Pace pace = new Pace();
    private final Armed armed;
    private final Branches branches;
    private final long fingerprint;
    private Branch branch;
    private Moment now = Moment.START;
    /// Whether the program has ended at [#now].
    private boolean ended;
    private volatile boolean interrupted;
    private Progress progress = _ -> { };

    /// The machine is about to start.
    ///
    /// @param host its world
    public Timeline(Vm vm, JournalHost host, Options options) {
        this.vm = vm;
        this.host = host;
        this.armed = new Armed(vm);
        this.branches = new Branches(options.memory);
        this.branch = branches.first(host.journal());
        Checkpoint first = vm.checkpoint();
        this.fingerprint = vm.codeHash() ^ first.hash();
        branch.checkpoints().add(now, first, true, now);
        branch.turns().begin(0, 0, vm.scheduler().current().pc());
        listen();
    }

    /// A stretch in which a thread ran: first tick and last tick.
    public record Turn(long from, long to) {}

    private void listen() {
        vm.scheduler().onTurn((tick, thread) -> branch.turns().begin(tick, thread, vm.scheduler().current().pc()));
    }

    /// Which thread ran when, as far as is known; at most `most` turns of each thread, so that short ones may be taken together.
    public Map<Integer, List<Turn>> turns(int most) {
        return branch.turns().lanes(most);
    }

    /// The first instruction that a thread executed, if it has run; also of one that has ended since.
    public Optional<Long> entry(int thread) {
        return branch.turns().entry(thread);
    }

    /// Whether the end of the run is known.
    public boolean isComplete() {
        return branch.outcome().isPresent();
    }

    /// The machine in the state of [#now], for looking.
    public Vm machine() {
        return vm;
    }

    public Moment now() {
        return now;
    }

    public Moment start() {
        return Moment.START;
    }

    /// The furthest moment known.
    public Moment end() {
        return branch.end();
    }

    /// How the program ended, if it has ended now.
    public Optional<Outcome> outcome() {
        return ended ? branch.outcome() : Optional.empty();
    }

    public void onProgress(Progress listener) {
        progress = listener;
    }

    /// Ends the movement that is going on, or the next one, soon.
    public void interrupt() {
        interrupted = true;
    }

    private boolean takeInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    /// The states that are kept now, in order of time.
    public List<Mark> marks() {
        return branch.checkpoints().all().stream().map(k -> new Mark(k.moment(), k.state().hash())).toList();
    }

    /// Bytes of memory that the history takes.
    public long bytes() {
        return branches.bytes(branch);
    }

    // Moving.

    /// Goes to a moment; one that is not yet known is reached by executing further, as far as the program goes. A moment between
    /// two ticks that have fewer instructions between them is taken as the later tick.
    public Stop seek(Moment to) {
        Moment from = now;
        boolean wasEnded = ended;
        Checkpoint origin = vm.checkpoint();
        Stop stop = to.equals(now) ? new Stop.Reached() : InputEdge.guard(() -> travel(to, true), () -> { });
        if (stop instanceof Stop.Interrupted) {
            vm.restore(origin);
            now = from;
            ended = wasEnded;
        }
        return stop;
    }

    /// Goes to a moment from the best checkpoint, and leaves some on the way, denser towards the end.
    private Stop travel(Moment goal, boolean interruptible) {
        Moment to = branch.limit().isBefore(goal) ? branch.limit() : goal;
        Checkpoints.Kept nearest = branch.checkpoints().before(to);
        boolean fromHere = !ended && !to.isBefore(now) && !now.isBefore(nearest.moment());
        if (!fromHere) restore(nearest);
        while (now.tick() < to.tick()) {
            if (interruptible && takeInterrupt()) return new Stop.Interrupted();
            long distance = to.tick() - now.tick();
            boolean known = now.isBefore(end());
            long stretch = known ? Math.min(pace.ticks() * 4, distance > NEAR ? distance / 2 : distance) : Math.min(distance, pace.ticks());
            if (run(now.tick() + stretch) == Pause.ENDED) return new Stop.End(outcome());
            if (distance > NEAR) keep();
            progress.at(now);
        }
        while (now.isBefore(to)) {
            if (step() == Pause.ENDED) return goal.equals(now) ? new Stop.Reached() : new Stop.End(outcome());
        }
        return to.equals(goal) ? new Stop.Reached() : new Stop.End(Optional.empty());
    }

    private void restore(Checkpoints.Kept kept) {
        vm.restore(kept.state());
        now = kept.moment();
        ended = false;
    }

    private void keep() {
        branch.checkpoints().add(now, vm.checkpoint(), false, now);
    }

    /// Executes without watch up to a tick.
    private Pause run(long tick) {
        long begin = System.nanoTime();
        long from = now.tick();
        boolean fresh = !now.isBefore(end());
        Pause pause = vm.advance(tick);
        if (pause == Pause.ENDED) {
            toEnd();
            return pause;
        }
        if (vm.takeRanCallback() && vm.scheduler().ticks() > tick) repeatCall(pause);
        else now = new Moment(vm.scheduler().ticks(), 0);
        branch.reach(now);
        long ran = System.nanoTime();
        if (fresh) {
            keep();
            pace.measured(now.tick() - from, ran - begin, System.nanoTime() - ran);
        }
        return pause;
    }

    /// One instruction.
    private Pause step() {
        Pause pause = vm.step();
        if (vm.takeRanCallback()) repeatCall(pause);
        else stepped(pause);
        return pause;
    }

    private void stepped(Pause pause) {
        long tick = vm.scheduler().ticks();
        now = tick == now.tick() || pause == Pause.ENDED ? new Moment(now.tick(), now.step() + 1) : new Moment(tick, 0);
        if (pause == Pause.ENDED) end(vm.outcome());
        else branch.reach(now);
    }

    /// C has run, and called functions, whose instructions count when the call is repeated from the journal: repeats it.
    private void repeatCall(Pause pause) {
        if (pause == Pause.ENDED) {
            toEnd();
        } else {
            now = exactly(vm.scheduler().ticks(), Armed.placeOf(vm.scheduler().current()));
            branch.reach(now);
        }
    }

    /// The program has ended somewhere behind the last tick: finds out how many instructions behind it.
    private void toEnd() {
        Outcome outcome = vm.outcome();
        if (branch.outcome().isPresent()) now = end();
        else now = exactly(vm.scheduler().ticks(), _ -> false);
        end(outcome);
    }

    private void end(Outcome outcome) {
        ended = true;
        branch.endAt(now, outcome);
    }

    /// Executes a known tick again, instruction by instruction, up to a place or the end of the program; gives the moment.
    private Moment exactly(long tick, Predicate<ThreadState> place) {
        restore(branch.checkpoints().before(new Moment(tick, 0)));
        travel(new Moment(tick, 0), false);
        while (!place.test(vm.scheduler().current())) {
            if (vm.step() == Pause.ENDED) return new Moment(now.tick(), now.step() + 1);
            if (vm.scheduler().ticks() != tick) throw new Bug("a place in tick " + tick + " was not found again");
            now = new Moment(tick, now.step() + 1);
        }
        return now;
    }

    /// Whether what the machine stands at now is a hit; it does not move.
    public Optional<Stop> here(Watch watch) {
        Armed.Set set = armed.prepare(watch);
        armed.arm(set);
        try {
            return ended ? Optional.empty() : armed.here(set).map(f -> new Stop.Hit(f.thread(), f.cause()));
        } finally {
            armed.disarm();
        }
    }

    /// Runs on to the next hit behind now. Is interrupted, too, where the program reads and may not wait for input.
    public Stop forward(Watch watch) {
        return ended ? new Stop.End(outcome()) : InputEdge.guard(() -> ahead(watch), this::beforeInput);
    }

    /// After the machine was thrown out of an instruction that reads, at most a stretch behind now: goes to the moment before it.
    private void beforeInput() {
        Moment from = now;
        restore(branch.checkpoints().before(from));
        travel(from, false);
        Moment at = InputEdge.find(vm, from, pace.ticks());
        vm.takeRanCallback();
        restore(branch.checkpoints().before(at));
        travel(at, false);
    }

    private Stop ahead(Watch watch) {
        Armed.Set set = armed.prepare(watch);
        try {
            Optional<Stop> near = stepForward(set);
            if (near.isPresent()) return near.get();
            armed.disarm();
            return runForward(set);
        } finally {
            armed.disarm();
        }
    }

    private Optional<Stop> stepForward(Armed.Set set) {
        armed.arm(set);
        for (int i = 0; i < SINGLE_STEPS; i++) {
            if (!now.isBefore(branch.limit())) return Optional.of(new Stop.End(Optional.empty()));
            Pause pause = vm.step();
            if (vm.takeRanCallback()) {
                // As C was running the machine could not stop; in the repeated call it can.
                armed.disarm();
                vm.takePassedTraps();
                Moment before = now;
                restore(branch.checkpoints().before(before));
                travel(before, false);
                armed.arm(set);
                continue;
            }
            stepped(pause);
            if (pause == Pause.ENDED) return Optional.of(new Stop.End(outcome()));
            Optional<Armed.Found> found = armed.found(set, false);
            if (found.isPresent()) return found.map(f -> new Stop.Hit(f.thread(), f.cause()));
        }
        return Optional.empty();
    }

    private Stop runForward(Armed.Set set) {
        while (true) {
            if (takeInterrupt()) return new Stop.Interrupted();
            boolean fresh = !now.isBefore(end());
            long begin = System.nanoTime();
            long from = now.tick();
            long to = Math.min(from + pace.ticks(), branch.limit().tick());
            if (from == to) {
                armed.arm(set);
                Optional<Stop> last = stepForward(set);
                armed.disarm();
                if (last.isPresent()) return last.get();
                continue;
            }
            Checkpoint begun = vm.checkpoint();
            armed.arm(set);
            Optional<Armed.Found> found = armed.run(set, to, false);
            armed.disarm();
            if (vm.takePassedTraps()) {
                // As C was running the machine could not stop; in the repeated call it can.
                vm.restore(begun);
                continue;
            }
            if (found.isPresent()) return found.get().ended() ? endForward() : hitForward(found.get());
            if (vm.takeRanCallback() && vm.scheduler().ticks() > to) repeatCall(Pause.REACHED);
            else now = new Moment(vm.scheduler().ticks(), 0);
            branch.reach(now);
            progress.at(now);
            long ran = System.nanoTime();
            if (fresh) keep();
            if (fresh) pace.measured(now.tick() - from, ran - begin, System.nanoTime() - ran);
        }
    }

    private Stop endForward() {
        toEnd();
        return new Stop.End(outcome());
    }

    private Stop hitForward(Armed.Found found) {
        now = exactly(found.tick(), found.place());
        branch.reach(now);
        return new Stop.Hit(found.thread(), found.cause());
    }

    /// Goes back to the latest hit before now.
    public Stop backward(Watch watch) {
        Moment from = now;
        boolean wasEnded = ended;
        Checkpoint origin = vm.checkpoint();
        Armed.Set set = armed.prepare(watch);
        Moment limit = now;
        long width = FIRST_WIDTH;
        while (Moment.START.isBefore(limit)) {
            if (takeInterrupt()) {
                vm.restore(origin);
                now = from;
                ended = wasEnded;
                return new Stop.Interrupted();
            }
            Checkpoints.Kept segment = branch.checkpoints().before(limit);
            if (segment.moment().equals(limit)) segment = branch.checkpoints().get(branch.checkpoints().indexBefore(limit) - 1);
            if (armed.mayTouch(set, segment, branch.checkpoints().before(limit), limit)) {
                if (limit.tick() - segment.moment().tick() > 2 * width) segment = closer(limit, width);
                Optional<Armed.Found> last = scan(set, segment, limit);
                if (last.isPresent()) return hitBackward(last.get());
                width = Math.min(width * WIDENING, WIDEST);
            }
            limit = segment.moment();
            progress.at(limit);
        }
        restore(branch.checkpoints().get(0));
        return new Stop.Start();
    }

    /// A state so many ticks before a moment. Most hits are near, and what is between them and the last state that is kept need not
    /// be searched, only executed.
    private Checkpoints.Kept closer(Moment limit, long width) {
        travel(new Moment(limit.tick() - width, 0), false);
        keep();
        return branch.checkpoints().before(now);
    }

    /// The last hit from a checkpoint (included) to a moment (not included).
    private Optional<Armed.Found> scan(Armed.Set set, Checkpoints.Kept segment, Moment limit) {
        restore(segment);
        armed.arm(set);
        try {
            Optional<Armed.Found> last = armed.here(set);
            while (vm.scheduler().ticks() < limit.tick()) {
                Optional<Armed.Found> next = armed.run(set, limit.tick(), true);
                if (next.isEmpty() || next.get().ended()) break;
                if (next.get().tick() < limit.tick() || next.get().cause() instanceof Cause.Access) last = next;
            }
            long step = now.tick() == limit.tick() ? now.step() : 0;
            for (; step < limit.step(); step++) {
                Optional<Armed.Found> here = armed.here(set);
                if (here.isPresent()) last = here;
                if (vm.step() == Pause.ENDED) break;
                Optional<Armed.Found> access = armed.found(set, false).filter(f -> !(f.cause() instanceof Cause.Place));
                if (access.isPresent()) last = access;
            }
            return last;
        } finally {
            armed.disarm();
        }
    }

    private Stop hitBackward(Armed.Found found) {
        exactly(found.tick(), found.place());
        if (found.cause() instanceof Cause.Access) travel(before(now), false);
        return new Stop.Hit(found.thread(), found.cause());
    }

    /// The moment one instruction earlier.
    public Moment before(Moment moment) {
        if (moment.step() > 0) return new Moment(moment.tick(), moment.step() - 1);
        if (moment.tick() == 0) return moment;
        Moment back = now;
        boolean wasEnded = ended;
        Checkpoint origin = vm.checkpoint();
        travel(new Moment(moment.tick() - 1, 0), false);
        Moment last = now;
        while (step() != Pause.ENDED && now.isBefore(moment)) last = now;
        vm.restore(origin);
        now = back;
        ended = wasEnded;
        return last;
    }

    // Other futures.

    /// Changes the state now, which starts a new future here; the old one is kept as long as there is memory for it. At the end of a
    /// program the state in front of its last instruction is changed. Input that the program has read behind this moment is read again.
    public void change(Consumer<Vm> edit) {
        tryChange(machine -> {
            edit.accept(machine);
            return true;
        });
    }

    /// The same by something that may find that it cannot be done, and says so: then all stays as it was. The edit may run code of the
    /// program; the world outside does not notice it.
    public boolean tryChange(Predicate<Vm> edit) {
        Checkpoint origin = vm.checkpoint();
        Moment from = now;
        boolean wasEnded = ended;
        if (ended) travel(before(now), false);
        if (!offTheRecord((_, _) -> { }, edit::test)) {
            vm.restore(origin);
            now = from;
            ended = wasEnded;
            return false;
        }
        if (branch.isNewAt(now)) {
            branch.checkpoints().replaceLast(vm.checkpoint());
            return true;
        }
        Journal journal = branch.journal().upTo(host.journal().position());
        branch = branches.fork(branch, now, journal);
        host.use(journal);
        branch.checkpoints().add(now, vm.checkpoint(), true, now);
        branch.turns().begin(now.tick(), vm.scheduler().current().number(), vm.scheduler().current().pc());
        return true;
    }

    /// If now is before the change that began this future, goes over to the one without it: who goes forward from here without a
    /// change meets what was without it. For when a person has arrived; searches may pass such moments.
    public void settle() {
        Branch without = Branches.without(branch, now);
        if (without == branch) return;
        Checkpoint here = vm.checkpoint();
        branch = without;
        host.use(branch.journal());
        vm.restore(here);
    }

    /// From here on turns of threads are given by this seed (T11.2): a new future.
    public void reschedule(long seed) {
        change(machine -> machine.scheduler().reseed(seed));
    }

    /// Gives the turn to another thread: a new future. False if that thread cannot run.
    public boolean forceSwitch(int thread) {
        boolean runnable = vm.scheduler().find(thread).map(t -> t.status() == ThreadState.Status.RUNNABLE).orElse(false);
        if (runnable && !ended) change(machine -> machine.scheduler().switchTo(thread));
        return runnable && !ended;
    }

    /// All futures that are known, in the order in which they began.
    public List<Branches.Future> futures() {
        return branches.list(branch);
    }

    /// Goes to another future, at the same moment or the last one before it that both have. False if it is not kept any more.
    public boolean switchTo(int future) {
        Optional<Branch> other = branches.get(future);
        if (other.isEmpty()) return false;
        Moment to = Branches.common(branch, other.get(), now);
        branch = other.get();
        host.use(branch.journal());
        restore(branch.checkpoints().before(to));
        travel(to, false);
        return true;
    }

    // On disk.

    /// Whether the program waits for the world, in the middle of a movement. May be called by any thread; if so, that thread may
    /// [#record] the history up to there.
    public boolean isWaiting() {
        return host.isWaiting();
    }

    /// What is needed to execute this history again. If a movement has not come to its end, as the program waits or the machine has
    /// failed, the history ends with the tick that the machine is in.
    ///
    /// @param program sources and options
    public Recording record(byte[] program) {
        boolean complete = branch.outcome().isPresent();
        Moment reached = new Moment(vm.scheduler().ticks(), 0);
        Moment last = complete || !end().isBefore(reached) ? end() : reached;
        return new Recording(program, fingerprint, branch.journal().toBytes(), branch.journal().furthestEffect(), last, complete);
    }

    /// Of the code and the first state: equal for equal programs.
    public long fingerprint() {
        return fingerprint;
    }

    /// The history of a recording: the machine is one that has just been made. Nothing behind the end of the recording is executed.
    public static Timeline of(Vm vm, JournalHost host, Options options, Recording recording) {
        Timeline timeline = new Timeline(vm, host, options);
        timeline.branch.endsAt(recording.end(), recording.ended());
        return timeline;
    }

    /// Runs anything on a throw-away copy of the state: afterwards everything is as before. Nothing outside can be changed, and
    /// output goes to `sink`.
    public <T> T divert(JournalHost.Output sink, Function<Vm, T> action) {
        Checkpoint origin = vm.checkpoint();
        try {
            return offTheRecord(sink, action);
        } finally {
            vm.restore(origin);
        }
    }

    private <T> T offTheRecord(JournalHost.Output sink, Function<Vm, T> action) {
        host.divert(true, sink);
        vm.scheduler().onTurn((_, _) -> { });
        try {
            return action.apply(vm);
        } finally {
            vm.traps().clear();
            host.divert(false, sink);
            listen();
        }
    }

    /// Gives the memory of the machine back.
    @Override
    public void close() {
        vm.memory().close();
    }
}
