package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.ContextField;
import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.Layout;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The lowering of one function: its state, and the parts that lower one kind of construct each. Single use.
final class FunctionLowering {
    final Function function;
    final Layout layout;
    final Shapes shapes;
    final Defaults defaults;
    final Signature signature;
    final FunctionBuilder out;
    final LocalUses uses;
    final Locals locals;
    final DebugScopes scopes;
    final Places places;
    final Exprs exprs;
    final Conditions conditions;
    final Conversions conversions;
    final Calls calls;
    final Aggregates aggregates;
    final Assignments assignments;
    final Exits exits;
    final Statements statements;
    final Loops loops;
    final Switches switches;

    private final Lowering compilation;
    private final Function.Body body;
    private final Map<TExpr, Integer> hiddenSlots = new IdentityHashMap<>();
    private int resultAddress = -1;
    private int loopDepth;
    private boolean usesContext;

    FunctionLowering(Lowering compilation, Function function) {
        if (function.kind() != Function.Kind.ORDINARY) throw new Bug("function has no body: " + function.name(), function.place());
        this.compilation = compilation;
        this.function = function;
        this.body = function.body();
        this.layout = compilation.layout();
        this.shapes = compilation.shapes();
        this.defaults = compilation.defaults();
        this.signature = shapes.signature(function.type());
        this.out = new FunctionBuilder(shapes);
        this.uses = new LocalUses(body);
        this.locals = new Locals(this);
        this.scopes = new DebugScopes(locals);
        this.places = new Places(this);
        this.exprs = new Exprs(this);
        this.conditions = new Conditions(this);
        this.conversions = new Conversions(this);
        this.calls = new Calls(this);
        this.aggregates = new Aggregates(this);
        this.assignments = new Assignments(this);
        this.exits = new Exits(this);
        this.statements = new Statements(this);
        this.loops = new Loops(this);
        this.switches = new Switches(this);
    }

    IrFunction lower() {
        parameters();
        statements.body(body.code());
        if (usesContext && signature.c()) makeContext();
        return new IrFunction(function, signature, out.registers(), out.slots(), scopes.scopes(), out.blocks(body.code().close()));
    }

    /// Parameters arrive in the first registers; those whose address is taken move to slots of their own.
    private void parameters() {
        if (signature.returnsInMemory()) resultAddress = out.variable(Scalar.PTR);
        List<List<Integer>> arrived = new ArrayList<>();
        for (Local param : function.params()) {
            Shape shape = shapes.of(settle(param.type()));
            List<Scalar> scalars = shape.inMemory() ? List.of(Scalar.PTR) : shape.scalars();
            arrived.add(scalars.stream().map(out::variable).toList());
        }
        for (int i = 0; i < arrived.size(); i++) parameter(function.params().get(i), arrived.get(i));
        scopes.open(function.params());
    }

    private void parameter(Local param, List<Integer> regs) {
        Type type = settle(param.type());
        boolean inMemory = shapes.of(type).inMemory();
        if (!uses.isAddressTaken(param)) {
            if (inMemory) locals.setAddress(param, regs.getFirst());
            else locals.setRegisters(param, regs);
            return;
        }
        Operand.InMemory home = (Operand.InMemory) locals.declare(param);
        Operand value = inMemory ? new Operand.InMemory(regs.getFirst(), 0, Span.NONE, true) : new Operand.InRegs(regs);
        exprs.store(home, type, value, param.place());
    }

    /// Makes the fresh context of a function with C convention (T1.3).
    private void makeContext() {
        ContextLayout context = compilation.context();
        int slot = out.slot("", Type.CONTEXT, context.size(), context.align(), function.place());
        int address = out.temp(Scalar.PTR);
        out.emitPrologue(new Inst.SlotAddress(address, slot, function.place()));
        out.emitPrologue(new Inst.Intrinsic("context.make", Type.CONTEXT, List.of(address), List.of(), function.place()));
    }

    // --- what the parts share

    /// The final form of a type, as all later stages need it.
    Type settle(Type type) {
        return compilation.types().settle(type);
    }

    Type type(TExpr expr) {
        return settle(expr.type());
    }

    Shape shape(TExpr expr) {
        return shapes.of(type(expr));
    }

    /// Notes that the function needs a context, because it uses it or calls a function that takes one.
    void useContext() {
        usesContext = true;
    }

    int contextAddress(Span span) {
        useContext();
        int dst = out.temp(Scalar.PTR);
        out.emit(new Inst.ContextAddress(dst, span));
        return dst;
    }

    Type array(long count, Type element) {
        return compilation.types().array(count, element);
    }

    long contextOffset(ContextField field) {
        return compilation.context().offset(field);
    }

    /// The address to which a result in memory is written.
    Operand.InMemory resultMemory() {
        return new Operand.InMemory(resultAddress, 0, Span.NONE, true);
    }

    /// The slot of an `&value` or slice literal: one per node and activation.
    int hiddenSlot(TExpr node, Type type) {
        return hiddenSlots.computeIfAbsent(node, n -> out.slot("", type, n.span()));
    }

    /// Whether the slot of a node may hold an earlier value that can still be read when the node is evaluated.
    boolean mayBeFilled(TExpr node) {
        return loopDepth > 0 || hiddenSlots.containsKey(node);
    }

    /// Whether the code being lowered can run several times in one activation.
    boolean inLoop() {
        return loopDepth > 0;
    }

    void enterLoop() {
        loopDepth++;
    }

    void leaveLoop() {
        loopDepth--;
    }

    /// Memory for an intermediate value until the end of the statement.
    Operand.InMemory temporary(Type type, Span span) {
        return new Operand.InMemory(out.slotAddress(out.temporarySlot(type), span), 0, Span.NONE, true);
    }
}
