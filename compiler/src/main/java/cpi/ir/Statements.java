package cpi.ir;

import cpi.source.Span;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Lowers statements, except loops, switches and assignments, which have classes of their own.
final class Statements {
    private static final int NONE = -1;

    private final FunctionLowering f;
    private final FunctionBuilder out;
    private final Map<TStmt.Target, Jumps> targets = new IdentityHashMap<>();
    /// Where returns with cleanups due end: the block that returns, and the registers in which it finds the value.
    private int returnBlock = NONE;
    private List<Integer> returned = List.of();

    /// Where `break` and `continue` lead, and the cleanups due there.
    record Jumps(int breakBlock, int continueBlock, int depth) {}

    Statements(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    /// A whole body; its end returns the default value (L7.8).
    void body(TStmt.Block code) {
        block(code);
        if (out.reachable()) {
            statement(code.close());
            returnValue(new TExpr.DefaultValue(f.function.type().result(), code.close()), code.close());
        }
        if (returnBlock != NONE) {
            out.start(returnBlock);
            out.emit(new Inst.Return(returned, code.close()));
        }
    }

    /// A stop of the debugger.
    void statement(Span span) {
        out.emit(new Inst.Statement(f.scopes.current(), span));
    }

    void block(TStmt.Block block) {
        int scope = f.scopes.current();
        int depth = f.exits.depth();
        for (TStmt stmt : block.stmts()) lower(stmt);
        f.exits.popTo(depth);
        f.scopes.restore(scope);
    }

    void lower(TStmt stmt) {
        int temporaries = out.markTemporaries();
        switch (stmt) {
            case TStmt.Block s -> block(s);
            case TStmt.Group s -> s.stmts().forEach(this::lower);
            case TStmt.Labelled s -> labelled(s);
            case TStmt.Nothing _ -> { }
            case TStmt.Defer s -> f.exits.push(() -> lower(s.body()), s.span());
            case TStmt.While s -> f.loops.lower(s);
            case TStmt.Declare _, TStmt.Assign _, TStmt.Compound _, TStmt.PointerStep _, TStmt.Evaluate _, TStmt.Return _,
                 TStmt.If _, TStmt.ForSlice _, TStmt.ForArray _, TStmt.ForRange _, TStmt.ForUser _, TStmt.Break _,
                 TStmt.Continue _, TStmt.SwitchInt _, TStmt.SwitchTag _, TStmt.SwitchString _, TStmt.With _, TStmt.Sync _ -> {
                statement(stmt.span());
                action(stmt);
            }
        }
        out.releaseTemporaries(temporaries);
        out.splitLongBlock(stmt.span());
    }

    /// Statements at whose start the debugger stops.
    private void action(TStmt stmt) {
        switch (stmt) {
            case TStmt.Declare s -> {
                f.aggregates.declare(s.local(), s.init());
                f.scopes.open(List.of(s.local()));
            }
            case TStmt.Assign s -> f.assignments.assign(s);
            case TStmt.Compound s -> f.assignments.compound(s);
            case TStmt.PointerStep s -> f.assignments.step(s);
            case TStmt.Evaluate s -> f.exprs.effect(s.expr());
            case TStmt.Return s -> returnValue(s.value(), s.span());
            case TStmt.If s -> branch(s);
            case TStmt.ForSlice s -> f.loops.lower(s);
            case TStmt.ForArray s -> f.loops.lower(s);
            case TStmt.ForRange s -> f.loops.lower(s);
            case TStmt.ForUser s -> f.loops.lower(s);
            case TStmt.Break s -> {
                Jumps jumps = Objects.requireNonNull(targets.get(s.target()));
                f.exits.leave(jumps.depth, jumps.breakBlock, s.span());
            }
            case TStmt.Continue s -> {
                Jumps jumps = Objects.requireNonNull(targets.get(s.target()));
                f.exits.leave(jumps.depth, jumps.continueBlock, s.span());
            }
            case TStmt.SwitchInt s -> f.switches.lower(s);
            case TStmt.SwitchTag s -> f.switches.lower(s);
            case TStmt.SwitchString s -> f.switches.lower(s);
            case TStmt.With s -> with(s);
            case TStmt.Sync s -> sync(s);
            case TStmt.Block _, TStmt.Group _, TStmt.Labelled _, TStmt.Nothing _, TStmt.Defer _, TStmt.While _ -> lower(stmt);
        }
    }

    /// Says where jumps to a target lead; the cleanups due now are due there too.
    void setTarget(TStmt.Target target, int breakBlock, int continueBlock) {
        targets.put(target, new Jumps(breakBlock, continueBlock, f.exits.depth()));
    }

    private void labelled(TStmt.Labelled s) {
        int end = out.newBlock();
        setTarget(s.target(), end, end);
        block(s.body());
        out.jump(end, s.body().close());
        out.start(end);
    }

    private void branch(TStmt.If s) {
        int then = out.newBlock();
        int end = out.newBlock();
        int orElse = s.orElse() instanceof TStmt.Nothing ? end : out.newBlock();
        f.conditions.branch(s.condition(), then, orElse);
        out.start(then);
        block(s.then());
        out.jump(end, s.span());
        if (orElse != end) {
            out.start(orElse);
            lower(s.orElse());
            out.jump(end, s.span());
        }
        out.start(end);
    }

    /// Evaluates the value, then runs the cleanups, then returns.
    private void returnValue(TExpr value, Span span) {
        Type type = f.function.type().result();
        boolean cleanups = f.exits.depth() > 0;
        List<Integer> values = List.of();
        if (f.shapes.of(type).inMemory()) f.aggregates.init(value, f.resultMemory(), false);
        else values = f.exprs.regs(value);
        if (!cleanups) {
            out.emit(new Inst.Return(values, span));
            return;
        }
        if (returnBlock == NONE) {
            returnBlock = out.newBlock();
            returned = f.shapes.of(type).scalars().stream().map(out::variable).toList();
        }
        out.assignAll(returned, values, span);
        f.exits.leave(0, returnBlock, span);
    }

    /// `#with`: values, then the old ones are saved and the new ones stored; the block; the old ones are restored (T4).
    private void with(TStmt.With s) {
        int depth = f.exits.depth();
        int context = out.copy(f.contextAddress(s.span()), s.span());
        List<Type> types = s.fields().stream().map(field -> f.settle(field.field().type())).toList();
        List<Operand> values = new ArrayList<>();
        for (TStmt.WithField field : s.fields()) values.add(f.exprs.fix(f.exprs.value(field.value()), f.type(field.value()), s.span()));
        List<Operand> places = new ArrayList<>();
        List<Operand> saved = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Operand place = new Operand.InMemory(context, f.contextOffset(s.fields().get(i).field()), Span.NONE, false);
            places.add(place);
            saved.add(keep(f.exprs.load(place, types.get(i), s.span()), types.get(i), s.span()));
        }
        for (int i = 0; i < types.size(); i++) f.exprs.store(places.get(i), types.get(i), values.get(i), s.span());
        f.exits.push(() -> {
            for (int i = 0; i < types.size(); i++) f.exprs.store(places.get(i), types.get(i), saved.get(i), s.span());
        }, s.span());
        block(s.body());
        f.exits.popTo(depth);
    }

    /// A value that stays while other statements run.
    private Operand keep(Operand value, Type type, Span span) {
        return switch (value) {
            case Operand.InRegs r -> new Operand.InRegs(r.regs().stream().map(reg -> out.copy(reg, span)).toList());
            case Operand.InMemory m -> f.exprs.fix(m, type, span);
        };
    }

    private void sync(TStmt.Sync s) {
        int depth = f.exits.depth();
        int mutex = out.copy(f.exprs.scalar(s.mutex()), s.mutex().span());
        out.emit(new Inst.Lock(mutex, s.name(), s.span()));
        f.exits.push(() -> out.emit(new Inst.Unlock(mutex, s.span())), s.span());
        block(s.body());
        f.exits.popTo(depth);
    }

    /// Opens a debug scope for variables that a statement brings into its block, and lowers the block.
    void blockWith(List<Local> variables, TStmt.Block block) {
        int scope = f.scopes.current();
        f.scopes.open(variables);
        block(block);
        f.scopes.restore(scope);
    }
}
