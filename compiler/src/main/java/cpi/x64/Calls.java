// Calls.
package cpi.x64;

import cpi.codegen.CConvention;
import cpi.codegen.CPass;
import cpi.codegen.PanicPlace;
import cpi.codegen.ThreadFrame;
import cpi.ir.Inst;
import cpi.ir.Scalar;
import cpi.ir.Shape;
import cpi.ir.Signature;
import cpi.source.Span;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Writes calls in both conventions. No argument is ever in a register that arguments are passed in, so they are moved in any order.
final class Calls {
    private static final long ALIGN = 16;
    private static final int IN_FRAME = -1;

    private final FunctionCode f;
    private final Asm asm;
    private final Values values;
    private final Entry entry;

    Calls(FunctionCode f, Entry entry) {
        this.f = f;
        this.asm = f.asm;
        this.values = f.values;
        this.entry = entry;
    }

    void call(Inst.Call i) {
        Signature signature = f.unit.shapes().signature(i.callee().type());
        if (signature.c()) {
            new CCall(signature, i.args(), i.results()).emit(() -> f.unit.symbols().call(asm, i.callee()));
            return;
        }
        List<Argument> arguments = new ArrayList<>();
        if (f.unit.takesContext(i.callee())) arguments.add(new Argument.Context());
        addScalars(arguments, i.args());
        pass(arguments);
        f.unit.symbols().call(asm, i.callee());
        results(i.results());
    }

    void call(Inst.CallAddress i) {
        f.checks.callee(i.callee(), i.span());
        Runnable call = () -> asm.callRegister(values.use(i.callee(), Asm.R11));
        if (i.signature().c()) {
            new CCall(i.signature(), i.args(), i.results()).emit(call);
            return;
        }
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument.Context());
        addScalars(arguments, i.args());
        pass(arguments);
        call.run();
        results(i.results());
    }

    private void addScalars(List<Argument> arguments, List<Integer> registers) {
        for (int r : registers) arguments.add(new Argument.Register(r, f.type(r).isFloat()));
    }

    /// Takes the results of a function of cpi.
    private void results(List<Integer> dsts) {
        int floats = 0;
        int integers = 0;
        for (int k = 0; k < dsts.size(); k++) {
            int r = dsts.get(k);
            int from = f.type(r).isFloat() ? floats++ : integers++ == 0 ? Asm.RAX : Asm.RDX;
            values.set(r, from, k);
        }
    }

    /// Takes the result of a C function that gives a scalar: nothing is known of the upper part of its register.
    private void scalarResult(int dst) {
        Scalar type = f.type(dst);
        if (!type.isFloat() && type.bytes() < 8) asm.extend(Asm.RAX, Asm.RAX, type.bytes(), type.isSigned());
        values.set(dst, type.isFloat() ? 0 : Asm.RAX);
    }

    /// Calls a function of the runtime or of C with scalars.
    void external(String name, List<Argument> arguments, List<Integer> results) {
        pass(arguments);
        f.unit.symbols().call(asm, name);
        if (!results.isEmpty()) scalarResult(results.getFirst());
    }

    /// The same with the values of registers.
    void externalWith(String name, List<Integer> registers, List<Integer> results) {
        List<Argument> arguments = new ArrayList<>();
        addScalars(arguments, registers);
        external(name, arguments, results);
    }

    /// Panics with a code, and the address and length of a text.
    void panic(List<Integer> registers) {
        List<Argument> arguments = new ArrayList<>();
        addScalars(arguments, registers);
        arguments.add(new Argument.Number(0));
        external("cpi.rt.panic", arguments, List.of());
    }

    void sync(String name, int mutex, Span span) {
        f.checks.nil(mutex, span);
        Argument place = span.isNone() || PanicPlace.isHidden(span) ? new Argument.Number(0)
                : new Argument.ConstantAddress(f.unit.constants().place(span));
        external(name, List.of(new Argument.Register(mutex, false), place), List.of());
    }

    // --- moving arguments

    /// Moves all arguments to their places; gives the number of registers for floats among them.
    private int pass(List<Argument> arguments) {
        Placement placement = new Placement();
        int[] registers = new int[arguments.size()];
        for (int k = 0; k < registers.length; k++) {
            Argument a = arguments.get(k);
            registers[k] = a instanceof Argument.Block ? Placement.NONE : placement.next(a.isFloat());
            if (registers[k] != Placement.NONE) continue;
            if (a instanceof Argument.Block b) {
                block(b, placement.memory(b.size(), b.align()));
            } else {
                long at = placement.memory(8, 8);
                if (a.isFloat()) {
                    moveFloat(0, a);
                    asm.storeFloat(Asm.RSP, at, 0, 8);
                } else {
                    move(Asm.RDX, a);
                    asm.store(Asm.RSP, at, Asm.RDX, 8);
                }
            }
        }
        f.frame.passes(placement.memorySize());
        for (int k = 0; k < registers.length; k++) {
            if (registers[k] == Placement.NONE) continue;
            if (arguments.get(k).isFloat()) moveFloat(registers[k], arguments.get(k));
            else move(registers[k], arguments.get(k));
        }
        return placement.floats();
    }

    private void block(Argument.Block b, long at) {
        if (b.register() < 0) asm.lea(Asm.RSI, Asm.RBP, b.offset());
        else values.load(Asm.RSI, b.register());
        asm.lea(Asm.RDI, Asm.RSP, at);
        MemoryCode.copyBlock(asm, b.size());
    }

    /// Destroys `rax` and `r11`.
    private void move(int to, Argument argument) {
        switch (argument) {
            case Argument.Register a -> values.load(to, a.register());
            case Argument.Truth a -> {
                values.load(to, a.register());
                Pieces.zeroOrOne(asm, to);
            }
            case Argument.Context _ -> entry.context(to);
            case Argument.Number a -> asm.constant(to, a.value());
            case Argument.FrameAddress a -> asm.lea(to, Asm.RBP, a.offset());
            case Argument.ConstantAddress a -> f.unit.symbols().address(asm, to, a.place());
            case Argument.FunctionAddress a -> f.unit.symbols().address(asm, to, a.function());
            case Argument.Piece a -> Pieces.load(asm, to, base(a), a.offset(), a.bytes());
            case Argument.Block _ -> throw FunctionCode.unknown("a block in a register", Span.NONE);
        }
    }

    private int base(Argument.Piece piece) {
        return piece.register() < 0 ? Asm.RBP : values.use(piece.register(), Asm.RAX);
    }

    private void moveFloat(int to, Argument argument) {
        switch (argument) {
            case Argument.Register a -> values.loadFloat(to, a.register());
            case Argument.Piece a -> asm.loadFloat(to, base(a), a.offset(), a.bytes());
            case Argument.Truth _, Argument.Context _, Argument.Number _, Argument.FrameAddress _, Argument.ConstantAddress _,
                 Argument.FunctionAddress _, Argument.Block _ -> throw FunctionCode.unknown("a float", Span.NONE);
        }
    }

    // --- C

    /// One call of a C function.
    private final class CCall {
        private final Signature signature;
        private final List<Integer> args;
        private final List<Integer> results;
        private final CConvention.Passing passing;
        private final List<Argument> arguments = new ArrayList<>();
        private int next;

        CCall(Signature signature, List<Integer> args, List<Integer> results) {
            this.signature = signature;
            this.args = args;
            this.results = results;
            this.passing = f.unit.convention().of(signature.type());
        }

        void emit(Runnable call) {
            // The address for the result is needed again when the registers are gone.
            long address = 0;
            if (signature.returnsInMemory()) {
                address = f.frame.word();
                asm.store(Asm.RBP, address, values.use(args.get(next), Asm.RAX), 8);
                if (passing.result() instanceof CPass.Memory) arguments.add(new Argument.Register(args.get(next), false));
                next++;
            }
            List<Type> params = signature.type().params();
            for (int i = 0; i < params.size(); i++) argument(params.get(i), passing.params().get(i));
            for (; next < args.size(); next++) arguments.add(new Argument.Register(args.get(next), f.type(args.get(next)).isFloat()));
            int floats = pass(arguments);
            if (signature.variadic()) asm.constant(Asm.RAX, floats);
            call.run();
            result(address);
        }

        private void argument(Type type, CPass pass) {
            switch (pass) {
                case CPass.Nothing _ -> { }
                case CPass.Direct d -> {
                    int r = args.get(next++);
                    arguments.add(FunctionCode.isBool(type) ? new Argument.Truth(r) : new Argument.Register(r, d.scalar().isFloat()));
                }
                case CPass.Pieces p -> {
                    Argument.Piece memory = memory(type);
                    for (CPass.Piece piece : p.pieces()) {
                        arguments.add(new Argument.Piece(memory.register(), memory.offset() + piece.offset(), (int) piece.bytes(),
                            piece.isFloat()));
                    }
                }
                case CPass.Memory m -> {
                    Argument.Piece memory = memory(type);
                    arguments.add(new Argument.Block(memory.register(), memory.offset(), m.size(), m.align()));
                }
            }
        }

        /// Where the next argument, an aggregate, is in memory.
        private Argument.Piece memory(Type type) {
            Shape shape = f.unit.shapes().of(type);
            if (shape.inMemory()) return new Argument.Piece(args.get(next++), 0, 0, false);
            long memory = f.frame.allocate(shape.size(), ALIGN);
            for (Shape.Part part : shape.parts()) Pieces.storeScalar(f, args.get(next++), Asm.RBP, memory + part.offset());
            return new Argument.Piece(IN_FRAME, memory, 0, false);
        }

        /// @param address where the address for a result in memory is kept
        private void result(long address) {
            switch (passing.result()) {
                case CPass.Nothing _, CPass.Memory _ -> { }
                case CPass.Direct _ -> {
                    if (!results.isEmpty()) scalarResult(results.getFirst());
                }
                case CPass.Pieces p -> pieces(p, address);
            }
        }

        private void pieces(CPass.Pieces p, long address) {
            long memory = f.frame.allocate(p.end(), ALIGN);
            int floats = 0;
            int integers = 0;
            for (CPass.Piece piece : p.pieces()) {
                long at = memory + piece.offset();
                if (piece.isFloat()) asm.storeFloat(Asm.RBP, at, floats++, (int) piece.bytes());
                else Pieces.store(asm, Asm.RBP, at, integers++ == 0 ? Asm.RAX : Asm.RDX, (int) piece.bytes());
            }
            Shape shape = f.unit.shapes().of(signature.type().result());
            if (address != 0) {
                asm.load(Asm.RDI, Asm.RBP, address, 8, false);
                Pieces.copy(asm, Asm.RDI, 0, Asm.RBP, memory, shape.size());
                return;
            }
            for (int k = 0; k < results.size(); k++) {
                Shape.Part part = shape.parts().get(k);
                long at = memory + part.offset();
                if (part.scalar().isFloat()) asm.loadFloat(0, Asm.RBP, at, part.scalar().bytes());
                else asm.load(Asm.RAX, Asm.RBP, at, part.scalar().bytes(), part.scalar().isSigned());
                values.set(results.get(k), part.scalar().isFloat() ? 0 : Asm.RAX, k);
            }
        }
    }

    // --- threads

    void spawn(Inst.Spawn i) {
        f.checks.callee(i.callee(), i.span());
        ThreadFrame frame = ThreadFrame.of(i.signature());
        long block = f.frame.allocate(frame.size(), ALIGN);
        asm.store(Asm.RBP, block, values.use(i.callee(), Asm.RAX), 8);
        int next = i.signature().returnsInMemory() ? 1 : 0;
        for (int arg : i.args()) {
            if (frame.copies().get(next) > 0) {
                values.load(Asm.RSI, arg);
                asm.lea(Asm.RDI, Asm.RBP, block + frame.copies().get(next));
                MemoryCode.copyBlock(asm, i.signature().copies().get(next));
            } else {
                Pieces.storeScalar(f, arg, Asm.RBP, block + frame.words().get(next));
            }
            next++;
        }
        List<Argument> arguments = List.of(new Argument.FunctionAddress(f.unit.starts().of(i.signature())),
            new Argument.FrameAddress(block), new Argument.Number(frame.size()), new Argument.Number(frame.result()),
            new Argument.Number(i.detached() ? 1 : 0));
        external("cpi.rt.spawn", arguments, List.of(i.dst()));
    }
}
