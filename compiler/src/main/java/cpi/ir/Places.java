package cpi.ir;

import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.Layout;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Lowers places (L5.3) to what they denote: registers or memory.
final class Places {
    private final FunctionLowering f;
    private final FunctionBuilder out;

    Places(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    /// A tag that an assignment through a member of a tagged enum sets (L3.10c).
    record PendingTag(Operand.InMemory base, TaggedType type, int member, Span span) {}

    /// How a place is used: whether a nil address at the last dereference is reported at once, and whether it is going to be
    /// written, with `tags` collecting those to be set.
    private record Access(boolean check, boolean write, List<PendingTag> tags) {
        static final Access READ = new Access(false, false, List.of());
        static final Access CHECKED = new Access(true, false, List.of());

        Access checkedBase() {
            return new Access(true, write, tags);
        }
    }

    /// The place that an expression denotes; for other expressions, where their value is. A nil address at the last
    /// dereference is left to the access.
    Operand read(TExpr expr) {
        return place(expr, Access.READ);
    }

    /// The same with nil reported before anything else is evaluated.
    Operand checked(TExpr expr) {
        return place(expr, Access.CHECKED);
    }

    /// A place to be assigned. Members of tagged enums behind the last dereference are not checked but added to `tags`, from
    /// the outside in. A nil address at the last dereference is left to the caller.
    Operand target(TExpr expr, List<PendingTag> tags) {
        return place(expr, new Access(false, true, tags));
    }

    /// The same place with a nil address reported now, if that is still to be done.
    Operand check(Operand place) {
        if (!(place instanceof Operand.InMemory m) || m.nil().isNone()) return place;
        out.emit(new Inst.NilCheck(m.address(), m.nil()));
        return m.checked();
    }

    /// The address of a place.
    int address(TExpr place) {
        return address(checked(place), place);
    }

    int address(Operand operand, TExpr expr) {
        return switch (operand) {
            case Operand.InMemory m -> out.offset(m.address(), m.offset(), expr.span());
            case Operand.InRegs _ -> f.temporary(f.type(expr), expr.span()).address();
        };
    }

    private Operand place(TExpr expr, Access access) {
        return switch (expr) {
            case TExpr.LocalRef e -> f.locals.get(e.local());
            case TExpr.GlobalRef e -> new Operand.InMemory(out.symbolAddress(e.global(), e.span()), 0, Span.NONE, false);
            case TExpr.StaticRef e ->
                    new Operand.InMemory(out.symbolAddress(e.object(), e.span()), 0, Span.NONE, !e.object().writable());
            case TExpr.ContextFieldRef e -> through(f.exprs.scalar(e.context()), f.contextOffset(e.field()),
                    access.check() && !(e.context() instanceof TExpr.ContextRef), e.span());
            case TExpr.Deref e when e.pointer() instanceof TExpr.AddressOf a ->
                    place(a.place(), access.check() ? Access.CHECKED : Access.READ);
            case TExpr.Deref e -> through(f.exprs.scalar(e.pointer()), 0, access.check(), e.span());
            case TExpr.Field e -> field(place(e.base(), access), f.type(e.base()), e.index());
            case TExpr.UnionMember e -> place(e.base(), access) instanceof Operand.InMemory m ? m : Operand.NOTHING;
            case TExpr.TagOf e -> place(e.base(), access);
            case TExpr.TaggedMember e -> member(e, access);
            case TExpr.Element e -> element(e, access);
            case TExpr.Let e -> {
                f.aggregates.declare(e.temp(), e.init());
                yield place(e.body(), access);
            }
            case TExpr.Sequence e -> {
                f.exprs.effect(e.first());
                yield place(e.result(), access);
            }
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.DataConst _,
                 TExpr.DefaultValue _, TExpr.Error _, TExpr.FnRef _, TExpr.ContextRef _, TExpr.AddressOf _,
                 TExpr.AddressOfValue _, TExpr.Arithmetic _, TExpr.Compare _, TExpr.Logic _, TExpr.Not _, TExpr.Negate _,
                 TExpr.Invert _, TExpr.PointerOffset _, TExpr.OffsetPointer _, TExpr.PointerDistance _, TExpr.Convert _,
                 TExpr.Call _, TExpr.CallValue _, TExpr.Panic _, TExpr.Puts _, TExpr.StructValue _, TExpr.TaggedValue _,
                 TExpr.UnionValue _, TExpr.ArrayValue _, TExpr.SliceValue _, TExpr.AllocatedSlice _, TExpr.AllocatedString _,
                 TExpr.New _, TExpr.TagCheck _, TExpr.Async _ -> f.exprs.value(expr);
        };
    }

    private Operand through(int pointer, long offset, boolean check, Span span) {
        if (check) out.emit(new Inst.NilCheck(pointer, span));
        return new Operand.InMemory(pointer, offset, check ? Span.NONE : span, false);
    }

    /// Field `index` of a struct or slice.
    Operand field(Operand base, Type type, int index) {
        long offset = f.layout.fieldOffset(type, index);
        return switch (base) {
            case Operand.InMemory m -> m.at(offset);
            case Operand.InRegs r -> parts(r, type, offset, fieldSize(type, index));
        };
    }

    private long fieldSize(Type type, int index) {
        return type.definition() instanceof StructType struct ? f.layout.size(struct.fields().get(index).type()) : Layout.SLICE_COUNT;
    }

    /// The registers that hold the bytes from `offset` on of a value in registers.
    private Operand parts(Operand.InRegs base, Type type, long offset, long size) {
        List<Integer> regs = new ArrayList<>();
        List<Shape.Part> parts = f.shapes.of(type).parts();
        for (int i = 0; i < parts.size(); i++) {
            long at = parts.get(i).offset();
            if (at >= offset && at < offset + size) regs.add(base.regs().get(i));
        }
        return new Operand.InRegs(regs);
    }

    private Operand member(TExpr.TaggedMember e, Access access) {
        TaggedType type = (TaggedType) f.type(e.base()).definition();
        Operand.InMemory base = (Operand.InMemory) place(e.base(), access);
        long payload = f.layout.payloadOffset(type);
        if (access.write()) {
            access.tags().add(new PendingTag(base, type, e.index(), e.span()));
            return base.at(payload);
        }
        int tag = loadTag(base, type, e.nameSpan());
        out.emit(new Inst.TagCheck(tag, f.type(e.base()), e.index(), e.nameSpan()));
        return base.checked().at(payload);
    }

    int loadTag(Operand.InMemory base, TaggedType type, Span span) {
        return out.load(Shapes.of(type.tag()), base.address(), base.offset(), base.access(span));
    }

    private Operand element(TExpr.Element e, Access access) {
        long size = f.layout.size(f.type(e));
        if (f.type(e.base()).definition() instanceof Type.ArrayType array) return arrayElement(e, array, size, access);
        List<Integer> slice = f.exprs.regs(e.base());
        int data = slice.get(0);
        int index = f.exprs.scalar(e.index());
        if (e.checked()) out.emit(new Inst.BoundsCheck(out.type(index), index, slice.get(1), e.span()));
        return new Operand.InMemory(out.elementAddress(data, index, size, false, e.span()), 0, Span.NONE, false);
    }

    private Operand arrayElement(TExpr.Element e, Type.ArrayType array, long size, Access access) {
        if (e.index() instanceof TExpr.IntConst c && isIndex(c.value(), array.count())) {
            Operand base = place(e.base(), access);
            return base instanceof Operand.InMemory m ? m.at(c.value().longValue() * size) : Operand.NOTHING;
        }
        Operand base = place(e.base(), access.checkedBase());
        int index = f.exprs.scalar(e.index());
        if (e.checked()) {
            int count = out.constant(Scalar.I64, array.count(), e.span());
            out.emit(new Inst.BoundsCheck(out.type(index), index, count, e.span()));
        }
        if (!(base instanceof Operand.InMemory m)) {
            // The array occupies nothing: its elements do neither, or there are none and the check never lets through.
            if (size == 0) return Operand.NOTHING;
            return new Operand.InMemory(out.constant(Scalar.PTR, 0, e.span()), 0, Span.NONE, false);
        }
        int first = out.offset(m.address(), m.offset(), e.span());
        return new Operand.InMemory(out.elementAddress(first, index, size, false, e.span()), 0, Span.NONE, m.stable());
    }

    private static boolean isIndex(BigInteger index, long count) {
        return index.signum() >= 0 && index.compareTo(BigInteger.valueOf(count)) < 0;
    }
}
