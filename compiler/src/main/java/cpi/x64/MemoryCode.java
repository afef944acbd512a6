// Access to memory, and addresses.
package cpi.x64;

import cpi.ir.Inst;

/// Writes accesses with their check for nil.
final class MemoryCode {
    private static final int VECTOR = 16;
    private static final int[] SMALLER = {8, 4, 2, 1};
    private static final int[] SCRATCH = {Asm.RAX, Asm.RCX, Asm.RDX, Asm.R8};

    private final FunctionCode f;
    private final Asm asm;
    private final Values values;

    MemoryCode(FunctionCode f) {
        this.f = f;
        this.asm = f.asm;
        this.values = f.values;
    }

    void symbol(Inst.SymbolAddress i) {
        if (Traits.isConstant(i)) {
            values.setConstant(i.dst(), i);
        } else {
            int target = values.target(Asm.RAX);
            f.unit.symbols().address(asm, target, i.symbol());
            values.set(i.dst(), target);
        }
        values.setNotNil(i.dst());
    }

    /// The base register of an access; the displacement is [#displacement].
    private int base(int address, int scratch) {
        return values.isSlot(address) ? Asm.RBP : values.use(address, scratch);
    }

    private long displacement(int address, long offset) {
        return values.isSlot(address) ? values.slot(address) + offset : offset;
    }

    /// Brings an address with an offset that no instruction can contain into the scratch register; its displacement is 0 then.
    private int far(int address, long offset, int scratch) {
        values.load(scratch, address);
        asm.constant(Asm.RDX, offset);
        asm.alu(Asm.Alu.ADD, 8, scratch, Asm.RDX);
        return scratch;
    }

    void load(Inst.Load i) {
        f.checks.nil(i.address(), i.span());
        boolean isNear = Asm.isImmediate(displacement(i.address(), i.offset()));
        int base = isNear ? base(i.address(), Asm.RCX) : far(i.address(), i.offset(), Asm.RCX);
        long displacement = isNear ? displacement(i.address(), i.offset()) : 0;
        if (i.type().isFloat()) {
            int target = values.target(0);
            asm.loadFloat(target, base, displacement, i.type().bytes());
            values.set(i.dst(), target);
        } else {
            int target = values.target(Asm.RAX);
            asm.load(target, base, displacement, i.type().bytes(), i.type().isSigned());
            values.set(i.dst(), target);
        }
    }

    void store(Inst.Store i) {
        f.checks.nil(i.address(), i.span());
        boolean isNear = Asm.isImmediate(displacement(i.address(), i.offset()));
        int base = isNear ? base(i.address(), Asm.RCX) : far(i.address(), i.offset(), Asm.RCX);
        long displacement = isNear ? displacement(i.address(), i.offset()) : 0;
        int size = i.type().bytes();
        if (values.isConstant(i.src()) && (size < 8 || values.isImmediate(i.src()))) {
            asm.storeConstant(base, displacement, values.constant(i.src()), size);
        } else if (i.type().isFloat()) {
            asm.storeFloat(base, displacement, values.useFloat(i.src(), 0), size);
        } else {
            asm.store(base, displacement, values.use(i.src(), Asm.RAX), size);
        }
    }

    /// The areas may overlap: small ones are read as a whole before anything is written.
    void copy(Inst.Copy i) {
        f.checks.nil(i.from(), i.span());
        f.checks.nil(i.to(), i.span());
        if (i.size() > Traits.INLINE) {
            values.load(Asm.RSI, i.from());
            values.load(Asm.RDI, i.to());
            asm.constant(Asm.RDX, i.size());
            f.unit.symbols().call(asm, "memmove");
            return;
        }
        int from = base(i.from(), Asm.RSI);
        long fromAt = displacement(i.from(), 0);
        int to = base(i.to(), Asm.RDI);
        long toAt = displacement(i.to(), 0);
        long vectors = i.size() / VECTOR;
        for (int k = 0; k < vectors; k++) asm.loadVector(k, from, fromAt + (long) k * VECTOR);
        long at = vectors * VECTOR;
        int rest = (int) (i.size() - at);
        int used = 0;
        for (int size : SMALLER) {
            if ((rest & size) == 0) continue;
            asm.load(SCRATCH[used++], from, fromAt + at, size, false);
            at += size;
        }
        for (int k = 0; k < vectors; k++) asm.storeVector(to, toAt + (long) k * VECTOR, k);
        at = vectors * VECTOR;
        used = 0;
        for (int size : SMALLER) {
            if ((rest & size) == 0) continue;
            asm.store(to, toAt + at, SCRATCH[used++], size);
            at += size;
        }
    }

    void fill(Inst.Fill i) {
        f.checks.nil(i.address(), i.span());
        if (i.size() > Traits.INLINE) {
            values.load(Asm.RDI, i.address());
            asm.constant(Asm.RAX, 0);
            asm.constant(Asm.RCX, i.size() / 8);
            asm.repeatStore(true);
            if (i.size() % 8 == 0) return;
            asm.constant(Asm.RCX, i.size() % 8);
            asm.repeatStore(false);
            return;
        }
        int base = base(i.address(), Asm.RCX);
        long at = displacement(i.address(), 0);
        long left = i.size();
        if (left >= VECTOR) asm.zeroFloat(0);
        for (; left >= VECTOR; left -= VECTOR, at += VECTOR) asm.storeVector(base, at, 0);
        for (int size : SMALLER) {
            if ((left & size) == 0) continue;
            asm.storeConstant(base, at, 0, size);
            at += size;
        }
    }

    /// The result needs no check: an address that comes from nil is in the first pages, where accesses fault.
    void element(Inst.ElementAddress i) {
        if (values.isConstant(i.index()) && values.isSlot(i.base()) && Asm.isImmediate(i.size())) {
            long offset = values.constant(i.index()) * i.size();
            long at = values.slot(i.base()) + (i.sub() ? -offset : offset);
            if (Asm.isImmediate(at) && values.setSlotOffset(i.dst(), at)) return;
        }
        int target = values.target(Asm.RAX);
        boolean isScaled = !i.sub() && (i.size() == 1 || i.size() == 2 || i.size() == 4 || i.size() == 8);
        if (isScaled) {
            int index = values.use(i.index(), Asm.RCX);
            asm.leaScaled(target, values.use(i.base(), Asm.RAX), index, (int) i.size());
        } else {
            scale(i);
            values.load(target, i.base());
            asm.alu(i.sub() ? Asm.Alu.SUB : Asm.Alu.ADD, 8, target, Asm.RCX);
        }
        values.set(i.dst(), target);
        values.setNotNil(i.dst());
    }

    /// `rcx` becomes the distance from the base.
    private void scale(Inst.ElementAddress i) {
        if (Asm.isImmediate(i.size())) {
            asm.multiplyConstant(Asm.RCX, values.use(i.index(), Asm.RCX), (int) i.size());
        } else {
            values.load(Asm.RCX, i.index());
            asm.constant(Asm.RDX, i.size());
            asm.multiply(Asm.RCX, Asm.RDX);
        }
    }

    void offset(Inst.Offset i) {
        boolean isNotNil = values.isNotNil(i.base());
        if (values.isSlot(i.base()) && Asm.isImmediate(values.slot(i.base()) + i.offset())
            && values.setSlotOffset(i.dst(), values.slot(i.base()) + i.offset())) return;
        int target = values.target(Asm.RAX);
        if (Asm.isImmediate(displacement(i.base(), i.offset()))) {
            asm.lea(target, base(i.base(), Asm.RAX), displacement(i.base(), i.offset()));
        } else {
            far(i.base(), i.offset(), Asm.RAX);
            asm.mov(target, Asm.RAX);
        }
        values.set(i.dst(), target);
        if (isNotNil) values.setNotNil(i.dst());
    }

    /// Copies bytes between areas that do not overlap; destroys `rsi`, `rdi`, `rcx`. The addresses are in `rsi` and `rdi`.
    static void copyBlock(Asm asm, long size) {
        if (size >= 8) {
            asm.constant(Asm.RCX, size / 8);
            asm.repeatMove(true);
        }
        if (size % 8 == 0) return;
        asm.constant(Asm.RCX, size % 8);
        asm.repeatMove(false);
    }
}
