package cpi.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The names that occur in the text of an expression or type, other than members, labels and those inside function literals.
public final class Mentions {
    private final boolean insideTypeof;
    private final Consumer<Expr> found;

    private Mentions(boolean insideTypeof, Consumer<Expr> found) {
        this.insideTypeof = insideTypeof;
        this.found = found;
    }

    /// Calls `found` with each [Expr.Name] and [Expr.BindType], in order of the text; those inside `typeof` only if asked for.
    static void each(Expr expr, boolean insideTypeof, Consumer<Expr> found) {
        new Mentions(insideTypeof, found).walk(expr);
    }

    public static List<Expr> all(Expr expr, boolean insideTypeof) {
        List<Expr> result = new ArrayList<>();
        each(expr, insideTypeof, result::add);
        return result;
    }

    private void walk(Expr expr) {
        switch (expr) {
            case Expr.Name n -> found.accept(n);
            case Expr.BindType b -> found.accept(b);
            case Expr.Absent _, Expr.Missing _, Expr.IntLit _, Expr.FloatLit _, Expr.StringLit _, Expr.CharLit _, Expr.BoolLit _,
                 Expr.NilLit _, Expr.AttrName _, Expr.FnLit _, Expr.Embed _, Expr.Location _, Expr.Infer _ -> { }
            case Expr.Paren p -> walk(p.inner());
            case Expr.StructLit s -> args(s.args());
            case Expr.ArrayLit a -> {
                walk(a.length());
                walk(a.element());
                a.values().forEach(this::walk);
            }
            case Expr.AllocString a -> walk(a.allocator());
            case Expr.Unary u -> walk(u.operand());
            case Expr.Binary b -> {
                walk(b.left());
                walk(b.right());
            }
            case Expr.Cast k -> {
                walk(k.target());
                walk(k.operand());
            }
            case Expr.Index i -> {
                walk(i.base());
                walk(i.index());
            }
            case Expr.Member m -> walk(m.base());
            case Expr.Position p -> walk(p.base());
            case Expr.CtApply a -> {
                walk(a.base());
                args(a.args());
            }
            case Expr.Call k -> {
                walk(k.callee());
                args(k.args());
            }
            case Expr.Pipe p -> pipe(p);
            case Expr.Async a -> walk(a.operand());
            case Expr.Run r -> walk(r.operand());
            case Expr.SizeOf s -> walk(s.type());
            case Expr.AlignOf a -> walk(a.type());
            case Expr.OffsetOf o -> walk(o.type());
            case Expr.TagCheck t -> walk(t.operand());
            case Expr.TypeValue t -> walk(t.type());
            case Expr.NameOf n -> walk(n.operand());
            case Expr.FieldsOf f -> walk(f.type());
            case Expr.IsKind k -> walk(k.type());
            case Expr.HasAttr h -> walk(h.type());
            case Expr.AttrOf a -> walk(a.type());
            case Expr.TypeExpr t -> type(t);
        }
    }

    private void type(Expr.TypeExpr type) {
        switch (type) {
            case Expr.PointerType p -> walk(p.target());
            case Expr.SliceType s -> walk(s.element());
            case Expr.ArrayType a -> {
                walk(a.length());
                walk(a.element());
            }
            case Expr.FnType f -> {
                for (Expr.FnTypeParam param : f.params()) walk(param.type());
                walk(f.result());
            }
            case Expr.StructType s -> {
                for (Expr.FieldSyntax field : s.fields()) {
                    walk(field.type());
                    walk(field.init());
                }
            }
            case Expr.EnumType e -> {
                walk(e.base());
                for (Expr.MemberSyntax member : e.members()) walk(member.value());
            }
            case Expr.TypeOf t -> {
                if (insideTypeof) walk(t.operand());
            }
            case Expr.ReturnTypeOf t -> {
                if (insideTypeof) walk(t.operand());
            }
            case Expr.BindType b -> found.accept(b);
            case Expr.Infer _ -> { }
        }
    }

    private void pipe(Expr.Pipe p) {
        walk(p.left());
        walk(p.target());
        args(p.ctArgs());
        args(p.args());
    }

    private void args(List<Arg> args) {
        for (Arg arg : args) walk(arg.value());
    }
}
