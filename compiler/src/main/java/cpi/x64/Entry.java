// What a function gets and gives.
package cpi.x64;

import cpi.codegen.CConvention;
import cpi.codegen.CPass;
import cpi.ir.Inst;
import cpi.ir.Scalar;
import cpi.ir.Shape;
import cpi.ir.Signature;
import cpi.types.Type;
import java.util.List;

/// Brings the arguments of a function to their homes, and its result to where its callers expect it, in both conventions.
final class Entry {
    /// Offset of the first argument in memory from `rbp`.
    private static final long ARGUMENTS = 16;
    private static final long ALIGN = 16;

    private final FunctionCode f;
    private final Asm asm;
    private final Values values;
    private final Signature signature;
    private final boolean getsContext;
    /// Where the context's address is kept, or where the function makes its own; 0 if there is none.
    private long contextAt;
    /// Where a C function keeps a result that it gives in registers; 0 if there is none.
    private long resultAt;

    Entry(FunctionCode f) {
        this.f = f;
        this.asm = f.asm;
        this.values = f.values;
        this.signature = f.function.signature();
        this.getsContext = f.unit.takesContext(f.function.source());
        int own = f.function.contextSlot();
        if (signature.c() && own >= 0) contextAt = f.slot(own);
    }

    /// Brings the address of the context into a register; 0 if nobody has one.
    void context(int to) {
        if (contextAt == 0) asm.constant(to, 0);
        else if (signature.c()) asm.lea(to, Asm.RBP, contextAt);
        else asm.load(to, Asm.RBP, contextAt, 8, false);
    }

    void parameters() {
        Placement placement = new Placement();
        if (signature.c()) {
            cParameters(placement);
            return;
        }
        if (getsContext) {
            contextAt = f.frame.word();
            asm.store(Asm.RBP, contextAt, placement.next(false), 8);
        }
        for (int i = 0; i < signature.params().size(); i++) {
            scalar(i, signature.params().get(i), placement);
            boolean isAddress = i == 0 && signature.returnsInMemory() || signature.copies().get(i) > 0;
            if (isAddress) values.setNotNil(i);
        }
    }

    /// Stores the next argument, a scalar, to the home of a register.
    private void scalar(int r, Scalar type, Placement placement) {
        int from = placement.next(type.isFloat());
        if (from == Placement.NONE) {
            asm.load(Asm.RAX, Asm.RBP, ARGUMENTS + placement.memory(8, 8), type.bytes(), false);
            asm.store(Asm.RBP, values.home(r), Asm.RAX, type.bytes());
        } else if (type.isFloat()) {
            asm.storeFloat(Asm.RBP, values.home(r), from, type.bytes());
        } else {
            asm.store(Asm.RBP, values.home(r), from, type.bytes());
        }
    }

    // --- C

    private CConvention.Passing passing() {
        return f.unit.convention().of(signature.type());
    }

    private void cParameters(Placement placement) {
        int next = 0;
        CConvention.Passing passing = passing();
        if (signature.returnsInMemory()) {
            if (passing.result() instanceof CPass.Pieces p) {
                resultAt = f.frame.allocate(p.end(), ALIGN);
                address(next++, resultAt);
            } else {
                asm.store(Asm.RBP, values.home(next), placement.next(false), 8);
                values.setNotNil(next++);
            }
        }
        List<Type> types = signature.type().params();
        for (int i = 0; i < types.size(); i++) {
            Shape shape = f.unit.shapes().of(types.get(i));
            switch (passing.params().get(i)) {
                case CPass.Nothing _ -> { }
                case CPass.Direct d -> scalar(next++, d.scalar(), placement);
                case CPass.Pieces p -> {
                    long memory = f.frame.allocate(p.end(), ALIGN);
                    for (CPass.Piece piece : p.pieces()) {
                        int from = placement.next(piece.isFloat());
                        if (piece.isFloat()) asm.storeFloat(Asm.RBP, memory + piece.offset(), from, (int) piece.bytes());
                        else Pieces.store(asm, Asm.RBP, memory + piece.offset(), from, (int) piece.bytes());
                    }
                    next = arrived(next, shape, memory);
                }
                case CPass.Memory m -> next = arrived(next, shape, ARGUMENTS + placement.memory(m.size(), m.align()));
            }
        }
    }

    private void address(int r, long offset) {
        asm.lea(Asm.RAX, Asm.RBP, offset);
        asm.store(Asm.RBP, values.home(r), Asm.RAX, 8);
        values.setNotNil(r);
    }

    /// The aggregate at this place of the frame is the value of the next registers; gives the one after them.
    private int arrived(int next, Shape shape, long memory) {
        if (shape.inMemory()) {
            address(next, memory);
            return next + 1;
        }
        int r = next;
        for (Shape.Part part : shape.parts()) {
            asm.load(Asm.RAX, Asm.RBP, memory + part.offset(), part.scalar().bytes(), false);
            asm.store(Asm.RBP, values.home(r++), Asm.RAX, part.scalar().bytes());
        }
        return r;
    }

    // --- results

    void ret(Inst.Return i) {
        if (signature.c()) cResult(i.values());
        else results(i.values());
        f.leave();
    }

    private void results(List<Integer> given) {
        // Floats first, as constants among them need a general register.
        int floats = 0;
        for (int r : given) if (f.type(r).isFloat()) values.loadFloat(floats++, r);
        int integers = 0;
        for (int r : given) if (!f.type(r).isFloat()) values.load(integers++ == 0 ? Asm.RAX : Asm.RDX, r);
    }

    private void cResult(List<Integer> given) {
        switch (passing().result()) {
            case CPass.Nothing _ -> { }
            case CPass.Memory _ -> asm.load(Asm.RAX, Asm.RBP, values.home(0), 8, false);
            case CPass.Direct _ -> {
                results(given);
                if (FunctionCode.isBool(signature.type().result())) Pieces.zeroOrOne(asm, Asm.RAX);
            }
            case CPass.Pieces p -> {
                long memory = resultAt != 0 ? resultAt : inMemory(given, p.end());
                int floats = 0;
                int integers = 0;
                for (CPass.Piece piece : p.pieces()) {
                    long at = memory + piece.offset();
                    if (piece.isFloat()) asm.loadFloat(floats++, Asm.RBP, at, (int) piece.bytes());
                    else Pieces.load(asm, integers++ == 0 ? Asm.RAX : Asm.RDX, Asm.RBP, at, (int) piece.bytes());
                }
            }
        }
    }

    private long inMemory(List<Integer> given, long size) {
        long memory = f.frame.allocate(size, ALIGN);
        Shape shape = f.unit.shapes().of(signature.type().result());
        for (int k = 0; k < given.size(); k++) {
            Pieces.storeScalar(f, given.get(k), Asm.RBP, memory + shape.parts().get(k).offset());
        }
        return memory;
    }
}
