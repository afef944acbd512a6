// From IR to packed code.
package cpi.interp.code;

import cpi.diag.Bug;
import cpi.engine.Memory;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.source.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Assembles one function: chooses operations, merges neighbours into superinstructions, lays out the frame. Used once.
///
/// The work is divided: this class goes over blocks and knows control flow, [Arithmetic] and [Accesses] assemble computations
/// and memory accesses, [Calls] everything that leaves the function.
final class Assembler {
    /// Frames that are larger have this size: none fits the largest stack that can be asked for.
    private static final long MAX_FRAME = 3L << 29;
    private static final int MAX_REGISTERS = 0xFFF0;
    /// Frame slots are this far apart, so that running over the end of one is noticed.
    private static final int SLOT_GAP = 8;

    final Image image;
    final IrFunction ir;
    final boolean marks;
    final Registers registers;
    final Emitter out;
    final int scratch;
    final int[] slots;
    final int slotStart;
    final int frameBytes;
    private final boolean longJumps;
    private final Arithmetic arithmetic;
    private final Accesses accesses;
    private final Calls calls;
    private final IrFunction source;
    private final int firstLocal;
    /// Whether there are local values that can hold addresses.
    private final boolean markedLocals;
    /// The block (plus 1) in which a known value was made last.
    private final int[] made;
    /// The machine register of a local value, the block (plus 1) it was given in, and back from machine registers to values.
    private final int[] machine;
    private final int[] localAt;
    private final Map<Integer, Integer> valueIn = new HashMap<>();
    private int machineNext;
    private int machineCount;
    private int block;
    /// The registers that the last instruction defines, -1 for none, and the word with their numbers at bits 16 or 32 and 48.
    private int lastFirst = -1;
    private int lastSecond = -1;
    private int lastWord = -1;
    private int lastShift;

    /// @param source as lowered
    /// @param ir the same, each value in a register of its own ([Webs])
    /// @param frameRegisters how many machine registers the frame has room for
    private Assembler(Image image, IrFunction source, IrFunction ir, int frameRegisters, boolean longJumps) {
        this.image = image;
        this.source = source;
        this.ir = ir;
        this.marks = image.memory().hasMarks();
        this.longJumps = longJumps;
        this.registers = new Registers(ir, !marks);
        if (marks) registers.findMarked(ir);
        this.out = new Emitter(ir.blocks().size());
        this.firstLocal = source.registers().size();
        this.markedLocals = marks && IntStream.range(firstLocal, ir.registers().size()).anyMatch(registers::canBeMarked);
        this.scratch = Math.max(1, firstLocal);
        this.slots = new int[ir.slots().size()];
        this.slotStart = 8 * frameRegisters;
        this.made = new int[ir.registers().size()];
        this.machine = new int[ir.registers().size()];
        this.localAt = new int[ir.registers().size()];
        this.machineCount = scratch + 1;
        this.frameBytes = layoutSlots();
        this.arithmetic = new Arithmetic(this);
        this.accesses = new Accesses(this);
        this.calls = new Calls(this);
    }

    /// Assembles a function behind the code so far.
    static FunctionCode assemble(Image image, IrFunction source) {
        IrFunction ir = Webs.split(source);
        try {
            return assemble(image, source, ir, false);
        } catch (Emitter.TooFar _) {
            return assemble(image, source, ir, true);
        }
    }

    /// How many registers are left after merging is known only at the end; slots lie behind them.
    private static FunctionCode assemble(Image image, IrFunction source, IrFunction ir, boolean longJumps) {
        Assembler first = new Assembler(image, source, ir, ir.registers().size() + 2, longJumps);
        first.run();
        if (first.machineCount >= MAX_REGISTERS) throw new Bug("function " + ir.source().name() + " is too large", ir.source().place());
        Assembler last = new Assembler(image, source, ir, first.machineCount, longJumps);
        return last.place(last.run());
    }

    private long[] run() {
        enter();
        for (int b = 0; b < ir.blocks().size(); b++) {
            block = b;
            machineNext = scratch + 1;
            out.startBlock(b);
            lastWord = -1;
            assembleBlock(ir.blocks().get(b));
        }
        return out.finish();
    }

    private FunctionCode place(long[] words) {
        image.code().place(new long[] {frameBytes});
        long entry = image.code().place(words);
        return new FunctionCode(ir.source(), source, entry, image.code().top(), frameBytes, slots, out.starts(), out.spans(),
                out.boundsSpans(), out.statements(), out.statementInfo());
    }

    private int layoutSlots() {
        long at = slotStart;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = (int) Math.min(at, MAX_FRAME);
            at += (ir.slots().get(i).size() + 7 & -8) + SLOT_GAP;
        }
        return (int) Math.min(at, MAX_FRAME);
    }

    /// The instruction that makes the slots alive.
    private void enter() {
        Span place = ir.source().place();
        if (marks) {
            out.instruction(Op.COLD | Cold.ENTER_MARKED << 8, place);
            out.extension(image.count());
            return;
        }
        if (frameBytes >= Memory.PAGE - 8 * Frame.HEADER_WORDS) {
            out.instruction(Op.COLD | Cold.TOUCH << 8, place);
            out.extension(frameBytes);
        }
        // A frame larger than any stack is never entered (P10).
        if (slots.length == 0 || frameBytes == MAX_FRAME) return;
        byte[] shadow = new byte[shadowWords() * 8];
        for (int i = 0; i < slots.length; i++) {
            int first = (slots[i] - slotStart) / 8;
            long size = ir.slots().get(i).size();
            Arrays.fill(shadow, first, first + (int) (size >> 3), Memory.RW);
            if ((size & 7) != 0) shadow[first + (int) (size >> 3)] = (byte) (Memory.PARTIAL_RW + (size & 7));
        }
        out.instruction(Op.ENTER, place);
        out.extension(slotExtent());
        for (int i = 0; i < shadow.length; i += 8) {
            long word = 0;
            for (int k = 7; k >= 0; k--) word = word << 8 | shadow[i + k] & 0xFF;
            out.extension(word);
        }
    }

    private int shadowWords() {
        return (frameBytes - slotStart) / 64 + 1;
    }

    /// Where the slots begin, and how many words of shadow they have.
    long slotExtent() {
        return slotStart | (long) shadowWords() << 32;
    }

    private void assembleBlock(Block b) {
        List<Inst> insts = b.insts();
        for (int i = 0; i < insts.size(); i++) i = assemble(insts, i);
    }

    /// Assembles the instruction at `i`, and maybe some behind it; gives the position of the last one.
    private int assemble(List<Inst> insts, int i) {
        return switch (insts.get(i)) {
            case Inst.Statement statement -> {
                out.statement(statement);
                yield i;
            }
            case Inst.Const inst -> {
                if (!registers.isKnown(inst.dst()) || registers.isVariable(inst.dst())) arithmetic.constant(inst);
                yield i;
            }
            case Inst.SlotAddress _, Inst.SymbolAddress _, Inst.ContextAddress _, Inst.Load _, Inst.Store _, Inst.Copy _,
                 Inst.Fill _, Inst.ElementAddress _, Inst.Offset _, Inst.BoundsCheck _, Inst.NilCheck _, Inst.TagCheck _ ->
                    accesses.assemble(insts, i);
            case Inst.Move _, Inst.Binary _, Inst.Unary _, Inst.Convert _, Inst.Bits _ -> {
                arithmetic.assemble(insts.get(i));
                yield i;
            }
            case Inst.Compare inst -> {
                if (!isFused(insts, i, inst.dst())) arithmetic.compare(inst);
                yield i;
            }
            case Inst.Call _, Inst.CallAddress _, Inst.Intrinsic _, Inst.Spawn _, Inst.Lock _, Inst.Unlock _, Inst.Return _,
                 Inst.Panic _, Inst.Unreachable _ -> {
                calls.assemble(insts.get(i));
                yield i;
            }
            case Inst.Jump jump -> {
                if (jump.back()) backEdge(jump);
                else jumpTo(jump.target(), jump.span());
                yield i;
            }
            case Inst.Branch branch -> {
                branch(insts, i, branch);
                yield i;
            }
            case Inst.Switch inst -> {
                switchOver(inst);
                yield i;
            }
        };
    }

    // Registers.

    /// The machine register that holds the value of `r` here: values that are known are made on the spot.
    int reg(int r) {
        if (!registers.isKnown(r) || registers.isVariable(r) || made[r] == block + 1) return machine(r);
        Inst definition = registers.definition(r);
        if (definition instanceof Inst.Const c) arithmetic.constant(c);
        else if (definition instanceof Inst.SlotAddress s) accesses.slotAddress(s);
        else if (definition instanceof Inst.SymbolAddress s) accesses.symbolAddress(s);
        else throw new Bug("register " + r + " is not known");
        made[r] = block + 1;
        return machine(r);
    }

    /// The machine register of `r`. Values that live inside a block get one when it is first needed there.
    int machine(int r) {
        if (r < firstLocal) return r;
        if (localAt[r] != block + 1) {
            localAt[r] = block + 1;
            machine[r] = machineNext++;
            machineCount = Math.max(machineCount, machineNext);
            valueIn.put(machine[r], r);
        }
        return machine[r];
    }

    /// Whether a machine register holds a temporary value now.
    boolean isTemporary(int machineRegister) {
        return machineRegister > scratch && registers.isTemporary(Objects.requireNonNull(valueIn.get(machineRegister)));
    }

    boolean isConstant(int r) {
        return registers.isConstant(r);
    }

    long constant(int r) {
        return ((Inst.Const) registers.definition(r)).bits();
    }

    /// An instruction with result `dst`; `b` and `c` are machine registers or constants.
    void define(int op, int dst, int b, int c, Span span) {
        out.instruction(Emitter.abc(op, machine(dst), b, c), span);
        defined(dst);
    }

    /// The same with `wide` in the upper half.
    void defineWide(int op, int dst, long wide, Span span) {
        out.instruction(Emitter.aWide(op, machine(dst), wide), span);
        defined(dst);
    }

    /// The last instruction defines `register` in its field A.
    void defined(int register) {
        definedPair(register, -1, out.last(), 16);
    }

    /// The last instruction defines two registers (-1: none), whose numbers are in a word from a bit position on.
    void definedPair(int first, int second, int word, int shift) {
        lastFirst = first;
        lastSecond = second;
        lastWord = word;
        lastShift = shift;
    }

    /// Makes the last instruction put its result into `to` instead of the temporary `from`, if it defines that.
    boolean redirect(int from, int to) {
        if (lastWord < out.last() || out.last() < 0 || !registers.isTemporary(from)) return false;
        if (from != lastFirst && from != lastSecond) return false;
        int shift = from == lastFirst ? lastShift : lastShift + 16;
        out.setWord(lastWord, out.word(lastWord) & ~(0xFFFFL << shift) | (long) machine(to) << shift);
        if (from == lastFirst) lastFirst = to;
        else lastSecond = to;
        return true;
    }

    /// The last instruction must not be redirected: it also reads the register it defines.
    void pin() {
        lastWord = -1;
    }

    // Address marks (C7.2), in compile-time code only.

    /// Local values share machine registers, so that a mark may be left there by another one.
    boolean canBeMarked(int register) {
        return registers.canBeMarked(register) || markedLocals && register >= firstLocal;
    }

    void mark(int register, Span span) {
        if (marks) out.instruction(Emitter.abc(Op.COLD | Cold.MARK << 8, machine(register), 0, 0), span);
    }

    void unmark(int register, Span span) {
        if (marks && canBeMarked(register)) out.instruction(Emitter.abc(Op.COLD | Cold.UNMARK << 8, machine(register), 0, 0), span);
    }

    /// `other` is a machine register.
    void markAs(int register, int other, Span span) {
        if (marks) out.instruction(Emitter.abc(Op.COLD | Cold.MARK_AS << 8, machine(register), other, 0), span);
    }

    // Control flow.

    /// The next instruction that gives code, from `i` on.
    int nextReal(List<Inst> insts, int i) {
        while (isSilent(insts.get(i))) i++;
        return i;
    }

    private boolean isSilent(Inst inst) {
        if (inst instanceof Inst.Statement) return true;
        int dst = inst instanceof Inst.Const c ? c.dst() : inst instanceof Inst.SlotAddress s ? s.dst()
                : inst instanceof Inst.SymbolAddress s ? s.dst() : -1;
        return dst >= 0 && registers.isKnown(dst) && !registers.isVariable(dst);
    }

    /// Whether the comparison at `i` is only for the branch that follows.
    private boolean isFused(List<Inst> insts, int i, int dst) {
        return registers.isTemporary(dst) && insts.get(nextReal(insts, i + 1)) instanceof Inst.Branch b && b.condition() == dst
                && insts.get(i) instanceof Inst.Compare c && c.type() != Scalar.F32;
    }

    private void jumpTo(int target, Span span) {
        if (target == block + 1) return;
        out.instruction(Op.JMP, span);
        out.fixRel32(out.last(), target);
    }

    private void branch(List<Inst> insts, int i, Inst.Branch branch) {
        int then = branch.then();
        int orElse = branch.orElse();
        if (isConstant(branch.condition())) {
            jumpTo(constant(branch.condition()) != 0 ? then : orElse, branch.span());
            return;
        }
        int before = i - 1;
        while (before >= 0 && isSilent(insts.get(before))) before--;
        if (before >= 0 && insts.get(before) instanceof Inst.Compare c && c.dst() == branch.condition()
                && isFused(insts, before, c.dst())) {
            if (longJumps) {
                arithmetic.compare(c);
            } else if (then == block + 1) {
                arithmetic.jump(c, false, orElse);
                return;
            } else {
                arithmetic.jump(c, true, then);
                jumpTo(orElse, branch.span());
                return;
            }
        }
        int condition = reg(branch.condition());
        boolean inverted = then == block + 1;
        out.instruction(Emitter.aWide(inverted ? Op.JZ : Op.JNZ, condition, 0), branch.span());
        out.fixRel32(out.last(), inverted ? orElse : then);
        if (!inverted) jumpTo(orElse, branch.span());
    }

    /// A back-edge: if the loop's head only compares and branches, the comparison is repeated here.
    private void backEdge(Inst.Jump jump) {
        if (!longJumps && fuseHead(jump)) return;
        out.instruction(Op.JMPB, jump.span());
        out.fixRel32(out.last(), jump.target());
    }

    private boolean fuseHead(Inst.Jump jump) {
        List<Inst> head = ir.blocks().get(jump.target()).insts();
        int first = nextReal(head, 0);
        if (head.get(first) instanceof Inst.Branch b && !isConstant(b.condition())) {
            out.instruction(Emitter.abc(Op.BNZ, reg(b.condition()), 0, 0), b.span());
            out.fixB(out.last(), jump.target());
            out.fixC(out.last(), b.then());
            jumpTo(b.orElse(), b.span());
            return true;
        }
        if (!(head.get(first) instanceof Inst.Compare c)) return false;
        if (!(head.get(nextReal(head, first + 1)) instanceof Inst.Branch b) || b.condition() != c.dst()
                || !registers.isTemporary(c.dst())) {
            return false;
        }
        if (!arithmetic.backEdge(c, jump.target(), b.then())) return false;
        jumpTo(b.orElse(), b.span());
        return true;
    }

    private void switchOver(Inst.Switch inst) {
        List<Inst.SwitchCase> cases = inst.cases();
        int value = reg(inst.value());
        long low = cases.stream().mapToLong(Inst.SwitchCase::low).min().orElse(0);
        long high = cases.stream().mapToLong(Inst.SwitchCase::high).max().orElse(0);
        long count = high - low + 1;
        if (!cases.isEmpty() && count > 0 && count <= 4L * cases.size() + 8) {
            out.instruction(Emitter.abc(Op.JTAB, value, 0, 0), inst.span());
            int at = out.last();
            out.extension(low);
            out.extension(count);
            for (long v = low; v <= high; v++) target(at, targetOf(inst, v));
            target(at, inst.orElse());
            return;
        }
        out.instruction(Emitter.abc(Op.COLD | Cold.SWITCH << 8, value, 0, 0), inst.span());
        int at = out.last();
        out.extension(cases.size() | (inst.type().isSigned() ? 0L : 1L << 32));
        for (Inst.SwitchCase c : cases) {
            out.extension(c.low());
            out.extension(c.high());
            target(at, c.target());
        }
        target(at, inst.orElse());
    }

    private static int targetOf(Inst.Switch inst, long value) {
        for (Inst.SwitchCase c : inst.cases()) if (c.low() <= value && value <= c.high()) return c.target();
        return inst.orElse();
    }

    private void target(int at, int target) {
        out.extension(0);
        out.fixWord(out.size() - 1, at, target);
    }
}
