package cpi.ir;

import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TreeChildren;
import cpi.types.Type;

/// What evaluating an expression can do to memory, answered cautiously. Needed to keep the order of evaluation of L5.2 without
/// copying every aggregate.
final class Effects {
    private Effects() {}

    /// Whether evaluation can change memory that other expressions can read: it calls something, or fills a hidden slot.
    static boolean mayWrite(TExpr expr) {
        return switch (expr) {
            case TExpr.Call _, TExpr.CallValue _, TExpr.Async _, TExpr.AllocatedSlice _, TExpr.AllocatedString _, TExpr.New _,
                 TExpr.AddressOfValue _, TExpr.SliceValue _ -> true;
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.DataConst _,
                 TExpr.DefaultValue _, TExpr.Error _, TExpr.LocalRef _, TExpr.GlobalRef _, TExpr.StaticRef _, TExpr.FnRef _,
                 TExpr.ContextRef _, TExpr.ContextFieldRef _, TExpr.Deref _, TExpr.AddressOf _, TExpr.Field _,
                 TExpr.TaggedMember _, TExpr.TagOf _, TExpr.UnionMember _, TExpr.Element _, TExpr.Arithmetic _, TExpr.Compare _,
                 TExpr.Logic _, TExpr.Not _, TExpr.Negate _, TExpr.Invert _, TExpr.PointerOffset _, TExpr.OffsetPointer _,
                 TExpr.PointerDistance _, TExpr.Convert _, TExpr.Panic _, TExpr.Puts _, TExpr.StructValue _,
                 TExpr.TaggedValue _, TExpr.UnionValue _, TExpr.ArrayValue _, TExpr.TagCheck _, TExpr.Let _,
                 TExpr.Sequence _ -> TreeChildren.of(expr).stream().anyMatch(Effects::mayWrite);
        };
    }

    /// Whether evaluation can read memory that an address leads to: anything but constants, arithmetic, and variables whose
    /// address is never taken.
    static boolean mayRead(TExpr expr, LocalUses uses) {
        return switch (expr) {
            case TExpr.Call _, TExpr.CallValue _, TExpr.Async _, TExpr.AllocatedSlice _, TExpr.AllocatedString _, TExpr.New _,
                 TExpr.Puts _, TExpr.GlobalRef _, TExpr.Deref _, TExpr.ContextFieldRef _ -> true;
            case TExpr.StaticRef e -> e.object().writable();
            case TExpr.LocalRef e -> uses.isAddressTaken(e.local());
            case TExpr.AddressOf e -> !(e.place() instanceof TExpr.LocalRef) && mayRead(e.place(), uses);
            case TExpr.Element e when !(e.base().type().definition() instanceof Type.ArrayType) -> true;
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.DataConst _,
                 TExpr.DefaultValue _, TExpr.Error _, TExpr.FnRef _, TExpr.ContextRef _, TExpr.AddressOfValue _, TExpr.Field _,
                 TExpr.TaggedMember _, TExpr.TagOf _, TExpr.UnionMember _, TExpr.Element _, TExpr.Arithmetic _, TExpr.Compare _,
                 TExpr.Logic _, TExpr.Not _, TExpr.Negate _, TExpr.Invert _, TExpr.PointerOffset _, TExpr.OffsetPointer _,
                 TExpr.PointerDistance _, TExpr.Convert _, TExpr.Panic _, TExpr.StructValue _, TExpr.TaggedValue _,
                 TExpr.UnionValue _, TExpr.ArrayValue _, TExpr.SliceValue _, TExpr.TagCheck _, TExpr.Let _,
                 TExpr.Sequence _ -> TreeChildren.of(expr).stream().anyMatch(part -> mayRead(part, uses));
        };
    }

    /// Whether a local is mentioned.
    static boolean mentions(TExpr expr, Local local) {
        if (expr instanceof TExpr.LocalRef ref) return ref.local() == local;
        return TreeChildren.of(expr).stream().anyMatch(part -> mentions(part, local));
    }
}
