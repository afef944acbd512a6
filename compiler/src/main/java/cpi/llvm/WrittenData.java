// Which read-only data may be the target of a write.
package cpi.llvm;

import cpi.codegen.Reachable;
import cpi.ir.Inst;
import cpi.ir.Insts;
import cpi.ir.IrFunction;
import cpi.ir.Shapes;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the read-only objects whose address gets somewhere where it could be written through: anywhere but into reads of the
/// function that mentions the object.
///
/// To LLVM a write to a constant is undefined, and it leaves it out; so it does with writes to an internal variable that nobody
/// reads. Where P09 has to be found, such an object must be a variable that other modules may know.
final class WrittenData {
    private final Shapes shapes;
    private final Set<StaticObject> exposed = Collections.newSetFromMap(new IdentityHashMap<>());

    WrittenData(Reachable program, Shapes shapes) {
        this.shapes = shapes;
        for (Symbol symbol : program.data()) {
            switch (symbol) {
                case Global g -> expose(g.initialValue());
                case StaticObject o -> expose(o.data());
                case Function _ -> { }
            }
        }
        expose(program.freshContext());
        for (IrFunction f : program.functions()) scan(f);
    }

    /// Whether a write through a pointer could reach the object.
    boolean mayBeWritten(StaticObject object) {
        return exposed.contains(object);
    }

    private void expose(ConstData data) {
        for (ConstData.Reloc r : data.relocs()) if (r.target() instanceof StaticObject o) exposed.add(o);
    }

    private void scan(IrFunction f) {
        Map<Integer, List<StaticObject>> mentions = new HashMap<>();
        List<Inst> addresses = new ArrayList<>();
        BitSet leaks = new BitSet();
        f.blocks().forEach(block -> block.insts().forEach(inst -> {
            if (inst instanceof Inst.SymbolAddress i) {
                if (i.symbol() instanceof StaticObject o && !o.writable()) mentions.computeIfAbsent(i.dst(), r -> new ArrayList<>()).add(o);
            } else if (isAddress(inst)) {
                addresses.add(inst);
            } else {
                leaks(inst, leaks);
            }
        }));
        if (mentions.isEmpty()) return;
        for (boolean more = true; more; ) {
            more = false;
            for (Inst inst : addresses) {
                if (!leaks.get(Insts.defs(inst).getFirst()) || leaks.get(Insts.uses(inst).getFirst())) continue;
                leaks.set(Insts.uses(inst).getFirst());
                more = true;
            }
        }
        mentions.forEach((register, objects) -> {
            if (leaks.get(register)) exposed.addAll(objects);
        });
    }

    private static boolean isAddress(Inst inst) {
        return inst instanceof Inst.Move || inst instanceof Inst.ElementAddress || inst instanceof Inst.Offset;
    }

    /// Adds the registers whose values get out of sight.
    private void leaks(Inst inst, BitSet leaks) {
        boolean reads = inst instanceof Inst.Load || inst instanceof Inst.Compare || inst instanceof Inst.NilCheck
                || inst instanceof Inst.BoundsCheck;
        if (reads) return;
        if (inst instanceof Inst.Copy i) {
            leaks.set(i.to());
        } else if (inst instanceof Inst.Call i) {
            // What is passed as the copy of an aggregate is only read.
            List<Long> copies = shapes.signature(i.callee().type()).copies();
            for (int k = 0; k < i.args().size(); k++) if (k >= copies.size() || copies.get(k) == 0) leaks.set(i.args().get(k));
        } else {
            Insts.uses(inst).forEach(leaks::set);
        }
    }
}
