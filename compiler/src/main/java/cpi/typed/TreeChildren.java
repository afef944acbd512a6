package cpi.typed;

import java.util.ArrayList;
import java.util.List;

/// The direct parts of typed expressions and statements, in the order in which they are evaluated.
public final class TreeChildren {
    private TreeChildren() {}

    public static List<TExpr> of(TExpr expr) {
        return switch (expr) {
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.DataConst _,
                 TExpr.DefaultValue _, TExpr.Error _, TExpr.LocalRef _, TExpr.GlobalRef _, TExpr.StaticRef _, TExpr.FnRef _,
                 TExpr.ContextRef _ -> List.of();
            case TExpr.ContextFieldRef e -> List.of(e.context());
            case TExpr.Deref e -> List.of(e.pointer());
            case TExpr.AddressOf e -> List.of(e.place());
            case TExpr.AddressOfValue e -> List.of(e.value());
            case TExpr.Field e -> List.of(e.base());
            case TExpr.TaggedMember e -> List.of(e.base());
            case TExpr.TagOf e -> List.of(e.base());
            case TExpr.UnionMember e -> List.of(e.base());
            case TExpr.Element e -> List.of(e.base(), e.index());
            case TExpr.Arithmetic e -> List.of(e.left(), e.right());
            case TExpr.Compare e -> List.of(e.left(), e.right());
            case TExpr.Logic e -> List.of(e.left(), e.right());
            case TExpr.Not e -> List.of(e.operand());
            case TExpr.Negate e -> List.of(e.operand());
            case TExpr.Invert e -> List.of(e.operand());
            case TExpr.PointerOffset e -> List.of(e.pointer(), e.index());
            case TExpr.OffsetPointer e -> List.of(e.index(), e.pointer());
            case TExpr.PointerDistance e -> List.of(e.left(), e.right());
            case TExpr.Convert e -> List.of(e.operand());
            case TExpr.Call e -> e.args().stream().map(TExpr.CallArg::value).toList();
            case TExpr.CallValue e -> with(e.callee(), e.args().stream().map(TExpr.CallArg::value).toList());
            case TExpr.Panic e -> List.of(e.message());
            case TExpr.Puts e -> List.of(e.text());
            case TExpr.StructValue e -> e.fields().stream().map(TExpr.FieldValue::value).toList();
            case TExpr.TaggedValue e -> List.of(e.value());
            case TExpr.UnionValue e -> List.of(e.value());
            case TExpr.ArrayValue e -> e.elements();
            case TExpr.SliceValue e -> e.elements();
            case TExpr.AllocatedSlice e -> with(e.allocator(), e.elements());
            case TExpr.AllocatedString e -> List.of(e.allocator());
            case TExpr.New e -> List.of(e.value(), e.allocator());
            case TExpr.TagCheck e -> List.of(e.base());
            case TExpr.Async e -> List.of(e.call());
            case TExpr.Let e -> List.of(e.init(), e.body());
            case TExpr.Sequence e -> List.of(e.first(), e.result());
        };
    }

    /// The expressions directly in a statement.
    public static List<TExpr> exprs(TStmt stmt) {
        return switch (stmt) {
            case TStmt.Block _, TStmt.Group _, TStmt.Nothing _, TStmt.Labelled _, TStmt.Break _, TStmt.Continue _,
                 TStmt.Defer _ -> List.of();
            case TStmt.Declare s -> List.of(s.init());
            case TStmt.Assign s -> List.of(s.target(), s.value());
            case TStmt.Compound s -> List.of(s.target(), s.value());
            case TStmt.PointerStep s -> List.of(s.target(), s.value());
            case TStmt.Evaluate s -> List.of(s.expr());
            case TStmt.Return s -> List.of(s.value());
            case TStmt.If s -> List.of(s.condition());
            case TStmt.While s -> List.of(s.condition());
            case TStmt.ForSlice s -> List.of(s.slice());
            case TStmt.ForArray s -> List.of(s.array());
            case TStmt.ForRange s -> List.of(s.low(), s.high());
            case TStmt.ForUser s -> List.of(s.range(), s.empty(), s.front(), s.popFront());
            case TStmt.SwitchInt s -> List.of(s.subject());
            case TStmt.SwitchTag s -> List.of(s.subject());
            case TStmt.SwitchString s -> List.of(s.subject());
            case TStmt.With s -> s.fields().stream().map(TStmt.WithField::value).toList();
            case TStmt.Sync s -> List.of(s.mutex());
        };
    }

    /// The statements directly in a statement.
    public static List<? extends TStmt> stmts(TStmt stmt) {
        return switch (stmt) {
            case TStmt.Declare _, TStmt.Assign _, TStmt.Compound _, TStmt.PointerStep _, TStmt.Evaluate _, TStmt.Return _,
                 TStmt.Nothing _, TStmt.Break _, TStmt.Continue _ -> List.of();
            case TStmt.Block s -> s.stmts();
            case TStmt.Group s -> s.stmts();
            case TStmt.If s -> List.of(s.then(), s.orElse());
            case TStmt.While s -> List.of(s.body());
            case TStmt.ForSlice s -> List.of(s.body());
            case TStmt.ForArray s -> List.of(s.body());
            case TStmt.ForRange s -> List.of(s.body());
            case TStmt.ForUser s -> List.of(s.body());
            case TStmt.Labelled s -> List.of(s.body());
            case TStmt.SwitchInt s -> with(s.orElse(), s.cases().stream().map(TStmt.IntCase::body).toList());
            case TStmt.SwitchTag s -> with(s.orElse(), s.cases().stream().map(TStmt.TagCase::body).toList());
            case TStmt.SwitchString s -> with(s.orElse(), s.cases().stream().map(TStmt.StringCase::body).toList());
            case TStmt.Defer s -> List.of(s.body());
            case TStmt.With s -> List.of(s.body());
            case TStmt.Sync s -> List.of(s.body());
        };
    }

    private static <T> List<T> with(T first, List<? extends T> rest) {
        List<T> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all;
    }
}
