// Constant values as expressions.
package cpi.sema.constant;

import cpi.source.Span;
import cpi.typed.ConstData;
import cpi.typed.Function;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.TypeTable;
import cpi.types.UnionType;
import cpi.types.UntypedType;
import java.math.BigInteger;

/// Turns the memory of a constant into the simplest expression with that value.
public final class ConstExprs {
    private final TypeTable types;

    public ConstExprs(TypeTable types) {
        this.types = types;
    }

    public TExpr of(ConstData data, Type type, Span span) {
        return switch (type.definition()) {
            case Type.NoneType _ -> new TExpr.DefaultValue(type, span);
            case Type.BoolType _ -> new TExpr.IntConst(data.read(0, 1) != 0 ? BigInteger.ONE : BigInteger.ZERO, type, span);
            case IntType _, EnumerationType _ -> new TExpr.IntConst(integer(data, type), type, span);
            case FloatType f -> new TExpr.FloatConst(floating(data, f), type, span);
            case Type.PointerType _ -> pointer(data, type, span);
            case FnType f -> function(data, f, type, span);
            case Type.SliceType slice when slice.element() == IntType.I8 -> string(data, type, span);
            case Type.ErrorType _ -> new TExpr.Error(span);
            case Type.SliceType _, Type.ArrayType _, StructType _, TaggedType _, UnionType _, Type.MutexType _, Type.ThreadType _,
                 Type.ContextType _, NamedType _, UntypedType _, OpenType _ -> new TExpr.DataConst(data, type, span);
        };
    }

    /// The exact value of an integer or enumeration.
    public static BigInteger integer(ConstData data, Type type) {
        IntType base = type.definition() instanceof EnumerationType e ? e.base()
                : type.definition() instanceof IntType i ? i : IntType.I64;
        return exact(data.read(0, base.bytes()), base);
    }

    /// The exact value that a bit pattern has in an integer type.
    static BigInteger exact(long bits, IntType type) {
        long value = type.normalize(bits);
        BigInteger result = BigInteger.valueOf(value);
        return type == IntType.U64 && value < 0 ? result.add(BigInteger.ONE.shiftLeft(64)) : result;
    }

    private static double floating(ConstData data, FloatType type) {
        return type == FloatType.F32 ? Float.intBitsToFloat((int) data.read(0, 4)) : Double.longBitsToDouble(data.read(0, 8));
    }

    private static TExpr pointer(ConstData data, Type type, Span span) {
        if (!data.relocs().isEmpty()) return new TExpr.DataConst(data, type, span);
        long address = data.read(0, 8);
        return address == 0 ? new TExpr.NilConst(type, span) : new TExpr.IntConst(exact(address, IntType.U64), type, span);
    }

    private static TExpr function(ConstData data, FnType type, Type whole, Span span) {
        if (data.isZero()) return new TExpr.NilConst(whole, span);
        boolean isOne = whole == type && data.relocs().size() == 1 && data.relocs().getFirst().addend() == 0;
        if (isOne && data.relocs().getFirst().target() instanceof Function function) return new TExpr.FnRef(function, type, span);
        return new TExpr.DataConst(data, whole, span);
    }

    private TExpr string(ConstData data, Type type, Span span) {
        if (data.relocs().size() == 1 && data.relocs().getFirst().addend() == 0
                && data.relocs().getFirst().target() instanceof StaticObject object && !object.writable()
                && object.type() == types.array(data.read(8, 8), IntType.I8)) {
            return new TExpr.StringConst(object, type, span);
        }
        return new TExpr.DataConst(data, type, span);
    }
}
