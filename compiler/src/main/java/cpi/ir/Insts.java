package cpi.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// What instructions have in common: the registers they read and write, and the blocks they lead to.
public final class Insts {
    private Insts() {}

    /// The registers an instruction reads, in order, with repetitions.
    public static List<Integer> uses(Inst inst) {
        return switch (inst) {
            case Inst.Statement _, Inst.Const _, Inst.SlotAddress _, Inst.SymbolAddress _, Inst.ContextAddress _, Inst.Jump _,
                 Inst.Unreachable _ -> List.of();
            case Inst.Move i -> List.of(i.src());
            case Inst.Binary i -> List.of(i.a(), i.b());
            case Inst.Compare i -> List.of(i.a(), i.b());
            case Inst.Unary i -> List.of(i.a());
            case Inst.Convert i -> List.of(i.a());
            case Inst.Bits i -> List.of(i.a());
            case Inst.Load i -> List.of(i.address());
            case Inst.Store i -> List.of(i.address(), i.src());
            case Inst.Copy i -> List.of(i.to(), i.from());
            case Inst.Fill i -> List.of(i.address());
            case Inst.ElementAddress i -> List.of(i.base(), i.index());
            case Inst.Offset i -> List.of(i.base());
            case Inst.BoundsCheck i -> List.of(i.index(), i.count());
            case Inst.NilCheck i -> List.of(i.pointer());
            case Inst.TagCheck i -> List.of(i.tag());
            case Inst.Call i -> i.args();
            case Inst.CallAddress i -> with(i.callee(), i.args());
            case Inst.Intrinsic i -> i.args();
            case Inst.Spawn i -> with(i.callee(), i.args());
            case Inst.Lock i -> List.of(i.mutex());
            case Inst.Unlock i -> List.of(i.mutex());
            case Inst.Branch i -> List.of(i.condition());
            case Inst.Switch i -> List.of(i.value());
            case Inst.Return i -> i.values();
            case Inst.Panic i -> i.message() < 0 ? List.of() : List.of(i.message(), i.length());
        };
    }

    /// The registers an instruction writes.
    public static List<Integer> defs(Inst inst) {
        return switch (inst) {
            case Inst.Const i -> List.of(i.dst());
            case Inst.Move i -> List.of(i.dst());
            case Inst.Binary i -> List.of(i.dst());
            case Inst.Compare i -> List.of(i.dst());
            case Inst.Unary i -> List.of(i.dst());
            case Inst.Convert i -> List.of(i.dst());
            case Inst.Bits i -> List.of(i.dst());
            case Inst.SlotAddress i -> List.of(i.dst());
            case Inst.SymbolAddress i -> List.of(i.dst());
            case Inst.ContextAddress i -> List.of(i.dst());
            case Inst.Load i -> List.of(i.dst());
            case Inst.ElementAddress i -> List.of(i.dst());
            case Inst.Offset i -> List.of(i.dst());
            case Inst.Call i -> i.results();
            case Inst.CallAddress i -> i.results();
            case Inst.Intrinsic i -> i.results();
            case Inst.Spawn i -> List.of(i.dst());
            case Inst.Statement _, Inst.Store _, Inst.Copy _, Inst.Fill _, Inst.BoundsCheck _, Inst.NilCheck _, Inst.TagCheck _,
                 Inst.Lock _, Inst.Unlock _, Inst.Jump _, Inst.Branch _, Inst.Switch _, Inst.Return _, Inst.Panic _,
                 Inst.Unreachable _ -> List.of();
        };
    }

    /// The same instruction with other registers: `use` is applied to those it reads, `def` to those it writes.
    public static Inst map(Inst inst, IntUnaryOperator use, IntUnaryOperator def) {
        return switch (inst) {
            case Inst.Statement _, Inst.Jump _, Inst.Unreachable _ -> inst;
            case Inst.Const i -> new Inst.Const(def.applyAsInt(i.dst()), i.bits(), i.span());
            case Inst.Move i -> new Inst.Move(def.applyAsInt(i.dst()), use.applyAsInt(i.src()), i.span());
            case Inst.Binary i -> new Inst.Binary(i.op(), i.type(), def.applyAsInt(i.dst()), use.applyAsInt(i.a()),
                    use.applyAsInt(i.b()), i.span());
            case Inst.Compare i -> new Inst.Compare(i.op(), i.type(), def.applyAsInt(i.dst()), use.applyAsInt(i.a()),
                    use.applyAsInt(i.b()), i.span());
            case Inst.Unary i -> new Inst.Unary(i.op(), i.type(), def.applyAsInt(i.dst()), use.applyAsInt(i.a()), i.span());
            case Inst.Convert i -> new Inst.Convert(i.from(), i.to(), def.applyAsInt(i.dst()), use.applyAsInt(i.a()), i.span());
            case Inst.Bits i -> new Inst.Bits(i.from(), i.to(), def.applyAsInt(i.dst()), use.applyAsInt(i.a()), i.span());
            case Inst.SlotAddress i -> new Inst.SlotAddress(def.applyAsInt(i.dst()), i.slot(), i.span());
            case Inst.SymbolAddress i -> new Inst.SymbolAddress(def.applyAsInt(i.dst()), i.symbol(), i.span());
            case Inst.ContextAddress i -> new Inst.ContextAddress(def.applyAsInt(i.dst()), i.span());
            case Inst.Load i -> new Inst.Load(i.type(), def.applyAsInt(i.dst()), use.applyAsInt(i.address()), i.offset(), i.span());
            case Inst.ElementAddress i -> new Inst.ElementAddress(def.applyAsInt(i.dst()), use.applyAsInt(i.base()),
                    use.applyAsInt(i.index()), i.size(), i.sub(), i.span());
            case Inst.Offset i -> new Inst.Offset(def.applyAsInt(i.dst()), use.applyAsInt(i.base()), i.offset(), i.span());
            case Inst.Call i -> new Inst.Call(i.callee(), all(i.args(), use), all(i.results(), def), i.span());
            case Inst.CallAddress i -> new Inst.CallAddress(use.applyAsInt(i.callee()), i.signature(), all(i.args(), use),
                    all(i.results(), def), i.span());
            case Inst.Intrinsic i -> new Inst.Intrinsic(i.name(), i.type(), all(i.args(), use), all(i.results(), def), i.span());
            case Inst.Spawn i -> new Inst.Spawn(def.applyAsInt(i.dst()), use.applyAsInt(i.callee()), i.signature(),
                    all(i.args(), use), i.detached(), i.span());
            case Inst.Store _, Inst.Copy _, Inst.Fill _, Inst.BoundsCheck _, Inst.NilCheck _, Inst.TagCheck _, Inst.Lock _,
                 Inst.Unlock _, Inst.Branch _, Inst.Switch _, Inst.Return _, Inst.Panic _ -> mapReader(inst, use);
        };
    }

    /// [#map] for instructions that write no register.
    private static Inst mapReader(Inst inst, IntUnaryOperator use) {
        return switch (inst) {
            case Inst.Store i -> new Inst.Store(i.type(), use.applyAsInt(i.address()), i.offset(), use.applyAsInt(i.src()), i.span());
            case Inst.Copy i -> new Inst.Copy(use.applyAsInt(i.to()), use.applyAsInt(i.from()), i.size(), i.span());
            case Inst.Fill i -> new Inst.Fill(use.applyAsInt(i.address()), i.size(), i.span());
            case Inst.BoundsCheck i -> new Inst.BoundsCheck(i.type(), use.applyAsInt(i.index()), use.applyAsInt(i.count()), i.span());
            case Inst.NilCheck i -> new Inst.NilCheck(use.applyAsInt(i.pointer()), i.span());
            case Inst.TagCheck i -> new Inst.TagCheck(use.applyAsInt(i.tag()), i.type(), i.member(), i.span());
            case Inst.Lock i -> new Inst.Lock(use.applyAsInt(i.mutex()), i.name(), i.span());
            case Inst.Unlock i -> new Inst.Unlock(use.applyAsInt(i.mutex()), i.span());
            case Inst.Branch i -> new Inst.Branch(use.applyAsInt(i.condition()), i.then(), i.orElse(), i.span());
            case Inst.Switch i -> new Inst.Switch(i.type(), use.applyAsInt(i.value()), i.cases(), i.orElse(), i.span());
            case Inst.Return i -> new Inst.Return(all(i.values(), use), i.span());
            case Inst.Panic i -> i.message() < 0 ? i
                    : new Inst.Panic(i.code(), use.applyAsInt(i.message()), use.applyAsInt(i.length()), i.span());
            case Inst.Statement _, Inst.Jump _, Inst.Unreachable _, Inst.Const _, Inst.Move _, Inst.Binary _, Inst.Compare _,
                 Inst.Unary _, Inst.Convert _, Inst.Bits _, Inst.SlotAddress _, Inst.SymbolAddress _, Inst.ContextAddress _,
                 Inst.Load _, Inst.ElementAddress _, Inst.Offset _, Inst.Call _, Inst.CallAddress _, Inst.Intrinsic _,
                 Inst.Spawn _ -> inst;
        };
    }

    /// The blocks a terminator can lead to.
    public static List<Integer> targets(Inst.Terminator inst) {
        return switch (inst) {
            case Inst.Jump i -> List.of(i.target());
            case Inst.Branch i -> List.of(i.then(), i.orElse());
            case Inst.Switch i -> with(i.orElse(), i.cases().stream().map(Inst.SwitchCase::target).toList());
            case Inst.Return _, Inst.Panic _, Inst.Unreachable _ -> List.of();
        };
    }

    /// The same terminator with other targets.
    static Inst.Terminator retarget(Inst.Terminator inst, IntUnaryOperator target) {
        return switch (inst) {
            case Inst.Jump i -> new Inst.Jump(target.applyAsInt(i.target()), i.back(), i.span());
            case Inst.Branch i -> new Inst.Branch(i.condition(), target.applyAsInt(i.then()), target.applyAsInt(i.orElse()), i.span());
            case Inst.Switch i -> new Inst.Switch(i.type(), i.value(), i.cases().stream()
                    .map(c -> new Inst.SwitchCase(c.low(), c.high(), target.applyAsInt(c.target()))).toList(),
                    target.applyAsInt(i.orElse()), i.span());
            case Inst.Return _, Inst.Panic _, Inst.Unreachable _ -> inst;
        };
    }

    /// Whether an instruction does nothing but give its register a value: it cannot panic and touches no memory.
    static boolean isPure(Inst inst) {
        return switch (inst) {
            case Inst.Const _, Inst.Move _, Inst.Compare _, Inst.Unary _, Inst.Convert _, Inst.Bits _, Inst.SlotAddress _,
                 Inst.SymbolAddress _, Inst.ContextAddress _, Inst.ElementAddress _, Inst.Offset _ -> true;
            case Inst.Binary i -> i.type().isFloat() || i.op() != Inst.BinOp.DIV && i.op() != Inst.BinOp.REM;
            case Inst.Statement _, Inst.Load _, Inst.Store _, Inst.Copy _, Inst.Fill _, Inst.BoundsCheck _, Inst.NilCheck _,
                 Inst.TagCheck _, Inst.Call _, Inst.CallAddress _, Inst.Intrinsic _, Inst.Spawn _, Inst.Lock _, Inst.Unlock _,
                 Inst.Jump _, Inst.Branch _, Inst.Switch _, Inst.Return _, Inst.Panic _, Inst.Unreachable _ -> false;
        };
    }

    private static List<Integer> with(int first, List<Integer> rest) {
        List<Integer> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static List<Integer> all(List<Integer> regs, IntUnaryOperator map) {
        return regs.stream().map(map::applyAsInt).toList();
    }
}
