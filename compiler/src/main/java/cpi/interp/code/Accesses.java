// Assembly of addresses, memory accesses and their checks.
package cpi.interp.code;

import cpi.diag.Bug;
import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.Scalar;
import cpi.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Assembles everything that has to do with memory. Accesses to frame slots and globals need no check, elements are accessed by
/// one instruction together with their bounds check.
final class Accesses {
    private record Element(Inst.BoundsCheck check, Inst.ElementAddress address) {}

    private final Assembler asm;
    private final Registers registers;
    private final Emitter out;
    /// Element addresses whose bounds check is done by the store that uses them.
    private final Map<Integer, Element> postponed = new HashMap<>();

    Accesses(Assembler asm) {
        this.asm = asm;
        this.registers = asm.registers;
        this.out = asm.out;
    }

    /// Assembles the instruction at `i`, and maybe some behind it; gives the position of the last one.
    int assemble(List<Inst> insts, int i) {
        switch (insts.get(i)) {
            case Inst.SlotAddress s -> {
                if (!registers.isKnown(s.dst()) || registers.isVariable(s.dst())) slotAddress(s);
            }
            case Inst.SymbolAddress s -> {
                if (!registers.isKnown(s.dst()) || registers.isVariable(s.dst())) symbolAddress(s);
            }
            case Inst.ContextAddress c -> {
                asm.define(Op.CTX, c.dst(), 0, 0, c.span());
                asm.mark(c.dst(), c.span());
            }
            case Inst.Load l -> load(l);
            case Inst.Store s -> store(s);
            case Inst.Copy c -> copy(c);
            case Inst.Fill f -> fill(f);
            case Inst.ElementAddress e -> {
                return element(insts, i, e);
            }
            case Inst.Offset o -> offset(o);
            case Inst.BoundsCheck b -> {
                return boundsCheck(insts, i, b);
            }
            case Inst.NilCheck n -> out.instruction(Emitter.abc(Op.NILCHK, asm.reg(n.pointer()), 0, 0), n.span());
            case Inst.TagCheck t -> {
                out.instruction(Emitter.abc(Op.TAG, asm.reg(t.tag()), 0, 0), t.span());
                out.extension(t.member() + 1L | (long) asm.image.typeId(t.type()) << 32);
            }
            default -> throw new Bug("not an access: " + insts.get(i));
        }
        return i;
    }

    void slotAddress(Inst.SlotAddress s) {
        asm.defineWide(Op.LEA, s.dst(), asm.slots[s.slot()], s.span());
        asm.mark(s.dst(), s.span());
    }

    void symbolAddress(Inst.SymbolAddress s) {
        if (Selector.isThreadLocal(s.symbol())) {
            asm.define(Op.COLD | Cold.THREAD_LOCAL << 8, s.dst(), 0, 0, s.span());
            cpi.typed.Global global = (cpi.typed.Global) s.symbol();
            out.extension(asm.image.statics().threadLocalId(global));
            // What it refers to gets an address now: running places nothing.
            if (!asm.marks) global.initialValue().relocs().forEach(r -> asm.image.statics().address(r.target()));
        } else {
            asm.define(Op.CONSTX, s.dst(), 0, 0, s.span());
            out.extension(asm.image.statics().address(s.symbol()));
        }
        asm.mark(s.dst(), s.span());
    }

    /// Offset from the frame pointer if `address + offset` lies in a known slot, else -1.
    private long slotOffset(int address, long offset) {
        if (asm.marks || !(registers.definition(address) instanceof Inst.SlotAddress s)) return -1;
        return asm.slots[s.slot()] + offset;
    }

    /// The address of a known global or static object, else 0.
    private long staticAddress(int address) {
        if (!(registers.definition(address) instanceof Inst.SymbolAddress s)) return 0;
        return asm.image.statics().address(s.symbol());
    }

    private void load(Inst.Load l) {
        if (asm.marks) {
            asm.define(Op.COLD | Cold.LOAD_MARKED << 8, l.dst(), asm.reg(l.address()), Selector.load(l.type()), l.span());
            out.extension(l.offset());
            return;
        }
        long slot = slotOffset(l.address(), l.offset());
        if (slot >= 0) {
            asm.defineWide(Selector.slotLoad(l.type()), l.dst(), slot, l.span());
            return;
        }
        long address = staticAddress(l.address());
        int global = Selector.globalLoad(l.type());
        if (address != 0 && global != 0) {
            asm.define(global, l.dst(), 0, 0, l.span());
            out.extension(address + l.offset());
            return;
        }
        int base = asm.reg(l.address());
        boolean near = (short) l.offset() == l.offset();
        if (!near) base = far(base, l.offset(), l.span());
        asm.define(Selector.load(l.type()), l.dst(), base, near ? (int) l.offset() : 0, l.span());
    }

    /// The address of a member that is far from the start, in the scratch register.
    private int far(int base, long offset, Span span) {
        out.instruction(Emitter.abc(Op.NILCHK, base, 0, 0), span);
        out.instruction(Emitter.abc(Op.ADDK, asm.scratch, base, 0), span);
        out.extension(offset);
        return asm.scratch;
    }

    private void store(Inst.Store s) {
        Element element = postponed.remove(s.address());
        if (element != null) {
            elementStore(element, s);
            return;
        }
        int src = asm.reg(s.src());
        if (asm.marks) {
            out.instruction(Emitter.abc(Op.COLD | Cold.STORE_MARKED << 8, asm.reg(s.address()), src, Selector.store(s.type())), s.span());
            out.extension(s.offset());
            return;
        }
        long slot = slotOffset(s.address(), s.offset());
        if (slot >= 0) {
            out.instruction(Emitter.aWide(Selector.slotStore(s.type()), src, slot), s.span());
            return;
        }
        long address = staticAddress(s.address());
        int global = Selector.globalStore(s.type());
        if (address != 0 && global != 0 && isWritable(s.address())) {
            out.instruction(Emitter.abc(global, src, 0, 0), s.span());
            out.extension(address + s.offset());
            return;
        }
        int base = asm.reg(s.address());
        boolean near = (short) s.offset() == s.offset();
        if (!near) base = far(base, s.offset(), s.span());
        out.instruction(Emitter.abc(Selector.store(s.type()), base, src, near ? (int) s.offset() : 0), s.span());
    }

    private boolean isWritable(int address) {
        return ((Inst.SymbolAddress) registers.definition(address)).symbol() instanceof cpi.typed.Global;
    }

    private void copy(Inst.Copy c) {
        if (c.size() == 0) return;
        long to = slotOffset(c.to(), 0);
        long from = slotOffset(c.from(), 0);
        if (to >= 0 && from >= 0 && to != from && c.size() <= 32 && c.size() % 8 == 0) {
            for (long k = 0; k < c.size(); k += 8) {
                out.instruction(Emitter.aWide(Op.SLD64, asm.scratch, from + k), c.span());
                out.instruction(Emitter.aWide(Op.SST64, asm.scratch, to + k), c.span());
            }
            return;
        }
        int target = asm.reg(c.to());
        int source = asm.reg(c.from());
        if (c.size() <= 0xFFFF) {
            out.instruction(Emitter.abc(Op.COPY, target, source, (int) c.size()), c.span());
        } else {
            out.instruction(Emitter.abc(Op.COLD | Cold.COPY_LARGE << 8, target, source, 0), c.span());
            out.extension(c.size());
        }
    }

    private void fill(Inst.Fill f) {
        if (f.size() == 0) return;
        long slot = slotOffset(f.address(), 0);
        if (slot >= 0 && f.size() <= 64 && f.size() % 8 == 0) {
            out.instruction(Emitter.aWide(Op.CONST, asm.scratch, 0), f.span());
            for (long k = 0; k < f.size(); k += 8) out.instruction(Emitter.aWide(Op.SST64, asm.scratch, slot + k), f.span());
            return;
        }
        out.instruction(Emitter.abc(Op.COLD | Cold.FILL << 8, asm.reg(f.address()), 0, 0), f.span());
        out.extension(f.size());
    }

    private void offset(Inst.Offset o) {
        int base = asm.reg(o.base());
        if ((short) o.offset() == o.offset()) {
            asm.define(Op.ADDI, o.dst(), base, (int) o.offset(), o.span());
        } else {
            asm.define(Op.ADDK, o.dst(), base, 0, o.span());
            out.extension(o.offset());
        }
        asm.markAs(o.dst(), base, o.span());
    }

    /// `base + index * size`, merged with a load or store of that element right behind it.
    private int element(List<Inst> insts, int i, Inst.ElementAddress e) {
        int next = asm.nextReal(insts, i + 1);
        boolean mergeable = !asm.marks && registers.isTemporary(e.dst()) && !e.sub() && !registers.isConstant(e.index());
        if (mergeable && insts.get(next) instanceof Inst.Load l && l.address() == e.dst() && l.offset() == 0 && l.type().bytes() == e.size()
                && (e.size() == 8 || l.type() == Scalar.I8)) {
            asm.define(e.size() == 8 ? Op.PLD64 : Op.PLD8, l.dst(), asm.reg(e.base()), asm.reg(e.index()), l.span());
            return next;
        }
        if (mergeable && insts.get(next) instanceof Inst.Store s && s.address() == e.dst() && s.offset() == 0
                && s.type().bytes() == e.size() && (e.size() == 8 || e.size() == 1)) {
            int src = asm.reg(s.src());
            int base = asm.reg(e.base());
            storeElement(e.size() == 8 ? Op.PST64 : Op.PST8, src, base, asm.reg(e.index()), s.span());
            return next;
        }
        elementAddress(e);
        return i;
    }

    private void storeElement(int op, int src, int base, int index, Span span) {
        out.instruction(Emitter.abc(op, src, base, index), span);
    }

    private void elementAddress(Inst.ElementAddress e) {
        int base = asm.reg(e.base());
        long size = e.sub() ? -e.size() : e.size();
        if (registers.isConstant(e.index())) {
            asm.define(Op.ADDK, e.dst(), base, 0, e.span());
            out.extension(asm.constant(e.index()) * size);
        } else {
            asm.define(Op.ELEM, e.dst(), base, asm.reg(e.index()), e.span());
            out.extension(size);
        }
        asm.markAs(e.dst(), base, e.span());
    }

    private int boundsCheck(List<Inst> insts, int i, Inst.BoundsCheck check) {
        int next = asm.nextReal(insts, i + 1);
        boolean pair = !asm.marks && insts.get(next) instanceof Inst.ElementAddress e && e.index() == check.index() && !e.sub()
                && e.size() > 0 && e.size() <= Integer.MAX_VALUE;
        if (!pair) {
            alone(check);
            return i;
        }
        Inst.ElementAddress address = (Inst.ElementAddress) insts.get(next);
        int after = asm.nextReal(insts, next + 1);
        if (registers.isTemporary(address.dst())) {
            if (insts.get(after) instanceof Inst.Load l && l.address() == address.dst() && l.offset() == 0
                    && l.type().bytes() == address.size() && Selector.elementLoad(l.type()) != 0) {
                elementLoad(check, address, l);
                return after;
            }
            if (canPostpone(insts, next + 1, check, address)) {
                postponed.put(address.dst(), new Element(check, address));
                return next;
            }
        }
        checkedAddress(check, address);
        return next;
    }

    private void alone(Inst.BoundsCheck check) {
        int index = asm.reg(check.index());
        if (registers.isConstant(check.count())) {
            out.instruction(Emitter.abc(Op.BNDK, index, 0, 0), check.span());
            out.extension(asm.constant(check.count()));
        } else {
            out.instruction(Emitter.abc(Op.BND, index, asm.reg(check.count()), 0), check.span());
        }
    }

    /// A constant count that fits 31 bits, else -1.
    private long constantCount(Inst.BoundsCheck check) {
        if (!registers.isConstant(check.count())) return -1;
        long count = Math.max(0, asm.constant(check.count()));
        return count <= Integer.MAX_VALUE ? count : -1;
    }

    private void checkedAddress(Inst.BoundsCheck check, Inst.ElementAddress e) {
        int base = asm.reg(e.base());
        int index = asm.reg(e.index());
        long count = constantCount(check);
        if (count >= 0) {
            define(Op.XELEMK, e.dst(), base, index, e.span(), check.span());
            out.extension(count | e.size() << 32);
        } else {
            int register = asm.reg(check.count());
            define(Op.XELEM, e.dst(), base, index, e.span(), check.span());
            out.extension(register | e.size() << 16);
        }
    }

    private void define(int op, int a, int b, int c, Span span, Span boundsSpan) {
        out.instruction(Emitter.abc(op, asm.machine(a), b, c), span, boundsSpan);
        asm.defined(a);
    }

    private void elementLoad(Inst.BoundsCheck check, Inst.ElementAddress e, Inst.Load l) {
        int op = Selector.elementLoad(l.type());
        long count = constantCount(check);
        long slot = slotOffset(e.base(), 0);
        if (count >= 0 && slot >= 0) {
            define(op - Op.XLD8 + Op.SXLD8, l.dst(), asm.reg(e.index()), 0, l.span(), check.span());
            out.extension(slot | count << 32);
            return;
        }
        long address = staticAddress(e.base());
        if (count >= 0 && address != 0 && op == Op.XLD64) {
            define(Op.GXLD64, l.dst(), asm.reg(e.index()), 0, l.span(), check.span());
            out.extension(address);
            out.extension(count);
            return;
        }
        int base = asm.reg(e.base());
        int index = asm.reg(e.index());
        int register = asm.reg(check.count());
        define(op, l.dst(), base, index, l.span(), check.span());
        out.extension(register);
    }

    private void elementStore(Element element, Inst.Store s) {
        Inst.BoundsCheck check = element.check;
        Inst.ElementAddress e = element.address;
        int op = Selector.elementStore(s.type());
        long count = constantCount(check);
        long slot = slotOffset(e.base(), 0);
        int src = asm.reg(s.src());
        int index = asm.reg(e.index());
        if (count >= 0 && slot >= 0) {
            out.instruction(Emitter.abc(op - Op.XST8 + Op.SXST8, src, index, 0), s.span(), check.span());
            out.extension(slot | count << 32);
            return;
        }
        if (count >= 0 && staticAddress(e.base()) != 0 && op == Op.XST64 && isWritable(e.base())) {
            out.instruction(Emitter.abc(Op.GXST64, src, index, 0), s.span(), check.span());
            out.extension(staticAddress(e.base()));
            out.extension(count);
            return;
        }
        int base = asm.reg(e.base());
        int register = asm.reg(check.count());
        out.instruction(Emitter.abc(op, src, base, index), s.span(), check.span());
        out.extension(register);
    }

    /// Whether the check can wait for the store to that element: nothing in between can fail, be seen, or change its operands.
    private boolean canPostpone(List<Inst> insts, int from, Inst.BoundsCheck check, Inst.ElementAddress e) {
        for (int i = from; i < insts.size(); i++) {
            Inst inst = insts.get(i);
            if (inst instanceof Inst.Store s && s.address() == e.dst()) {
                return s.offset() == 0 && s.type().bytes() == e.size() && Selector.elementStore(s.type()) != 0 && s.src() != e.dst();
            }
            if (!isHarmless(inst)) return false;
            for (int r : Insts.defs(inst)) if (r == check.index() || r == check.count() || r == e.base()) return false;
            if (Insts.uses(inst).contains(e.dst())) return false;
        }
        return false;
    }

    private static boolean isHarmless(Inst inst) {
        return switch (inst) {
            case Inst.Const _, Inst.Move _, Inst.Compare _, Inst.Unary _, Inst.Convert _, Inst.Bits _, Inst.SlotAddress _ -> true;
            case Inst.Binary b -> b.type().isFloat() || b.op() != Inst.BinOp.DIV && b.op() != Inst.BinOp.REM;
            case Inst.SymbolAddress s -> !Selector.isThreadLocal(s.symbol());
            default -> false;
        };
    }
}
