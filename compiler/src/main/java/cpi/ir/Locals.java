package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.Local;
import cpi.types.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Where the locals of a function live: in registers if their type allows and their address is never taken, else in slots.
final class Locals {
    private record Home(Operand operand, IrFunction.Location location) {}

    private final FunctionLowering f;
    private final Map<Local, Home> homes = new IdentityHashMap<>();

    Locals(FunctionLowering f) {
        this.f = f;
    }

    Operand get(Local local) {
        Home home = homes.get(local);
        if (home == null) throw new Bug("local is used outside its scope: " + local, local.place());
        return home.operand;
    }

    /// Gives a local its home. An expression that is lowered twice declares its temporaries twice; they keep their home.
    Operand declare(Local local) {
        Home home = homes.get(local);
        if (home != null) return home.operand;
        Type type = f.settle(local.type());
        Shape shape = f.shapes.of(type);
        if (shape.inRegisters() && !f.uses.isAddressTaken(local)) {
            List<Integer> regs = shape.scalars().stream().map(f.out::variable).toList();
            return setRegisters(local, regs);
        }
        int slot = f.out.slot(local.name(), type, local.place());
        int address = f.out.variable(Scalar.PTR);
        f.out.emitPrologue(new Inst.SlotAddress(address, slot, local.place()));
        Operand operand = new Operand.InMemory(address, 0, Span.NONE, !f.uses.isAddressTaken(local));
        homes.put(local, new Home(operand, new IrFunction.InSlot(slot)));
        return operand;
    }

    /// Makes registers the home of a local.
    Operand setRegisters(Local local, List<Integer> regs) {
        Operand operand = new Operand.InRegs(regs);
        homes.put(local, new Home(operand, regs.isEmpty() ? new IrFunction.Nowhere() : new IrFunction.InRegisters(regs)));
        return operand;
    }

    /// Makes the memory at the address in a register the home of a parameter, which nobody changes.
    void setAddress(Local local, int register) {
        Operand operand = new Operand.InMemory(register, 0, Span.NONE, true);
        homes.put(local, new Home(operand, new IrFunction.AtAddress(register)));
    }

    IrFunction.Variable variable(Local local) {
        Home home = homes.get(local);
        if (home == null) throw new Bug("local has no home: " + local, local.place());
        return new IrFunction.Variable(local.name(), f.settle(local.type()), home.location, local.place());
    }
}
