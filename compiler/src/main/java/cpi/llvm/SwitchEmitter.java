// Switches.
package cpi.llvm;

import cpi.ir.Inst;
import cpi.ir.Scalar;

/// Writes a switch: single values and small ranges as LLVM's, large ranges as comparisons in front of it.
final class SwitchEmitter {
    private static final long SMALL = 64;

    private final FunctionEmitter f;

    SwitchEmitter(FunctionEmitter f) {
        this.f = f;
    }

    void emit(Inst.Switch i) {
        String type = Scalars.type(i.type());
        String value = f.text(i.value());
        for (Inst.SwitchCase c : i.cases()) if (!isSmall(c)) range(i.type(), value, c);
        StringBuilder cases = new StringBuilder();
        for (Inst.SwitchCase c : i.cases()) {
            if (!isSmall(c)) continue;
            for (long k = c.low(); ; k++) {
                cases.append(' ').append(type).append(' ').append(Scalars.constant(i.type(), k)).append(", label %b").append(c.target());
                if (k == c.high()) break;
            }
        }
        f.code.line("switch ", type, " ", value, ", label %b" + i.orElse(), " [", cases.toString(), " ]");
    }

    private static boolean isSmall(Inst.SwitchCase c) {
        long extra = c.high() - c.low();
        return extra >= 0 && extra < SMALL;
    }

    private void range(Scalar type, String value, Inst.SwitchCase c) {
        String text = Scalars.type(type);
        String order = type.isSigned() ? "s" : "u";
        String low = f.code.def("icmp ", order, "ge ", text, " ", value, ", ", Scalars.constant(type, c.low()));
        String high = f.code.def("icmp ", order, "le ", text, " ", value, ", ", Scalars.constant(type, c.high()));
        String next = f.code.newLabel("case");
        f.code.line("br i1 ", f.code.def("and i1 ", low, ", ", high), ", label %b" + c.target(), ", label %", next);
        f.code.label(next);
    }
}
