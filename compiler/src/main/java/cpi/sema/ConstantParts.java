package cpi.sema;

import cpi.sema.entity.Operands;
import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.types.TaggedType;
import cpi.types.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parts of constants: a field or element of constant data at a constant position is a constant itself; where the position is
/// known at run time only, the data becomes a static object.
final class ConstantParts {
    private final Checker c;
    private final Map<ConstData, StaticObject> objects = new IdentityHashMap<>();

    ConstantParts(Checker c) {
        this.c = c;
    }

    /// The expression as a constant, if it selects a part of a constant; else the expression itself.
    TExpr fold(TExpr expr) {
        if (!isPart(expr) || OpenTypes.hasOpen(expr.type())) return expr;
        if (expr instanceof TExpr.Field f && f.base() instanceof TExpr.StructValue value) return ofLiteral(f, value);
        Optional<ConstData> data = data(expr);
        return data.isPresent() ? c.constants().toExpr(data.get(), expr.type(), expr.span()) : expr;
    }

    /// A field of a struct literal all of whose values are constants, as of a constant that stands for the literal (C3.3).
    private static TExpr ofLiteral(TExpr.Field field, TExpr.StructValue literal) {
        TExpr found = field;
        for (TExpr.FieldValue value : literal.fields()) {
            if (!isScalarConstant(value.value())) return field;
            if (value.index() == field.index()) found = Operands.at(value.value(), field.span());
        }
        return found;
    }

    private static boolean isScalarConstant(TExpr expr) {
        return expr instanceof TExpr.IntConst || expr instanceof TExpr.FloatConst || expr instanceof TExpr.StringConst
            || expr instanceof TExpr.NilConst || expr instanceof TExpr.DataConst || expr instanceof TExpr.FnRef;
    }

    private static boolean isPart(TExpr expr) {
        return expr instanceof TExpr.Field || expr instanceof TExpr.Element || expr instanceof TExpr.TaggedMember
            || expr instanceof TExpr.TagOf || expr instanceof TExpr.UnionMember;
    }

    /// The data of a constant or of a part of one.
    Optional<ConstData> data(TExpr expr) {
        return switch (expr) {
            case TExpr.DataConst e -> Optional.of(e.data());
            case TExpr.StringConst e -> Optional.of(string(e));
            case TExpr.StaticRef e when !e.object().writable() -> Optional.of(e.object().data());
            case TExpr.Field e -> data(e.base()).map(d -> field(e, d));
            case TExpr.UnionMember e -> data(e.base()).map(d -> d.slice(0, c.layout().size(e.type())));
            case TExpr.TagOf e -> data(e.base()).map(d -> d.slice(0, c.layout().size(e.type())));
            case TExpr.TaggedMember e -> data(e.base()).flatMap(d -> member(e, d));
            case TExpr.Element e when e.index() instanceof TExpr.IntConst i && i.value().bitLength() < 32 ->
                data(e.base()).flatMap(d -> element(e, d, i.value().intValue()));
            case TExpr.Deref e -> data(e.pointer()).flatMap(d -> pointee(d, 0, c.layout().size(e.type())));
            case TExpr _ -> Optional.empty();
        };
    }

    private static ConstData string(TExpr.StringConst constant) {
        byte[] bytes = new byte[16];
        System.arraycopy(ConstData.ofLong(constant.bytes().data().bytes().length, 8).bytes(), 0, bytes, 8, 8);
        return ConstData.of(bytes, List.of(new ConstData.Reloc(0, constant.bytes(), 0)));
    }

    private ConstData field(TExpr.Field field, ConstData base) {
        return base.slice(c.layout().fieldOffset(field.base().type(), field.index()), c.layout().size(field.type()));
    }

    private Optional<ConstData> member(TExpr.TaggedMember member, ConstData base) {
        if (!(member.base().type().definition() instanceof TaggedType type)) return Optional.empty();
        if (base.read(0, type.tag().bytes()) != member.index() + 1) return Optional.empty();
        return Optional.of(base.slice(c.layout().payloadOffset(type), c.layout().size(member.type())));
    }

    private Optional<ConstData> element(TExpr.Element element, ConstData base, int index) {
        long size = c.layout().size(element.type());
        return switch (element.base().type().definition()) {
            case Type.ArrayType a when index >= 0 && index < a.count() -> Optional.of(base.slice(index * size, size));
            case Type.SliceType _ when index >= 0 && index < base.read(8, 8) -> pointee(base, index * size, size);
            case Type _ -> Optional.empty();
        };
    }

    /// What the address that `data` begins with leads to, if that is read-only.
    private static Optional<ConstData> pointee(ConstData data, long offset, long size) {
        if (data.relocs().isEmpty() || data.relocs().getFirst().offset() != 0) return Optional.empty();
        ConstData.Reloc address = data.relocs().getFirst();
        if (!(address.target() instanceof StaticObject object) || object.writable()) return Optional.empty();
        long start = address.addend() + offset;
        boolean inside = start >= 0 && start + size <= object.data().bytes().length;
        return inside ? Optional.of(object.data().slice(start, size)) : Optional.empty();
    }

    /// A constant as memory that can be indexed at run time; one object for all uses of a constant.
    TExpr inMemory(TExpr base) {
        Optional<ConstData> data = isPart(base) || base instanceof TExpr.DataConst ? data(base) : Optional.empty();
        if (data.isEmpty()) return base;
        StaticObject object = objects.computeIfAbsent(data.get(), d -> new StaticObject("constant", base.type(), d, false, base.span()));
        return new TExpr.StaticRef(object, base.span());
    }
}
