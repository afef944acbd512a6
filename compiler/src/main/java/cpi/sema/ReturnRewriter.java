package cpi.sema;

import cpi.typed.TExpr;
import cpi.typed.TStmt;
import java.util.List;
import java.util.Map;

/// Replaces the values of `return`s by converted ones, when the result type became known only after the whole body was checked
/// (L9.5).
final class ReturnRewriter {
    private final Map<TExpr, TExpr> values;

    private ReturnRewriter(Map<TExpr, TExpr> values) {
        this.values = values;
    }

    /// @param values by identity
    static TStmt.Block rewrite(TStmt.Block code, Map<TExpr, TExpr> values) {
        return new ReturnRewriter(values).block(code);
    }

    private TStmt.Block block(TStmt.Block b) {
        return new TStmt.Block(all(b.stmts()), b.close(), b.span());
    }

    private List<TStmt> all(List<TStmt> stmts) {
        return stmts.stream().map(this::stmt).toList();
    }

    private TStmt stmt(TStmt stmt) {
        return switch (stmt) {
            case TStmt.Return r -> new TStmt.Return(values.getOrDefault(r.value(), r.value()), r.span());
            case TStmt.Block b -> block(b);
            case TStmt.Group g -> new TStmt.Group(all(g.stmts()), g.span());
            case TStmt.If i -> new TStmt.If(i.condition(), block(i.then()), stmt(i.orElse()), i.span());
            case TStmt.While w -> new TStmt.While(w.target(), w.condition(), block(w.body()), w.span());
            case TStmt.ForSlice f ->
                    new TStmt.ForSlice(f.target(), f.element(), f.reference(), f.index(), f.slice(), block(f.body()), f.span());
            case TStmt.ForArray f -> new TStmt.ForArray(f.target(), f.element(), f.reference(), f.index(), f.array(), f.isPlace(),
                    block(f.body()), f.span());
            case TStmt.ForRange f -> new TStmt.ForRange(f.target(), f.element(), f.index(), f.low(), f.high(), f.inclusive(),
                    block(f.body()), f.span());
            case TStmt.ForUser f -> new TStmt.ForUser(f.target(), f.state(), f.range(), f.element(), f.index(), f.empty(), f.front(),
                    f.popFront(), block(f.body()), f.span());
            case TStmt.Labelled l -> new TStmt.Labelled(l.target(), block(l.body()), l.span());
            case TStmt.SwitchInt s -> new TStmt.SwitchInt(s.target(), s.subject(),
                    s.cases().stream().map(k -> new TStmt.IntCase(k.ranges(), block(k.body()))).toList(), stmt(s.orElse()), s.span());
            case TStmt.SwitchTag s -> new TStmt.SwitchTag(s.target(), s.subject(), s.isPlace(),
                    s.cases().stream().map(this::tagCase).toList(), s.hasElse(), stmt(s.orElse()), s.span());
            case TStmt.SwitchString s -> new TStmt.SwitchString(s.target(), s.subject(),
                    s.cases().stream().map(k -> new TStmt.StringCase(k.strings(), block(k.body()))).toList(), s.equals(),
                    stmt(s.orElse()), s.span());
            case TStmt.With w -> new TStmt.With(w.fields(), block(w.body()), w.span());
            case TStmt.Sync s -> new TStmt.Sync(s.mutex(), s.name(), block(s.body()), s.span());
            case TStmt.Declare _, TStmt.Assign _, TStmt.Compound _, TStmt.PointerStep _, TStmt.Evaluate _, TStmt.Nothing _,
                 TStmt.Break _, TStmt.Continue _, TStmt.Defer _ -> stmt;
        };
    }

    private TStmt.TagCase tagCase(TStmt.TagCase k) {
        return new TStmt.TagCase(k.members(), k.bound(), k.reference(), k.binding(), block(k.body()));
    }
}
