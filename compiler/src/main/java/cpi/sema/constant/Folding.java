// Values that can be told without running anything.
package cpi.sema.constant;

import cpi.num.Ops;
import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.ConstDefault;
import cpi.typed.StaticObject;
import cpi.typed.Symbol;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FieldDefault;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.Layout;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.TypeTable;
import cpi.types.UnionType;
import cpi.types.UntypedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The memory of expressions that are constant as they stand: literals of all kinds, nested as deep as they may be, default values,
/// addresses of globals. So tables in the source do not need the compile-time engine.
public final class Folding {
    /// Values above this many bytes are left to the engine, which limits memory (C6.6).
    private static final long MAX_SIZE = 1 << 24;
    /// Most default values are zero.
    private static final long MAX_DEFAULT = 1L << 27;

    private final TypeTable types;
    private final Layout layout;

    public Folding(TypeTable types, Layout layout) {
        this.types = types;
        this.layout = layout;
    }

    /// @param name of the value, for the objects it consists of
    /// @param writable whether these may be written at run time
    public Optional<ConstData> value(TExpr expr, String name, boolean writable) {
        return new Fold(name, writable).value(expr);
    }

    private final class Fold {
        private final String name;
        private final boolean writable;

        Fold(String name, boolean writable) {
            this.name = name;
            this.writable = writable;
        }

        Optional<ConstData> value(TExpr expr) {
            return switch (expr) {
                case TExpr.IntConst e -> Optional.of(ConstData.ofLong(e.value().longValue(), (int) layout.size(settled(e.type()))));
                case TExpr.FloatConst e -> Optional.of(settled(e.type()).definition() == FloatType.F32
                        ? ConstData.ofFloat((float) e.value()) : ConstData.ofDouble(e.value()));
                case TExpr.NilConst _ -> Optional.of(ConstData.zero(8));
                case TExpr.StringConst e -> Optional.of(slice(e.bytes(), e.bytes().data().bytes().length));
                case TExpr.DataConst e -> Optional.of(e.data());
                case TExpr.DefaultValue e -> defaultOf(settled(e.type()));
                case TExpr.FnRef e -> Optional.of(ConstData.ofAddress(e.function(), 0));
                case TExpr.AddressOf e -> address(e.place());
                case TExpr.AddressOfValue e -> addressOfValue(e);
                case TExpr.Convert e -> conversion(e);
                case TExpr.StructValue e -> struct(e);
                case TExpr.TaggedValue e -> tagged(e);
                case TExpr.UnionValue e -> union(e);
                case TExpr.ArrayValue e -> elements(e.elements(), settled(e.type()));
                case TExpr.SliceValue e -> sliceValue(e);
                case TExpr.GlobalRef e -> Optional.of(e.global().initialValue());
                case TExpr.StaticRef e when !e.object().writable() -> Optional.of(e.object().data());
                case TExpr.Error _, TExpr.LocalRef _, TExpr.StaticRef _, TExpr.ContextRef _, TExpr.ContextFieldRef _,
                     TExpr.Deref _, TExpr.Field _, TExpr.TaggedMember _, TExpr.TagOf _, TExpr.UnionMember _, TExpr.Element _,
                     TExpr.Arithmetic _, TExpr.Compare _, TExpr.Logic _, TExpr.Not _, TExpr.Negate _, TExpr.Invert _,
                     TExpr.PointerOffset _, TExpr.OffsetPointer _, TExpr.PointerDistance _, TExpr.Call _, TExpr.CallValue _,
                     TExpr.Panic _, TExpr.Puts _, TExpr.AllocatedSlice _, TExpr.AllocatedString _, TExpr.New _, TExpr.TagCheck _,
                     TExpr.Async _, TExpr.Let _, TExpr.Sequence _ -> Optional.empty();
            };
        }

        private Type settled(Type type) {
            return types.settle(type);
        }

        private ConstData slice(Symbol elements, long count) {
            return new Data.Builder(16).put(0, ConstData.ofAddress(elements, 0)).putLong(8, count, 8).build();
        }

        private Optional<ConstData> address(TExpr place) {
            if (place instanceof TExpr.GlobalRef global) return Optional.of(ConstData.ofAddress(global.global(), 0));
            if (place instanceof TExpr.StaticRef object) return Optional.of(ConstData.ofAddress(object.object(), 0));
            return Optional.empty();
        }

        private Optional<ConstData> addressOfValue(TExpr.AddressOfValue expr) {
            return value(expr.value()).map(data -> ConstData.ofAddress(object(settled(expr.value().type()), data, expr.span()), 0));
        }

        private StaticObject object(Type type, ConstData data, Span place) {
            return new StaticObject(name, type, data, writable, place);
        }

        private Optional<ConstData> conversion(TExpr.Convert expr) {
            return switch (expr.kind()) {
                case RELABEL, REINTERPRET -> value(expr.operand());
                case NUMERIC -> numeric(expr);
                case ARRAY_TO_SLICE -> Optional.empty();
            };
        }

        private Optional<ConstData> numeric(TExpr.Convert expr) {
            Type from = settled(expr.operand().type()).definition();
            Type to = settled(expr.type()).definition();
            if (!(from instanceof IntType source)) return Optional.empty();
            Optional<ConstData> data = value(expr.operand());
            if (data.isEmpty()) return Optional.empty();
            long bits = source.normalize(data.get().read(0, source.bytes()));
            return switch (to) {
                case IntType target -> Optional.of(ConstData.ofLong(Ops.normalize(bits, target.bits(), target.signed()), target.bytes()));
                case FloatType target when source.bits() <= 32 -> Optional.of(target == FloatType.F32 ? ConstData.ofFloat((float) bits)
                        : ConstData.ofDouble((double) bits));
                case Type _ -> Optional.empty();
            };
        }

        private Optional<ConstData> struct(TExpr.StructValue expr) {
            Type type = settled(expr.type());
            if (!(type.definition() instanceof StructType struct)) return sliceParts(expr);
            long size = layout.size(type);
            if (size > MAX_SIZE) return Optional.empty();
            Data.Builder result = new Data.Builder(size);
            boolean[] given = new boolean[struct.fields().size()];
            for (TExpr.FieldValue field : expr.fields()) {
                Optional<ConstData> data = value(field.value());
                if (data.isEmpty()) return Optional.empty();
                given[field.index()] = true;
                result.put(layout.fieldOffset(type, field.index()), data.get());
            }
            for (int i = 0; i < given.length; i++) {
                if (given[i]) continue;
                Optional<ConstData> data = defaultOf(struct.fields().get(i));
                if (data.isEmpty()) return Optional.empty();
                result.put(layout.fieldOffset(type, i), data.get());
            }
            return Optional.of(result.build());
        }

        /// The pair of a slice.
        private Optional<ConstData> sliceParts(TExpr.StructValue expr) {
            if (!(settled(expr.type()).definition() instanceof Type.SliceType)) return Optional.empty();
            Data.Builder result = new Data.Builder(16);
            for (TExpr.FieldValue field : expr.fields()) {
                Optional<ConstData> data = value(field.value());
                if (data.isEmpty()) return Optional.empty();
                result.put(field.index() * 8L, data.get());
            }
            return Optional.of(result.build());
        }

        private Optional<ConstData> tagged(TExpr.TaggedValue expr) {
            Type type = settled(expr.type());
            long size = layout.size(type);
            if (!(type.definition() instanceof TaggedType tagged) || size > MAX_SIZE) return Optional.empty();
            Optional<ConstData> payload = value(expr.value());
            return payload.map(data -> new Data.Builder(size).putLong(0, expr.index() + 1L, tagged.tag().bytes())
                    .put(layout.payloadOffset(tagged), data).build());
        }

        private Optional<ConstData> union(TExpr.UnionValue expr) {
            long size = layout.size(settled(expr.type()));
            if (size > MAX_SIZE) return Optional.empty();
            return value(expr.value()).map(data -> new Data.Builder(size).put(0, data).build());
        }

        /// Elements one behind the other; missing ones of a fixed array have their default value.
        private Optional<ConstData> elements(List<TExpr> elements, Type type) {
            if (!(type.definition() instanceof Type.ArrayType array)) return Optional.empty();
            if (elements.isEmpty()) return defaultOf(type);
            long step = layout.size(array.element());
            if (layout.size(type) > MAX_SIZE) return Optional.empty();
            Data.Builder result = new Data.Builder(layout.size(type));
            for (int i = 0; i < elements.size(); i++) {
                Optional<ConstData> data = value(elements.get(i));
                if (data.isEmpty()) return Optional.empty();
                result.put(i * step, data.get());
            }
            return Optional.of(result.build());
        }

        private Optional<ConstData> sliceValue(TExpr.SliceValue expr) {
            if (!(settled(expr.type()).definition() instanceof Type.SliceType slice)) return Optional.empty();
            if (expr.elements().isEmpty()) return Optional.of(ConstData.zero(16));
            Type array = types.array(expr.elements().size(), slice.element());
            return elements(expr.elements(), array)
                    .map(data -> slice(object(array, data, expr.span()), expr.elements().size()));
        }
    }

    /// The default value of a type (L3.1).
    Optional<ConstData> defaultOf(Type type) {
        long size = layout.size(type);
        if (size > MAX_DEFAULT) return Optional.empty();
        return switch (type.definition()) {
            case EnumerationType t -> Optional.of(ConstData.ofLong(t.items().getFirst().value(), t.base().bytes()));
            case Type.ArrayType t -> defaultArray(t, size);
            case StructType t -> defaultStruct(t, size);
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, Type.PointerType _, Type.SliceType _, TaggedType _, UnionType _,
                 FnType _, Type.MutexType _, Type.ThreadType _ -> Optional.of(ConstData.zero(size));
            case Type.ContextType _, NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> Optional.empty();
        };
    }

    private Optional<ConstData> defaultArray(Type.ArrayType type, long size) {
        if (size == 0) return Optional.of(ConstData.zero(0));
        Optional<ConstData> element = defaultOf(type.element());
        if (element.isEmpty() || element.get().isZero()) return element.map(_ -> ConstData.zero(size));
        Data.Builder result = new Data.Builder(size);
        long step = layout.size(type.element());
        for (long i = 0; i < type.count(); i++) result.put(i * step, element.get());
        return Optional.of(result.build());
    }

    private Optional<ConstData> defaultStruct(StructType type, long size) {
        List<ConstData> parts = new ArrayList<>();
        for (Type.Field field : type.fields()) {
            Optional<ConstData> part = defaultOf(field);
            if (part.isEmpty()) return Optional.empty();
            parts.add(part.get());
        }
        Data.Builder result = new Data.Builder(size);
        for (int i = 0; i < parts.size(); i++) result.put(layout.fieldOffset(type, i), parts.get(i));
        return Optional.of(result.build());
    }

    private Optional<ConstData> defaultOf(Type.Field field) {
        FieldDefault init = field.init();
        return init instanceof ConstDefault value ? Optional.of(value.value()) : defaultOf(field.type());
    }
}
