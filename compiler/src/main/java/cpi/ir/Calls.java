package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.TExpr;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Lowers calls of every kind: of functions, function values and intrinsics, `panic`, `puts`, and starting threads.
final class Calls {
    private static final int NO_ADDRESS = -1;
    private static final int STANDARD_OUTPUT = 1;

    private final FunctionLowering f;
    private final FunctionBuilder out;

    Calls(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    Operand call(TExpr.Call e) {
        return call(e, NO_ADDRESS);
    }

    Operand call(TExpr.CallValue e) {
        return call(e, NO_ADDRESS);
    }

    /// Calls with the result written to `dest`, which nothing that the call evaluates can reach.
    void callInto(TExpr.Call e, Operand.InMemory dest) {
        call(e, out.offset(dest.address(), dest.offset(), e.span()));
    }

    void callInto(TExpr.CallValue e, Operand.InMemory dest) {
        call(e, out.offset(dest.address(), dest.offset(), e.span()));
    }

    private Operand call(TExpr.Call e, int resultAddress) {
        return call(e.function(), arguments(e.args()), f.type(e), resultAddress, e.span());
    }

    /// Calls a function with arguments that have been evaluated.
    Operand call(Function function, List<Integer> args, Type type, int resultAddress, Span span) {
        if (function.kind() == Function.Kind.INTRINSIC) {
            List<Integer> results = f.shapes.of(type).scalars().stream().map(out::temp).toList();
            Type argument = function.typeArgs().isEmpty() ? Type.NONE : function.typeArgs().getFirst();
            out.emit(new Inst.Intrinsic(function.externalName(), argument, args, results, span));
            return new Operand.InRegs(results);
        }
        Result result = result(type, resultAddress, args, span);
        if (!function.type().c()) f.useContext();
        out.emit(new Inst.Call(function, result.args, result.registers, span));
        return result.value;
    }

    private Operand call(TExpr.CallValue e, int resultAddress) {
        FnType type = (FnType) f.type(e.callee()).definition();
        int callee = f.exprs.scalar(e.callee());
        Result result = result(f.type(e), resultAddress, arguments(e.args()), e.span());
        if (!type.c()) f.useContext();
        out.emit(new Inst.CallAddress(callee, f.shapes.signature(type), result.args, result.registers, e.span()));
        return result.value;
    }

    /// @param args the arguments with the address for the result, if it is returned in memory
    private record Result(Operand value, List<Integer> args, List<Integer> registers) {}

    private Result result(Type type, int address, List<Integer> args, Span span) {
        Shape shape = f.shapes.of(type);
        if (!shape.inMemory()) {
            List<Integer> registers = shape.scalars().stream().map(out::temp).toList();
            return new Result(new Operand.InRegs(registers), args, registers);
        }
        Operand.InMemory memory = address == NO_ADDRESS ? f.temporary(type, span)
                : new Operand.InMemory(address, 0, Span.NONE, true);
        List<Integer> all = new ArrayList<>();
        all.add(memory.address());
        all.addAll(args);
        return new Result(memory, all, List.of());
    }

    /// Evaluates arguments in the order given and lists their registers in the order of the parameters.
    private List<Integer> arguments(List<TExpr.CallArg> args) {
        List<List<Integer>> byParam = new ArrayList<>();
        for (TExpr.CallArg arg : args) {
            while (byParam.size() <= arg.param()) byParam.add(List.of());
            byParam.set(arg.param(), argument(arg.value()));
        }
        return byParam.stream().flatMap(List::stream).toList();
    }

    /// An argument in memory is passed as the address of memory that does not change while the callee runs: the callee reads
    /// it only, so a copy is needed only of what something else can write.
    private List<Integer> argument(TExpr value) {
        return switch (f.exprs.fix(f.exprs.value(value), f.type(value), value.span())) {
            case Operand.InRegs r -> r.regs();
            case Operand.InMemory m -> List.of(out.offset(m.address(), m.offset(), value.span()));
        };
    }

    Operand puts(TExpr.Puts e) {
        List<Integer> text = f.exprs.regs(e.text());
        int file = out.constant(Scalar.I64, STANDARD_OUTPUT, e.span());
        int newline = out.constant(Scalar.U8, 0, e.span());
        out.emit(new Inst.Intrinsic("out.write", Type.NONE, List.of(file, text.get(0), text.get(1), newline), List.of(), e.span()));
        return Operand.NOTHING;
    }

    Operand panic(TExpr.Panic e) {
        List<Integer> text = f.exprs.regs(e.message());
        out.emit(new Inst.Panic("P01", text.get(0), text.get(1), e.span()));
        return Operand.NOTHING;
    }

    /// A panic that the language defines.
    void panic(String code, String message, Span span) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        int text = out.symbolAddress(f.defaults.text(bytes, f.array(bytes.length, IntType.I8)), span);
        out.emit(new Inst.Panic(code, text, out.constant(Scalar.I64, bytes.length, span), span));
    }

    /// Starts a thread (T6). Arguments are copied by the instruction, so they are passed as for a call.
    Operand spawn(TExpr.Async e, boolean detached) {
        return new Operand.InRegs(spawn(e.call(), detached, e.span()));
    }

    private int spawn(TExpr call, boolean detached, Span span) {
        if (call instanceof TExpr.Let let) {
            f.aggregates.declare(let.temp(), let.init());
            return spawn(let.body(), detached, span);
        }
        if (call instanceof TExpr.Sequence sequence) {
            f.exprs.effect(sequence.first());
            return spawn(sequence.result(), detached, span);
        }
        int dst = out.temp(Scalar.I64);
        if (call instanceof TExpr.Call c) {
            int callee = out.symbolAddress(c.function(), c.span());
            out.emit(new Inst.Spawn(dst, callee, f.shapes.signature(c.function().type()), arguments(c.args()), detached, span));
        } else if (call instanceof TExpr.CallValue c) {
            int callee = f.exprs.scalar(c.callee());
            Signature signature = f.shapes.signature((FnType) f.type(c.callee()).definition());
            out.emit(new Inst.Spawn(dst, callee, signature, arguments(c.args()), detached, span));
        } else {
            throw new Bug("operand of #async is not a call", span);
        }
        return dst;
    }
}
