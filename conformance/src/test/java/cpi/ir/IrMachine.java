package cpi.ir;

import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.Global;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The simplest thing that can run IR, for tests of lowering: one thread, one byte array, no checks but those of the IR.
final class IrMachine {
    /// A panic of the program.
    static final class Panicked extends RuntimeException {
        final String code;
        final transient Span place;

        Panicked(String code, Span place) {
            super(code);
            this.code = code;
            this.place = place;
        }
    }

    private static final int CODE = 1 << 30;

    private final Lowering lowering;
    private final ByteBuffer memory = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<Symbol, Long> addresses = new HashMap<>();
    private final List<Function> functions = new ArrayList<>();
    private final Map<Function, IrFunction> code = new HashMap<>();
    /// What `out.write` wrote.
    final StringBuilder output = new StringBuilder();
    /// Back-edges and calls so far.
    int ticks;
    private int top = 64;
    private long context;

    IrMachine(Lowering lowering) {
        this.lowering = lowering;
        context = allocate(256, 8);
    }

    /// Calls a function; results in memory are read as longs.
    List<Long> call(Function function, long... args) {
        IrFunction f = code.computeIfAbsent(function, lowering::lower);
        ticks++;
        int frame = top;
        long[] slots = new long[f.slots().size()];
        for (int i = 0; i < slots.length; i++) slots[i] = allocate(f.slots().get(i).size(), f.slots().get(i).align());
        long[] r = new long[f.registers().size()];
        System.arraycopy(args, 0, r, 0, args.length);
        int block = 0;
        while (true) {
            List<Inst> insts = f.blocks().get(block).insts();
            for (int i = 0; i < insts.size() - 1; i++) step(insts.get(i), f, r, slots);
            Inst.Terminator end = (Inst.Terminator) insts.getLast();
            if (end instanceof Inst.Return back) {
                top = frame;
                return back.values().stream().map(reg -> r[reg]).toList();
            }
            block = next(end, r);
        }
    }

    private int next(Inst.Terminator end, long[] r) {
        switch (end) {
            case Inst.Jump i -> {
                if (i.back()) ticks++;
                return i.target();
            }
            case Inst.Branch i -> {
                return r[i.condition()] != 0 ? i.then() : i.orElse();
            }
            case Inst.Switch i -> {
                for (Inst.SwitchCase c : i.cases()) {
                    boolean from = compare(Inst.CmpOp.GE, i.type(), r[i.value()], c.low());
                    if (from && compare(Inst.CmpOp.LE, i.type(), r[i.value()], c.high())) return c.target();
                }
                return i.orElse();
            }
            case Inst.Panic i -> throw new Panicked(i.code(), i.span());
            case Inst.Return _, Inst.Unreachable _ -> throw new AssertionError("unreachable");
        }
    }

    private void step(Inst inst, IrFunction f, long[] r, long[] slots) {
        switch (inst) {
            case Inst.Statement _ -> { }
            case Inst.Const i -> r[i.dst()] = i.bits();
            case Inst.Move i -> r[i.dst()] = r[i.src()];
            case Inst.Binary i -> r[i.dst()] = binary(i, r[i.a()], r[i.b()]);
            case Inst.Compare i -> r[i.dst()] = compare(i.op(), i.type(), r[i.a()], r[i.b()]) ? 1 : 0;
            case Inst.Unary i -> r[i.dst()] = switch (i.op()) {
                case NEG -> i.type().normalize(-r[i.a()]);
                case NOT -> i.type().normalize(~r[i.a()]);
                case IS_ZERO -> r[i.a()] == 0 ? 1 : 0;
            };
            case Inst.Convert i -> r[i.dst()] = i.to().normalize(r[i.a()]);
            case Inst.Bits i -> r[i.dst()] = i.to().normalize(r[i.a()]);
            case Inst.SlotAddress i -> r[i.dst()] = slots[i.slot()];
            case Inst.SymbolAddress i -> r[i.dst()] = address(i.symbol());
            case Inst.ContextAddress i -> r[i.dst()] = context;
            case Inst.Load i -> r[i.dst()] = i.type().normalize(read(at(r[i.address()], i.offset(), i.span()), i.type().bytes()));
            case Inst.Store i -> write(at(r[i.address()], i.offset(), i.span()), i.type().bytes(), r[i.src()]);
            case Inst.Copy i -> System.arraycopy(memory.array(), at(r[i.from()], 0, i.span()), memory.array(),
                    at(r[i.to()], 0, i.span()), (int) i.size());
            case Inst.Fill i -> {
                int from = at(r[i.address()], 0, i.span());
                java.util.Arrays.fill(memory.array(), from, from + (int) i.size(), (byte) 0);
            }
            case Inst.ElementAddress i -> r[i.dst()] = r[i.base()] + (i.sub() ? -1 : 1) * r[i.index()] * i.size();
            case Inst.Offset i -> r[i.dst()] = r[i.base()] + i.offset();
            case Inst.BoundsCheck i -> {
                if (r[i.index()] < 0 || r[i.index()] >= r[i.count()]) throw new Panicked("P03", i.span());
            }
            case Inst.NilCheck i -> at(r[i.pointer()], 0, i.span());
            case Inst.TagCheck i -> {
                if (r[i.tag()] != i.member() + 1) throw new Panicked("P07", i.span());
            }
            case Inst.Call i -> results(r, i.results(), call(i.callee(), values(r, i.args())));
            case Inst.CallAddress i -> {
                at(r[i.callee()], 0, i.span());
                results(r, i.results(), call(functions.get((int) r[i.callee()] - CODE), values(r, i.args())));
            }
            case Inst.Intrinsic i -> intrinsic(i, r);
            case Inst.Lock _ -> output.append('<');
            case Inst.Unlock _ -> output.append('>');
            case Inst.Spawn _ -> throw new AssertionError("no threads here");
            case Inst.Terminator _ -> throw new AssertionError("terminator inside a block of " + f.source().name());
        }
    }

    private static void results(long[] r, List<Integer> regs, List<Long> values) {
        for (int i = 0; i < regs.size(); i++) r[regs.get(i)] = values.get(i);
    }

    private static long[] values(long[] r, List<Integer> regs) {
        return regs.stream().mapToLong(reg -> r[reg]).toArray();
    }

    private void intrinsic(Inst.Intrinsic i, long[] r) {
        long[] args = values(r, i.args());
        switch (i.name()) {
            case "out.write" -> output.append(new String(memory.array(), (int) args[1], (int) args[2],
                    java.nio.charset.StandardCharsets.ISO_8859_1));
            case "mem.compare" -> r[i.results().getFirst()] = java.util.Arrays.compareUnsigned(memory.array(), (int) args[0],
                    (int) (args[0] + args[2]), memory.array(), (int) args[1], (int) (args[1] + args[2]));
            case "context.make" -> context = args[0];
            default -> throw new AssertionError(i.name());
        }
    }

    private static long binary(Inst.Binary i, long a, long b) {
        if (i.type() == Scalar.F64) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            return Double.doubleToRawLongBits(switch (i.op()) {
                case ADD -> x + y;
                case SUB -> x - y;
                case MUL -> x * y;
                case DIV -> x / y;
                case REM -> x % y;
                case AND, OR, XOR, SHL, SHR -> throw new AssertionError();
            });
        }
        boolean division = i.op() == Inst.BinOp.DIV || i.op() == Inst.BinOp.REM;
        if (division && b == 0) throw new Panicked("P05", i.span());
        int count = (int) b & i.type().bytes() * 8 - 1;
        boolean signed = i.type().isSigned();
        return i.type().normalize(switch (i.op()) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> signed ? a / b : Long.divideUnsigned(a, b);
            case REM -> signed ? a % b : Long.remainderUnsigned(a, b);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << count;
            case SHR -> signed ? a >> count : a >>> count;
        });
    }

    private static boolean compare(Inst.CmpOp op, Scalar type, long a, long b) {
        int order = type.isFloat() ? Double.compare(Double.longBitsToDouble(a), Double.longBitsToDouble(b))
                : type.isSigned() ? Long.compare(a, b) : Long.compareUnsigned(a, b);
        return switch (op) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    // --- memory

    long allocate(long size, long align) {
        top = (int) ((top + align - 1) / align * align);
        int address = top;
        top += (int) size + 8;
        return address;
    }

    private static int at(long address, long offset, Span span) {
        if (address == 0) throw new Panicked("P04", span);
        return Math.toIntExact(address + offset);
    }

    long read(int address, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) value |= (memory.get(address + i) & 0xFFL) << (8 * i);
        return value;
    }

    void write(int address, int size, long value) {
        for (int i = 0; i < size; i++) memory.put(address + i, (byte) (value >>> (8 * i)));
    }

    long address(Symbol symbol) {
        Long known = addresses.get(symbol);
        if (known != null) return known;
        if (symbol instanceof Function function) {
            functions.add(function);
            long address = CODE + functions.size() - 1L;
            addresses.put(symbol, address);
            return address;
        }
        ConstData data = symbol instanceof StaticObject object ? object.data() : ((Global) symbol).initialValue();
        int saved = top;
        top = (1 << 19) + addresses.size() * 4096;
        int address = (int) allocate(data.bytes().length, 16);
        top = saved;
        addresses.put(symbol, (long) address);
        memory.put(address, data.bytes());
        for (ConstData.Reloc reloc : data.relocs()) {
            write(address + (int) reloc.offset(), 8, address(reloc.target()) + reloc.addend());
        }
        return address;
    }
}
