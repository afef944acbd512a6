// Checks and panics.
package cpi.x64;

import cpi.codegen.PanicPlace;
import cpi.diag.Bug;
import cpi.ir.Inst;
import cpi.ir.Scalar;
import cpi.source.Span;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.util.List;

/// Writes the checks of the language. What a failed check does is written behind the function's other code.
final class Checks {
    private static final int NIL = 4;

    private final FunctionCode f;
    private final Asm asm;
    private final Values values;

    Checks(FunctionCode f) {
        this.f = f;
        this.asm = f.asm;
        this.values = f.values;
    }

    private void end(String function) {
        f.unit.symbols().call(asm, function);
        // The address to return to must be inside the function, for stack traces.
        asm.trap();
    }

    private void place(int register, Span span) {
        if (span.isNone()) asm.constant(register, 0);
        else f.unit.symbols().address(asm, register, f.unit.constants().place(span));
    }

    /// The place of a panic which shows the innermost place outside the bundled library (D7.2).
    void userPlace(int register, Span span) {
        if (PanicPlace.isHidden(span)) asm.constant(register, 0);
        else place(register, span);
    }

    /// A panic whose message depends on its code only.
    void fault(int code, Span span) {
        asm.constant(Asm.RDI, code);
        place(Asm.RSI, span);
        end("cpi.rt.fault");
    }

    /// P03 unless 0 <= index < count.
    void bounds(Inst.BoundsCheck i) {
        int index = values.use(i.index(), Asm.RAX);
        boolean isConstant = values.isImmediate(i.count()) && values.constant(i.count()) >= 0;
        int count = isConstant ? Asm.RCX : values.use(i.count(), Asm.RCX);
        long known = isConstant ? values.constant(i.count()) : -1;
        Runnable panic = () -> {
            // Neither is in a register that the other one goes to.
            asm.mov(Asm.RDI, index);
            if (known >= 0) asm.constant(Asm.RSI, known);
            else asm.mov(Asm.RSI, count);
            place(Asm.RDX, i.span());
            end("cpi.rt.bounds");
        };
        if (isConstant) {
            // As unsigned numbers negative ones are too large.
            asm.aluConstant(Asm.Alu.CMP, 8, index, known);
            f.cold(asm.jump(Asm.Condition.ABOVE_OR_EQUAL), panic);
        } else {
            asm.alu(Asm.Alu.CMP, 8, index, count);
            f.cold(asm.jump(Asm.Condition.GREATER_OR_EQUAL), panic);
            asm.test(8, index, index);
            f.cold(asm.jump(Asm.Condition.SIGN), panic);
        }
    }

    /// P04 unless the register is known not to be nil.
    void nil(int r, Span span) {
        if (values.isNotNil(r)) return;
        testNil(r);
        f.cold(asm.jump(Asm.Condition.EQUAL), () -> fault(NIL, span));
        values.setNotNil(r);
    }

    private void testNil(int r) {
        if (values.isInHome(r)) {
            asm.compareConstant(8, Asm.RBP, values.home(r), 0);
        } else {
            int pointer = values.use(r, Asm.RAX);
            asm.test(8, pointer, pointer);
        }
    }

    /// P04 for a call through nil.
    void callee(int r, Span span) {
        if (values.isNotNil(r)) return;
        testNil(r);
        f.cold(asm.jump(Asm.Condition.EQUAL), () -> message(NIL, "call through nil", span));
    }

    private void message(int code, String text, Span span) {
        asm.constant(Asm.RDI, code);
        f.unit.symbols().address(asm, Asm.RSI, f.unit.constants().text(text));
        asm.constant(Asm.RDX, text.length());
        place(Asm.RCX, span);
        end("cpi.rt.panic");
    }

    void tag(Inst.TagCheck i) {
        Scalar type = f.type(i.tag());
        int tag = values.use(i.tag(), Asm.RAX);
        asm.aluConstant(Asm.Alu.CMP, 8, tag, type.normalize(i.member() + 1L));
        List<String> names = ((TaggedType) i.type().definition()).members().stream().map(Type.Member::name).toList();
        f.cold(asm.jump(Asm.Condition.NOT_EQUAL), () -> {
            asm.mov(Asm.RDI, tag);
            f.unit.symbols().address(asm, Asm.RSI, f.unit.constants().names(i.type().definition(), names));
            asm.constant(Asm.RDX, i.member() + 1L);
            place(Asm.RCX, i.span());
            end("cpi.rt.tag");
        });
    }

    void panic(Inst.Panic i) {
        boolean isUsers = PanicPlace.isUsers(i);
        asm.constant(Asm.RDI, PanicPlace.code(i));
        if (i.message() < 0) {
            panicPlace(isUsers, Asm.RSI, i.span());
            end("cpi.rt.fault");
            return;
        }
        if (i.length() < 0) throw new Bug("a message without a length", i.span());
        values.load(Asm.RSI, i.message());
        values.load(Asm.RDX, i.length());
        panicPlace(isUsers, Asm.RCX, i.span());
        end("cpi.rt.panic");
    }

    private void panicPlace(boolean isUsers, int register, Span span) {
        if (isUsers) userPlace(register, span);
        else place(register, span);
    }
}
