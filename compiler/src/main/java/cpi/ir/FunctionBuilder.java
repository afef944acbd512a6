package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.Symbol;
import cpi.types.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// Collects the registers, slots and blocks of one function while it is lowered.
///
/// Code is emitted into the current block. After a terminator there is none until the next [#start]; what is emitted then can
/// never run and is dropped.
final class FunctionBuilder {
    private static final int NO_BLOCK = -1;
    /// How far back [#assign] looks for the instruction that made a value.
    private static final int LOOK_BACK = 2;

    /// So many instructions make a block a long one.
    static final int LONG_BLOCK = 4096;

    private final Shapes shapes;
    private final List<Scalar> registers = new ArrayList<>();
    private final BitSet variables = new BitSet();
    private final List<IrFunction.Slot> slots = new ArrayList<>();
    private final List<List<Inst>> blocks = new ArrayList<>();
    private final BitSet referenced = new BitSet();
    private final List<Inst> prologue = new ArrayList<>();
    private final Deque<Integer> freeTemporaries = new ArrayDeque<>();
    private final Deque<Integer> usedTemporaries = new ArrayDeque<>();
    private int current = NO_BLOCK;

    FunctionBuilder(Shapes shapes) {
        this.shapes = shapes;
        int entry = newBlock();
        referenced.set(entry);
        start(entry);
    }

    // --- registers and slots

    /// A register for an intermediate value.
    int temp(Scalar type) {
        registers.add(type);
        return registers.size() - 1;
    }

    /// A register that lives longer than a statement, such as that of a variable.
    int variable(Scalar type) {
        int reg = temp(type);
        variables.set(reg);
        return reg;
    }

    Scalar type(int reg) {
        return registers.get(reg);
    }

    /// A slot that belongs to one variable or place in the text.
    int slot(String name, Type type, Span place) {
        Shape shape = shapes.of(type);
        return slot(name, type, shape.size(), shape.align(), place);
    }

    int slot(String name, Type type, long size, long align, Span place) {
        slots.add(new IrFunction.Slot(name, type, size, align, place));
        return slots.size() - 1;
    }

    /// A slot for an intermediate value; it is used again after [#releaseTemporaries] with a mark set before this call.
    int temporarySlot(Type type) {
        for (int slot : freeTemporaries) {
            if (slots.get(slot).type() == type) {
                freeTemporaries.remove(slot);
                usedTemporaries.push(slot);
                return slot;
            }
        }
        int slot = slot("", type, Span.NONE);
        usedTemporaries.push(slot);
        return slot;
    }

    int markTemporaries() {
        return usedTemporaries.size();
    }

    void releaseTemporaries(int mark) {
        while (usedTemporaries.size() > mark) freeTemporaries.push(usedTemporaries.pop());
    }

    // --- blocks

    int newBlock() {
        blocks.add(new ArrayList<>());
        return blocks.size() - 1;
    }

    /// Continues in a block; if nothing leads to it, what follows is unreachable.
    void start(int block) {
        if (reachable()) throw new Bug("block does not end with a terminator");
        current = referenced.get(block) ? block : NO_BLOCK;
    }

    /// Jumps to a new block and continues there, as where a loop begins.
    int startLoop(Span span) {
        int head = newBlock();
        jump(head, span);
        start(head);
        return head;
    }

    /// Goes on in a new block if the current one is long: engines keep what lives in one block only in registers which they
    /// use again in the next.
    void splitLongBlock(Span span) {
        if (reachable() && blocks.get(current).size() > LONG_BLOCK) startLoop(span);
    }

    boolean reachable() {
        return current != NO_BLOCK;
    }

    // --- instructions

    void emit(Inst inst) {
        if (!reachable()) return;
        blocks.get(current).add(inst);
        if (inst instanceof Inst.Terminator end) {
            for (int target : Insts.targets(end)) referenced.set(target);
            current = NO_BLOCK;
        }
    }

    /// An instruction at the very beginning of the function.
    void emitPrologue(Inst inst) {
        prologue.add(inst);
    }

    void jump(int target, Span span) {
        emit(new Inst.Jump(target, false, span));
    }

    void jumpBack(int target, Span span) {
        emit(new Inst.Jump(target, true, span));
    }

    void branch(int condition, int then, int orElse, Span span) {
        emit(new Inst.Branch(condition, then, orElse, span));
    }

    int constant(Scalar type, long bits, Span span) {
        int dst = temp(type);
        emit(new Inst.Const(dst, bits, span));
        return dst;
    }

    int binary(Inst.BinOp op, Scalar type, int a, int b, Span span) {
        int dst = temp(type);
        emit(new Inst.Binary(op, type, dst, a, b, span));
        return dst;
    }

    int compare(Inst.CmpOp op, Scalar type, int a, int b, Span span) {
        int dst = temp(Scalar.U8);
        emit(new Inst.Compare(op, type, dst, a, b, span));
        return dst;
    }

    int unary(Inst.UnOp op, Scalar type, int a, Span span) {
        int dst = temp(op == Inst.UnOp.IS_ZERO ? Scalar.U8 : type);
        emit(new Inst.Unary(op, type, dst, a, span));
        return dst;
    }

    /// A value of the same size as another type; no instruction if it is the same type already.
    int bits(Scalar to, int a, Span span) {
        Scalar from = type(a);
        if (from == to) return a;
        int dst = temp(to);
        emit(new Inst.Bits(from, to, dst, a, span));
        return dst;
    }

    int convert(Scalar to, int a, Span span) {
        Scalar from = type(a);
        if (from == to) return a;
        int dst = temp(to);
        emit(new Inst.Convert(from, to, dst, a, span));
        return dst;
    }

    int slotAddress(int slot, Span span) {
        int dst = temp(Scalar.PTR);
        emit(new Inst.SlotAddress(dst, slot, span));
        return dst;
    }

    int symbolAddress(Symbol symbol, Span span) {
        int dst = temp(Scalar.PTR);
        emit(new Inst.SymbolAddress(dst, symbol, span));
        return dst;
    }

    int offset(int base, long offset, Span span) {
        if (offset == 0) return base;
        int dst = temp(Scalar.PTR);
        emit(new Inst.Offset(dst, base, offset, span));
        return dst;
    }

    int elementAddress(int base, int index, long size, boolean sub, Span span) {
        int dst = temp(Scalar.PTR);
        emit(new Inst.ElementAddress(dst, base, index, size, sub, span));
        return dst;
    }

    int load(Scalar type, int address, long offset, Span span) {
        int dst = temp(type);
        emit(new Inst.Load(type, dst, address, offset, span));
        return dst;
    }

    void store(int address, long offset, int src, Span span) {
        emit(new Inst.Store(type(src), address, offset, src, span));
    }

    /// A copy of a register in a register of its own.
    int copy(int src, Span span) {
        int dst = variable(type(src));
        assign(dst, src, span);
        return dst;
    }

    /// `dst = src`, where `src` is not needed any more if it is a temporary: then the instruction that made it writes to `dst`
    /// directly, where that is possible.
    void assign(int dst, int src, Span span) {
        if (dst == src || !reachable()) return;
        if (!variables.get(src) && type(src) == type(dst) && redirect(dst, src)) return;
        emit(new Inst.Move(dst, src, span));
    }

    /// `dsts = srcs` all at once.
    void assignAll(List<Integer> dsts, List<Integer> srcs, Span span) {
        List<Integer> safe = new ArrayList<>(srcs);
        for (int i = 1; i < safe.size(); i++) {
            if (!dsts.subList(0, i).contains(safe.get(i)) || safe.get(i).equals(dsts.get(i))) continue;
            int copy = temp(type(safe.get(i)));
            emit(new Inst.Move(copy, safe.get(i), span));
            safe.set(i, copy);
        }
        for (int i = 0; i < safe.size(); i++) assign(dsts.get(i), safe.get(i), span);
    }

    private boolean redirect(int dst, int src) {
        List<Inst> code = blocks.get(current);
        for (int i = code.size() - 1; i >= Math.max(0, code.size() - LOOK_BACK); i--) {
            Inst inst = code.get(i);
            if (Insts.defs(inst).contains(src)) {
                if (Insts.defs(inst).contains(dst)) return false;
                code.set(i, Insts.map(inst, reg -> reg, reg -> reg == src ? dst : reg));
                return true;
            }
            List<Integer> touched = new ArrayList<>(Insts.uses(inst));
            touched.addAll(Insts.defs(inst));
            if (touched.contains(dst) || touched.contains(src)) return false;
        }
        return false;
    }

    // --- the result

    List<Scalar> registers() {
        return registers;
    }

    /// The registers that are not intermediate values.
    BitSet variables() {
        return variables;
    }

    List<IrFunction.Slot> slots() {
        return slots;
    }

    List<Block> blocks(Span end) {
        List<Block> result = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            List<Inst> code = new ArrayList<>(i == 0 ? prologue : List.of());
            code.addAll(blocks.get(i));
            if (code.isEmpty() || !(code.getLast() instanceof Inst.Terminator)) code.add(new Inst.Unreachable(end));
            result.add(new Block(code));
        }
        return result;
    }
}
