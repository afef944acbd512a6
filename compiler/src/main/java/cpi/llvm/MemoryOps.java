// Access to memory, and addresses.
package cpi.llvm;

import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.source.Span;
import cpi.typed.Global;
import cpi.typed.Symbol;
import java.util.BitSet;

/// Writes accesses with their check for nil. No alignment is promised: the language lets pointers be cast (L4.7).
final class MemoryOps {
    private final Unit unit;
    private final FunctionEmitter f;
    private final BitSet addresses;

    MemoryOps(Unit unit, FunctionEmitter f) {
        this.unit = unit;
        this.f = f;
        this.addresses = addresses(f.function);
    }

    /// The registers that are only used as addresses of accesses.
    private static BitSet addresses(IrFunction function) {
        BitSet accessed = new BitSet();
        BitSet others = new BitSet();
        function.blocks().forEach(block -> block.insts().forEach(inst -> {
            switch (inst) {
                case Inst.Load i -> accessed.set(i.address());
                case Inst.Store i -> {
                    accessed.set(i.address());
                    others.set(i.src());
                }
                case Inst.Copy i -> {
                    accessed.set(i.to());
                    accessed.set(i.from());
                }
                case Inst.Fill i -> accessed.set(i.address());
                case Inst.NilCheck _ -> { }
                case Inst other -> Insts.uses(other).forEach(others::set);
            }
        }));
        accessed.andNot(others);
        return accessed;
    }

    static boolean isThreadLocal(Symbol symbol) {
        return symbol instanceof Global g && g.threadLocal();
    }

    Value symbol(Inst.SymbolAddress i) {
        String name = unit.names.of(i.symbol());
        if (!isThreadLocal(i.symbol())) return Value.address(name);
        String function = unit.externals.use("ptr", "llvm.threadlocal.address.p0", "ptr", "");
        return Value.address(f.code.def("call ptr ", function, "(ptr ", name, ")"));
    }

    /// The address of an access, checked.
    private String address(int register, long offset, Span span) {
        f.checks.nil(register, span);
        return CallEmitter.at(f.code, f.text(register), offset);
    }

    void load(Inst.Load i) {
        String address = address(i.address(), i.offset(), i.span());
        f.set(i.dst(), Value.of(f.code.load(Scalars.type(i.type()), address, unit.tags.load(i.type()))));
    }

    void store(Inst.Store i) {
        String address = address(i.address(), i.offset(), i.span());
        f.code.store(Scalars.type(i.type()), f.text(i.src()), address, unit.tags.store(i.type()));
    }

    void copy(Inst.Copy i) {
        f.checks.nil(i.from(), i.span());
        f.checks.nil(i.to(), i.span());
        move(f.text(i.to()), f.text(i.from()), Long.toString(i.size()));
    }

    /// Copies bytes between areas that may overlap.
    void move(String to, String from, String size) {
        String function = unit.externals.use("void", "llvm.memmove.p0.p0.i64", "ptr, ptr, i64, i1", "");
        f.code.line("call void ", function, "(ptr ", to, ", ptr ", from, ", i64 ", size, ", i1 false)");
    }

    void set(String at, String value, String size) {
        String function = unit.externals.use("void", "llvm.memset.p0.i64", "ptr, i8, i64, i1", "");
        f.code.line("call void ", function, "(ptr ", at, ", i8 ", value, ", i64 ", size, ", i1 false)");
    }

    void fill(Inst.Fill i) {
        String address = address(i.address(), 0, i.span());
        set(address, "0", Long.toString(i.size()));
    }

    /// The result needs no check: an address that comes from nil is in the first pages, where accesses fault;
    /// where nothing does, it needs one unless the base was checked.
    void element(Inst.ElementAddress i) {
        String index = f.arithmetic.resize(f.type(i.index()), Scalar.I64, f.text(i.index()));
        if (i.sub()) index = f.arithmetic.negated(index);
        // An address that is only used to access memory lies inside an object, or the access is undefined (L12.7a).
        String kind = addresses.get(i.dst()) ? "getelementptr inbounds [" : "getelementptr [";
        String address = f.code.def(kind + i.size() + " x i8], ptr ", f.text(i.base()), ", i64 ", index);
        boolean faults = !unit.options.target().architecture().isNarrow();
        f.set(i.dst(), new Value(address, faults || f.registers.isNotNil(i.base()), ""));
    }

    void offset(Inst.Offset i) {
        String address = f.code.def("getelementptr inbounds i8, ptr ", f.text(i.base()), ", i64 " + i.offset());
        f.set(i.dst(), new Value(address, f.registers.isNotNil(i.base()), ""));
    }
}
