// A debugger without any user interface.
package cpi.debug;

import cpi.engine.Outcome;
import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.interp.Vm;
import cpi.ir.IrNames;
import cpi.ir.IrPrinter;
import cpi.sema.Snippets;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.timeline.Moment;
import cpi.timeline.Stop;
import cpi.timeline.Timeline;
import cpi.typed.Function;
import cpi.types.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Debugs one program in both directions of time. After each motion the machine stands still at a moment, and everything that
/// is asked is about the state then; [StackFrame]s and [Value]s are good until the next motion.
///
/// One thread uses it, one with a large stack, for it runs the type checker; only [#interrupt] may be called by any.
public final class Debugger implements AutoCloseable {
    private final Debuggee debuggee;
    private final Timeline timeline;
    private final Vm vm;
    private final Inspection inspection;
    private final Values values;
    private final Frames frames;
    private final Expressions expressions;
    private final Sources sources;
    private final Breakpoints breakpoints;
    private final Motions motions;
    private final Steps steps;
    private final InstructionSteps instructions;
    private final History history;
    private final Scopes scopes;
    private final Disassembly code;
    private final Jumps jumps;
    private final Threads threads;
    private final Changes changes;
    private final Snippets snippets;

    /// @param timeline of the debuggee, which is about to begin; it is closed with the debugger
    public Debugger(Debuggee debuggee, Timeline timeline) {
        this.debuggee = debuggee;
        this.snippets = debuggee.snippets();
        this.timeline = timeline;
        this.vm = timeline.machine();
        this.inspection = new Inspection(vm);
        this.values = new Values(vm, inspection, debuggee.layout(), debuggee.context());
        this.frames = new Frames(vm, inspection, debuggee.layout());
        Diversion diversion = new Diversion() {
            @Override
            public <T> T divert(java.util.function.Function<Vm, T> action) {
                return timeline.divert((_, _) -> { }, action);
            }
        };
        this.expressions = new Expressions(vm, frames, values, snippets, debuggee.types(), diversion, Thread::interrupted);
        this.sources = new Sources(debuggee.files(), inspection);
        this.breakpoints = new Breakpoints(sources, frames, expressions);
        this.motions = new Motions(timeline, frames, expressions, values, breakpoints);
        this.steps = new Steps(inspection, frames, motions, values);
        this.instructions = new InstructionSteps(timeline, inspection, motions);
        this.history = new History(timeline, motions, frames, expressions, values);
        this.scopes = new Scopes(vm, frames, values, inspection, snippets, debuggee.context());
        this.threads = new Threads(vm, frames);
        this.changes = new Changes(timeline, frames, expressions, values);
        this.code = new Disassembly(inspection);
        this.jumps = new Jumps(timeline, inspection, frames, sources);
    }

    /// The history; moving it directly is fine as long as the debugger is not used meanwhile.
    public Timeline timeline() {
        return timeline;
    }

    public Breakpoints breakpoints() {
        return breakpoints;
    }

    public Sources sources() {
        return sources;
    }

    public Values values() {
        return values;
    }

    /// Which panics stop where they happen. All, if nothing is said.
    public void panics(PanicFilter filter) {
        motions.panics(filter);
    }

    // Where it is.

    public Moment now() {
        return timeline.now();
    }

    /// How far the moment is in what is known of the program's life, from 0 to 1.
    public double progress() {
        long end = timeline.end().tick();
        return end == 0 ? 0 : (double) timeline.now().tick() / end;
    }

    /// How the program ended, if it has ended at this moment.
    public Optional<Outcome> outcome() {
        return timeline.outcome();
    }

    /// What a thread is called: its first function, or `main`; also one that has ended, or has not begun at the present moment.
    public String threadName(int number) {
        return number == 0 ? "main" : timeline.entry(number).flatMap(inspection::functionOf).map(Function::name).orElse("thread");
    }

    public List<ThreadView> threads() {
        return threads.list();
    }

    /// Whether there is a thread with a number, which may have ended.
    public boolean hasThread(int number) {
        return vm.scheduler().find(number).isPresent();
    }

    /// The number of the thread that runs at this moment.
    public int running() {
        return motions.running();
    }

    /// The frames of a thread, innermost first.
    public List<StackFrame> frames(int thread) {
        return frames.of(thread);
    }

    public List<ScopeView> scopes(StackFrame frame) {
        return scopes.of(frame);
    }

    /// The parts of a value: those with names, then `count` numbered ones from number `start` on.
    public List<Shown> parts(Value value, long start, long count) {
        return scopes.parts(value, start, count);
    }

    public Shown show(Value value) {
        return scopes.shown(value);
    }

    /// Evaluates an expression in a frame. Whatever it does is undone.
    public Evaluated evaluate(String expression, StackFrame frame) {
        return expressions.evaluate(expression, frame);
    }

    // Moving.

    /// Ends the motion that is going on, or the next one, soon; it gives [Stopped.Reason#PAUSE].
    public void interrupt() {
        timeline.interrupt();
    }

    /// Carries the motion that was interrupted last on to its goal; goes on running if there is none.
    public Stopped resume() {
        return settled(motions.unfinished().map(java.util.function.Supplier::get).orElseGet(() -> proceed(false)));
    }

    /// What is debugged.
    public Debuggee debuggee() {
        return debuggee;
    }

    /// The value of an evaluation, once it is complete.
    public Optional<Value> result() {
        boolean complete = timeline.outcome().map(Expressions::isComplete).orElse(false);
        return debuggee.evaluation().flatMap(Debuggee.Evaluation::result).filter(_ -> complete).flatMap(object ->
            inspection.address(object).map(at -> new Value(object.name(), object.type(), new Data.InMemory(frames.memory(), at),
                "", frames.memory())));
    }

    /// Goes to the first statement of `main`, or of the evaluation.
    public Stopped start() {
        Set<Long> places = new HashSet<>();
        for (Inspection.Point p : inspection.points()) {
            if (debuggee.entry().isPresent() && p.function() == debuggee.entry().get()) places.add(p.address());
        }
        boolean isThere = places.contains(vm.scheduler().current().pc());
        if (isThere) return Stopped.of(Stopped.Reason.ENTRY, running(), now(), "");
        return motions.move(Goal.at(places, _ -> true, Stopped.Reason.ENTRY, "").alone(), false);
    }

    /// Whoever arrives before a change is in the future without it ([Timeline#settle]).
    private Stopped settled(Stopped stopped) {
        timeline.settle();
        return stopped;
    }

    /// Runs from the start, where nothing has been executed, to the first stop: a breakpoint at the very first statement counts.
    public Stopped begin() {
        return settled(motions.begin());
    }

    /// Runs to the next stop, or back to the previous one.
    public Stopped proceed(boolean back) {
        return settled(motions.move(Goal.NONE, back));
    }

    /// One statement of a thread, into calls. Back: to the statement that was executed before.
    public Stopped stepInto(int thread, boolean back) {
        return settled(steps.into(thread, back));
    }

    /// One statement of a thread, calls included.
    public Stopped stepOver(int thread, boolean back) {
        return settled(steps.over(thread, back));
    }

    /// The calls that the statement of an innermost frame is going to make, in their order.
    public List<StepTarget> stepTargets(StackFrame frame) {
        return steps.targets(frame);
    }

    /// Into one of these calls; to the next statement if it is not made.
    public Stopped stepInto(StepTarget target) {
        return settled(steps.into(target));
    }

    /// One instruction of a thread; if `over`, calls included.
    public Stopped stepInstruction(int thread, boolean over, boolean back) {
        return settled(back ? instructions.back(thread, over) : instructions.forward(thread, over));
    }

    /// Until a frame returns, with the value that it returns. Back: to the statement that called it.
    public Stopped stepOut(StackFrame frame, boolean back) {
        return settled(steps.out(frame, back));
    }

    /// Back to the first statement of a frame.
    public Stopped restart(StackFrame frame) {
        return settled(steps.restart(frame));
    }

    /// Runs until a line is reached; breakpoints stop it as well. Empty if the line has no statement.
    public Optional<Stopped> runTo(SourceFile file, int line, boolean back) {
        Set<Long> places = new HashSet<>();
        for (Inspection.Point p : sources.atLine(file, line, 0)) places.add(p.address());
        if (places.isEmpty()) return Optional.empty();
        return Optional.of(settled(motions.move(Goal.at(places, _ -> true, Stopped.Reason.GOTO, ""), back)));
    }

    /// Goes to a moment, past all breakpoints.
    public Stopped seek(Moment moment) {
        Stop stop = timeline.seek(moment);
        timeline.settle();
        if (timeline.outcome().isPresent()) return motions.ended(timeline.outcome());
        return switch (stop) {
            case Stop.End end -> motions.ended(end.outcome());
            case Stop.Interrupted _ -> Stopped.of(Stopped.Reason.PAUSE, running(), now(), "interrupted");
            case Stop.Hit _, Stop.Reached _, Stop.Start _ -> Stopped.of(Stopped.Reason.GOTO, running(), now(), "");
        };
    }

    /// To the next or previous moment at which another thread goes on.
    public Stopped toSwitch(boolean back) {
        Goal goal = new Goal(Set.of(), _ -> false, List.of(), true, Stopped.Reason.GOTO, "another thread goes on", false);
        return settled(motions.move(goal, back));
    }

    /// To the next or previous output of the program.
    public Stopped toOutput(boolean back) {
        return settled(motions.move(Goal.at(inspection.outputs(), _ -> true, Stopped.Reason.GOTO, "output").alone(), back));
    }

    // Other futures.

    /// Sets a value to that of an expression, evaluated in a frame: a new future begins here. Gives the new value.
    public Evaluated assign(Value target, String expression, StackFrame frame) {
        return changes.assign(target, expression, frame);
    }

    /// Writes bytes into memory: a new future begins here. False if the program could not write there; then nothing has changed.
    public boolean write(long address, byte[] bytes) {
        return changes.write(address, bytes);
    }

    /// From here on turns of threads are given by this seed: a new future.
    public void reschedule(long seed) {
        timeline.reschedule(seed);
    }

    /// Gives the turn to another thread: a new future. False if it cannot run.
    public boolean forceSwitch(int thread) {
        return timeline.forceSwitch(thread);
    }

    /// All futures that are known, in the order in which they began.
    public List<FutureView> futures() {
        return timeline.futures().stream().map(FutureView::of).toList();
    }

    /// Goes to another future: to the same moment, or the last one before it that both have, but not before its beginning. Empty if
    /// there is no such future.
    public Optional<Stopped> switchTo(int future) {
        if (!timeline.switchTo(future)) return Optional.empty();
        Moment fork = futures().stream().filter(FutureView::current).findFirst().orElseThrow().fork();
        return Optional.of(seek(now().isBefore(fork) ? fork : now()));
    }

    /// The statements that begin on a line, those of each function once: where a thread could [#jump] to.
    public List<Jumps.Target> jumpTargets(SourceFile file, int line) {
        return jumps.targets(file, line);
    }

    /// Lets a thread go on at another statement of its function, in a new future. Variables that become visible by that are zero.
    /// Empty if the thread is not in that function; then nothing has changed.
    public Optional<Stopped> jump(int thread, Jumps.Target target) {
        return jumps.jump(thread, target) ? Optional.of(Stopped.of(Stopped.Reason.GOTO, thread, now(), "")) : Optional.empty();
    }

    // The past.

    /// Whether a value is in memory or in a variable, so that it can be watched and its past can be asked for.
    public boolean isStored(Value value) {
        return !Cell.of(value, debuggee.layout().size(value.type())).ranges().isEmpty();
    }

    /// Back to just before the last write to a value.
    public Stopped lastWrite(Value value) {
        return settled(history.lastWrite(value, Breakpoint.Access.WRITE));
    }

    /// Back to just before a value became what it is, or what a text says.
    public Stopped became(Value value, Optional<String> wanted) {
        return settled(history.became(value, wanted));
    }

    /// The values of an expression at every pass of a line up to now, at most the last `limit`. Empty if it was interrupted.
    public Optional<List<HistoryEntry>> history(String expression, SourceFile file, int line, int limit) {
        return history.history(expression, sources.atLine(file, line, 0), limit);
    }

    // Data breakpoints.

    /// Watches the value of an expression in a frame. Empty if it has no memory.
    public Optional<Breakpoint> watch(Value value, StackFrame frame, Breakpoint.Access access, Breakpoint.Options options) {
        Cell cell = Cell.of(value, debuggee.layout().size(value.type()));
        if (cell.ranges().isEmpty()) return Optional.empty();
        long at = cell.ranges().getFirst().address();
        Optional<Breakpoint.Activation> owner = frames.owner(frame.thread(), at);
        String name = value.expression().isEmpty() ? value.name() : value.expression();
        return Optional.of(breakpoints.add(new Breakpoint.Data(name, access, cell.ranges(), cell, owner), options));
    }

    // Details.

    /// The code of a function as text, with the places of instructions.
    public Optional<String> disassemble(Function function) {
        return inspection.code(function).map(ir -> IrPrinter.print(ir, new IrNames(), true));
    }

    /// The code of the program, line by line.
    public Disassembly code() {
        return code;
    }

    /// `count` bytes of memory, as far as they are alive.
    public byte[] read(long address, int count) {
        int n = count;
        while (n > 0 && frames.memory().state(address, n) != MemoryView.State.ALIVE) n--;
        return n == 0 ? new byte[0] : frames.memory().read(address, n);
    }

    /// Names that could stand in an expression in a frame.
    public List<String> names(StackFrame frame) {
        return expressions.names(frame);
    }

    /// The members of a module that is visible in a frame, or the fields of a value.
    public List<String> members(String expression, StackFrame frame) {
        List<String> ofModule = expressions.members(expression, frame);
        if (!ofModule.isEmpty() || !(evaluate(expression, frame) instanceof Evaluated.Result r)) return ofModule;
        return values.parts().named(r.value()).stream().map(Value::name).toList();
    }

    /// The signature of a function for people.
    public String signature(Function function) {
        return Snippets.signature(function);
    }

    /// Where a thread is, in its innermost frame outside the library.
    public Optional<StackFrame> userFrame(int thread) {
        List<StackFrame> all = frames(thread);
        return all.stream().filter(f -> !f.isLibrary()).findFirst().or(() -> all.stream().findFirst());
    }

    /// The place of a thread.
    public Span place(int thread) {
        return frames(thread).stream().findFirst().map(StackFrame::place).orElse(Span.NONE);
    }

    /// The state of a thread in the machine.
    Optional<ThreadState> thread(int number) {
        return vm.scheduler().find(number);
    }

    /// A type that an expression names, for casts by user interfaces.
    Optional<Type> type(String expression, StackFrame frame) {
        return evaluate(expression, frame) instanceof Evaluated.Result r ? Optional.of(r.value().type()) : Optional.empty();
    }

    @Override
    public void close() {
        timeline.close();
    }
}
