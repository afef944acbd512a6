// Evaluation of expressions in frames.
package cpi.debug;

import cpi.diag.Problem;
import cpi.engine.Outcome;
import cpi.engine.ThreadState;
import cpi.interp.Inquiry;
import cpi.interp.Vm;
import cpi.interp.capture.Evaluation;
import cpi.ir.IrFunction;
import cpi.ir.Shape;
import cpi.sema.Snippets;
import cpi.source.SourceFile;
import cpi.source.Span;
import cpi.typed.CompileTimeFailure;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TreeChildren;
import cpi.types.Layout;
import cpi.types.Type;
import cpi.types.TypeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Checks expressions in the scope of a frame's statement, makes functions of them, and calls these in the machine: any expression
/// of the language, calls included. What can have an effect runs in a diversion.
final class Expressions {
    private static final long MAX_TICKS = 200_000_000;
    private static final String FILE = "<expression>";

    private final Vm vm;
    private final Frames frames;
    private final Values values;
    private final Snippets snippets;
    private final TypeTable types;
    private final Layout layout;
    private final Diversion diversion;
    private final BooleanSupplier interrupted;
    private final Inquiry inquiry;
    private final Map<Key, Compiled> known = new HashMap<>();

    /// An expression means the same wherever the same statement is about to run.
    private record Key(String text, long statement, Optional<Type> target) {}

    private sealed interface Compiled {
        record Usable(Expression expression) implements Compiled {}

        record Answer(Evaluated answer) implements Compiled {}
    }

    Expressions(Vm vm, Frames frames, Values values, Snippets snippets, TypeTable types, Diversion diversion, BooleanSupplier interrupted) {
        this.vm = vm;
        this.frames = frames;
        this.values = values;
        this.snippets = snippets;
        this.types = types;
        this.layout = values.layout();
        this.diversion = diversion;
        this.interrupted = interrupted;
        this.inquiry = new Inquiry(vm);
    }

    /// Evaluates an expression in a frame.
    Evaluated evaluate(String text, StackFrame frame) {
        return evaluate(text, frame, Optional.empty());
    }

    /// The same with the value converted to a type.
    Evaluated evaluate(String text, StackFrame frame, Optional<Type> target) {
        return switch (compiled(text, frame, target)) {
            case Compiled.Answer a -> a.answer;
            case Compiled.Usable u -> run(u.expression, frame);
        };
    }

    /// Says what is wrong with a condition, or with any expression; empty if nothing is.
    Optional<String> mistake(String text, StackFrame frame, Optional<Type> target) {
        return compiled(text, frame, target) instanceof Compiled.Answer a && a.answer instanceof Evaluated.Failed f
            ? Optional.of(f.message()) : Optional.empty();
    }

    /// Whether an expression can be evaluated without a diversion.
    boolean isPlain(String text, StackFrame frame, Optional<Type> target) {
        return compiled(text, frame, target) instanceof Compiled.Usable u && u.expression.isPlain();
    }

    /// Whether a condition holds; empty if that takes a diversion to find out, or if it is wrong.
    Optional<Boolean> plainCondition(String text, StackFrame frame) {
        Compiled compiled = compiled(text, frame, Optional.of(Type.BOOL));
        if (!(compiled instanceof Compiled.Usable u) || !u.expression.isPlain()) return Optional.empty();
        return run(u.expression, frame) instanceof Evaluated.Result r ? Optional.of(r.text().equals("true")) : Optional.empty();
    }

    /// The value of an expression if it can be had without a diversion.
    Optional<Evaluated> plain(String text, StackFrame frame) {
        return switch (compiled(text, frame, Optional.empty())) {
            case Compiled.Answer a -> Optional.of(a.answer);
            case Compiled.Usable u -> u.expression.isPlain() ? Optional.of(run(u.expression, frame)) : Optional.empty();
        };
    }

    private Compiled compiled(String text, StackFrame frame, Optional<Type> target) {
        long statement = frame.statement().map(p -> p.address()).orElse(frame.activation().pc());
        return known.computeIfAbsent(new Key(text, statement, target), _ -> compile(text, frame, target));
    }

    /// Where the text of an expression stands for the checker.
    Snippets.Place place(StackFrame frame, Map<Local, IrFunction.Variable> locals) {
        List<Snippets.Variable> visible = new ArrayList<>();
        for (IrFunction.Variable v : frames.variables(frame)) {
            boolean byValue = v.location() instanceof IrFunction.InRegisters || v.location() instanceof IrFunction.Nowhere;
            Type type = byValue ? v.type() : types.pointer(v.type());
            Local local = new Local(v.name(), Local.Kind.PARAMETER, type, v.place());
            locals.put(local, v);
            TExpr ref = new TExpr.LocalRef(local, v.place());
            visible.addFirst(new Snippets.Variable(v.name(), v.place(), byValue ? ref : new TExpr.Deref(ref, v.type(), v.place())));
        }
        Span at = frame.statement().map(p -> p.span()).orElse(frame.activation().function().place());
        return new Snippets.Place(frame.activation().function(), at, frame.statement().map(p -> p.copy()).orElse(0), visible);
    }

    private Compiled compile(String text, StackFrame frame, Optional<Type> target) {
        if (text.isBlank()) return new Compiled.Answer(new Evaluated.Failed("there is no expression"));
        Map<Local, IrFunction.Variable> locals = new IdentityHashMap<>();
        SourceFile file = SourceFile.of(FILE, text);
        Snippets.Place place = place(frame, locals);
        Snippets.Result result = target.isPresent() ? snippets.converted(file, target.get(), place) : snippets.check(file, place);
        return switch (result) {
            case Snippets.Wrong w -> failed(w.problems());
            case Snippets.IsType t -> new Compiled.Answer(new Evaluated.Description(description(t.type())));
            case Snippets.Other o -> new Compiled.Answer(new Evaluated.Description(o.text()));
            case Snippets.Value v -> usable(text, v, locals, new Span(file, 0, file.length()));
        };
    }

    private String description(Type type) {
        return "type " + type + ", " + layout.size(type) + " bytes";
    }

    private static Compiled failed(List<Problem> problems) {
        String message = problems.isEmpty() ? "this cannot be evaluated" : problems.getFirst().message();
        boolean helps = !problems.isEmpty() && !problems.getFirst().helps().isEmpty();
        String help = helps ? " (" + problems.getFirst().helps().getFirst().message() + ")" : "";
        return new Compiled.Answer(new Evaluated.Failed(message + help));
    }

    private Compiled usable(String text, Snippets.Value v, Map<Local, IrFunction.Variable> locals, Span span) {
        List<Local> mentioned = new ArrayList<>();
        collect(v.expr(), locals, mentioned);
        List<IrFunction.Variable> variables = mentioned.stream().map(locals::get).toList();
        Optional<Expression.InRegister> register = v.isPlace() ? inRegister(v.expr(), locals, 0) : Optional.empty();
        boolean isAddress = v.isPlace() && register.isEmpty() && layout.size(v.type()) > 0;
        TExpr expr = isAddress ? new TExpr.AddressOf(v.expr(), types.pointer(v.type()), span) : v.expr();
        SnippetFunction function = new SnippetFunction(expr, isAddress ? types.pointer(v.type()) : v.type(), mentioned, types, span);
        if (register.isPresent()) {
            return new Compiled.Usable(new Expression(text, v.type(), function, variables, false, true, List.of(register.get())));
        }
        try {
            boolean isPlain = diversion.divert(machine -> {
                inquiry.prepare(function);
                return inquiry.isPlain(function);
            });
            return new Compiled.Usable(new Expression(text, v.type(), function, variables, isAddress, isPlain, List.of()));
        } catch (CompileTimeFailure e) {
            return new Compiled.Answer(new Evaluated.Failed("this cannot be evaluated: code it needs has errors"));
        }
    }

    private static void collect(TExpr expr, Map<Local, IrFunction.Variable> locals, List<Local> found) {
        if (expr instanceof TExpr.LocalRef ref && locals.containsKey(ref.local()) && !found.contains(ref.local())) found.add(ref.local());
        for (TExpr part : TreeChildren.of(expr)) collect(part, locals, found);
    }

    /// Fields of a variable in registers have no address.
    private Optional<Expression.InRegister> inRegister(TExpr expr, Map<Local, IrFunction.Variable> locals, long offset) {
        return switch (expr) {
            case TExpr.LocalRef ref when locals.containsKey(ref.local()) && !(locals.get(ref.local()).type() != ref.type()) ->
                Optional.of(new Expression.InRegister(locals.get(ref.local()), offset));
            case TExpr.Field f -> inRegister(f.base(), locals, offset + layout.fieldOffset(types.settle(f.base().type()), f.index()));
            case TExpr _ -> Optional.empty();
        };
    }

    // Running.

    private Evaluated run(Expression e, StackFrame frame) {
        if (!e.register().isEmpty()) {
            Expression.InRegister r = e.register().getFirst();
            Data data = frames.value(frame, r.variable()).data().part(r.offset(), layout.size(e.type()));
            return result(new Value(e.text(), e.type(), data, e.text(), frames.memory()));
        }
        long[] args = arguments(e, frame);
        if (e.isPlain()) {
            Inquiry.Result result = inquiry.callPlain(thread(vm, frame), frame.activation().context(), e.function(), args);
            return evaluated(e, result, frames.memory());
        }
        RecordedView view = new RecordedView(frames.memory());
        return diversion.divert(machine -> {
            inquiry.prepare(e.function());
            Inquiry.Result result = inquiry.call(thread(machine, frame), frame.activation().context(), e.function(), args, MAX_TICKS,
                interrupted);
            Evaluated evaluated = evaluated(e, result, view);
            if (evaluated instanceof Evaluated.Result r) touch(r.value(), 2);
            view.end();
            return evaluated;
        });
    }

    /// Evaluates an expression, converted to a type, on the state itself: what it does stays. Gives the bytes of its value; empty if
    /// it has none, and then the state is not to be used any more.
    Optional<byte[]> perform(String text, StackFrame frame, Type target) {
        if (!(compiled(text, frame, Optional.of(target)) instanceof Compiled.Usable u)) return Optional.empty();
        long[] args = arguments(u.expression, frame);
        inquiry.prepare(u.expression.function());
        Inquiry.Result result = inquiry.perform(thread(vm, frame), frame.activation().context(), u.expression.function(), args, MAX_TICKS,
            interrupted);
        if (!(result instanceof Inquiry.Returned r)) return Optional.empty();
        Shape shape = frames.shapes().of(target);
        return Optional.of(shape.inRegisters() ? Shaped.bytes(shape, r.registers()) : r.memory());
    }

    /// Looks at the parts of a value while they can be seen.
    private void touch(Value value, int depth) {
        values.text(value);
        values.text(value, true);
        if (depth == 0 || !values.parts().isStructured(value)) return;
        for (Value part : values.parts().named(value)) touch(part, depth - 1);
        for (Value part : values.parts().indexed(value, 0, 100)) touch(part, depth - 1);
    }

    private static ThreadState thread(Vm machine, StackFrame frame) {
        return machine.scheduler().find(frame.thread()).orElseThrow();
    }

    private long[] arguments(Expression e, StackFrame frame) {
        List<Long> args = new ArrayList<>();
        for (IrFunction.Variable v : e.variables()) {
            if (v.location() instanceof IrFunction.Nowhere) continue;
            Data data = frames.value(frame, v).data();
            if (data.address().isPresent()) args.add(data.address().getAsLong());
            else for (Data.Piece p : data.pieces(0)) args.add(frames.register(p.address()));
        }
        return args.stream().mapToLong(Long::longValue).toArray();
    }

    private Evaluated evaluated(Expression e, Inquiry.Result result, MemoryView view) {
        return switch (result) {
            case Inquiry.Returned r -> result(value(e, r, view));
            case Inquiry.Ended ended -> new Evaluated.Failed(text(ended.outcome()));
            case Inquiry.Waits _ -> new Evaluated.Failed("it would wait for another thread");
            case Inquiry.Interrupted _ -> new Evaluated.Failed("it takes too long");
            case Inquiry.NoRoom _ -> new Evaluated.Failed("there is no room on the stack of the thread");
        };
    }

    private Evaluated result(Value value) {
        return new Evaluated.Result(value, values.text(value));
    }

    private Value value(Expression e, Inquiry.Returned r, MemoryView view) {
        if (e.isAddress()) return new Value(e.text(), e.type(), new Data.InMemory(view, r.registers()[0]), e.text(), view);
        Shape shape = frames.shapes().of(e.type());
        byte[] bytes = shape.inRegisters() ? Shaped.bytes(shape, r.registers()) : r.memory();
        return new Value(e.text(), e.type(), new Data.Copy(bytes), e.text(), view);
    }

    /// Whether an evaluation at compile time has come to its end.
    static boolean isComplete(Outcome outcome) {
        return outcome instanceof Outcome.Skipped s && s.reason().equals(Evaluation.MARK);
    }

    /// How a call ended that did not return.
    static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Panicked p -> "panic[" + p.code() + "]: " + p.message();
            case Outcome.Exited x -> "it would end the program with status " + x.status();
            case Outcome.OutOfBudget o -> "it needs more " + o.budget().name().toLowerCase(java.util.Locale.ROOT) + " than allowed";
            case Outcome.Refused r -> "`" + r.what() + "` is not available here";
            case Outcome.Skipped _ when isComplete(outcome) -> "the evaluation is complete";
            case Outcome.Skipped _ -> "it would skip the test";
        };
    }

    /// Words that could stand at the end of a text: names, or members behind a dot.
    List<String> names(StackFrame frame) {
        return snippets.names(place(frame, new IdentityHashMap<>()));
    }

    List<String> members(String module, StackFrame frame) {
        return snippets.members(module, place(frame, new IdentityHashMap<>()));
    }
}
