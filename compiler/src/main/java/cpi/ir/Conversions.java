package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Lowers conversions.
final class Conversions {
    private final FunctionLowering f;
    private final FunctionBuilder out;

    Conversions(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    Operand convert(TExpr.Convert e) {
        return switch (e.kind()) {
            case RELABEL -> relabel(e);
            case NUMERIC -> new Operand.InRegs(numeric(f.exprs.scalar(e.operand()), f.type(e.operand()), f.type(e), e.span()));
            case ARRAY_TO_SLICE -> {
                Type pointee = ((Type.PointerType) f.type(e.operand()).definition()).target();
                int data = f.exprs.scalar(e.operand());
                int count = out.constant(Scalar.I64, ((Type.ArrayType) pointee.definition()).count(), e.span());
                yield new Operand.InRegs(List.of(data, count));
            }
            case REINTERPRET -> reinterpret(e);
        };
    }

    private Operand relabel(TExpr.Convert e) {
        Shape to = f.shape(e);
        return switch (f.exprs.value(e.operand())) {
            case Operand.InMemory m -> m;
            case Operand.InRegs r -> sameParts(r, to, e.span());
        };
    }

    private Operand sameParts(Operand.InRegs from, Shape to, Span span) {
        if (from.regs().size() != to.parts().size()) throw new Bug("conversion changes the representation", span);
        List<Integer> regs = new ArrayList<>();
        for (int i = 0; i < from.regs().size(); i++) regs.add(out.bits(to.parts().get(i).scalar(), from.regs().get(i), span));
        return new Operand.InRegs(regs);
    }

    /// Conversion between numbers, bool and enumerations (L4.5b, L4.7a-d).
    int numeric(int value, Type from, Type to, Span span) {
        boolean fromBool = from.definition() == Type.BOOL;
        if (to.definition() != Type.BOOL) {
            return out.convert(f.shapes.scalar(to), fromBool ? f.conditions.truth(value, span) : value, span);
        }
        if (fromBool) return value;
        Scalar scalar = out.type(value);
        return out.compare(Inst.CmpOp.NE, scalar, value, out.constant(scalar, 0, span), span);
    }

    /// The same bytes as another type, by way of memory where the scalars differ in number or size.
    private Operand reinterpret(TExpr.Convert e) {
        Type fromType = f.type(e.operand());
        Type toType = f.type(e);
        Shape from = f.shapes.of(fromType);
        Shape to = f.shapes.of(toType);
        Operand value = f.exprs.value(e.operand());
        if (value instanceof Operand.InRegs r && to.inRegisters() && sameOffsets(from, to)) return sameParts(r, to, e.span());
        boolean aligned = from.align() >= to.align();
        if (value instanceof Operand.InMemory m && to.inMemory() && aligned) return m;
        Operand.InMemory copy = f.temporary(aligned ? fromType : toType, e.span());
        f.exprs.store(copy, fromType, value, e.span());
        return f.exprs.load(copy, toType, e.span());
    }

    private static boolean sameOffsets(Shape a, Shape b) {
        return a.parts().stream().map(Shape.Part::offset).toList().equals(b.parts().stream().map(Shape.Part::offset).toList());
    }
}
