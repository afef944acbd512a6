package cpi.ir;

import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.ConstDefault;
import cpi.typed.Function;
import cpi.typed.Local;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.typed.TreeChildren;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lowers the making of values of several parts: literals, default values, and what initialises variables and hidden slots.
///
/// Literals are built where they are wanted if nothing they evaluate can see that memory, else in a temporary first. Bytes that
/// no part covers are zero (L3.13).
final class Aggregates {
    /// Defaults up to this size are copied from static data, larger ones are made by code.
    private static final long MAX_DEFAULT_DATA = 4096;
    /// So many scalars are kept in registers while the elements of a slice literal are evaluated.
    private static final int MAX_ELEMENTS_IN_REGISTERS = 8;

    private final FunctionLowering f;
    private final FunctionBuilder out;

    Aggregates(FunctionLowering f) {
        this.f = f;
        this.out = f.out;
    }

    // --- variables and slots

    /// Initialises a local, giving it its home if this is its declaration.
    void declare(Local local, TExpr init) {
        Type type = f.settle(local.type());
        switch (f.locals.declare(local)) {
            case Operand.InRegs home -> f.exprs.store(home, type, f.exprs.value(init), init.span());
            case Operand.InMemory home -> {
                boolean seen = f.uses.isAddressTaken(local) && f.inLoop() && Effects.mayRead(init, f.uses);
                if (seen) f.exprs.store(home, type, f.exprs.value(init), init.span());
                else init(init, home, false);
            }
        }
    }

    /// The address of the hidden slot of `&value`, filled.
    int hidden(TExpr.AddressOfValue e) {
        Type type = f.type(e.value());
        boolean seen = f.mayBeFilled(e) && Effects.mayRead(e.value(), f.uses);
        int slot = f.hiddenSlot(e, type);
        if (seen) {
            Operand value = f.exprs.value(e.value());
            Operand.InMemory home = slotMemory(slot, e.span());
            f.exprs.store(home, type, value, e.span());
            return home.address();
        }
        Operand.InMemory home = slotMemory(slot, e.span());
        init(e.value(), home, false);
        return home.address();
    }

    private Operand.InMemory slotMemory(int slot, Span span) {
        return new Operand.InMemory(out.slotAddress(slot, span), 0, Span.NONE, true);
    }

    /// A slice literal: the elements are in a hidden slot.
    Operand slice(TExpr.SliceValue e) {
        int count = e.elements().size();
        if (count == 0) return sliceOf(out.constant(Scalar.PTR, 0, e.span()), 0, e.span());
        Type element = ((Type.SliceType) f.type(e).definition()).element();
        Type block = f.array(count, element);
        boolean seen = f.mayBeFilled(e) && e.elements().stream().anyMatch(part -> Effects.mayRead(part, f.uses));
        int slot = f.hiddenSlot(e, block);
        Operand.InMemory home;
        if (!seen) {
            home = slotMemory(slot, e.span());
            elements(e.elements(), element, home, false);
        } else if (f.shapes.of(element).inRegisters() && count <= MAX_ELEMENTS_IN_REGISTERS) {
            List<Operand> values = e.elements().stream().map(f.exprs::value).toList();
            home = slotMemory(slot, e.span());
            long size = f.layout.size(element);
            for (int i = 0; i < count; i++) f.exprs.store(home.at(i * size), element, values.get(i), e.span());
        } else {
            Operand.InMemory copy = f.temporary(block, e.span());
            elements(e.elements(), element, copy, false);
            home = slotMemory(slot, e.span());
            f.exprs.store(home, block, copy, e.span());
        }
        return sliceOf(home.address(), count, e.span());
    }

    private Operand sliceOf(int data, long count, Span span) {
        return new Operand.InRegs(List.of(data, out.constant(Scalar.I64, count, span)));
    }

    /// `[a]T{…}`: the elements are evaluated, then the memory is allocated, then they are copied there.
    Operand allocated(TExpr.AllocatedSlice e) {
        Type element = ((Type.SliceType) f.type(e).definition()).element();
        Type block = f.array(e.elements().size(), element);
        List<Integer> allocator = f.exprs.regs(e.allocator());
        Operand.InMemory values = f.temporary(block, e.span());
        elements(e.elements(), element, values, false);
        return filled(e.elements().size(), allocator, e.allocate(), f.type(e), block, values, e.span());
    }

    /// `[a]"text"`.
    Operand allocated(TExpr.AllocatedString e) {
        List<Integer> allocator = f.exprs.regs(e.allocator());
        long count = e.bytes().data().bytes().length;
        Type element = ((Type.SliceType) f.type(e).definition()).element();
        Operand text = new Operand.InMemory(out.symbolAddress(e.bytes(), e.span()), 0, Span.NONE, true);
        return filled(count, allocator, e.allocate(), f.type(e), f.array(count, element), text, e.span());
    }

    /// `new`: the value is evaluated, then the memory, all zero, is allocated, then the value is stored there.
    Operand allocated(TExpr.New e) {
        Type type = f.type(e.value());
        boolean isDefault = e.value() instanceof TExpr.DefaultValue;
        Operand value = isDefault ? Operand.NOTHING : f.exprs.fix(f.exprs.value(e.value()), type, e.span());
        Operand.InRegs address = (Operand.InRegs) f.calls.call(e.allocate(), f.exprs.regs(e.allocator()), f.type(e), -1, e.span());
        Operand.InMemory memory = new Operand.InMemory(address.regs().getFirst(), 0, Span.NONE, false);
        if (isDefault) initDefault(type, memory, true, e.span());
        else f.exprs.store(memory, type, value, e.span());
        return address;
    }

    private Operand filled(long count, List<Integer> allocator, Function allocate, Type type, Type block, Operand values, Span span) {
        List<Integer> args = new ArrayList<>();
        args.add(out.constant(Scalar.I64, count, span));
        args.addAll(allocator);
        Operand.InRegs slice = (Operand.InRegs) f.calls.call(allocate, args, type, -1, span);
        Operand.InMemory memory = new Operand.InMemory(slice.regs().getFirst(), 0, Span.NONE, false);
        if (f.layout.size(block) > 0) f.exprs.store(memory, block, values, span);
        return slice;
    }

    // --- values

    /// The value of a literal or default.
    Operand value(TExpr e) {
        Type type = f.type(e);
        Shape shape = f.shapes.of(type);
        if (shape.inMemory()) {
            Operand.InMemory memory = f.temporary(type, e.span());
            init(e, memory, false);
            return memory;
        }
        if (e instanceof TExpr.StructValue s) return structInRegisters(s, type);
        if (e instanceof TExpr.DefaultValue) return f.exprs.constant(f.defaults.of(type), shape, e.span());
        for (TExpr part : TreeChildren.of(e)) f.exprs.effect(part);
        return Operand.NOTHING;
    }

    private Operand structInRegisters(TExpr.StructValue e, Type type) {
        Map<Integer, List<Integer>> given = new TreeMap<>();
        for (TExpr.FieldValue field : e.fields()) given.put(field.index(), f.exprs.regs(field.value()));
        List<Integer> regs = new ArrayList<>();
        if (type.definition() instanceof StructType struct) {
            for (int i = 0; i < struct.fields().size(); i++) {
                List<Integer> field = given.get(i);
                regs.addAll(field != null ? field : defaultInRegisters(struct.fields().get(i), e.span()));
            }
        } else {
            given.values().forEach(regs::addAll);
        }
        return new Operand.InRegs(regs);
    }

    private List<Integer> defaultInRegisters(Type.Field field, Span span) {
        return ((Operand.InRegs) f.exprs.constant(f.defaults.of(field), f.shapes.of(field.type()), span)).regs();
    }

    /// Builds a value in memory that nothing it evaluates can read.
    ///
    /// @param zeroed whether all bytes of the memory are known to be zero
    void init(TExpr expr, Operand.InMemory dest, boolean zeroed) {
        Type type = f.type(expr);
        if (f.shapes.of(type).inRegisters()) {
            f.exprs.store(dest, type, f.exprs.value(expr), expr.span());
            return;
        }
        switch (expr) {
            case TExpr.StructValue e -> struct(e, (StructType) type.definition(), dest, zeroed);
            case TExpr.TaggedValue e -> tagged(e, (TaggedType) type.definition(), dest, zeroed);
            case TExpr.UnionValue e -> {
                Type member = ((UnionType) type.definition()).members().get(e.index()).payload();
                boolean covers = zeroed || f.layout.size(member) == f.layout.size(type);
                if (!covers) fill(dest, f.layout.size(type), e.span());
                init(e.value(), dest, !covers || zeroed);
            }
            case TExpr.ArrayValue e -> {
                if (e.elements().isEmpty()) initDefault(type, dest, zeroed, e.span());
                else elements(e.elements(), ((Type.ArrayType) type.definition()).element(), dest, zeroed);
            }
            case TExpr.DefaultValue e -> initDefault(type, dest, zeroed, e.span());
            case TExpr.Call e -> f.calls.callInto(e, dest);
            case TExpr.CallValue e -> f.calls.callInto(e, dest);
            case TExpr.Convert e when e.kind() == TExpr.Conversion.RELABEL -> init(e.operand(), dest, zeroed);
            case TExpr.Let e -> {
                declare(e.temp(), e.init());
                init(e.body(), dest, zeroed);
            }
            case TExpr.Sequence e -> {
                f.exprs.effect(e.first());
                init(e.result(), dest, zeroed);
            }
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.DataConst _, TExpr.Error _,
                 TExpr.LocalRef _, TExpr.GlobalRef _, TExpr.StaticRef _, TExpr.FnRef _, TExpr.ContextRef _,
                 TExpr.ContextFieldRef _, TExpr.Deref _, TExpr.AddressOf _, TExpr.AddressOfValue _, TExpr.Field _,
                 TExpr.TaggedMember _, TExpr.TagOf _, TExpr.UnionMember _, TExpr.Element _, TExpr.Arithmetic _, TExpr.Compare _,
                 TExpr.Logic _, TExpr.Not _, TExpr.Negate _, TExpr.Invert _, TExpr.PointerOffset _, TExpr.OffsetPointer _,
                 TExpr.PointerDistance _, TExpr.Convert _, TExpr.Panic _, TExpr.Puts _, TExpr.SliceValue _,
                 TExpr.AllocatedSlice _, TExpr.AllocatedString _, TExpr.New _, TExpr.TagCheck _,
                 TExpr.Async _ ->
                    f.exprs.store(dest, type, f.exprs.value(expr), expr.span());
        }
    }

    private void struct(TExpr.StructValue e, StructType type, Operand.InMemory dest, boolean zeroed) {
        boolean[] given = new boolean[type.fields().size()];
        long covered = 0;
        for (TExpr.FieldValue field : e.fields()) {
            given[field.index()] = true;
            covered += f.layout.size(type.fields().get(field.index()).type());
        }
        boolean clear = !zeroed && covered < f.layout.size(type);
        if (clear) fill(dest, f.layout.size(type), e.span());
        boolean zero = zeroed || clear;
        for (TExpr.FieldValue field : e.fields()) {
            init(field.value(), dest.at(f.layout.fieldOffset(type, field.index())), zero);
        }
        for (int i = 0; i < given.length; i++) {
            if (!given[i]) initField(type.fields().get(i), dest.at(f.layout.fieldOffset(type, i)), e.span());
        }
    }

    private void tagged(TExpr.TaggedValue e, TaggedType type, Operand.InMemory dest, boolean zeroed) {
        long covered = type.tag().bytes() + f.layout.size(f.type(e.value()));
        boolean clear = !zeroed && covered < f.layout.size(type);
        if (clear) fill(dest, f.layout.size(type), e.span());
        init(e.value(), dest.at(f.layout.payloadOffset(type)), zeroed || clear);
        setTag(type, e.index(), dest, e.span());
    }

    void setTag(TaggedType type, int member, Operand.InMemory dest, Span span) {
        Scalar scalar = Shapes.of(type.tag());
        out.store(dest.address(), dest.offset(), out.constant(scalar, scalar.normalize(member + 1L), span), span);
    }

    private void elements(List<TExpr> elements, Type element, Operand.InMemory dest, boolean zeroed) {
        long size = f.layout.size(element);
        for (int i = 0; i < elements.size(); i++) {
            init(elements.get(i), dest.at(i * size), zeroed);
            out.splitLongBlock(elements.get(i).span());
        }
    }

    // --- default values

    void fill(Operand.InMemory dest, long size, Span span) {
        out.emit(new Inst.Fill(out.offset(dest.address(), dest.offset(), span), size, span));
    }

    /// Gives a field of memory that is zero its default.
    private void initField(Type.Field field, Operand.InMemory dest, Span span) {
        if (field.init() instanceof ConstDefault init) initConstant(init.value(), field.type(), dest, span);
        else initDefault(field.type(), dest, true, span);
    }

    /// Gives memory that is zero a constant value.
    private void initConstant(ConstData data, Type type, Operand.InMemory dest, Span span) {
        if (data.isZero()) return;
        Shape shape = f.shapes.of(type);
        if (shape.inRegisters()) {
            f.exprs.store(dest, type, f.exprs.constant(data, shape, span), span);
        } else {
            copyStatic(f.defaults.constant(data, type, span), type, dest, span);
        }
    }

    private void copyStatic(StaticObject object, Type type, Operand.InMemory dest, Span span) {
        f.exprs.store(dest, type, new Operand.InMemory(out.symbolAddress(object, span), 0, Span.NONE, true), span);
    }

    /// Gives memory the default value of a type.
    private void initDefault(Type type, Operand.InMemory dest, boolean zeroed, Span span) {
        long size = f.layout.size(type);
        if (size == 0) return;
        if (f.defaults.isZero(type)) {
            if (!zeroed) fill(dest, size, span);
        } else if (f.shapes.of(type).inRegisters()) {
            f.exprs.store(dest, type, f.exprs.constant(f.defaults.of(type), f.shapes.of(type), span), span);
        } else if (size <= MAX_DEFAULT_DATA) {
            copyStatic(f.defaults.object(type), type, dest, span);
        } else if (type.definition() instanceof Type.ArrayType array) {
            fillArray(array, dest, zeroed, span);
        } else {
            StructType struct = (StructType) type.definition();
            if (!zeroed) fill(dest, size, span);
            for (int i = 0; i < struct.fields().size(); i++) {
                initField(struct.fields().get(i), dest.at(f.layout.fieldOffset(struct, i)), span);
            }
        }
    }

    /// A hidden loop, which is no tick, over the elements of a large array.
    private void fillArray(Type.ArrayType array, Operand.InMemory dest, boolean zeroed, Span span) {
        int first = out.offset(dest.address(), dest.offset(), span);
        int index = out.copy(out.constant(Scalar.I64, 0, span), span);
        int body = out.startLoop(span);
        int element = out.elementAddress(first, index, f.layout.size(array.element()), false, span);
        initDefault(array.element(), new Operand.InMemory(element, 0, Span.NONE, true), zeroed, span);
        out.assign(index, out.binary(Inst.BinOp.ADD, Scalar.I64, index, out.constant(Scalar.I64, 1, span), span), span);
        int end = out.newBlock();
        int more = out.compare(Inst.CmpOp.LT, Scalar.I64, index, out.constant(Scalar.I64, array.count(), span), span);
        out.branch(more, body, end, span);
        out.start(end);
    }
}
