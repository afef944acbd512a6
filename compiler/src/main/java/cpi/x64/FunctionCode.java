// One function.
package cpi.x64;

import cpi.diag.Bug;
import cpi.dwarf.DwarfFunction;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.source.Span;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Writes the machine code of one function. Single use.
final class FunctionCode {
    private static final int PAGE = 4096;

    final ObjectUnit unit;
    final IrFunction function;
    final Asm asm;
    final Frame frame = new Frame();
    final Values values;
    final Labels labels;
    final Checks checks;

    private final Optional<DwarfFunction> debug;
    private final long[] slots;
    private final Arithmetic arithmetic;
    private final Conversions conversions;
    private final MemoryCode memory;
    private final Calls calls;
    private final Intrinsics intrinsics;
    private final Entry entry;
    private final List<Cold> cold = new ArrayList<>();
    private final long[] savedAt = new long[16];
    private Span span;
    private int scope;

    /// Code that is seldom executed and stands behind the rest.
    private record Cold(int jump, Span span, int scope, Runnable code) {}

    /// @param variables what debuggers look at
    FunctionCode(ObjectUnit unit, IrFunction function, BitSet variables, Optional<DwarfFunction> debug) {
        this.unit = unit;
        this.function = function;
        this.asm = unit.asm();
        this.debug = debug;
        this.slots = new long[function.slots().size()];
        for (int i = 0; i < slots.length; i++) {
            IrFunction.Slot slot = function.slots().get(i);
            slots[i] = frame.allocate(slot.size(), slot.align());
        }
        this.values = new Values(function, asm, frame, unit.symbols(), variables, slots);
        this.labels = new Labels(asm, function.blocks().size());
        this.checks = new Checks(this);
        this.arithmetic = new Arithmetic(this);
        this.conversions = new Conversions(this);
        this.memory = new MemoryCode(this);
        this.entry = new Entry(this);
        this.calls = new Calls(this, entry);
        this.intrinsics = new Intrinsics(this, calls);
        this.span = function.source().place();
        describe(variables);
    }

    private void describe(BitSet variables) {
        if (debug.isEmpty()) return;
        DwarfFunction d = debug.get();
        for (int r = variables.nextSetBit(0); r >= 0; r = variables.nextSetBit(r + 1)) d.home(r, values.home(r));
        for (int i = 0; i < slots.length; i++) d.slot(i, slots[i]);
    }

    // --- what the parts share

    Scalar type(int r) {
        return values.type(r);
    }

    /// Lets a jump lead to code that is written behind the function's other code, and that belongs to the same place.
    void cold(int jump, Runnable code) {
        cold.add(new Cold(jump, span, scope, code));
    }

    long slot(int number) {
        return slots[number];
    }

    // --- the function

    void emit() {
        int start = asm.here();
        unit.symbols().begin(function.source(), start);
        debug.ifPresent(d -> d.prologue(start));
        asm.push(Asm.RBP);
        asm.mov(Asm.RBP, Asm.RSP);
        int reserve = reserve();
        save();
        entry.parameters();
        body();
        for (int i = 0; i < cold.size(); i++) {
            Cold c = cold.get(i);
            asm.land(c.jump, asm.here());
            span = c.span;
            scope = c.scope;
            row();
            c.code.run();
        }
        finishReserve(reserve);
        labels.finish();
        int end = asm.here();
        debug.ifPresent(d -> d.end(end));
        asm.pad();
    }

    /// Makes room for the frame, whose size is not known yet; gives the place of the size.
    private int reserve() {
        return asm.subLater(Asm.RSP);
    }

    /// Large frames are touched page by page, so that the end of the stack is noticed: that code stands apart, as it is seldom needed.
    private void finishReserve(int reserve) {
        long size = frame.size();
        asm.out.set32(reserve, (int) size);
        if (size < PAGE) return;
        // The subtraction becomes a jump to the code that probes, which comes back behind it.
        int back = reserve + 4;
        int from = back - Asm.SUB_LENGTH;
        int here = asm.here();
        debug.ifPresent(d -> d.prologue(here));
        asm.replaceByJump(from, Asm.SUB_LENGTH, here);
        asm.constant(Asm.R11, -(size & -PAGE));
        asm.alu(Asm.Alu.ADD, 8, Asm.R11, Asm.RSP);
        int loop = asm.here();
        asm.aluConstant(Asm.Alu.SUB, 8, Asm.RSP, PAGE);
        asm.probe();
        asm.alu(Asm.Alu.CMP, 8, Asm.RSP, Asm.R11);
        asm.land(asm.jump(Asm.Condition.NOT_EQUAL), loop);
        // Instructions could not reach all of such a frame; no stack is that large.
        if (size > Integer.MAX_VALUE) asm.trap();
        if ((size & PAGE - 1) != 0) asm.aluConstant(Asm.Alu.SUB, 8, Asm.RSP, size & PAGE - 1);
        asm.land(asm.jump(), back);
    }

    private void save() {
        for (int bits = values.allocation().saved(); bits != 0; bits &= bits - 1) {
            int register = Integer.numberOfTrailingZeros(bits);
            savedAt[register] = frame.word();
            asm.store(Asm.RBP, savedAt[register], register, 8);
            debug.ifPresent(d -> d.saved(register, savedAt[register]));
        }
    }

    /// Restores what the caller had, and returns.
    void leave() {
        for (int bits = values.allocation().saved(); bits != 0; bits &= bits - 1) {
            int register = Integer.numberOfTrailingZeros(bits);
            asm.load(register, Asm.RBP, savedAt[register], 8, false);
        }
        asm.leave();
        if (debug.isPresent()) debug.get().returns(asm.here());
        asm.ret();
    }

    private void row() {
        if (debug.isPresent()) debug.get().row(asm.here(), span, scope);
    }

    private void body() {
        int number = 0;
        for (int b = 0; b < function.blocks().size(); b++) {
            Block block = function.blocks().get(b);
            labels.bind(b);
            values.startBlock(b);
            List<Inst> insts = block.insts();
            for (int i = 0; i < insts.size(); i++) {
                values.startInstruction(number);
                Inst inst = insts.get(i);
                span = inst.span();
                if (inst instanceof Inst.Statement s) {
                    scope = s.scope();
                } else {
                    row();
                    if (isBranch(insts, i, number) && arithmetic.branch(inst, (Inst.Branch) insts.get(i + 1), b + 1)) {
                        // Both at once.
                        i++;
                        number++;
                    } else {
                        emit(inst, b + 1);
                    }
                }
                number++;
            }
        }
    }

    /// Whether only the branch behind it uses the result of an instruction.
    private boolean isBranch(List<Inst> insts, int i, int number) {
        return i + 1 < insts.size() && insts.get(i + 1) instanceof Inst.Branch branch && values.allocation().endsAt(number, i + 1)
            && (insts.get(i) instanceof Inst.Compare c && c.dst() == branch.condition()
                || insts.get(i) instanceof Inst.Unary u && u.dst() == branch.condition());
    }

    /// @param next the block that is written next
    private void emit(Inst inst, int next) {
        switch (inst) {
            case Inst.Statement _ -> { }
            case Inst.Const i -> values.setConstant(i.dst(), i);
            case Inst.Move i -> move(i);
            case Inst.Binary i -> arithmetic.binary(i);
            case Inst.Compare i -> arithmetic.compare(i);
            case Inst.Unary i -> arithmetic.unary(i);
            case Inst.Convert i -> conversions.convert(i);
            case Inst.Bits i -> conversions.bits(i);
            case Inst.SlotAddress i -> values.setConstant(i.dst(), i);
            case Inst.SymbolAddress i -> memory.symbol(i);
            case Inst.ContextAddress i -> {
                int target = values.target(Asm.RAX);
                entry.context(target);
                values.set(i.dst(), target);
            }
            case Inst.Load i -> memory.load(i);
            case Inst.Store i -> memory.store(i);
            case Inst.Copy i -> memory.copy(i);
            case Inst.Fill i -> memory.fill(i);
            case Inst.ElementAddress i -> memory.element(i);
            case Inst.Offset i -> memory.offset(i);
            case Inst.BoundsCheck i -> checks.bounds(i);
            case Inst.NilCheck i -> checks.nil(i.pointer(), i.span());
            case Inst.TagCheck i -> checks.tag(i);
            case Inst.Call i -> calls.call(i);
            case Inst.CallAddress i -> calls.call(i);
            case Inst.Intrinsic i -> intrinsics.emit(i);
            case Inst.Spawn i -> calls.spawn(i);
            case Inst.Lock i -> calls.sync("cpi.rt.lock", i.mutex(), i.span());
            case Inst.Unlock i -> calls.sync("cpi.rt.unlock", i.mutex(), i.span());
            case Inst.Terminator t -> terminator(t, next);
        }
    }

    private void move(Inst.Move i) {
        if (type(i.dst()).isFloat()) {
            int target = values.target(0);
            values.loadFloat(target, i.src());
            values.set(i.dst(), target);
        } else {
            int from = values.use(i.src(), values.target(Asm.RAX));
            values.set(i.dst(), from);
        }
    }

    private void terminator(Inst.Terminator inst, int next) {
        switch (inst) {
            case Inst.Jump i -> labels.jump(i.target(), next);
            case Inst.Branch i -> arithmetic.branch(i, next);
            case Inst.Switch i -> new SwitchCode(this).emit(i, next);
            case Inst.Return i -> entry.ret(i);
            case Inst.Panic i -> checks.panic(i);
            case Inst.Unreachable _ -> asm.trap();
        }
    }

    /// Whether a type is `bool`.
    static boolean isBool(Type type) {
        return type.definition() instanceof Type.BoolType;
    }

    static Bug unknown(String what, Span span) {
        return new Bug("no code for " + what, span);
    }
}
