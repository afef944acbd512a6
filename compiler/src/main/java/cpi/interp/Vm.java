// The virtual machine: its parts, its tables, and the loop that gives turns to threads.
package cpi.interp;

import cpi.diag.Bug;
import cpi.engine.Heap;
import cpi.engine.Host;
import cpi.engine.JournalHost;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Outcome.Budget;
import cpi.engine.Output;
import cpi.engine.Raw;
import cpi.engine.Scheduler;
import cpi.engine.ThreadState;
import cpi.interp.code.Code;
import cpi.interp.code.Frame;
import cpi.interp.code.FunctionCode;
import cpi.interp.code.Image;
import cpi.interp.code.Program;
import cpi.interp.code.Statics;
import cpi.typed.Function;
import cpi.types.EnumerationType;
import cpi.types.FnType;
import cpi.types.Layout;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs one program, or one evaluation after another.
///
/// The state of a running program is: [Memory] (with the [Heap], stacks, frames and registers in it), [Scheduler] (threads and
/// clock), [Output] (what is not yet written), and the position in the journal of the [Host]. All of it is data while
/// [#run] is not executing. The [Image] (code, addresses, numbers of types) only
/// depends on the program.
public final class Vm {
    /// What a machine may do and how much of it. `maxSteps`, `maxMemory`, `maxDepth`: no limit is [Long#MAX_VALUE].
    ///
    /// @param compileTime evaluation at compile time: addresses are marked, memory is lazy, the outside is closed (C6, C7)
    /// @param foreign whether foreign functions may be called (C6.4)
    /// @param translate whether hot functions become JVM code; states do not depend on it
    public record Options(boolean compileTime, boolean foreign, long maxSteps, long maxMemory, long maxDepth,
                          Scheduler.Options scheduling, boolean translate) {
        /// For a program, without limits.
        public static Options forProgram(Scheduler.Options scheduling) {
            return new Options(false, true, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, scheduling, true);
        }

        public static Options forEvaluation(boolean foreign, long maxSteps, long maxMemory, long maxDepth, Scheduler.Options scheduling) {
            return new Options(true, foreign, maxSteps, maxMemory, maxDepth, scheduling, false);
        }

        public static Options forProgram() {
            return forProgram(Scheduler.Options.DEFAULT);
        }
    }

    private static final int ROOT_REGISTERS = 8;
    /// Register of the root frame that counts the functions called by it so far.
    private static final int ROOT_STAGE = 7;

    private final Options options;
    private final Program program;
    private final Layout layout;
    private final Memory memory;
    private final Heap heap;
    private final Image image;
    private final Code code;
    private final Statics statics;
    private final Contexts contexts;
    private final Scheduler scheduler;
    private final Host host;
    private final Output output;
    private final Faults faults;
    private final ObjectRecords objects;
    private final SlowPath slowPath;
    private final Tier tier;
    private final Traps traps;
    private final Stepper stepper;
    /// Ticks to the next event, while translated code runs.
    int left;
    /// The translated functions by number, null where there is none: looked up by every call of translated code.
    @Nullable Compiled[] compiled = new Compiled[64];
    private List<Function> entry = List.of();
    private long eventAt;
    private long stepsFrom;
    private long pauseAt = Long.MAX_VALUE;
    /// How many calls of C are on the Java stack: inside of them the machine cannot pause.
    private int insideC;
    private Outcome outcome = new Outcome.Exited(0);
    private @Nullable ThreadState lastThread;
    private boolean passedTraps;
    private boolean ranCallback;

    public Vm(Options options, Program program, Layout layout, Memory memory, Host host) {
        this.options = options;
        this.program = program;
        this.layout = layout;
        this.memory = memory;
        this.host = host;
        this.heap = new Heap(memory);
        this.image = new Image(program, layout, memory, options.compileTime);
        this.code = image.code();
        this.statics = image.statics();
        this.contexts = new Contexts(this, program, options.compileTime);
        this.scheduler = new Scheduler(options.scheduling, memory);
        this.output = new Output(host, options.compileTime);
        this.faults = new Faults(this);
        this.objects = new ObjectRecords(this);
        this.slowPath = new SlowPath(this);
        this.tier = new Tier(this);
        this.traps = new Traps(this);
        this.stepper = new Stepper(this, traps);
        if (host instanceof JournalHost h) h.journal().clock(scheduler::ticks);
        heap.init();
        if (options.compileTime) memory.onLazy(at -> statics.touch(at) || contexts.touch(at));
    }

    public Memory memory() {
        return memory;
    }

    public Heap heap() {
        return heap;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Output output() {
        return output;
    }

    public Options options() {
        return options;
    }

    public Program program() {
        return program;
    }

    public Layout layout() {
        return layout;
    }

    Host host() {
        return host;
    }

    Image image() {
        return image;
    }

    public Code code() {
        return code;
    }

    public Statics statics() {
        return statics;
    }

    Contexts contexts() {
        return contexts;
    }

    Faults faults() {
        return faults;
    }

    Tier tier() {
        return tier;
    }

    public ObjectRecords objects() {
        return objects;
    }

    /// Calls of C.
    Foreign foreign() {
        return calls().foreign();
    }

    /// From now on the activation has this context (T1.3).
    void setContext(ThreadState thread, long context) {
        Raw.putLong(thread.fp() + Frame.CONTEXT, context);
        if (memory.hasMarks()) memory.markAddress(thread.fp() + Frame.CONTEXT);
    }

    int endThread(ThreadState thread) {
        return calls().endThread(thread);
    }

    int lock(ThreadState thread, long mutex, String name, long after) {
        return calls().lock(thread, mutex, name, after);
    }

    int unlock(ThreadState thread, long mutex, long after) {
        return calls().unlock(thread, mutex, after);
    }

    /// The memory of an ended thread's stack is no longer alive.
    void releaseStack(ThreadState thread) {
        memory.release(thread.stackBase(), thread.stackEnd());
    }

    // Starting.

    /// Assembles everything the functions can reach, so that running changes no table and no static layout.
    public void link(List<Function> roots) {
        image.link(roots);
    }

    /// Prepares the main thread to call functions one after the other, each with the result of the one before as arguments. The
    /// exit status comes from the last one (L12.2).
    public void start(List<Function> functions) {
        entry = List.copyOf(functions);
        if (!options.compileTime) statics.started();
        stepsFrom = scheduler.ticks();
        ThreadState main = scheduler.start(false).orElseThrow(() -> new Bug("no room for the main thread"));
        long fp = rootFrame(main, main.stackBase() + contexts.makeFor(main));
        Raw.putLong(fp + 8 * ROOT_STAGE, 0);
        callFromRoot(main, fp, statics.functionId(entry.getFirst()), 0);
        // The function that is evaluated is no nested call.
        calls().reset();
        if (!options.compileTime) statics.started();
    }

    /// The outermost frame of a thread, from which its function is called. Its context is at the start of the stack.
    long rootFrame(ThreadState thread, long at) {
        memory.touch(at, Memory.PAGE);
        long fp = at + 8 * Frame.HEADER_WORDS;
        Raw.putLong(fp + Frame.CONTEXT, thread.stackBase());
        Raw.putLong(fp + Frame.RETURN, 0);
        Raw.putLong(fp + Frame.CALLER, 0);
        for (int i = 0; i < ROOT_REGISTERS; i++) Raw.putLong(fp + 8L * i, 0);
        return fp;
    }

    /// Calls a function from the root frame; its first two registers are the arguments and will get the results.
    void callFromRoot(ThreadState thread, long root, int function, int stub) {
        FunctionCode callee = image.codeOf(function);
        long fp = root + 8 * (ROOT_REGISTERS + Frame.HEADER_WORDS);
        memory.touch(fp, Math.min(callee.frameBytes(), thread.stackEnd() - fp));
        Raw.putLong(fp + Frame.CONTEXT, Raw.getLong(root + Frame.CONTEXT));
        Raw.putLong(fp + Frame.RETURN, code.stub(stub));
        Raw.putLong(fp + Frame.CALLER, root);
        for (int i = 0; i < 2; i++) {
            Raw.putLong(fp + 8L * i, Raw.getLong(root + 8L * i));
            if (memory.hasMarks()) Raw.putLong(fp + 8L * i + memory.markDelta(), Raw.getLong(root + 8L * i + memory.markDelta()));
        }
        thread.moveTo(callee.entry(), fp);
        if (options.compileTime) calls().entered();
    }

    /// The function that the main thread's root frame called has returned: calls the next one, or ends the program.
    int mainReturned(ThreadState thread) {
        long root = thread.fp();
        int stage = (int) Raw.getLong(root + 8 * ROOT_STAGE) + 1;
        if (stage < entry.size()) {
            Raw.putLong(root + 8 * ROOT_STAGE, stage);
            callFromRoot(thread, root, statics.functionId(entry.get(stage)), 0);
            return 0;
        }
        FnType type = entry.getLast().type();
        boolean status = type.result().isInteger() || type.result().definition() instanceof EnumerationType;
        return stop(new Outcome.Exited(status ? (int) Raw.getLong(root) & 0xFF : 0));
    }

    /// Forgets the last evaluation: no thread, empty heap, every global as it was at the start (C4.2, C6.2). Code and addresses
    /// stay, so the next evaluation is cheap.
    public void reset() {
        memory.clear(memory.stackStart(), scheduler.stacksEnd());
        memory.clear(memory.heapStart(), heap.top());
        heap.init();
        scheduler.reset();
        statics.reset();
        objects.reset();
        calls().reset();
        outcome = new Outcome.Exited(0);
    }

    /// Whether so much code and static data have gathered that a new machine should take over.
    public boolean isFull() {
        return image.isFull();
    }

    // Running.

    /// The state now. Costs about as much as was written since the last one.
    public Checkpoint checkpoint() {
        return Checkpoint.of(this);
    }

    /// Goes back to a moment. With a [JournalHost] execution then repeats what it did.
    public void restore(Checkpoint moment) {
        moment.restore(this);
    }

    CallOps calls() {
        return slowPath.cold().calls();
    }

    /// Runs until the program ends.
    public Outcome run() {
        return runTo(Long.MAX_VALUE).orElseThrow(() -> new Bug("the last tick was reached"));
    }

    /// Runs until the program ends, or stops (empty) when this tick has been reached.
    public Optional<Outcome> runTo(long tick) {
        return advance(tick) == Pause.ENDED ? Optional.of(outcome) : Optional.empty();
    }

    /// From now on everything is interpreted. States do not depend on it.
    public void interpretOnly() {
        tier.disable();
    }

    /// How the program ended, after [Pause#ENDED].
    public Outcome outcome() {
        return outcome;
    }

    /// Places where [#advance] stops; none in the beginning.
    public Traps traps() {
        return traps;
    }

    /// Runs until the program ends, a tick is reached, or a trap is met. To leave a trap, [#step].
    public Pause advance(long tick) {
        while (true) {
            pauseAt = tick;
            if (scheduler.ticks() >= tick) return Pause.REACHED;
            ThreadState thread = scheduler.current();
            lastThread = thread;
            int why = tier.run(thread);
            if (why == Interpreter.TRAP) {
                if (memory.watches().hasTripped() || traps.isAt(thread) || traps.arrived(thread)) return Pause.TRAPPED;
                if (step() == Pause.ENDED) return Pause.ENDED;
                if (memory.watches().hasTripped() || traps.isAt(scheduler.current())) return Pause.TRAPPED;
            } else if (next(thread, why)) {
                return Pause.ENDED;
            } else if (memory.watches().hasTripped() || traps.atSwitches() && scheduler.current() != thread) {
                return Pause.TRAPPED;
            }
        }
    }

    /// Whether the steps allowed (C6.6) are used up.
    private boolean isOutOfSteps() {
        return scheduler.ticks() - stepsFrom >= options.maxSteps;
    }

    /// A tick brought an event: 0 to go on with the thread, or what is to be done.
    private int turn(ThreadState thread) {
        tier.sample(thread);
        if (isOutOfSteps()) return outOfBudget(thread, Budget.STEPS);
        return scheduler.ticks() < scheduler.quantumEnd() ? 0 : Interpreter.SWITCH;
    }

    /// The same for a thread in a function that C called: no other thread may run meanwhile.
    private int stayInCallback(ThreadState thread, int why) {
        if (thread.status() != ThreadState.Status.RUNNABLE) return faults.userPanic(thread, "P13", "deadlock: a callback from C waits");
        if (why != Interpreter.EVENT) return 0;
        tier.sample(thread);
        return isOutOfSteps() ? outOfBudget(thread, Budget.STEPS) : 0;
    }

    /// Runs the thread, which has just entered a function that C called, until this function returns, whatever the tick:
    /// [Interpreter#CALLBACK] or [Interpreter#STOP].
    int runCallback(ThreadState thread) {
        ranCallback = true;
        insideC++;
        try {
            while (true) {
                int why = tier.run(thread);
                if (why == Interpreter.TRAP) why = passTrap(thread);
                if (why == Interpreter.CALLBACK || why == Interpreter.STOP) return why;
                if (stayInCallback(thread, why) == Interpreter.STOP) return Interpreter.STOP;
            }
        } finally {
            insideC--;
        }
    }

    /// As long as C runs nothing can stop: executes the trapped instruction. When the call is repeated from the journal, C does not
    /// run, and the machine stops here.
    int passTrap(ThreadState thread) {
        passedTraps = true;
        memory.watches().take();
        int inside = insideC;
        long end = pauseAt;
        pauseAt = scheduler.ticks() + 1;
        insideC = 0;
        try {
            return stepper.execute(thread);
        } finally {
            insideC = inside;
            pauseAt = end;
        }
    }

    /// Whether traps were met since this was last asked at which the machine could not stop, as C was running.
    public boolean takePassedTraps() {
        boolean passed = passedTraps;
        passedTraps = false;
        return passed;
    }

    /// Whether C has called functions since this was last asked: what they did was no step of its own then, as it is when repeated.
    public boolean takeRanCallback() {
        boolean ran = ranCallback;
        ranCallback = false;
        return ran;
    }

    /// Executes one instruction of the running thread; if its turn ends there, the next thread is the running one then.
    public Pause step() {
        pauseAt = scheduler.ticks() + 1;
        ThreadState thread = scheduler.current();
        lastThread = thread;
        int why = stepper.execute(thread);
        return why != 0 && next(thread, why) ? Pause.ENDED : Pause.REACHED;
    }

    /// The thread that executed the last instruction.
    public ThreadState lastThread() {
        return Objects.requireNonNull(lastThread, "nothing has been executed");
    }

    /// The loop was left: goes on to the next thread if the turn is over. Gives whether the program has ended.
    private boolean next(ThreadState thread, int reason) {
        int why = reason == Interpreter.CALLBACK ? calls().callbackReturned(thread) : reason;
        if (why != Interpreter.STOP && thread.callbacks() > 0) why = stayInCallback(thread, why);
        else if (why == Interpreter.EVENT) why = turn(thread);
        boolean ended = why == Interpreter.STOP;
        if (why == Interpreter.SWITCH && !scheduler.next(host::idle)) {
            faults.deadlock();
            ended = true;
        }
        if (ended) output.flush();
        return ended;
    }

    int outOfBudget(ThreadState thread, Budget budget) {
        return stop(new Outcome.OutOfBudget(budget, StackTrace.of(this, thread)));
    }

    /// Notes how the program ended; the interpreter loop is left with the result.
    int stop(Outcome end) {
        outcome = end;
        return Interpreter.STOP;
    }

    /// From now on static objects are only added for a debugger's expressions.
    public void keepStatics() {
        statics.started();
    }

    // For [Inquiry].

    /// What running code changes besides memory and threads.
    record Progress(long ticks, long eventAt, Outcome outcome, long depth) {}

    Progress progress() {
        return new Progress(scheduler.ticks(), eventAt, outcome, calls().depth());
    }

    void restoreProgress(Progress progress) {
        scheduler.setTicks(progress.ticks);
        eventAt = progress.eventAt;
        outcome = progress.outcome;
        calls().restore(progress.depth);
    }

    /// Runs one thread, whatever the others do, until the loop has to be left.
    int runNested(ThreadState thread) {
        return tier.run(thread);
    }

    /// Ticks until the next event: the end of the turn or of the step budget.
    int ticksToEvent() {
        long ticks = scheduler.ticks();
        long lastStep = options.maxSteps == Long.MAX_VALUE ? Long.MAX_VALUE : stepsFrom + options.maxSteps;
        long pause = insideC > 0 ? Long.MAX_VALUE : pauseAt;
        // A turn does not end while the thread is in a function that C called.
        long turn = scheduler.current().callbacks() > 0 ? Long.MAX_VALUE : scheduler.quantumEnd();
        eventAt = Math.clamp(Math.min(Math.min(turn, pause), lastStep), ticks + 1, ticks + Integer.MAX_VALUE);
        return (int) (eventAt - ticks);
    }

    /// The loop is left or interrupted `left` ticks before the event.
    void setTicksLeft(int left) {
        scheduler.setTicks(eventAt - left);
    }

    int tickEvent(ThreadState thread, long pc, long fp) {
        thread.moveTo(pc, fp);
        scheduler.setTicks(eventAt);
        return Interpreter.EVENT;
    }

    /// A tick outside the loop: 0, or the reason to leave it.
    int tick() {
        scheduler.setTicks(scheduler.ticks() + 1);
        return scheduler.ticks() >= eventAt ? Interpreter.EVENT : 0;
    }

    int slow(ThreadState thread, long word) {
        int why = slowPath.execute(thread, word);
        return why == 0 && memory.watches().hasTripped() ? Interpreter.TRAP : why;
    }

    /// Copies bytes between program memory. False if one of the ranges may not be touched.
    boolean copy(long to, long from, long size) {
        if (memory.checkRead(from, size) != Memory.OK || memory.checkWrite(to, size) != Memory.OK) {
            return foreign().memory().copy(to, from, size);
        }
        memory.copy(from, to, size);
        return true;
    }

    /// A hash of the code: programs with the same code have the same.
    public long codeHash() {
        return code.hash();
    }

    /// A hash of the whole state.
    public long stateHash() {
        return checkpoint().hash();
    }
}
