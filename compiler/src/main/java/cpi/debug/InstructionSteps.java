// Steps by instructions.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.timeline.Moment;
import cpi.timeline.Stop;
import cpi.timeline.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// One instruction of a thread, in both directions. What other threads do in between is passed over.
final class InstructionSteps {
    private static final Goal SWITCH = new Goal(Set.of(), _ -> false, List.of(), true, Stopped.Reason.GOTO, "", true);

    private final Timeline timeline;
    private final Inspection inspection;
    private final Motions motions;

    InstructionSteps(Timeline timeline, Inspection inspection, Motions motions) {
        this.timeline = timeline;
        this.inspection = inspection;
        this.motions = motions;
    }

    private Optional<Inspection.Activation> innermost(int thread) {
        return timeline.machine().scheduler().find(thread).flatMap(inspection::innermost);
    }

    /// Executes the next instruction; if `over` and that is a call, all of the call.
    Stopped forward(int thread, boolean over) {
        while (timeline.outcome().isEmpty() && motions.running() != thread) {
            Stopped stopped = motions.move(SWITCH, false);
            if (stopped.reason() != Stopped.Reason.GOTO) return stopped;
        }
        Optional<Inspection.Activation> here = innermost(thread);
        Optional<Inspection.CallSite> call = here.filter(_ -> over).flatMap(a -> inspection.callAt(a.pc()));
        if (call.isPresent()) return to(thread, call.get().returnTo(), here.get().fp(), false);
        return to(new Moment(timeline.now().tick(), timeline.now().step() + 1), thread);
    }

    /// Goes back in front of the instruction that was executed last; if `over` and that ended a call, in front of the call.
    Stopped back(int thread, boolean over) {
        Optional<Inspection.Activation> here = innermost(thread);
        while (true) {
            Moment now = timeline.now();
            Moment before = timeline.before(now);
            if (before.equals(now)) return Stopped.of(Stopped.Reason.START, motions.running(), now, "the start of history");
            Stopped stopped = to(before, thread);
            if (stopped.reason() != Stopped.Reason.STEP || motions.running() == thread) return over ? overCall(stopped, here) : stopped;
            stopped = motions.move(SWITCH, true);
            if (stopped.reason() != Stopped.Reason.GOTO) return stopped;
        }
    }

    /// If a step back has come to the end of a call, goes on to its beginning.
    private Stopped overCall(Stopped stopped, Optional<Inspection.Activation> from) {
        Optional<Inspection.Activation> now = innermost(stopped.thread());
        if (from.isEmpty() || now.isEmpty() || now.get().fp() <= from.get().fp()) return stopped;
        Optional<Inspection.CallSite> call = inspection.calls(from.get()).stream().filter(c -> c.returnTo() == from.get().pc())
            .findFirst();
        return call.map(c -> to(stopped.thread(), c.address(), from.get().fp(), true)).orElse(stopped);
    }

    private Stopped to(int thread, long address, long fp, boolean back) {
        Predicate<ThreadState> there = t -> t.number() == thread && t.fp() == fp;
        return motions.move(Goal.at(Set.of(address), there, Stopped.Reason.STEP, ""), back);
    }

    private Stopped to(Moment moment, int thread) {
        Stop stop = timeline.seek(moment);
        if (timeline.outcome().isPresent()) return motions.ended(timeline.outcome());
        return switch (stop) {
            case Stop.End end -> motions.ended(end.outcome());
            case Stop.Interrupted _ -> Stopped.of(Stopped.Reason.PAUSE, thread, timeline.now(), "interrupted");
            case Stop.Hit _, Stop.Reached _, Stop.Start _ -> Stopped.of(Stopped.Reason.STEP, thread, timeline.now(), "");
        };
    }
}
