package cpi.ir;

import cpi.diag.Bug;
import cpi.types.TaggedType;
import java.util.ArrayList;
import java.util.List;

/// Checks the invariants of the IR: terminators, numbers of registers, slots, blocks and scopes, types of registers, and how
/// functions are called. What it finds is a defect of lowering or of a pass. Single use per function.
public final class Verifier {
    private final IrFunction f;
    private final Shapes shapes;
    private final List<String> problems = new ArrayList<>();
    private String where = "";

    private Verifier(IrFunction f, Shapes shapes) {
        this.f = f;
        this.shapes = shapes;
    }

    /// What is wrong with a function, each with its place in it; empty if nothing is.
    public static List<String> verify(IrFunction f, Shapes shapes) {
        Verifier verifier = new Verifier(f, shapes);
        verifier.header();
        if (verifier.problems.isEmpty()) verifier.code();
        return List.copyOf(verifier.problems);
    }

    /// The function itself; throws [Bug] if something is wrong with it.
    public static IrFunction check(IrFunction f, Shapes shapes) {
        List<String> problems = verify(f, shapes);
        if (problems.isEmpty()) return f;
        throw new Bug("IR of " + f.source().name() + " is invalid: " + String.join("; ", problems), f.source().place());
    }

    private void header() {
        where = "header";
        expect(f.signature().equals(shapes.signature(f.source().type())), "signature is not that of the type");
        List<Scalar> params = f.signature().params();
        expect(params.size() <= f.registers().size() && f.registers().subList(0, params.size()).equals(params),
                "the first registers are not the parameters");
        for (int i = 0; i < f.slots().size(); i++) {
            IrFunction.Slot slot = f.slots().get(i);
            expect(slot.size() >= 0 && Long.bitCount(slot.align()) == 1, "slot " + i + " has a bad size or alignment");
        }
        for (int i = 0; i < f.scopes().size(); i++) scope(i, f.scopes().get(i));
        expect(!f.blocks().isEmpty(), "no blocks");
    }

    private void scope(int number, IrFunction.DebugScope scope) {
        where = "scope " + number;
        expect(number == 0 ? scope.parent() == -1 : scope.parent() >= 0 && scope.parent() < number, "bad parent");
        for (IrFunction.Variable variable : scope.variables()) {
            switch (variable.location()) {
                case IrFunction.InRegisters r -> expect(types(r.registers()).equals(shapes.of(variable.type()).scalars()),
                        variable.name() + " lives in registers of other types");
                case IrFunction.InSlot s -> expect(s.slot() >= 0 && s.slot() < f.slots().size(), "no slot " + s.slot());
                case IrFunction.AtAddress a -> type(a.register(), Scalar.PTR);
                case IrFunction.Nowhere _ -> { }
            }
        }
    }

    private void code() {
        for (int b = 0; b < f.blocks().size(); b++) {
            List<Inst> insts = f.blocks().get(b).insts();
            where = "b" + b;
            expect(!insts.isEmpty() && insts.getLast() instanceof Inst.Terminator, "no terminator");
            for (int i = 0; i < insts.size(); i++) {
                where = "b" + b + ":" + i + " " + insts.get(i).getClass().getSimpleName();
                expect(i == insts.size() - 1 || !(insts.get(i) instanceof Inst.Terminator), "terminator inside a block");
                if (registersExist(insts.get(i))) inst(insts.get(i));
            }
        }
    }

    private boolean registersExist(Inst inst) {
        List<Integer> all = new ArrayList<>(Insts.uses(inst));
        all.addAll(Insts.defs(inst));
        boolean exist = all.stream().allMatch(reg -> reg >= 0 && reg < f.registers().size());
        expect(exist, "no such register");
        return exist;
    }

    private void inst(Inst inst) {
        switch (inst) {
            case Inst.Statement i -> expect(i.scope() >= 0 && i.scope() < f.scopes().size(), "no scope " + i.scope());
            case Inst.Const i -> expect(of(i.dst()).normalize(i.bits()) == i.bits(), "constant does not fit its register");
            case Inst.Move i -> type(i.dst(), of(i.src()));
            case Inst.Binary i -> binary(i);
            case Inst.Compare i -> types(i.dst(), Scalar.U8, i.a(), i.type(), i.b(), i.type());
            case Inst.Unary i -> unary(i);
            case Inst.Convert i -> {
                types(i.a(), i.from(), i.dst(), i.to());
                expect(i.from() != Scalar.PTR && i.to() != Scalar.PTR, "addresses are not numbers");
            }
            case Inst.Bits i -> {
                types(i.a(), i.from(), i.dst(), i.to());
                expect(i.from().bytes() == i.to().bytes(), "sizes differ");
            }
            case Inst.SlotAddress i -> {
                type(i.dst(), Scalar.PTR);
                expect(i.slot() >= 0 && i.slot() < f.slots().size(), "no slot " + i.slot());
            }
            case Inst.SymbolAddress i -> type(i.dst(), Scalar.PTR);
            case Inst.ContextAddress i -> type(i.dst(), Scalar.PTR);
            case Inst.Load i -> types(i.dst(), i.type(), i.address(), Scalar.PTR);
            case Inst.Store i -> types(i.src(), i.type(), i.address(), Scalar.PTR);
            case Inst.Copy i -> {
                types(i.to(), Scalar.PTR, i.from(), Scalar.PTR);
                expect(i.size() > 0, "no bytes");
            }
            case Inst.Fill i -> {
                type(i.address(), Scalar.PTR);
                expect(i.size() > 0, "no bytes");
            }
            case Inst.ElementAddress i -> {
                types(i.dst(), Scalar.PTR, i.base(), Scalar.PTR);
                integer(i.index());
            }
            case Inst.Offset i -> types(i.dst(), Scalar.PTR, i.base(), Scalar.PTR);
            case Inst.BoundsCheck i -> {
                types(i.index(), i.type(), i.count(), Scalar.I64);
                integer(i.index());
            }
            case Inst.NilCheck i -> type(i.pointer(), Scalar.PTR);
            case Inst.TagCheck i -> expect(i.type().definition() instanceof TaggedType t && i.member() < t.members().size()
                    && of(i.tag()) == Shapes.of(t.tag()), "tag, type and member do not belong together");
            case Inst.Call i -> call(shapes.signature(i.callee().type()), i.args(), i.results());
            case Inst.CallAddress i -> {
                type(i.callee(), Scalar.PTR);
                call(i.signature(), i.args(), i.results());
            }
            case Inst.Intrinsic i -> expect(i.results().size() <= 1, "intrinsics have one result");
            case Inst.Spawn i -> spawn(i);
            case Inst.Lock i -> type(i.mutex(), Scalar.PTR);
            case Inst.Unlock i -> type(i.mutex(), Scalar.PTR);
            case Inst.Terminator i -> terminator(i);
        }
    }

    private void binary(Inst.Binary i) {
        boolean shift = i.op() == Inst.BinOp.SHL || i.op() == Inst.BinOp.SHR;
        types(i.dst(), i.type(), i.a(), i.type());
        if (shift) integer(i.b());
        else type(i.b(), i.type());
        boolean allowed = switch (i.op()) {
            case ADD, SUB, MUL, DIV, REM -> i.type() != Scalar.PTR;
            case AND, OR, XOR, SHL, SHR -> i.type() != Scalar.PTR && !i.type().isFloat();
        };
        expect(allowed, "no such operation on " + i.type().text());
    }

    private void unary(Inst.Unary i) {
        type(i.a(), i.type());
        type(i.dst(), i.op() == Inst.UnOp.IS_ZERO ? Scalar.U8 : i.type());
        boolean allowed = switch (i.op()) {
            case NEG -> i.type() != Scalar.PTR;
            case NOT -> i.type() != Scalar.PTR && !i.type().isFloat();
            case IS_ZERO -> !i.type().isFloat();
        };
        expect(allowed, "no such operation on " + i.type().text());
    }

    private void call(Signature signature, List<Integer> args, List<Integer> results) {
        List<Scalar> given = types(args);
        boolean fits = signature.variadic() ? given.size() >= signature.params().size() : given.size() == signature.params().size();
        expect(fits && given.subList(0, signature.params().size()).equals(signature.params()),
                "arguments " + given + " for parameters " + signature.params());
        expect(types(results).equals(signature.results()), "results " + types(results) + " of " + signature.results());
    }

    private void spawn(Inst.Spawn i) {
        type(i.dst(), Scalar.I64);
        type(i.callee(), Scalar.PTR);
        List<Scalar> params = i.signature().params();
        List<Scalar> passed = i.signature().returnsInMemory() ? params.subList(1, params.size()) : params;
        List<Scalar> given = types(i.args());
        boolean fits = i.signature().variadic() ? given.size() >= passed.size() : given.size() == passed.size();
        expect(fits && given.subList(0, passed.size()).equals(passed), "arguments " + given + " for parameters " + passed);
    }

    private void terminator(Inst.Terminator inst) {
        for (int target : Insts.targets(inst)) expect(target > 0 && target < f.blocks().size(), "bad target b" + target);
        switch (inst) {
            case Inst.Branch i -> integer(i.condition());
            case Inst.Switch i -> {
                type(i.value(), i.type());
                integer(i.value());
                for (Inst.SwitchCase c : i.cases()) {
                    boolean fits = i.type().normalize(c.low()) == c.low() && i.type().normalize(c.high()) == c.high();
                    boolean ordered = i.type().isSigned() ? c.low() <= c.high() : Long.compareUnsigned(c.low(), c.high()) <= 0;
                    expect(fits && ordered, "bad case " + c.low() + ".." + c.high());
                }
            }
            case Inst.Return i -> expect(types(i.values()).equals(f.signature().results()), "returns " + types(i.values()));
            case Inst.Panic i -> {
                if (i.message() >= 0) types(i.message(), Scalar.PTR, i.length(), Scalar.I64);
            }
            case Inst.Jump _, Inst.Unreachable _ -> { }
        }
    }

    // --- registers

    private Scalar of(int reg) {
        return f.registers().get(reg);
    }

    private List<Scalar> types(List<Integer> regs) {
        return regs.stream().filter(reg -> reg >= 0 && reg < f.registers().size()).map(this::of).toList();
    }

    private void type(int reg, Scalar type) {
        boolean exists = reg >= 0 && reg < f.registers().size();
        expect(exists && of(reg) == type, "r" + reg + " is not " + type.text());
    }

    private void types(int a, Scalar aType, int b, Scalar bType) {
        type(a, aType);
        type(b, bType);
    }

    private void types(int a, Scalar aType, int b, Scalar bType, int c, Scalar cType) {
        types(a, aType, b, bType);
        type(c, cType);
    }

    private void integer(int reg) {
        expect(of(reg) != Scalar.PTR && !of(reg).isFloat(), "r" + reg + " is not an integer");
    }

    private void expect(boolean condition, String problem) {
        if (!condition) problems.add(where + ": " + problem);
    }
}
