// Compile-time evaluation on the virtual machine.
package cpi.driver;

import cpi.debug.Debuggee;
import cpi.diag.Code;
import cpi.diag.Label;
import cpi.diag.Problem;
import cpi.diag.TraceEntry;
import cpi.engine.Host;
import cpi.engine.Journal;
import cpi.engine.JournalHost;
import cpi.engine.Memory;
import cpi.engine.Outcome;
import cpi.engine.Scheduler;
import cpi.engine.SystemHost;
import cpi.interp.code.TooMuchData;
import cpi.interp.Vm;
import cpi.interp.capture.CaptureFailure;
import cpi.interp.capture.Evaluation;
import cpi.ir.Lowering;
import cpi.sema.CompileTime;
import cpi.sema.Snippets;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.timeline.Timeline;
import cpi.typed.ConstData;
import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.typed.Library;
import cpi.typed.StaticObject;
import cpi.types.Layout;
import cpi.types.Type;
import cpi.types.TypeTable;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Evaluates expressions for the checker (C6): each in a fresh machine, with the limits of C14. What the code prints goes
/// to the compiler's standard error. Evaluations nest: one may need the initial value of a global.
final class Evaluator implements CompileTime {
    private static final String INTERNAL = "\u0000evaluation";

    /// Room for the nested calls of C14, whatever their frames hold.
    private static final long STACK_BYTES = 64 << 20;

    private final CompileOptions.Limits limits;
    private final TypeTable types;
    private final Layout layout;
    private final ProgramImage image;
    private final OpenLibraries libraries;
    private final OutputStream output;
    private final Evaluations log;
    private final ContextLayout context;
    /// Machines that no evaluation uses now. Evaluations nest, so there can be several.
    private final Deque<Vm> idle = new ArrayDeque<>();

    Evaluator(CompileOptions.Limits limits, TypeTable types, Layout layout, ContextLayout context, Library library,
              OpenLibraries libraries, OutputStream output, Evaluations log) {
        this.context = context;
        this.log = log;
        this.limits = limits;
        this.types = types;
        this.layout = layout;
        this.image = new ProgramImage(new Lowering(types, layout, context), context, library, libraries, false);
        this.libraries = libraries;
        this.output = output;
    }

    /// Gives the memory of all idle machines back, and closes the libraries. It may still evaluate, on new ones.
    void close() {
        while (!idle.isEmpty()) idle.pop().memory().close();
        libraries.close();
    }

    @Override
    public Result evaluate(Request request) {
        return run(request, request.type() != Type.NONE);
    }

    @Override
    public Result execute(Request request) {
        return run(request, false);
    }

    private Result run(Request request, boolean capture) {
        Optional<StaticObject> target = capture ? Optional.of(result(request)) : Optional.empty();
        Function function = function(INTERNAL, request, target);
        Vm vm = idle.isEmpty() ? machine() : idle.pop();
        boolean isUsable = false;
        try {
            Result found = run(request, new Evaluation(vm, types, function), target);
            isUsable = true;
            log.note(this, request, found instanceof Result.Failed);
            return found;
        } catch (TooMuchData e) {
            return new Result.Failed(tooMuch(e.room(), "of static data", request.place()));
        } finally {
            giveBack(vm, isUsable);
        }
    }

    /// Where the value of an evaluation goes.
    StaticObject result(Request request) {
        return new StaticObject(request.name(), request.type(), ConstData.zero(layout.size(request.type())), true, request.place());
    }

    /// The function that evaluates.
    Function function(String name, Request request, Optional<StaticObject> result) {
        return new EvaluatedFunction(name, request.expr(), result, types);
    }

    /// The history of an evaluation that is about to begin, for a debugger.
    Timeline timeline(Function function, Timeline.Options history) {
        JournalHost host = new JournalHost(host(), new Journal());
        Vm vm = machine(host);
        vm.link(List.of(function));
        vm.start(List.of(function));
        vm.keepStatics();
        return new Timeline(vm, host, history);
    }

    Debuggee debuggee(List<SourceFile> files, Function function, Debuggee.Evaluation evaluation, Snippets snippets) {
        return new Debuggee(types, layout, context, files, Optional.of(function), Optional.of(evaluation), snippets);
    }

    /// A machine that met code with errors still wants to link it, so it is not used again.
    private void giveBack(Vm vm, boolean isUsable) {
        if (!isUsable || vm.isFull()) {
            vm.memory().close();
        } else {
            vm.reset();
            idle.push(vm);
        }
    }

    private Result run(Request request, Evaluation evaluation, Optional<StaticObject> result) {
        Optional<Outcome> ended = evaluation.run();
        if (ended.isPresent()) return new Result.Failed(failure(ended.get(), request));
        if (result.isEmpty()) return new Result.Value(ConstData.zero(0));
        try {
            return new Result.Value(evaluation.capture(result.get(), request.writable()));
        } catch (CaptureFailure e) {
            Problem problem = Problem.of(e.code(), request.place(), e.getMessage());
            for (Label label : e.labels()) problem = problem.label(label.place(), label.text());
            if (e.code() == Code.E0726) problem = problem.help("allocate with a type: `alloc!(T)`");
            return new Result.Failed(problem);
        }
    }

    private Vm machine() {
        return machine(host());
    }

    private SystemHost host() {
        return new SystemHost(InputStream.nullInputStream(), output, output, false, List.of(), true);
    }

    private Vm machine(Host host) {
        Vm.Options options = Vm.Options.forEvaluation(limits.foreign(), limits.steps() == 0 ? Long.MAX_VALUE : limits.steps(),
            limits.memory(), limits.depth(), new Scheduler.Options(Scheduler.Options.DEFAULT.quantum(), false, 0, STACK_BYTES));
        return new Vm(options, image, layout, Memory.scratch(true, limits.memory()), host);
    }

    /// The problem behind an evaluation that did not reach its end (C6.3 to C6.6).
    private Problem failure(Outcome outcome, Request request) {
        Span at = request.place();
        Problem problem = switch (outcome) {
            case Outcome.Panicked p -> {
                Problem panicked = Problem.of(Code.E0710, at, "compile-time evaluation panicked: " + p.code() + " " + p.message());
                for (String line : p.details()) panicked = panicked.note(line.strip());
                yield panicked;
            }
            case Outcome.OutOfBudget out -> budget(out.budget(), at);
            case Outcome.Refused r when r.foreign() -> Problem.of(Code.E0714, at, "foreign function `" + r.what() + "` at compile time")
                .help("permit foreign calls at compile time with `--ctfe-foreign`");
            case Outcome.Refused r -> Problem.of(Code.E0715, at, "`" + called(r) + "` is not available at compile time");
            case Outcome.Exited _ -> Problem.of(Code.E0715, at, "`exit` is not available at compile time");
            case Outcome.Skipped _ -> Problem.of(Code.E0715, at, "`test.skip` is not available at compile time");
        };
        problem = problem.trace(trace(outcome).stream().filter(entry -> !entry.text().equals(INTERNAL)).toList());
        return problem.trace(new TraceEntry(TraceEntry.Kind.EVALUATION, request.name(), at));
    }

    /// The library function that the program called, where the trace tells; else the operation of the engine.
    private static String called(Outcome.Refused refused) {
        String name = refused.what();
        for (TraceEntry entry : refused.trace()) {
            String file = entry.place().file().name();
            if (!entry.place().file().bundled()) break;
            String module = file.substring(file.lastIndexOf('/') + 1).replace(".cpi", "");
            name = module.equals("basic") ? entry.text() : module + "." + entry.text();
        }
        return name;
    }

    private static Problem tooMuch(long bytes, String what, Span at) {
        return Problem.of(Code.E0712, at, "compile-time evaluation needs more than " + bytes + " bytes " + what);
    }

    private Problem budget(Outcome.Budget budget, Span at) {
        return switch (budget) {
            case STEPS -> Problem.of(Code.E0711, at, "compile-time evaluation takes more than " + limits.steps() + " steps")
                .help("if it is meant to be this long, raise the limit with `--ctfe-steps`");
            case STACK -> tooMuch(STACK_BYTES, "of stack", at);
            case MEMORY -> Problem.of(Code.E0712, at, "compile-time evaluation needs more than " + limits.memory() + " bytes")
                .help("if it is meant to be this large, raise the limit with `--ctfe-memory`");
            case DEPTH -> Problem.of(Code.E0713, at, "compile-time calls are nested more than " + limits.depth() + " deep")
                .help("if it is meant to be this deep, raise the limit with `--ctfe-depth`");
        };
    }

    private static List<TraceEntry> trace(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Panicked p -> p.trace();
            case Outcome.OutOfBudget o -> o.trace();
            case Outcome.Refused r -> r.trace();
            case Outcome.Exited _ -> List.of();
            case Outcome.Skipped _ -> List.of();
        };
    }
}
