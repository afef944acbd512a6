package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.types.FnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the text form of IR functions (docs/ir.md). The text is written by [IrPrinter] or by developers, so an error in it is
/// a [Bug] with the number of the line.
public final class IrParser {
    private final List<String> lines;
    private final IrNames names;
    private final Shapes shapes;
    private int next;

    private IrParser(String text, IrNames names, Shapes shapes) {
        this.lines = text.lines().toList();
        this.names = names;
        this.shapes = shapes;
    }

    /// Reads one function. `names` must know the function and all symbols, types and files that it mentions.
    public static IrFunction parse(String text, IrNames names, Shapes shapes) {
        IrParser parser = new IrParser(text, names, shapes);
        try {
            return parser.function();
        } catch (Bug | NumberFormatException e) {
            throw new Bug("IR text, line " + parser.next + ": " + e.getMessage());
        }
    }

    private IrFunction function() {
        IrLine head = take();
        head.expect("fn");
        Function source = (Function) names.symbol(head.string());
        head.expect("{");
        List<Scalar> registers = registers();
        List<IrFunction.Slot> slots = new ArrayList<>();
        while (peek().is("slot")) slots.add(slot(take()));
        List<IrFunction.DebugScope> scopes = new ArrayList<>();
        while (peek().is("scope")) scopes.add(scope(take()));
        List<Block> blocks = new ArrayList<>();
        while (!peek().is("}")) {
            take();
            List<Inst> insts = new ArrayList<>();
            while (!peek().is("}") && !peek().endsWith(":")) {
                IrLine line = take();
                Inst inst = inst(line);
                line.end();
                insts.add(inst);
            }
            blocks.add(new Block(insts));
        }
        return new IrFunction(source, shapes.signature(source.type()), registers, slots, scopes, blocks);
    }

    private IrLine take() {
        IrLine line = peek();
        next++;
        return line;
    }

    private IrLine peek() {
        while (next < lines.size() && lines.get(next).isBlank()) next++;
        if (next >= lines.size()) throw new Bug("the function does not end");
        return new IrLine(lines.get(next));
    }

    private List<Scalar> registers() {
        List<Scalar> registers = new ArrayList<>();
        while (peek().is("registers")) {
            IrLine line = take();
            line.expect("registers");
            while (!line.atEnd()) {
                line.register();
                line.expect(":");
                registers.add(scalar(line));
            }
        }
        return registers;
    }

    private IrFunction.Slot slot(IrLine line) {
        line.expect("slot");
        line.word();
        String name = line.string();
        String type = line.string();
        line.expect("size");
        long size = line.number();
        line.expect("align");
        long align = line.number();
        return new IrFunction.Slot(name, names.type(type), size, align, place(line));
    }

    private IrFunction.DebugScope scope(IrLine line) {
        line.expect("scope");
        line.number();
        int parent = line.skip("in") ? (int) line.number() : -1;
        List<IrFunction.Variable> variables = new ArrayList<>();
        while (peek().isString()) {
            IrLine variable = take();
            String name = variable.string();
            String type = variable.string();
            variable.expect("=");
            IrFunction.Location location = location(variable);
            variables.add(new IrFunction.Variable(name, names.type(type), location, place(variable)));
        }
        return new IrFunction.DebugScope(parent, variables);
    }

    private IrFunction.Location location(IrLine line) {
        if (line.skip("nowhere")) return new IrFunction.Nowhere();
        if (line.skip("[")) {
            int register = line.register();
            line.expect("]");
            return new IrFunction.AtAddress(register);
        }
        if (line.startsWith("s")) return new IrFunction.InSlot(line.numbered("s"));
        return new IrFunction.InRegisters(line.registers());
    }

    private Span place(IrLine line) {
        if (!line.skip("@")) return Span.NONE;
        return new Span(names.file(line.string()), (int) line.number(), (int) line.number());
    }

    private Inst inst(IrLine line) {
        if (!line.isAssignment()) return effect(line, line.word());
        List<Integer> results = line.registers();
        line.expect("=");
        if (line.isRegister()) return new Inst.Move(results.getFirst(), line.register(), place(line));
        String op = line.word();
        return switch (op) {
            case "call" -> call(line, results);
            case "intrinsic" -> intrinsic(line, results);
            default -> value(line, op, results.getFirst());
        };
    }

    private Inst value(IrLine line, String op, int dst) {
        switch (op) {
            case "const" -> {
                return new Inst.Const(dst, line.number(), place(line));
            }
            case "convert", "bits" -> {
                Scalar from = scalar(line);
                line.expect("to");
                Scalar to = scalar(line);
                int a = line.register();
                return op.equals("bits") ? new Inst.Bits(from, to, dst, a, place(line)) : new Inst.Convert(from, to, dst, a, place(line));
            }
            case "slot" -> {
                return new Inst.SlotAddress(dst, line.numbered("s"), place(line));
            }
            case "symbol" -> {
                return new Inst.SymbolAddress(dst, names.symbol(line.string()), place(line));
            }
            case "context" -> {
                return new Inst.ContextAddress(dst, place(line));
            }
            case "load" -> {
                Scalar type = scalar(line);
                int address = line.register();
                line.expect("+");
                return new Inst.Load(type, dst, address, line.number(), place(line));
            }
            case "element" -> {
                int base = line.register();
                boolean sub = line.word().equals("-");
                int index = line.register();
                line.expect("*");
                return new Inst.ElementAddress(dst, base, index, line.number(), sub, place(line));
            }
            case "offset" -> {
                int base = line.register();
                line.expect("+");
                return new Inst.Offset(dst, base, line.number(), place(line));
            }
            case "spawn" -> {
                boolean detached = line.skip("detached");
                int callee = line.register();
                Signature signature = signature(line);
                return new Inst.Spawn(dst, callee, signature, arguments(line), detached, place(line));
            }
            default -> {
                return operation(line, op, dst);
            }
        }
    }

    private Inst operation(IrLine line, String op, int dst) {
        String name = op.toUpperCase(Locale.ROOT);
        Scalar type = scalar(line);
        int a = line.register();
        for (Inst.UnOp unary : Inst.UnOp.values()) {
            if (unary.name().equals(name)) return new Inst.Unary(unary, type, dst, a, place(line));
        }
        line.expect(",");
        int b = line.register();
        for (Inst.CmpOp compare : Inst.CmpOp.values()) {
            if (compare.name().equals(name)) return new Inst.Compare(compare, type, dst, a, b, place(line));
        }
        for (Inst.BinOp binary : Inst.BinOp.values()) {
            if (binary.name().equals(name)) return new Inst.Binary(binary, type, dst, a, b, place(line));
        }
        throw new Bug("unknown operation " + op);
    }

    private Inst effect(IrLine line, String op) {
        return switch (op) {
            case "stmt" -> new Inst.Statement((int) line.number(), place(line));
            case "store" -> {
                Scalar type = scalar(line);
                int address = line.register();
                line.expect("+");
                long offset = line.number();
                line.expect(",");
                yield new Inst.Store(type, address, offset, line.register(), place(line));
            }
            case "copy" -> {
                List<Integer> areas = line.registers();
                yield new Inst.Copy(areas.get(0), areas.get(1), line.number(), place(line));
            }
            case "fill" -> {
                List<Integer> area = line.registers();
                yield new Inst.Fill(area.getFirst(), line.number(), place(line));
            }
            case "bounds" -> {
                Scalar type = scalar(line);
                List<Integer> regs = line.registers();
                yield new Inst.BoundsCheck(type, regs.get(0), regs.get(1), place(line));
            }
            case "nil" -> new Inst.NilCheck(line.register(), place(line));
            case "tag" -> {
                List<Integer> tag = line.registers();
                yield new Inst.TagCheck(tag.getFirst(), names.type(line.string()), (int) line.number(), place(line));
            }
            case "call" -> call(line, List.of());
            case "intrinsic" -> intrinsic(line, List.of());
            case "lock" -> new Inst.Lock(line.register(), line.string(), place(line));
            case "unlock" -> new Inst.Unlock(line.register(), place(line));
            default -> terminator(line, op);
        };
    }

    private Inst.Terminator terminator(IrLine line, String op) {
        return switch (op) {
            case "jump" -> {
                boolean back = line.skip("back");
                yield new Inst.Jump(line.numbered("b"), back, place(line));
            }
            case "branch" -> {
                List<Integer> condition = line.registers();
                int then = line.numbered("b");
                line.expect(",");
                yield new Inst.Branch(condition.getFirst(), then, line.numbered("b"), place(line));
            }
            case "switch" -> branches(line);
            case "return" -> new Inst.Return(line.registers(), place(line));
            case "panic" -> {
                String code = line.word();
                List<Integer> text = line.registers();
                yield new Inst.Panic(code, text.isEmpty() ? -1 : text.get(0), text.isEmpty() ? -1 : text.get(1), place(line));
            }
            case "unreachable" -> new Inst.Unreachable(place(line));
            default -> throw new Bug("unknown instruction " + op);
        };
    }

    private Inst.Terminator branches(IrLine line) {
        Scalar type = scalar(line);
        int value = line.register();
        line.expect("{");
        List<Inst.SwitchCase> cases = new ArrayList<>();
        while (!line.skip("else")) {
            long low = line.number();
            long high = line.skip("to") ? line.number() : low;
            line.expect(":");
            cases.add(new Inst.SwitchCase(low, high, line.numbered("b")));
            line.expect(",");
        }
        int orElse = line.numbered("b");
        line.expect("}");
        return new Inst.Switch(type, value, cases, orElse, place(line));
    }

    private Inst call(IrLine line, List<Integer> results) {
        if (line.isString()) {
            Function callee = (Function) names.symbol(line.string());
            return new Inst.Call(callee, arguments(line), results, place(line));
        }
        int callee = line.register();
        Signature signature = signature(line);
        return new Inst.CallAddress(callee, signature, arguments(line), results, place(line));
    }

    private Inst intrinsic(IrLine line, List<Integer> results) {
        String name = line.string();
        String type = line.string();
        return new Inst.Intrinsic(name, names.type(type), arguments(line), results, place(line));
    }

    private Signature signature(IrLine line) {
        return shapes.signature((FnType) names.type(line.string()).definition());
    }

    private static List<Integer> arguments(IrLine line) {
        line.expect("(");
        List<Integer> args = line.registers();
        line.expect(")");
        return args;
    }

    private static Scalar scalar(IrLine line) {
        return Scalar.valueOf(line.word().toUpperCase(Locale.ROOT));
    }
}
