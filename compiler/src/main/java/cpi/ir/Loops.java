package cpi.ir;

import cpi.source.Span;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Lowers loops (L7.5, L7.6). The back-edge of a loop, a tick, is its jump marked as one.
final class Loops {
    private final FunctionLowering f;
    private final FunctionBuilder out;

    Loops(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    void lower(TStmt.While s) {
        int head = out.startLoop(s.span());
        int body = out.newBlock();
        int next = out.newBlock();
        int end = out.newBlock();
        f.enterLoop();
        f.statements.statement(s.condition().span());
        f.conditions.branch(s.condition(), body, end);
        f.statements.setTarget(s.target(), end, next);
        out.start(body);
        f.statements.block(s.body());
        out.jump(next, s.span());
        out.start(next);
        out.jumpBack(head, s.span());
        f.leaveLoop();
        out.start(end);
    }

    void lower(TStmt.ForSlice s) {
        Type element = ((Type.SliceType) f.type(s.slice()).definition()).element();
        List<Integer> pair = f.exprs.regs(s.slice());
        int data = out.copy(pair.get(0), s.span());
        int count = out.copy(pair.get(1), s.span());
        overElements(new Elements(s.target(), s.element(), s.reference(), s.index(), element, data, count, s.slice().span(),
                s.body(), s.span()));
    }

    void lower(TStmt.ForArray s) {
        Type.ArrayType array = (Type.ArrayType) f.type(s.array()).definition();
        Operand place = s.isPlace() ? f.places.checked(s.array()) : copy(s.array(), s.span());
        int data = out.copy(f.places.address(place, s.array()), s.span());
        int count = out.copy(out.constant(Scalar.I64, array.count(), s.span()), s.span());
        overElements(new Elements(s.target(), s.element(), s.reference(), s.index(), array.element(), data, count, s.array().span(),
                s.body(), s.span()));
    }

    private Operand copy(TExpr array, Span span) {
        Operand.InMemory copy = f.temporary(f.type(array), span);
        f.aggregates.init(array, copy, false);
        return copy;
    }

    /// A loop over `count` elements from the address `data` on.
    private record Elements(TStmt.Target target, Local element, boolean reference, Local index, Type type, int data, int count,
                            Span sequence, TStmt.Block body, Span span) {}

    private void overElements(Elements s) {
        Operand index = f.locals.declare(s.index);
        f.exprs.store(index, f.settle(s.index.type()), zero(s.index, s.span), s.span);
        int head = out.startLoop(s.span);
        int body = out.newBlock();
        int next = out.newBlock();
        int end = out.newBlock();
        f.enterLoop();
        int at = load(index, s.index, s.span);
        out.branch(out.compare(Inst.CmpOp.LT, Scalar.I64, at, s.count, s.span), body, end, s.span);
        out.start(body);
        if (f.uses.isChanged(s.index)) out.emit(new Inst.BoundsCheck(Scalar.I64, at, s.count, s.sequence));
        int address = out.elementAddress(s.data, at, f.layout.size(s.type), false, s.sequence);
        Operand value = s.reference ? new Operand.InRegs(address)
                : f.exprs.load(new Operand.InMemory(address, 0, Span.NONE, false), s.type, s.sequence);
        f.exprs.store(f.locals.declare(s.element), f.settle(s.element.type()), value, s.sequence);
        f.statements.setTarget(s.target, end, next);
        f.statements.blockWith(List.of(s.element, s.index), s.body);
        out.jump(next, s.span);
        out.start(next);
        f.statements.statement(s.span);
        advance(index, s.index, s.span);
        out.jumpBack(head, s.span);
        f.leaveLoop();
        out.start(end);
    }

    void lower(TStmt.ForRange s) {
        Scalar scalar = f.shapes.scalar(f.settle(s.element().type()));
        int low = f.exprs.scalar(s.low());
        int high = out.copy(f.exprs.scalar(s.high()), s.span());
        Operand element = f.locals.declare(s.element());
        boolean isOwn = !f.uses.isChanged(s.element()) && element instanceof Operand.InRegs;
        int value = isOwn ? ((Operand.InRegs) element).regs().getFirst() : out.variable(scalar);
        out.assign(value, low, s.span());
        boolean counts = s.index().kind() != Local.Kind.TEMPORARY;
        if (counts) f.exprs.store(f.locals.declare(s.index()), f.settle(s.index().type()), zero(s.index(), s.span()), s.span());
        int body = out.newBlock();
        int next = out.newBlock();
        int end = out.newBlock();
        Inst.CmpOp before = s.inclusive() ? Inst.CmpOp.LE : Inst.CmpOp.LT;
        int head = s.inclusive() ? body : out.startLoop(s.span());
        out.branch(out.compare(before, scalar, value, high, s.span()), body, end, s.span());
        f.enterLoop();
        f.statements.setTarget(s.target(), end, next);
        out.start(body);
        if (!isOwn) f.exprs.store(element, f.settle(s.element().type()), new Operand.InRegs(value), s.span());
        List<Local> variables = new ArrayList<>(List.of(s.element()));
        if (counts) variables.add(s.index());
        f.statements.blockWith(variables, s.body());
        out.jump(next, s.span());
        out.start(next);
        f.statements.statement(s.span());
        if (s.inclusive()) leaveAfterLast(scalar, value, high, end, s.span());
        out.assign(value, out.binary(Inst.BinOp.ADD, scalar, value, out.constant(scalar, 1, s.span()), s.span()), s.span());
        if (counts) advance(f.locals.get(s.index()), s.index(), s.span());
        out.jumpBack(head, s.span());
        f.leaveLoop();
        out.start(end);
    }

    /// An inclusive range ends before the running value is advanced, which its largest value could not be.
    private void leaveAfterLast(Scalar scalar, int value, int high, int end, Span span) {
        int more = out.newBlock();
        out.branch(out.compare(Inst.CmpOp.EQ, scalar, value, high, span), end, more, span);
        out.start(more);
    }

    void lower(TStmt.ForUser s) {
        f.aggregates.declare(s.state(), s.range());
        boolean counts = s.index().kind() != Local.Kind.TEMPORARY;
        if (counts) f.exprs.store(f.locals.declare(s.index()), f.settle(s.index().type()), zero(s.index(), s.span()), s.span());
        int head = out.startLoop(s.span());
        int body = out.newBlock();
        int next = out.newBlock();
        int end = out.newBlock();
        f.enterLoop();
        f.conditions.branch(s.empty(), end, body);
        f.statements.setTarget(s.target(), end, next);
        out.start(body);
        f.aggregates.declare(s.element(), s.front());
        List<Local> variables = new ArrayList<>(List.of(s.element()));
        if (counts) variables.add(s.index());
        f.statements.blockWith(variables, s.body());
        out.jump(next, s.span());
        out.start(next);
        f.statements.statement(s.span());
        f.exprs.effect(s.popFront());
        if (counts) advance(f.locals.get(s.index()), s.index(), s.span());
        out.jumpBack(head, s.span());
        f.leaveLoop();
        out.start(end);
    }

    private Operand zero(Local local, Span span) {
        return new Operand.InRegs(out.constant(f.shapes.scalar(f.settle(local.type())), 0, span));
    }

    private int load(Operand place, Local local, Span span) {
        return ((Operand.InRegs) f.exprs.load(place, f.settle(local.type()), span)).regs().getFirst();
    }

    /// Adds 1 to a counter.
    private void advance(Operand place, Local local, Span span) {
        Type type = f.settle(local.type());
        Scalar scalar = f.shapes.scalar(type);
        int sum = out.binary(Inst.BinOp.ADD, scalar, load(place, local, span), out.constant(scalar, 1, span), span);
        f.exprs.store(place, type, new Operand.InRegs(sum), span);
    }
}
