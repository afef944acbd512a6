package cpi.syntax;

import cpi.source.Span;
import java.math.BigInteger;
import java.util.List;

/// Expressions and types as written (L2.4, L2.5). Since a name or `f!(x)` may turn out to be a type,
/// a type position holds an `Expr` too; only forms that can be nothing but a type are [TypeExpr]s.
public sealed interface Expr extends Node {
    /// Something that is not there: an optional part left out. Its span is the empty place where it would stand.
    record Absent(Span span) implements Expr {}

    /// Text that could not be parsed; the error has been reported.
    record Missing(Span span) implements Expr {}

    record IntLit(BigInteger value, Span span) implements Expr {}

    record FloatLit(double value, Span span) implements Expr {}

    /// `value` holds the bytes after escapes are replaced (L1.7); never changed.
    record StringLit(byte[] value, Span span) implements Expr {}

    /// `value` is 0 to 255 (L1.8).
    record CharLit(int value, Span span) implements Expr {}

    record BoolLit(boolean value, Span span) implements Expr {}

    record NilLit(Span span) implements Expr {}

    /// An identifier, `context` included.
    record Name(String text, Span span) implements Expr {}

    /// `:f`, the name of an attribute (L11.2). The span includes the colon.
    record AttrName(Ident name, Span span) implements Expr {}

    record Paren(Expr inner, Span span) implements Expr {}

    record StructLit(List<Arg> args, Span span) implements Expr {}

    /// `[length]element{…}` (L4.10). `length` is Absent for `[]`, [TypeExpr.Infer] for `[_]`, else a count or an
    /// allocator; `element` may be Absent.
    record ArrayLit(Expr length, Expr element, List<Expr> values, Span span) implements Expr {}

    /// `[a]"text"` (L4.10e).
    record AllocString(Expr allocator, StringLit text, Span span) implements Expr {}

    record FnLit(FnSyntax fn, Span span) implements Expr {}

    record Unary(UnaryOp op, Expr operand, Span opSpan, Span span) implements Expr {}

    record Binary(BinaryOp op, Expr left, Expr right, Span opSpan, Span span) implements Expr {}

    /// `cast(T) e`; `target` is Absent for `cast() e`. `opSpan` is the word `cast`.
    record Cast(Expr target, Expr operand, Span opSpan, Span span) implements Expr {}

    record Index(Expr base, Expr index, Span bracket, Span span) implements Expr {}

    record Member(Expr base, Ident name, Span span) implements Expr {}

    /// `e.3`.
    record Position(Expr base, BigInteger index, Span indexSpan, Span span) implements Expr {}

    /// `f!(A, …)`, `f!x`. `brief` for the short form (L2.6e).
    record CtApply(Expr base, List<Arg> args, boolean brief, Span span) implements Expr {}

    /// `f(a, …)`; `close` is the closing parenthesis.
    record Call(Expr callee, List<Arg> args, Span close, Span span) implements Expr {}

    /// `x|f!(A)(a)` (L11.3). `target` is a Name/Member path, AttrName, FnLit or Paren; `ctArgs` and `args` are empty if
    /// left out; `close` is the closing parenthesis or the empty place after the target.
    record Pipe(Expr left, Expr target, List<Arg> ctArgs, boolean hasCtArgs, List<Arg> args, Span close, Span span)
            implements Expr {}

    /// `#async e` (T6).
    record Async(Expr operand, Span word, Span span) implements Expr {}

    /// `#run e` (C6).
    record Run(Expr operand, Span word, Span span) implements Expr {}

    /// `#embed "f"` (C13).
    record Embed(StringLit path, Span span) implements Expr {}

    record Location(Span span) implements Expr {}

    record SizeOf(Expr type, Span span) implements Expr {}

    record AlignOf(Expr type, Span span) implements Expr {}

    record OffsetOf(Expr type, Ident field, Span span) implements Expr {}

    record TagCheck(Expr operand, Span span) implements Expr {}

    /// `#type T` as an expression (C5).
    record TypeValue(Expr type, Span span) implements Expr {}

    record NameOf(Expr operand, Span span) implements Expr {}

    record FieldsOf(Expr type, Span span) implements Expr {}

    /// `#iskind(T, k)`: `kind` is the text of the second operand: a word, `fn`, `struct`, `enum`, `*`, `[]` or `[_]`.
    record IsKind(Expr type, Ident kind, Span span) implements Expr {}

    record HasAttr(Expr type, Ident attr, Span span) implements Expr {}

    record AttrOf(Expr type, Ident attr, Span span) implements Expr {}

    /// Forms that can only be types.
    sealed interface TypeExpr extends Expr {}

    record PointerType(Expr target, Span span) implements TypeExpr {}

    record SliceType(Expr element, Span span) implements TypeExpr {}

    /// `[N]T`; `length` may be a [BindType] (`[!N]T`), or [Infer] (only legal in literals).
    record ArrayType(Expr length, Expr element, Span span) implements TypeExpr {}

    /// The `_` of `[_]`.
    record Infer(Span span) implements TypeExpr {}

    record FnType(boolean c, List<FnTypeParam> params, boolean variadic, Span ellipsis, Expr result, Span span)
            implements TypeExpr {}

    record StructType(List<FieldSyntax> fields, Span span) implements TypeExpr {}

    /// `enum …` or `union …` (L3.8). `base` is the type in parentheses or Absent; `word` is the keyword's place.
    record EnumType(boolean union, Expr base, List<MemberSyntax> members, Span word, Span span) implements TypeExpr {}

    /// `typeof(e)`.
    record TypeOf(Expr operand, Span span) implements TypeExpr {}

    /// `returntypeof(e)`, or the older `rettypeof(e)` (M13).
    record ReturnTypeOf(Expr operand, boolean oldSpelling, Span word, Span span) implements TypeExpr {}

    /// `!T` (L10.2).
    record BindType(Ident name, Span span) implements TypeExpr {}

    /// Parameter of a function type; the name is optional and has no meaning.
    record FnTypeParam(Ident name, Expr type) {}

    /// Field of a struct: `type` Absent for `f := e`, `init` Absent without default, `name` absent if unnamed.
    record FieldSyntax(Ident name, Expr type, Expr init, Span span) {}

    /// Member of an enum or union: `value` is what follows the colon, Absent for a bare member.
    record MemberSyntax(Ident name, Expr value, Span span) {}
}
