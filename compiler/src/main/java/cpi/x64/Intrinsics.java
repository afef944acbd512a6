// Operations of the engine.
package cpi.x64;

import cpi.codegen.CMath;
import cpi.codegen.Reachable;
import cpi.ir.FreshContext;
import cpi.ir.Inst;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.List;

/// Writes intrinsics (docs/intrinsics.md): what the processor or the C library has is written in place, everything else is a call of the
/// runtime's function `cpi.NAME`.
final class Intrinsics {
    private final FunctionCode f;
    private final Asm asm;
    private final Values values;
    private final Calls calls;

    Intrinsics(FunctionCode f, Calls calls) {
        this.f = f;
        this.asm = f.asm;
        this.values = f.values;
        this.calls = calls;
    }

    void emit(Inst.Intrinsic i) {
        String name = i.name();
        if (name.startsWith("atomic.")) {
            atomic(i);
            return;
        }
        switch (name) {
            case "context.make" -> makeContext(i.args().getFirst());
            case "mem.typed", "seldom" -> { }
            case "mem.copy" -> calls.externalWith("memmove", i.args(), List.of());
            case "mem.set" -> calls.externalWith("memset", i.args(), List.of());
            case "mem.compare" -> compare(i);
            case "mem.index" -> index(i);
            case "math.sqrt" -> {
                int target = values.target(0);
                asm.floatOp(Asm.FloatOp.SQRT, 8, target, values.useFloat(i.args().getFirst(), 0));
                values.set(result(i), target);
            }
            case "stack.frame" -> values.set(result(i), Asm.RBP);
            case "reflect.slot" -> {
                int target = values.target(Asm.RAX);
                f.unit.symbols().address(asm, target, f.unit.program().library().typeInfo(i.type()));
                values.set(result(i), target);
            }
            case "reflect.part" -> part(i);
            case "reflect.isC" -> number(i, i.type().definition() instanceof FnType t && t.c() ? 1 : 0);
            case "panic" -> {
                calls.panic(i.args());
                asm.trap();
            }
            default -> calls.externalWith(CMath.function(name).orElse("cpi." + name), i.args(), i.results());
        }
    }

    private static int result(Inst.Intrinsic i) {
        return i.results().getFirst();
    }

    private void number(Inst.Intrinsic i, long value) {
        int target = values.target(Asm.RAX);
        asm.constant(target, value);
        values.set(result(i), target);
    }

    /// Makes a fresh context (T1.3) at the address in a register, if it will be used.
    private void makeContext(int at) {
        boolean isNeeded = f.function.source() instanceof StartFunctions.Start || f.unit.contextUse().uses(f.function.source());
        if (!isNeeded) return;
        values.load(Asm.RDI, at);
        long size = f.unit.program().context().size();
        if (f.unit.freshContext().size() == 0) {
            asm.constant(Asm.RAX, 0);
            asm.constant(Asm.RCX, size);
            asm.repeatStore(false);
            return;
        }
        // The slot's address is a constant of the frame, known after the call too.
        f.unit.symbols().address(asm, Asm.RSI, f.unit.freshContext().place());
        MemoryCode.copyBlock(asm, size);
        f.unit.symbols().call(asm, "cpi.thread.id");
        asm.store(Asm.RBP, values.slot(at) + FreshContext.threadOffset(f.unit.program().context()), Asm.RAX, 8);
    }

    /// The sign of what `memcmp` gives.
    private void compare(Inst.Intrinsic i) {
        calls.externalWith("memcmp", i.args(), List.of());
        asm.test(4, Asm.RAX, Asm.RAX);
        asm.set(Asm.Condition.GREATER, Asm.RAX);
        asm.set(Asm.Condition.LESS, Asm.RCX);
        asm.extend(Asm.RAX, Asm.RAX, 1, false);
        asm.extend(Asm.RCX, Asm.RCX, 1, false);
        asm.alu(Asm.Alu.SUB, 8, Asm.RAX, Asm.RCX);
        values.set(result(i), Asm.RAX);
    }

    private void index(Inst.Intrinsic i) {
        long start = f.frame.word();
        asm.store(Asm.RBP, start, values.use(i.args().getFirst(), Asm.RAX), 8);
        calls.externalWith("memchr", i.args(), List.of());
        asm.constant(Asm.RCX, -1);
        asm.test(8, Asm.RAX, Asm.RAX);
        int none = asm.jumpShort(Asm.Condition.EQUAL);
        asm.mov(Asm.RCX, Asm.RAX);
        asm.alu(Asm.Alu.SUB, 8, Asm.RCX, Asm.RBP, start);
        asm.landShort(none);
        values.set(result(i), Asm.RCX);
    }

    /// The slots of the parts of a type; their number is known only when the program runs.
    private void part(Inst.Intrinsic i) {
        asm.constant(Asm.RCX, 0);
        int wanted = values.use(i.args().get(1), Asm.RAX);
        int number = 0;
        for (Type part : Reachable.parts(i.type().definition())) {
            f.unit.symbols().address(asm, Asm.RDX, f.unit.program().library().typeInfo(part));
            asm.aluConstant(Asm.Alu.CMP, 8, wanted, number++);
            asm.moveIf(Asm.Condition.EQUAL, Asm.RCX, Asm.RDX);
        }
        values.set(result(i), Asm.RCX);
    }

    private void atomic(Inst.Intrinsic i) {
        String operation = i.name().substring("atomic.".length());
        if (operation.equals("fence")) {
            asm.fence();
            return;
        }
        String kind = operation.replaceAll("[0-9]", "");
        int size = Integer.parseInt(operation.substring(kind.length())) / 8;
        int at = values.use(i.args().getFirst(), Asm.RCX);
        switch (kind) {
            // On this machine a plain read is one in the order of all; a write has to wait.
            case "load" -> {
                asm.load(Asm.RAX, at, 0, size, false);
                values.set(result(i), Asm.RAX);
            }
            case "store", "exchange" -> {
                values.load(Asm.RAX, i.args().get(1));
                asm.exchange(at, 0, Asm.RAX, size);
                old(i, size);
            }
            case "add" -> {
                values.load(Asm.RAX, i.args().get(1));
                asm.lockedAdd(at, 0, Asm.RAX, size);
                old(i, size);
            }
            case "cas" -> {
                values.load(Asm.RDX, i.args().get(2));
                values.load(Asm.RAX, i.args().get(1));
                asm.lockedCompareExchange(at, 0, Asm.RDX, size);
                asm.set(Asm.Condition.EQUAL, Asm.RAX);
                asm.extend(Asm.RAX, Asm.RAX, 1, false);
                values.set(result(i), Asm.RAX);
            }
            default -> throw FunctionCode.unknown("intrinsic " + i.name(), i.span());
        }
    }

    /// The former value, in the low bytes of `rax`, is the result if there is one.
    private void old(Inst.Intrinsic i, int size) {
        if (i.results().isEmpty()) return;
        if (size < 8) asm.extend(Asm.RAX, Asm.RAX, size, false);
        values.set(result(i), Asm.RAX);
    }
}
