package cpi.ir;

import cpi.source.Span;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lowers assignments: the parts of the target with their checks, the value, the tags of the target, the store (L5.2c, L3.10c).
final class Assignments {
    private final FunctionLowering f;
    private final FunctionBuilder out;

    Assignments(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    void assign(TStmt.Assign s) {
        Type type = f.type(s.target());
        List<Places.PendingTag> tags = new ArrayList<>();
        Operand target = f.places.target(s.target(), tags);
        if (!tags.isEmpty() || !isCheckedByStore(target, s)) target = f.places.check(target);
        if (target instanceof Operand.InMemory memory && tags.isEmpty() && f.shapes.of(type).inMemory() && isUnseen(s)) {
            f.aggregates.init(s.value(), memory, false);
            return;
        }
        Operand value = f.exprs.value(s.value());
        if (!tags.isEmpty()) value = f.exprs.fix(value, type, s.value().span());
        for (Places.PendingTag tag : tags) setTag(tag, s.span());
        f.exprs.store(target, type, value, s.span());
    }

    /// Whether the store may find out that the address is nil: nothing is evaluated in between that could be seen, and the
    /// panic shows the same place.
    private static boolean isCheckedByStore(Operand target, TStmt.Assign s) {
        boolean simple = switch (s.value()) {
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.FnRef _,
                 TExpr.LocalRef _ -> true;
            case TExpr.DataConst _, TExpr.DefaultValue _, TExpr.Error _, TExpr.GlobalRef _, TExpr.StaticRef _,
                 TExpr.ContextRef _, TExpr.ContextFieldRef _, TExpr.Deref _, TExpr.AddressOf _, TExpr.AddressOfValue _,
                 TExpr.Field _, TExpr.TaggedMember _, TExpr.TagOf _, TExpr.UnionMember _, TExpr.Element _, TExpr.Arithmetic _,
                 TExpr.Compare _, TExpr.Logic _, TExpr.Not _, TExpr.Negate _, TExpr.Invert _, TExpr.PointerOffset _,
                 TExpr.OffsetPointer _, TExpr.PointerDistance _, TExpr.Convert _, TExpr.Call _, TExpr.CallValue _,
                 TExpr.Panic _, TExpr.Puts _, TExpr.StructValue _, TExpr.TaggedValue _, TExpr.UnionValue _,
                 TExpr.ArrayValue _, TExpr.SliceValue _, TExpr.AllocatedSlice _, TExpr.AllocatedString _, TExpr.New _,
                 TExpr.TagCheck _, TExpr.Async _, TExpr.Let _, TExpr.Sequence _ -> false;
        };
        return simple && target instanceof Operand.InMemory m && m.nil().start() == s.span().start();
    }

    /// Whether nothing that the value evaluates can read the target, so that the value may be built there.
    private boolean isUnseen(TStmt.Assign s) {
        Optional<Local> root = LocalUses.rootLocal(s.target());
        if (root.isPresent() && !f.uses.isAddressTaken(root.get())) return !Effects.mentions(s.value(), root.get());
        return root.isPresent() && !Effects.mayRead(s.value(), f.uses);
    }

    /// Makes a member current; if it was not, its payload area becomes zero.
    private void setTag(Places.PendingTag pending, Span span) {
        Operand.InMemory base = pending.base();
        int tag = f.places.loadTag(base, pending.type(), span);
        int member = out.constant(out.type(tag), out.type(tag).normalize(pending.member() + 1L), span);
        int same = out.compare(Inst.CmpOp.EQ, out.type(tag), tag, member, span);
        int change = out.newBlock();
        int end = out.newBlock();
        out.branch(same, end, change, span);
        out.start(change);
        long size = f.layout.payloadSize(pending.type());
        if (size > 0) f.aggregates.fill(base.at(f.layout.payloadOffset(pending.type())), size, span);
        f.aggregates.setTag(pending.type(), pending.member(), base, span);
        out.jump(end, span);
        out.start(end);
    }

    /// `place op= value`.
    void compound(TStmt.Compound s) {
        Type type = f.type(s.target());
        Type operation = f.settle(s.operation());
        Operand target = f.places.read(s.target());
        int old = scalar(f.exprs.load(target, type, s.target().span()));
        int left = f.conversions.numeric(old, type, operation, s.span());
        int right = f.exprs.scalar(s.value());
        int result = out.binary(Conditions.operation(s.op()), f.shapes.scalar(operation), left, right, s.opSpan());
        int converted = f.conversions.numeric(result, operation, type, s.span());
        f.exprs.store(target, type, new Operand.InRegs(converted), s.span());
    }

    /// `pointer += value`, `pointer -= value`.
    void step(TStmt.PointerStep s) {
        Type type = f.type(s.target());
        long size = f.layout.size(((Type.PointerType) type.definition()).target());
        Operand target = f.places.read(s.target());
        int old = scalar(f.exprs.load(target, type, s.target().span()));
        int moved = out.elementAddress(old, f.exprs.scalar(s.value()), size, s.sub(), s.span());
        f.exprs.store(target, type, new Operand.InRegs(moved), s.span());
    }

    private static int scalar(Operand value) {
        return ((Operand.InRegs) value).regs().getFirst();
    }
}
