package cpi.ir;

import cpi.typed.Function;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.typed.TreeChildren;
import cpi.types.Type;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/// What a function body does with its locals, found by one walk before it is lowered.
final class LocalUses {
    private final Set<Local> addressTaken = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Local> assigned = Collections.newSetFromMap(new IdentityHashMap<>());

    LocalUses(Function.Body body) {
        visit(body.code());
    }

    /// Whether the address of the local or of a part of it is taken: then it must live in memory, and calls may change it.
    boolean isAddressTaken(Local local) {
        return addressTaken.contains(local);
    }

    /// Whether anything but its declaration can change the local.
    boolean isChanged(Local local) {
        return assigned.contains(local) || addressTaken.contains(local);
    }

    private void visit(TStmt stmt) {
        switch (stmt) {
            case TStmt.Assign s -> mark(s.target(), assigned);
            case TStmt.Compound s -> mark(s.target(), assigned);
            case TStmt.PointerStep s -> mark(s.target(), assigned);
            case TStmt.ForArray s when s.reference() -> mark(s.array(), addressTaken);
            case TStmt.SwitchTag s when s.cases().stream().anyMatch(c -> c.bound() && c.reference()) ->
                    mark(s.subject(), addressTaken);
            case TStmt.Block _, TStmt.Group _, TStmt.Declare _, TStmt.Evaluate _, TStmt.Return _, TStmt.If _, TStmt.Nothing _,
                 TStmt.While _, TStmt.ForSlice _, TStmt.ForArray _, TStmt.ForRange _, TStmt.ForUser _, TStmt.Labelled _,
                 TStmt.Break _, TStmt.Continue _, TStmt.SwitchInt _, TStmt.SwitchTag _, TStmt.SwitchString _, TStmt.Defer _,
                 TStmt.With _, TStmt.Sync _ -> { }
        }
        for (TExpr expr : TreeChildren.exprs(stmt)) visit(expr);
        for (TStmt part : TreeChildren.stmts(stmt)) visit(part);
    }

    private void visit(TExpr expr) {
        if (expr instanceof TExpr.AddressOf address) mark(address.place(), addressTaken);
        for (TExpr part : TreeChildren.of(expr)) visit(part);
    }

    /// The local that a place is or is a part of, reached without dereference.
    static Optional<Local> rootLocal(TExpr place) {
        return switch (place) {
            case TExpr.LocalRef e -> Optional.of(e.local());
            case TExpr.Field e -> rootLocal(e.base());
            case TExpr.TaggedMember e -> rootLocal(e.base());
            case TExpr.TagOf e -> rootLocal(e.base());
            case TExpr.UnionMember e -> rootLocal(e.base());
            case TExpr.Element e -> e.base().type().definition() instanceof Type.ArrayType ? rootLocal(e.base()) : Optional.empty();
            case TExpr.Let e -> rootLocal(e.body());
            case TExpr.Sequence e -> rootLocal(e.result());
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.DataConst _,
                 TExpr.DefaultValue _, TExpr.Error _, TExpr.GlobalRef _, TExpr.StaticRef _, TExpr.FnRef _, TExpr.ContextRef _,
                 TExpr.ContextFieldRef _, TExpr.Deref _, TExpr.AddressOf _, TExpr.AddressOfValue _, TExpr.Arithmetic _,
                 TExpr.Compare _, TExpr.Logic _, TExpr.Not _, TExpr.Negate _, TExpr.Invert _, TExpr.PointerOffset _,
                 TExpr.OffsetPointer _, TExpr.PointerDistance _, TExpr.Convert _, TExpr.Call _, TExpr.CallValue _, TExpr.Panic _,
                 TExpr.Puts _, TExpr.StructValue _, TExpr.TaggedValue _, TExpr.UnionValue _, TExpr.ArrayValue _,
                 TExpr.SliceValue _, TExpr.AllocatedSlice _, TExpr.AllocatedString _, TExpr.New _, TExpr.TagCheck _,
                 TExpr.Async _ -> Optional.empty();
        };
    }

    private static void mark(TExpr place, Set<Local> locals) {
        rootLocal(place).ifPresent(locals::add);
    }
}
