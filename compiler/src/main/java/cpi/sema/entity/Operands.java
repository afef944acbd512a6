// Uses of things that are declared elsewhere.
package cpi.sema.entity;

import cpi.source.Span;
import cpi.typed.TExpr;

/// Copies of what a name denotes, with the place of the use.
public final class Operands {
    private Operands() {}

    /// What a constant or a compile-time parameter denotes, at a use.
    public static Operand at(Operand meaning, Span use) {
        return switch (meaning) {
            case Operand.Value v -> new Operand.Value(at(v.expr(), use));
            case Operand.OfType t -> new Operand.OfType(t.type(), use);
            case Operand.GenericType g -> new Operand.GenericType(g.entity(), use);
            case Operand.OfFunction f -> new Operand.OfFunction(f.entity(), use);
            case Operand.Builtin b -> new Operand.Builtin(b.fn(), use);
            case Operand.OfModule m -> new Operand.OfModule(m.module(), use);
            case Operand.Attribute a -> new Operand.Attribute(a.name(), use);
            case Operand.Literal l -> new Operand.Literal(l.syntax(), l.env(), use);
        };
    }

    /// A constant with the place of its use. What is not a constant (an element of a `#for`) keeps its own place.
    public static TExpr at(TExpr expr, Span use) {
        if (expr instanceof TExpr.IntConst k) return new TExpr.IntConst(k.value(), k.type(), use);
        if (expr instanceof TExpr.StringConst k) return new TExpr.StringConst(k.bytes(), k.type(), use);
        if (expr instanceof TExpr.FloatConst k) return new TExpr.FloatConst(k.value(), k.type(), use);
        if (expr instanceof TExpr.DataConst k) return new TExpr.DataConst(k.data(), k.type(), use);
        if (expr instanceof TExpr.FnRef k) return new TExpr.FnRef(k.function(), k.type(), use);
        if (expr instanceof TExpr.NilConst k) return new TExpr.NilConst(k.type(), use);
        if (expr instanceof TExpr.DefaultValue k) return new TExpr.DefaultValue(k.type(), use);
        if (expr instanceof TExpr.LocalRef k) return new TExpr.LocalRef(k.local(), use);
        if (expr instanceof TExpr.Error) return new TExpr.Error(use);
        return expr;
    }
}
