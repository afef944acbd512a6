package cpi.sema.entity;

import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import cpi.types.Type;

/// What an expression denotes: a value, or something that exists only at compile time.
public sealed interface Operand {
    /// A value; also the result of an error ([TExpr.Error]). An untyped constant has an [cpi.types.UntypedType].
    record Value(TExpr expr) implements Operand {}

    /// A type (L5.12).
    record OfType(Type type, Span span) implements Operand {}

    /// A parameterised type without its arguments.
    record GenericType(TypeEntity entity, Span span) implements Operand {}

    /// A declared function that is not yet an instance: polymorphic, or not yet used as a value; also a function literal with
    /// compile-time parameters.
    record OfFunction(FnEntity entity, Span span) implements Operand {}

    record Builtin(BuiltinFn fn, Span span) implements Operand {}

    record OfModule(ModuleEntity module, Span span) implements Operand {}

    /// `:f` as an `Ast` argument (L11.2).
    record Attribute(String name, Span span) implements Operand {}

    /// A struct literal bound to a constant without type (C3.3): each use is as if it stood there. `env` is where it was written.
    record Literal(Expr.StructLit syntax, Env env, Span span) implements Operand {}

    /// Functions the compiler provides because no signature could (L7.12, S2.2).
    enum BuiltinFn { PUTS, PANIC, NEW }

    Operand ERROR = new Value(new TExpr.Error(Span.NONE));

    static Operand error(Span span) {
        return new Value(new TExpr.Error(span));
    }

    default boolean isError() {
        return this instanceof Value v && v.expr() instanceof TExpr.Error || this instanceof OfType t && t.type().isError();
    }

    default Span place() {
        return switch (this) {
            case Value v -> v.expr().span();
            case OfType t -> t.span();
            case GenericType g -> g.span();
            case OfFunction f -> f.span();
            case Builtin b -> b.span();
            case OfModule m -> m.span();
            case Attribute a -> a.span();
            case Literal l -> l.span();
        };
    }
}
