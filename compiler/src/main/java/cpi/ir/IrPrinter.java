package cpi.ir;

import cpi.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prints IR functions as text (docs/ir.md), for people, golden files and [IrParser].
public final class IrPrinter {
    private final IrNames names;
    private final boolean places;
    private final StringBuilder text = new StringBuilder();

    private IrPrinter(IrNames names, boolean places) {
        this.names = names;
        this.places = places;
    }

    /// @param places whether each instruction is followed by its place in the source; without, they are lost
    public static String print(IrFunction f, IrNames names, boolean places) {
        IrPrinter printer = new IrPrinter(names, places);
        printer.function(f);
        return printer.text.toString();
    }

    /// One instruction, without its place.
    public static String print(Inst inst, IrNames names) {
        return new IrPrinter(names, false).inst(inst);
    }

    private void function(IrFunction f) {
        text.append("fn ").append(quote(names.of(f.source()))).append(" {\n");
        for (int i = 0; i < f.registers().size(); i++) {
            text.append(i % 10 == 0 ? "  registers" : "").append(" r").append(i).append(':').append(f.registers().get(i).text());
            if (i % 10 == 9 || i == f.registers().size() - 1) text.append('\n');
        }
        for (int i = 0; i < f.slots().size(); i++) {
            IrFunction.Slot slot = f.slots().get(i);
            line("  slot s" + i + " " + quote(slot.name()) + " " + quote(names.of(slot.type())) + " size " + slot.size() + " align "
                    + slot.align() + place(slot.place()));
        }
        for (int i = 0; i < f.scopes().size(); i++) scope(i, f.scopes().get(i));
        for (int i = 0; i < f.blocks().size(); i++) {
            text.append('b').append(i).append(":\n");
            for (Inst inst : f.blocks().get(i).insts()) {
                line("    " + inst(inst) + place(inst.span()) + (inst instanceof Inst.Const c ? floatComment(c, f) : ""));
            }
        }
        text.append("}\n");
    }

    private void scope(int number, IrFunction.DebugScope scope) {
        text.append("  scope ").append(number).append(scope.parent() < 0 ? "" : " in " + scope.parent()).append('\n');
        for (IrFunction.Variable v : scope.variables()) {
            String location = switch (v.location()) {
                case IrFunction.InRegisters r -> registers(r.registers());
                case IrFunction.InSlot s -> "s" + s.slot();
                case IrFunction.AtAddress a -> "[ r" + a.register() + " ]";
                case IrFunction.Nowhere _ -> "nowhere";
            };
            line("    " + quote(v.name()) + " " + quote(names.of(v.type())) + " = " + location + place(v.place()));
        }
    }

    private void line(String content) {
        text.append(content).append('\n');
    }

    private String place(Span span) {
        if (!places || span.isNone()) return "";
        return " @ " + quote(names.of(span.file())) + " " + span.start() + " " + span.end();
    }

    private String inst(Inst inst) {
        return switch (inst) {
            case Inst.Statement i -> "stmt " + i.scope();
            case Inst.Const i -> "r" + i.dst() + " = const " + i.bits();
            case Inst.Move i -> "r" + i.dst() + " = r" + i.src();
            case Inst.Binary i -> "r" + i.dst() + " = " + lower(i.op()) + " " + i.type().text() + " r" + i.a() + ", r" + i.b();
            case Inst.Compare i -> "r" + i.dst() + " = " + lower(i.op()) + " " + i.type().text() + " r" + i.a() + ", r" + i.b();
            case Inst.Unary i -> "r" + i.dst() + " = " + lower(i.op()) + " " + i.type().text() + " r" + i.a();
            case Inst.Convert i -> "r" + i.dst() + " = convert " + i.from().text() + " to " + i.to().text() + " r" + i.a();
            case Inst.Bits i -> "r" + i.dst() + " = bits " + i.from().text() + " to " + i.to().text() + " r" + i.a();
            case Inst.SlotAddress i -> "r" + i.dst() + " = slot s" + i.slot();
            case Inst.SymbolAddress i -> "r" + i.dst() + " = symbol " + quote(names.of(i.symbol()));
            case Inst.ContextAddress i -> "r" + i.dst() + " = context";
            case Inst.Load i -> "r" + i.dst() + " = load " + i.type().text() + " r" + i.address() + " + " + i.offset();
            case Inst.Store i -> "store " + i.type().text() + " r" + i.address() + " + " + i.offset() + ", r" + i.src();
            case Inst.Copy i -> "copy r" + i.to() + ", r" + i.from() + ", " + i.size();
            case Inst.Fill i -> "fill r" + i.address() + ", " + i.size();
            case Inst.ElementAddress i -> "r" + i.dst() + " = element r" + i.base() + (i.sub() ? " - " : " + ") + "r" + i.index()
                    + " * " + i.size();
            case Inst.Offset i -> "r" + i.dst() + " = offset r" + i.base() + " + " + i.offset();
            case Inst.BoundsCheck i -> "bounds " + i.type().text() + " r" + i.index() + ", r" + i.count();
            case Inst.NilCheck i -> "nil r" + i.pointer();
            case Inst.TagCheck i -> "tag r" + i.tag() + ", " + quote(names.of(i.type())) + " " + i.member();
            case Inst.Call i -> results(i.results()) + "call " + quote(names.of(i.callee())) + args(i.args());
            case Inst.CallAddress i -> results(i.results()) + "call r" + i.callee() + " " + quote(names.of(i.signature().type()))
                    + args(i.args());
            case Inst.Intrinsic i -> results(i.results()) + "intrinsic " + quote(i.name()) + " " + quote(names.of(i.type()))
                    + args(i.args());
            case Inst.Spawn i -> "r" + i.dst() + " = spawn" + (i.detached() ? " detached" : "") + " r" + i.callee() + " "
                    + quote(names.of(i.signature().type())) + args(i.args());
            case Inst.Lock i -> "lock r" + i.mutex() + " " + quote(i.name());
            case Inst.Unlock i -> "unlock r" + i.mutex();
            case Inst.Terminator i -> terminator(i);
        };
    }

    private static String terminator(Inst.Terminator inst) {
        return switch (inst) {
            case Inst.Jump i -> "jump " + (i.back() ? "back " : "") + "b" + i.target();
            case Inst.Branch i -> "branch r" + i.condition() + ", b" + i.then() + ", b" + i.orElse();
            case Inst.Switch i -> "switch " + i.type().text() + " r" + i.value() + " {" + i.cases().stream()
                    .map(c -> " " + c.low() + (c.low() == c.high() ? "" : " to " + c.high()) + ": b" + c.target() + ",")
                    .collect(Collectors.joining()) + " else b" + i.orElse() + " }";
            case Inst.Return i -> "return" + (i.values().isEmpty() ? "" : " " + registers(i.values()));
            case Inst.Panic i -> "panic " + i.code() + (i.message() < 0 ? "" : " " + registers(List.of(i.message(), i.length())));
            case Inst.Unreachable _ -> "unreachable";
        };
    }

    private static String floatComment(Inst.Const i, IrFunction f) {
        return switch (f.registers().get(i.dst())) {
            case F32 -> " -- " + Float.intBitsToFloat((int) i.bits());
            case F64 -> " -- " + Double.longBitsToDouble(i.bits());
            case I8, I16, I32, I64, U8, U16, U32, U64, PTR -> "";
        };
    }

    private static String lower(Enum<?> op) {
        return op.name().toLowerCase(Locale.ROOT);
    }

    private static String results(List<Integer> regs) {
        return regs.isEmpty() ? "" : registers(regs) + " = ";
    }

    private static String args(List<Integer> regs) {
        return " (" + registers(regs) + ")";
    }

    private static String registers(List<Integer> regs) {
        return regs.stream().map(reg -> "r" + reg).collect(Collectors.joining(", "));
    }

    /// A name as a string: quotes, backslashes and control characters are escaped.
    static String quote(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
