// Switches.
package cpi.x64;

import cpi.ir.Inst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Writes a switch as a search in its sorted ranges.
final class SwitchCode {
    /// So many ranges are compared one after the other.
    private static final int FEW = 4;

    private final FunctionCode f;
    private final Asm asm;
    private int value;
    private boolean signed;

    SwitchCode(FunctionCode f) {
        this.f = f;
        this.asm = f.asm;
    }

    void emit(Inst.Switch i, int next) {
        signed = i.type().isSigned();
        Comparator<Long> order = signed ? Long::compare : Long::compareUnsigned;
        List<Inst.SwitchCase> cases = new ArrayList<>(i.cases());
        cases.removeIf(c -> order.compare(c.low(), c.high()) > 0);
        cases.sort((a, b) -> order.compare(a.low(), b.low()));
        value = f.values.use(i.value(), Asm.RAX);
        search(cases, i.orElse());
        f.labels.jump(i.orElse(), next);
    }

    private void search(List<Inst.SwitchCase> cases, int orElse) {
        if (cases.size() <= FEW) {
            for (Inst.SwitchCase c : cases) test(c);
            return;
        }
        int middle = cases.size() / 2;
        compare(cases.get(middle).low());
        int upper = asm.jump(signed ? Asm.Condition.GREATER_OR_EQUAL : Asm.Condition.ABOVE_OR_EQUAL);
        search(cases.subList(0, middle), orElse);
        f.labels.lead(asm.jump(), orElse);
        asm.land(upper, asm.here());
        search(cases.subList(middle, cases.size()), orElse);
    }

    private void test(Inst.SwitchCase c) {
        compare(c.low());
        if (c.low() == c.high()) {
            f.labels.jumpIf(Asm.Condition.EQUAL, c.target());
            return;
        }
        int below = asm.jump(signed ? Asm.Condition.LESS : Asm.Condition.BELOW);
        compare(c.high());
        f.labels.jumpIf(signed ? Asm.Condition.LESS_OR_EQUAL : Asm.Condition.BELOW_OR_EQUAL, c.target());
        asm.land(below, asm.here());
    }

    private void compare(long constant) {
        if (Asm.isImmediate(constant)) {
            asm.aluConstant(Asm.Alu.CMP, 8, value, constant);
        } else {
            asm.constant(Asm.R11, constant);
            asm.alu(Asm.Alu.CMP, 8, value, Asm.R11);
        }
    }
}
