// Moving to the next stop, forward and backward.
package cpi.debug;

import cpi.engine.Outcome;
import cpi.engine.ThreadState;
import cpi.interp.Vm;
import cpi.timeline.Moment;
import cpi.timeline.Stop;
import cpi.timeline.Timeline;
import cpi.timeline.Watch;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Lets the timeline search for a goal or a breakpoint, whichever comes first, and says what was found. Conditions without
/// effects are evaluated while the search goes on; one that calls functions interrupts it for a moment, for it needs a diversion.
final class Motions {
    private final Timeline timeline;
    private final Frames frames;
    private final Expressions expressions;
    private final Values values;
    private final Breakpoints breakpoints;
    private final LogPoints logs;
    private final HitCounts counts;
    private PanicFilter panics = PanicFilter.ALL;
    private Optional<Supplier<Stopped>> unfinished = Optional.empty();

    Motions(Timeline timeline, Frames frames, Expressions expressions, Values values, Breakpoints breakpoints) {
        this.timeline = timeline;
        this.frames = frames;
        this.expressions = expressions;
        this.values = values;
        this.breakpoints = breakpoints;
        this.logs = new LogPoints(expressions);
        this.counts = new HitCounts(timeline);
    }

    void panics(PanicFilter filter) {
        panics = filter;
    }

    /// The motion that was interrupted last, to be carried on.
    Optional<Supplier<Stopped>> unfinished() {
        return unfinished;
    }

    /// What the search found at its last hit.
    ///
    /// @param goal whether the goal was reached
    /// @param hit breakpoints that stop
    /// @param unsure breakpoints that need a diversion
    private record Found(boolean goal, List<Breakpoint> hit, List<Unsure> unsure, Optional<Stopped.Change> change) {
        boolean stops() {
            return goal || !hit.isEmpty() || !unsure.isEmpty();
        }
    }

    /// A breakpoint whose condition or message needs a diversion.
    ///
    /// @param isMet whether only the message does
    private record Unsure(Breakpoint breakpoint, boolean isMet) {}

    /// One search, with what is known about it while it goes on.
    private final class Search implements Watch.Condition {
        private final Goal goal;
        private final boolean back;
        private final Map<Long, List<Breakpoint>> placed;
        private final List<Breakpoint> data;
        /// The ranges of the data breakpoints, one behind the other, and what was there when they were last looked at.
        private final List<Cell.Range> ranges = new ArrayList<>();
        private final List<byte[]> before = new ArrayList<>();
        private final Map<Breakpoint, HitCounts.Target> targets;
        private final Optional<HitCounts.Hit> origin = HitCounts.Deck.here(timeline);
        private Found found = new Found(false, List.of(), List.of(), Optional.empty());

        Search(Goal goal, boolean back, Map<Breakpoint, HitCounts.Target> targets) {
            this.goal = goal;
            this.back = back;
            this.targets = targets;
            this.placed = goal.breakpoints() ? breakpoints.byAddress() : Map.of();
            this.data = goal.breakpoints() ? alive(breakpoints.data()) : List.of();
        }

        Watch watch() {
            Set<Long> places = new HashSet<>(goal.places());
            places.addAll(placed.keySet());
            Watch watch = Watch.NOTHING.at(places).where(this);
            for (Goal.Range r : goal.data()) watch = watch.data(r.address(), r.size(), access(r.access()));
            for (Breakpoint b : data) {
                Breakpoint.Data d = (Breakpoint.Data) b.request();
                for (Cell.Range r : d.ranges()) {
                    watch = watch.data(r.address(), r.size(), access(d.access()));
                    ranges.add(r);
                    before.add(frames.memory().read(r.address(), (int) r.size()));
                }
            }
            return goal.switches() ? watch.atSwitches() : watch;
        }

        @Override
        public boolean holds(Vm vm, ThreadState thread, Stop.Cause cause) {
            boolean isOrigin = back && cause instanceof Stop.Cause.Place
                && origin.equals(Optional.of(HitCounts.Hit.of(vm.scheduler().ticks(), thread)));
            if (isOrigin) return false;
            Found now = switch (cause) {
                case Stop.Cause.Place place -> atPlace(thread, place.address());
                case Stop.Cause.Access access -> atAccess(access.index());
                case Stop.Cause.Switch _ -> new Found(goal.switches(), List.of(), List.of(), Optional.empty());
            };
            if (!now.stops()) return false;
            found = now;
            if (back) logs.candidate();
            return true;
        }

        private Found atPlace(ThreadState thread, long address) {
            boolean arrived = goal.places().contains(address) && goal.test().test(thread);
            List<Breakpoint> hit = new ArrayList<>();
            List<Unsure> unsure = new ArrayList<>();
            for (Breakpoint b : placed.getOrDefault(address, List.of())) meet(b, thread, hit, unsure);
            return new Found(arrived, hit, unsure, Optional.empty());
        }

        private void meet(Breakpoint b, ThreadState thread, List<Breakpoint> hit, List<Unsure> unsure) {
            Optional<StackFrame> frame = frames.innermost(thread);
            if (frame.isEmpty()) return;
            boolean isCounted = !b.options().hits().isAlways();
            if (isCounted && back) {
                // The condition was looked at when the hits were counted.
                if (!Objects.requireNonNull(targets.get(b)).isAt(timeline.machine().scheduler().ticks(), thread)) return;
            } else {
                Optional<Boolean> holds = b.options().condition().isEmpty() ? Optional.of(true)
                    : expressions.plainCondition(b.options().condition(), frame.get());
                if (holds.isEmpty()) unsure.add(new Unsure(b, false));
                if (holds.isEmpty() || !holds.get() || isCounted && !counts.next(b)) return;
            }
            if (b.options().log().isEmpty()) hit.add(b);
            else if (!logs.note(b.options().log(), frame.get(), timeline.machine().scheduler().ticks())) unsure.add(new Unsure(b, true));
        }

        private Found atAccess(int index) {
            if (index < goal.data().size()) return new Found(true, List.of(), List.of(), Optional.empty());
            int range = index - goal.data().size();
            int first = 0;
            for (Breakpoint b : data) {
                Breakpoint.Data d = (Breakpoint.Data) b.request();
                if (range < first + d.ranges().size()) return changed(b, d, range);
                first += d.ranges().size();
            }
            return new Found(false, List.of(), List.of(), Optional.empty());
        }

        /// What was there before is remembered from access to access.
        private Found changed(Breakpoint b, Breakpoint.Data d, int range) {
            Cell.Range r = ranges.get(range);
            String now = values.text(d.value().value(frames.memory()));
            String old = values.text(d.value().value(new Overlay(frames.memory(), r.address(), before.get(range))));
            before.set(range, frames.memory().read(r.address(), (int) r.size()));
            return new Found(false, List.of(b), List.of(), Optional.of(new Stopped.Change(d.what(), old, now)));
        }
    }

    private static Watch.Access access(Breakpoint.Access access) {
        return switch (access) {
            case READ -> Watch.Access.READ;
            case WRITE -> Watch.Access.WRITE;
            case CHANGE -> Watch.Access.CHANGE;
            case ANY -> Watch.Access.ANY;
        };
    }

    /// Variables can only be watched while their function runs.
    private List<Breakpoint> alive(List<Breakpoint> data) {
        return data.stream().filter(b -> ((Breakpoint.Data) b.request()).frame().map(frames::isActive).orElse(true)).toList();
    }

    /// Moves to the next stop.
    Stopped move(Goal goal, boolean back) {
        return move(goal, back, false);
    }

    /// Runs to the first stop of the program, which may be where it stands: nothing has been executed.
    Stopped begin() {
        return move(Goal.NONE, false, true);
    }

    private Stopped move(Goal goal, boolean back, boolean first) {
        unfinished = Optional.of(() -> move(goal, back));
        logs.begin(back);
        Map<Breakpoint, HitCounts.Target> targets = Map.of();
        if (goal.breakpoints()) {
            Optional<Map<Breakpoint, HitCounts.Target>> counted = counts.prepare(breakpoints.list(), this::counted, !first);
            if (counted.isEmpty()) return interrupted();
            targets = counted.get();
        }
        boolean looksHere = first;
        while (true) {
            Search search = new Search(goal, back, targets);
            Watch watch = search.watch();
            Optional<Stop> here = looksHere ? timeline.here(watch) : Optional.empty();
            looksHere = false;
            Stop stop = here.orElseGet(() -> back ? timeline.backward(watch) : timeline.forward(watch));
            Optional<Stopped> stopped = stopped(stop, search);
            if (stopped.isEmpty()) {
                logs.goOn();
                continue;
            }
            if (stopped.get().reason() != Stopped.Reason.PAUSE) unfinished = Optional.empty();
            return stopped.get().logging(logs.end());
        }
    }

    /// The hits of a breakpoint are counted where its condition holds.
    private HitCounts.Counted counted(Breakpoint b) {
        if (b.options().condition().isEmpty()) return new HitCounts.Counted(_ -> true, false);
        boolean needsDiversion = breakpoints.needsDiversion(b);
        return new HitCounts.Counted(thread -> {
            Optional<StackFrame> frame = frames.innermost(thread);
            if (frame.isEmpty()) return false;
            return needsDiversion ? holds(b, frame.get()) : expressions.plainCondition(b.options().condition(), frame.get()).orElse(true);
        }, needsDiversion);
    }

    private Stopped interrupted() {
        return Stopped.of(Stopped.Reason.PAUSE, running(), timeline.now(), "interrupted").logging(logs.end());
    }

    int running() {
        return timeline.machine().scheduler().current().number();
    }

    private Optional<Stopped> stopped(Stop stop, Search search) {
        Moment now = timeline.now();
        return switch (stop) {
            case Stop.Interrupted _ -> Optional.of(interrupted());
            case Stop.Start _ -> Optional.of(Stopped.of(Stopped.Reason.START, running(), now, "the start of history"));
            case Stop.End end -> Optional.of(ended(end.outcome()));
            case Stop.Reached _ -> Optional.of(Stopped.of(Stopped.Reason.GOTO, running(), now, ""));
            case Stop.Hit hit -> hit(hit, search);
        };
    }

    private Optional<Stopped> hit(Stop.Hit hit, Search search) {
        Found found = search.found;
        List<Integer> stopping = new ArrayList<>(found.hit.stream().map(Breakpoint::id).toList());
        for (Unsure u : found.unsure) if (isSure(u, hit.thread(), search.back)) stopping.add(u.breakpoint.id());
        if (!found.goal && stopping.isEmpty()) return Optional.empty();
        Moment now = timeline.now();
        if (found.change.isPresent()) {
            Breakpoint.Data d = (Breakpoint.Data) found.hit.getFirst().request();
            Stopped.Change change = search.back ? write(d.value(), d.what()) : found.change.get();
            return Optional.of(Stopped.of(Stopped.Reason.DATA, hit.thread(), now, search.back ? "about to happen" : "").at(stopping)
                .changing(change));
        }
        Stopped.Reason reason = found.goal ? search.goal.reason() : Stopped.Reason.BREAKPOINT;
        if (found.goal && !stopping.isEmpty()) reason = Stopped.Reason.BREAKPOINT;
        return Optional.of(Stopped.of(reason, hit.thread(), now, found.goal ? search.goal.text() : "").at(stopping));
    }

    /// What the next instruction makes of a value.
    Stopped.Change write(Cell cell, String name) {
        String before = values.text(cell.value(frames.memory()));
        String after = timeline.divert((_, _) -> { }, vm -> {
            vm.step();
            return values.text(cell.value(frames.memory()));
        });
        return new Stopped.Change(name, before, after);
    }

    /// Evaluates the condition or the message that needs a diversion, now that the machine stands still.
    private boolean isSure(Unsure u, int thread, boolean back) {
        Breakpoint b = u.breakpoint;
        List<StackFrame> stack = frames.of(thread);
        if (stack.isEmpty()) return false;
        if (!u.isMet) {
            if (!holds(b, stack.getFirst())) return false;
            boolean isCounted = !back && !b.options().hits().isAlways();
            if (isCounted && !counts.next(b)) return false;
        }
        if (b.options().log().isEmpty()) return true;
        logs.add(b.options().log(), stack.getFirst(), timeline.now().tick());
        return false;
    }

    /// Whether the condition of a breakpoint holds; the machine stands still. One that panics makes it stop, too.
    private boolean holds(Breakpoint b, StackFrame frame) {
        return holds(b.options().condition(), frame);
    }

    /// The same for the place of a panic.
    private boolean holds(String condition, int thread) {
        List<StackFrame> stack = frames.of(thread);
        Optional<StackFrame> frame = stack.stream().filter(f -> !f.isLibrary()).findFirst().or(() -> stack.stream().findFirst());
        return frame.isEmpty() || holds(condition, frame.get());
    }

    private boolean holds(String condition, StackFrame frame) {
        Evaluated e = expressions.evaluate(condition, frame, Optional.of(Type.BOOL));
        return !(e instanceof Evaluated.Result r) || !r.text().equals("false");
    }

    /// The program has ended.
    Stopped ended(Optional<Outcome> outcome) {
        if (outcome.isEmpty()) return Stopped.of(Stopped.Reason.END, running(), timeline.now(), "the end of the recording");
        Stopped stopped = switch (outcome.get()) {
            case Outcome.Panicked p -> {
                boolean deadlock = p.code().equals("P13");
                Stopped.Reason wanted = deadlock ? Stopped.Reason.DEADLOCK : Stopped.Reason.PANIC;
                Stopped.Reason reason = panics.matches(p, condition -> holds(condition, p.thread())) ? wanted : Stopped.Reason.EXITED;
                yield Stopped.of(reason, p.thread(), timeline.now(), "panic[" + p.code() + "]: " + p.message());
            }
            case Outcome.Exited x ->
                Stopped.of(Stopped.Reason.EXITED, running(), timeline.now(), "the program ended with status " + x.status());
            case Outcome other -> Stopped.of(Stopped.Reason.EXITED, running(), timeline.now(), Expressions.text(other));
        };
        return stopped.ending(outcome);
    }

    HitCounts counts() {
        return counts;
    }
}
