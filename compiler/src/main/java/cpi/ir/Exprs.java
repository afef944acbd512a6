package cpi.ir;

import cpi.diag.Bug;
import cpi.source.Span;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.TExpr;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;

/// Lowers expressions to values. What a value is evaluated for decides the entry: [#scalar], [#regs], [#value], [#effect], or
/// [Aggregates#init] to build it in given memory.
final class Exprs {
    private final FunctionLowering f;
    private final FunctionBuilder out;

    Exprs(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    /// The register with the value of a scalar expression.
    int scalar(TExpr expr) {
        List<Integer> regs = regs(expr);
        if (regs.size() != 1) throw new Bug("expression is not a scalar", expr.span());
        return regs.getFirst();
    }

    /// The registers with the value of an expression whose type lives in registers.
    List<Integer> regs(TExpr expr) {
        if (value(expr) instanceof Operand.InRegs r) return r.regs();
        throw new Bug("value is not in registers", expr.span());
    }

    /// Evaluates an expression and drops its value.
    void effect(TExpr expr) {
        if (expr instanceof TExpr.Async e) {
            f.calls.spawn(e, true);
        } else if (expr instanceof TExpr.Let e) {
            f.aggregates.declare(e.temp(), e.init());
            effect(e.body());
        } else if (expr instanceof TExpr.Sequence e) {
            effect(e.first());
            effect(e.result());
        } else {
            value(expr);
        }
    }

    /// The value of an expression, as its shape demands in registers or in memory. Memory that is not stable may change when
    /// something else is evaluated; see [#fix].
    Operand value(TExpr expr) {
        Span span = expr.span();
        return switch (expr) {
            case TExpr.IntConst e -> new Operand.InRegs(integer(e));
            case TExpr.FloatConst e -> new Operand.InRegs(floating(e));
            case TExpr.NilConst _ -> new Operand.InRegs(out.constant(Scalar.PTR, 0, span));
            case TExpr.StringConst e -> new Operand.InRegs(List.of(out.symbolAddress(e.bytes(), span),
                    out.constant(Scalar.I64, e.bytes().data().bytes().length, span)));
            case TExpr.DataConst e -> data(e);
            case TExpr.FnRef e -> new Operand.InRegs(out.symbolAddress(e.function(), span));
            case TExpr.ContextRef _ -> new Operand.InRegs(f.contextAddress(span));
            case TExpr.LocalRef _, TExpr.GlobalRef _, TExpr.StaticRef _, TExpr.ContextFieldRef _, TExpr.Deref _, TExpr.Field _,
                 TExpr.TaggedMember _, TExpr.TagOf _, TExpr.UnionMember _, TExpr.Element _ ->
                    load(f.places.read(expr), f.type(expr), span);
            case TExpr.AddressOf e -> new Operand.InRegs(f.places.address(e.place()));
            case TExpr.AddressOfValue e -> new Operand.InRegs(f.aggregates.hidden(e));
            case TExpr.Arithmetic e -> new Operand.InRegs(arithmetic(e));
            case TExpr.Compare e -> new Operand.InRegs(f.conditions.compare(e));
            case TExpr.Logic e -> new Operand.InRegs(f.conditions.logic(e));
            case TExpr.Not e -> new Operand.InRegs(out.unary(Inst.UnOp.IS_ZERO, Scalar.U8, scalar(e.operand()), span));
            case TExpr.Negate e -> new Operand.InRegs(unary(Inst.UnOp.NEG, e.operand(), span));
            case TExpr.Invert e -> new Operand.InRegs(unary(Inst.UnOp.NOT, e.operand(), span));
            case TExpr.PointerOffset e -> {
                int pointer = scalar(e.pointer());
                yield new Operand.InRegs(out.elementAddress(pointer, scalar(e.index()), pointee(e.type()), e.sub(), span));
            }
            case TExpr.OffsetPointer e -> {
                int index = scalar(e.index());
                yield new Operand.InRegs(out.elementAddress(scalar(e.pointer()), index, pointee(e.type()), false, span));
            }
            case TExpr.PointerDistance e -> new Operand.InRegs(distance(e));
            case TExpr.Convert e -> f.conversions.convert(e);
            case TExpr.Call e -> f.calls.call(e);
            case TExpr.CallValue e -> f.calls.call(e);
            case TExpr.Panic e -> f.calls.panic(e);
            case TExpr.Puts e -> f.calls.puts(e);
            case TExpr.Async e -> f.calls.spawn(e, false);
            case TExpr.StructValue _, TExpr.TaggedValue _, TExpr.UnionValue _, TExpr.ArrayValue _, TExpr.DefaultValue _ ->
                    f.aggregates.value(expr);
            case TExpr.SliceValue e -> f.aggregates.slice(e);
            case TExpr.AllocatedSlice e -> f.aggregates.allocated(e);
            case TExpr.AllocatedString e -> f.aggregates.allocated(e);
            case TExpr.New e -> f.aggregates.allocated(e);
            case TExpr.TagCheck e -> new Operand.InRegs(tagCheck(e));
            case TExpr.Let e -> {
                f.aggregates.declare(e.temp(), e.init());
                yield value(e.body());
            }
            case TExpr.Sequence e -> {
                effect(e.first());
                yield value(e.result());
            }
            // Compile-time evaluation may meet code that is wrong; what is wrong has been reported.
            case TExpr.Error _ -> throw new CompileTimeFailure();
        };
    }

    // --- memory

    /// The value at a place.
    Operand load(Operand place, Type type, Span span) {
        if (!(place instanceof Operand.InMemory m)) return place;
        Shape shape = f.shapes.of(type);
        if (shape.parts().isEmpty()) {
            if (!m.nil().isNone()) out.emit(new Inst.NilCheck(m.address(), m.nil()));
            return shape.inMemory() ? m.checked() : Operand.NOTHING;
        }
        List<Integer> regs = new ArrayList<>();
        for (Shape.Part part : shape.parts()) {
            regs.add(out.load(part.scalar(), m.address(), m.offset() + part.offset(), m.access(span)));
        }
        return new Operand.InRegs(regs);
    }

    /// Stores a value at a place.
    void store(Operand place, Type type, Operand value, Span span) {
        switch (place) {
            case Operand.InRegs to -> out.assignAll(to.regs(), ((Operand.InRegs) value).regs(), span);
            case Operand.InMemory to -> {
                Shape shape = f.shapes.of(type);
                switch (value) {
                    case Operand.InRegs from -> {
                        for (int i = 0; i < shape.parts().size(); i++) {
                            out.store(to.address(), to.offset() + shape.parts().get(i).offset(), from.regs().get(i), span);
                        }
                    }
                    case Operand.InMemory from -> {
                        int source = out.offset(from.address(), from.offset(), span);
                        out.emit(new Inst.Copy(out.offset(to.address(), to.offset(), span), source, shape.size(), span));
                    }
                }
            }
        }
    }

    /// A value that stays as it is whatever is evaluated next.
    Operand fix(Operand value, Type type, Span span) {
        if (!(value instanceof Operand.InMemory m) || m.stable()) return value;
        Operand.InMemory copy = f.temporary(type, span);
        store(copy, type, m, span);
        return copy;
    }

    // --- constants

    /// A constant of a type that lives in registers.
    Operand constant(ConstData data, Shape shape, Span span) {
        List<Integer> regs = new ArrayList<>();
        for (Shape.Part part : shape.parts()) regs.add(constant(data, part, span));
        return new Operand.InRegs(regs);
    }

    private int constant(ConstData data, Shape.Part part, Span span) {
        for (ConstData.Reloc reloc : data.relocs()) {
            if (reloc.offset() != part.offset()) continue;
            int address = out.offset(out.symbolAddress(reloc.target(), span), reloc.addend(), span);
            return out.bits(part.scalar(), address, span);
        }
        return out.constant(part.scalar(), part.scalar().normalize(data.read(part.offset(), part.scalar().bytes())), span);
    }

    private Operand data(TExpr.DataConst e) {
        Type type = f.type(e);
        Shape shape = f.shapes.of(type);
        if (shape.inRegisters()) return constant(e.data(), shape, e.span());
        int address = out.symbolAddress(f.defaults.constant(e.data(), type, e.span()), e.span());
        return new Operand.InMemory(address, 0, Span.NONE, true);
    }

    private int integer(TExpr.IntConst e) {
        Scalar scalar = f.shapes.scalar(f.type(e));
        long bits = switch (scalar) {
            case F32 -> Float.floatToRawIntBits(e.value().floatValue());
            case F64 -> Double.doubleToRawLongBits(e.value().doubleValue());
            case I8, I16, I32, I64, U8, U16, U32, U64, PTR -> scalar.normalize(e.value().longValue());
        };
        return out.constant(scalar, bits, e.span());
    }

    private int floating(TExpr.FloatConst e) {
        Scalar scalar = f.shapes.scalar(f.type(e));
        long bits = scalar == Scalar.F32 ? Scalar.F32.normalize(Float.floatToRawIntBits((float) e.value()))
                : Double.doubleToRawLongBits(e.value());
        return out.constant(scalar, bits, e.span());
    }

    // --- operators

    private int unary(Inst.UnOp op, TExpr operand, Span span) {
        int a = scalar(operand);
        return out.unary(op, out.type(a), a, span);
    }

    private int arithmetic(TExpr.Arithmetic e) {
        int a = scalar(e.left());
        return out.binary(Conditions.operation(e.op()), f.shapes.scalar(f.type(e)), a, scalar(e.right()), e.opSpan());
    }

    private long pointee(Type pointer) {
        return f.layout.size(((Type.PointerType) pointer.definition()).target());
    }

    private int distance(TExpr.PointerDistance e) {
        int a = out.bits(Scalar.I64, scalar(e.left()), e.span());
        int b = out.bits(Scalar.I64, scalar(e.right()), e.span());
        int bytes = out.binary(Inst.BinOp.SUB, Scalar.I64, a, b, e.span());
        long size = pointee(e.left().type());
        if (size == 1) return bytes;
        return out.binary(Inst.BinOp.DIV, Scalar.I64, bytes, out.constant(Scalar.I64, size, e.span()), e.span());
    }

    private int tagCheck(TExpr.TagCheck e) {
        TaggedType type = (TaggedType) f.type(e.base()).definition();
        Operand.InMemory base = (Operand.InMemory) f.places.read(e.base());
        int tag = f.places.loadTag(base, type, e.span());
        Scalar scalar = out.type(tag);
        int member = out.constant(scalar, scalar.normalize(e.index() + 1L), e.span());
        return out.compare(Inst.CmpOp.EQ, scalar, tag, member, e.span());
    }
}
