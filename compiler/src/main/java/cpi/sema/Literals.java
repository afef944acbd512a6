package cpi.sema;

import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.ConstData;
import cpi.typed.StaticObject;
import cpi.typed.TExpr;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.OpenType;
import cpi.types.Type;
import cpi.types.UntypedType;
import java.math.BigInteger;

/// Literals of one token (L1.5-L1.8): numbers, characters, strings, `true`, `false`, `nil`.
final class Literals {
    private final Checker c;

    Literals(Checker c) {
        this.c = c;
    }

    static TExpr integer(Expr.IntLit syntax) {
        return new TExpr.IntConst(syntax.value(), UntypedType.INTEGER, syntax.span());
    }

    static TExpr floating(Expr.FloatLit syntax) {
        return new TExpr.FloatConst(syntax.value(), UntypedType.FLOAT, syntax.span());
    }

    static TExpr bool(boolean value, Span span) {
        return new TExpr.IntConst(value ? BigInteger.ONE : BigInteger.ZERO, Type.BOOL, span);
    }

    /// Of type `i8`, so `'\xFF'` is -1.
    static TExpr character(Expr.CharLit syntax) {
        return new TExpr.IntConst(BigInteger.valueOf((byte) syntax.value()), IntType.I8, syntax.span());
    }

    /// Whether a constant is a character literal as written, which converts to more types than its type does (L4.5c).
    static boolean isCharacter(TExpr expr) {
        if (!(expr instanceof TExpr.IntConst i) || i.type() != IntType.I8 || i.span().start() == i.span().end()) return false;
        return i.span().file().bytes()[i.span().start()] == '\'';
    }

    /// A character literal in an integer type; in an unsigned one the byte counts from 0 to 255.
    static TExpr characterAs(TExpr literal, Type type) {
        if (!(literal instanceof TExpr.IntConst i)) return literal;
        boolean unsigned = type.definition() instanceof IntType t && !t.signed();
        BigInteger value = unsigned ? BigInteger.valueOf(i.value().intValue() & 0xFF) : i.value();
        return new TExpr.IntConst(value, type, i.span());
    }

    TExpr string(Expr.StringLit syntax) {
        return new TExpr.StringConst(bytes(syntax), c.types().string(), syntax.span());
    }

    /// The read-only bytes of a string literal.
    StaticObject bytes(Expr.StringLit syntax) {
        Type type = c.types().array(syntax.value().length, IntType.I8);
        return new StaticObject("string literal", type, ConstData.of(syntax.value()), false, syntax.span());
    }

    /// `nil` takes the pointer or function type expected.
    TExpr nil(Expr.NilLit syntax, Expect expect) {
        Type type = c.types().pointer(Type.NONE);
        if (expect.isPresent()) {
            Type definition = expect.type().definition();
            if (definition instanceof Type.PointerType || definition instanceof FnType) type = OpenType.current(expect.type());
        }
        return new TExpr.NilConst(type, syntax.span());
    }
}
