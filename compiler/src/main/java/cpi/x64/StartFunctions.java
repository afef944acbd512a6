// Functions that the system or the runtime calls.
package cpi.x64;

import cpi.codegen.Reachable;
import cpi.codegen.ThreadFrame;
import cpi.diag.Bug;
import cpi.ir.Block;
import cpi.ir.Inst;
import cpi.ir.IrFunction;
import cpi.ir.Scalar;
import cpi.ir.Shapes;
import cpi.ir.Signature;
import cpi.source.Span;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.typed.Program;
import cpi.types.EnumerationType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes, as IR, the functions that are written by nobody: `main`, which does what `cpi.driver.Execution` does, and for each way of
/// starting a thread one that makes the context, calls, stores the result, and frees what the thread has (T13).
final class StartFunctions {
    private final Program program;
    private final Shapes shapes;
    private final Reachable reachable;
    private final Map<Signature, IrFunction> threads = new HashMap<>();
    private final List<IrFunction> made = new ArrayList<>();

    /// A function of C without a place in the source.
    record Start(String name, FnType type) implements Function {
        @Override
        public List<Local> params() {
            return List.of();
        }

        @Override
        public Span place() {
            return Span.NONE;
        }

        @Override
        public Body body() {
            throw new Bug("a start function has no body");
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    StartFunctions(Program program, Shapes shapes, Reachable reachable) {
        this.program = program;
        this.shapes = shapes;
        this.reachable = reachable;
    }

    /// All that have been made so far.
    List<IrFunction> all() {
        return made;
    }

    /// The entry of threads that call a function of this signature: `fn (args: *none, result: *none) none` (see [ThreadFrame]).
    Function of(Signature signature) {
        IrFunction known = threads.get(signature);
        if (known == null) {
            known = new Builder("cpi.thread", List.of(pointer(), pointer()), Type.NONE).thread(signature);
            threads.put(signature, known);
            made.add(known);
        }
        return known.source();
    }

    private Type pointer() {
        return program.types().pointer(Type.NONE);
    }

    /// The function that the system calls.
    Function main(Function main) {
        IrFunction function = new Builder("main", List.of(IntType.I32, pointer(), pointer()), IntType.I32).main(main);
        made.add(function);
        return function.source();
    }

    /// Builds one function of one block.
    private final class Builder {
        private final Start source;
        private final Signature signature;
        private final List<Scalar> registers = new ArrayList<>();
        private final List<IrFunction.Slot> slots = new ArrayList<>();
        private final List<Inst> insts = new ArrayList<>();

        Builder(String name, List<Type> params, Type result) {
            this.source = new Start(name, program.types().fn(true, params, false, result));
            this.signature = shapes.signature(source.type());
            registers.addAll(signature.params());
        }

        private int register(Scalar type) {
            registers.add(type);
            return registers.size() - 1;
        }

        /// A slot; gives the register with its address.
        private int slot(long size, long align) {
            slots.add(new IrFunction.Slot("", Type.NONE, size, align, Span.NONE));
            int at = register(Scalar.PTR);
            insts.add(new Inst.SlotAddress(at, slots.size() - 1, Span.NONE));
            return at;
        }

        private void intrinsic(String name, Integer... args) {
            insts.add(new Inst.Intrinsic(name, Type.NONE, List.of(args), List.of(), Span.NONE));
        }

        private void context() {
            intrinsic("context.make", slot(program.context().size(), program.context().align()));
        }

        private List<Integer> results(Signature callee) {
            return callee.results().stream().map(this::register).toList();
        }

        private IrFunction finish(Inst.Terminator end) {
            insts.add(end);
            return new IrFunction(source, signature, registers, slots, List.of(), List.of(new Block(insts)));
        }

        IrFunction thread(Signature callee) {
            ThreadFrame frame = ThreadFrame.of(callee);
            context();
            int function = register(Scalar.PTR);
            insts.add(new Inst.Load(Scalar.PTR, function, 0, 0, Span.NONE));
            List<Integer> args = new ArrayList<>();
            for (int i = 0; i < callee.params().size(); i++) {
                if (i == 0 && callee.returnsInMemory()) {
                    args.add(1);
                    continue;
                }
                int arg = register(callee.params().get(i));
                args.add(arg);
                long copy = frame.copies().get(i);
                insts.add(copy > 0 ? new Inst.Offset(arg, 0, copy, Span.NONE)
                    : new Inst.Load(callee.params().get(i), arg, 0, frame.words().get(i), Span.NONE));
            }
            List<Integer> results = results(callee);
            insts.add(new Inst.CallAddress(function, callee, args, results, Span.NONE));
            long at = 0;
            for (int result : results) {
                insts.add(new Inst.Store(registers.get(result), 1, at, result, Span.NONE));
                at += registers.get(result).bytes();
            }
            insts.add(new Inst.Call(reachable.threadEnd(), List.of(), List.of(), Span.NONE));
            return finish(new Inst.Return(List.of(), Span.NONE));
        }

        IrFunction main(Function main) {
            intrinsic("rt.start", 0, 1, 2);
            context();
            Signature callee = shapes.signature(main.type());
            List<Integer> args = new ArrayList<>();
            if (callee.returnsInMemory()) args.add(slot(callee.resultSize(), Long.BYTES));
            if (!main.type().params().isEmpty()) {
                Function list = program.library().function("runtime", "programArgs");
                List<Integer> strings = results(shapes.signature(list.type()));
                insts.add(new Inst.Call(list, List.of(), strings, Span.NONE));
                args.addAll(strings);
            }
            List<Integer> results = results(callee);
            insts.add(new Inst.Call(main, args, results, Span.NONE));
            Type result = main.type().result();
            int status = register(Scalar.I32);
            if (result.isInteger() || result.definition() instanceof EnumerationType) {
                int low = register(Scalar.U8);
                insts.add(new Inst.Convert(registers.get(results.getFirst()), Scalar.U8, low, results.getFirst(), Span.NONE));
                insts.add(new Inst.Convert(Scalar.U8, Scalar.I32, status, low, Span.NONE));
            } else {
                insts.add(new Inst.Const(status, 0, Span.NONE));
            }
            intrinsic("rt.end", status);
            return finish(new Inst.Unreachable(Span.NONE));
        }
    }
}
