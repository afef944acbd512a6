// Steps of one thread, forward and backward.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.ir.Shape;
import cpi.typed.Function;
import cpi.types.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A step ends when its thread has moved by one statement, whatever the others did meanwhile. An activation is known by its
/// frame and where it returns to: a statement that calls two functions gives both the same frame.
final class Steps {
    private final Inspection inspection;
    private final Frames frames;
    private final Motions motions;
    private final Values values;

    Steps(Inspection inspection, Frames frames, Motions motions, Values values) {
        this.inspection = inspection;
        this.frames = frames;
        this.motions = motions;
        this.values = values;
    }

    /// To the next or previous statement of the thread, wherever that is. Library functions are stepped into from the library only.
    Stopped into(int thread, boolean back) {
        List<StackFrame> stack = frames.of(thread);
        boolean inLibrary = !stack.isEmpty() && stack.getFirst().isLibrary();
        Set<Long> places = userStatements();
        if (inLibrary) for (Inspection.Point p : inspection.points()) places.add(p.address());
        places.addAll(end());
        return step(places, t -> t.number() == thread || back && isUnborn(thread), back);
    }

    /// Into one call of the statement that a frame is in, be it of the library; to the next statement if that is not made.
    Stopped into(StepTarget target) {
        StackFrame frame = target.frame();
        Inspection.CallSite call = target.call();
        Goal over = over(frame);
        Set<Long> places = new HashSet<>(over.places());
        for (Inspection.Point p : inspection.points()) {
            if (call.callee().map(f -> f == p.function()).orElse(true)) places.add(p.address());
        }
        long caller = frame.activation().fp();
        return motions.move(Goal.at(places, t -> over.test().test(t) || t.number() == frame.thread()
            && inspection.returnTo(t.fp()) == call.returnTo() && inspection.callerOf(t.fp()) == caller, Stopped.Reason.STEP, ""), false);
    }

    /// The calls that are still to be made by the statement that a frame is in.
    List<StepTarget> targets(StackFrame frame) {
        Inspection.Activation a = frame.activation();
        if (frame.level() > 0 || frame.statement().isEmpty()) return List.of();
        return inspection.calls(a).stream().filter(c -> c.address() >= a.pc())
            .filter(c -> inspection.statement(a, c.address(), c.place()).equals(frame.statement()))
            .map(c -> new StepTarget(frame, c)).toList();
    }

    /// Whether a thread has not been started yet: a step back from its beginning goes to the statement that starts it.
    private boolean isUnborn(int thread) {
        return !frames.hasThread(thread);
    }

    /// The same without stopping in functions that are called meanwhile.
    Stopped over(int thread, boolean back) {
        List<StackFrame> stack = frames.of(thread);
        if (stack.isEmpty()) return into(thread, back);
        Goal goal = over(stack.getFirst());
        if (!back || thread == 0) return motions.move(goal, back);
        Set<Long> places = new HashSet<>(goal.places());
        places.addAll(userStatements());
        return step(places, t -> goal.test().test(t) || isUnborn(thread), true);
    }

    /// To the next statement of a thread in its innermost frame or in one of its callers.
    private Goal over(StackFrame innermost) {
        int thread = innermost.thread();
        Inspection.Activation here = innermost.activation();
        Set<Long> places = new HashSet<>(end());
        Set<Function> functions = new HashSet<>();
        for (Function f : frames.functions(thread)) if (innermost.isLibrary() || !f.place().file().bundled()) functions.add(f);
        for (Inspection.Point p : inspection.points()) if (functions.contains(p.function())) places.add(p.address());
        return Goal.at(places, t -> t.number() == thread && (isIn(t, here) || t.fp() < here.fp() || isEnd(t)), Stopped.Reason.STEP, "");
    }

    private Set<Long> userStatements() {
        Set<Long> places = new HashSet<>();
        for (Inspection.Point p : inspection.points()) if (!p.function().place().file().bundled()) places.add(p.address());
        return places;
    }

    private boolean isIn(ThreadState t, Inspection.Activation activation) {
        return t.fp() == activation.fp() && inspection.returnTo(t.fp()) == activation.returnTo();
    }

    private Stopped step(Set<Long> places, Predicate<ThreadState> test, boolean back) {
        return motions.move(Goal.at(places, test, Stopped.Reason.STEP, ""), back);
    }

    /// Where a thread arrives when its function has returned.
    private Set<Long> end() {
        return inspection.threadEnd().map(Set::of).orElse(Set.of());
    }

    private boolean isEnd(ThreadState t) {
        return inspection.threadEnd().map(a -> a == t.pc()).orElse(false);
    }

    /// Until a frame has returned, to the place behind the call; outer frames of the library are left, too. Back: to the statement
    /// that called it.
    Stopped out(StackFrame frame, boolean back) {
        List<StackFrame> stack = frames.of(frame.thread());
        int caller = frame.level() + 1;
        while (caller < stack.size() && stack.get(caller).isLibrary() && !frame.isLibrary()) caller++;
        if (back) return back(frame, stack, caller);
        if (caller >= stack.size()) return step(end(), t -> t.number() == frame.thread(), false);
        Inspection.Activation left = stack.get(caller - 1).activation();
        long callerFp = stack.get(caller).activation().fp();
        Function function = frame.activation().function();
        long resultMemory = frames.register(inspection.registerAddress(frame.activation(), 0));
        // Not where the callee returns to, which may be C.
        long behind = inspection.behind(stack.get(caller).activation());
        Stopped stopped = motions.move(Goal.at(Set.of(behind),
            t -> t.number() == frame.thread() && t.fp() == callerFp, Stopped.Reason.STEP, "returned"), false);
        boolean arrived = stopped.reason() == Stopped.Reason.STEP && caller == frame.level() + 1 && behind == left.returnTo();
        return arrived ? stopped.returning(result(function, callerFp, left.returnTo(), resultMemory)) : stopped;
    }

    private Stopped back(StackFrame frame, List<StackFrame> stack, int caller) {
        if (caller >= stack.size() && frame.thread() == 0) return motions.move(Goal.NONE, true);
        if (caller >= stack.size()) return step(userStatements(), _ -> isUnborn(frame.thread()), true);
        Inspection.Activation to = stack.get(caller).activation();
        Set<Long> places = new HashSet<>();
        for (Inspection.Point p : inspection.pointsAround(to.pc())) places.add(p.address());
        return step(places, t -> t.number() == frame.thread() && isIn(t, to), true);
    }

    /// The value that a function has just returned.
    private Optional<Value> result(Function function, long callerFp, long returnTo, long memory) {
        Type type = function.type().result();
        if (values.layout().size(type) == 0) return Optional.empty();
        Shape shape = frames.shapes().of(type);
        Data data = shape.inMemory() ? new Data.InMemory(frames.memory(), memory)
            : new Data.Copy(Shaped.bytes(shape, inspection.returned(callerFp, returnTo, shape.parts().size())));
        return Optional.of(new Value("returned", type, data, "", frames.memory()));
    }

    /// Back to the first statement of an activation.
    Stopped restart(StackFrame frame) {
        Inspection.Activation a = frame.activation();
        List<Inspection.Point> points = inspection.pointsAround(a.pc());
        if (points.isEmpty()) return motions.move(Goal.NONE.alone(), true);
        Set<Long> places = Set.of(points.getFirst().address());
        Goal goal = Goal.at(places, t -> t.number() == frame.thread() && isIn(t, a), Stopped.Reason.GOTO, "restarted").alone();
        return motions.move(goal, true);
    }
}
