package cpi.sema;

import cpi.typed.Local;
import cpi.typed.TExpr;
import java.util.List;
import java.util.function.Predicate;

/// Searches checked expressions for references to locals.
final class LocalUses {
    private LocalUses() {}

    /// Whether an expression reads or names a local.
    static boolean of(Local local, TExpr expr) {
        return any(expr, l -> l == local);
    }

    /// Whether an expression depends on a local that exists at run time only; the compiler's own temporaries do not count.
    static boolean ofRunTime(TExpr expr) {
        return any(expr, l -> l.kind() != Local.Kind.TEMPORARY);
    }

    private static boolean any(TExpr expr, Predicate<Local> wanted) {
        return switch (expr) {
            case TExpr.LocalRef e -> wanted.test(e.local());
            case TExpr.IntConst _, TExpr.FloatConst _, TExpr.NilConst _, TExpr.StringConst _, TExpr.DataConst _, TExpr.DefaultValue _,
                 TExpr.Error _, TExpr.GlobalRef _, TExpr.StaticRef _, TExpr.FnRef _, TExpr.ContextRef _ -> false;
            case TExpr.ContextFieldRef e -> any(e.context(), wanted);
            case TExpr.Deref e -> any(e.pointer(), wanted);
            case TExpr.AddressOf e -> any(e.place(), wanted);
            case TExpr.AddressOfValue e -> any(e.value(), wanted);
            case TExpr.Field e -> any(e.base(), wanted);
            case TExpr.TaggedMember e -> any(e.base(), wanted);
            case TExpr.TagOf e -> any(e.base(), wanted);
            case TExpr.UnionMember e -> any(e.base(), wanted);
            case TExpr.Element e -> any(e.base(), wanted) || any(e.index(), wanted);
            case TExpr.Arithmetic e -> any(e.left(), wanted) || any(e.right(), wanted);
            case TExpr.Compare e -> any(e.left(), wanted) || any(e.right(), wanted);
            case TExpr.Logic e -> any(e.left(), wanted) || any(e.right(), wanted);
            case TExpr.Not e -> any(e.operand(), wanted);
            case TExpr.Negate e -> any(e.operand(), wanted);
            case TExpr.Invert e -> any(e.operand(), wanted);
            case TExpr.PointerOffset e -> any(e.pointer(), wanted) || any(e.index(), wanted);
            case TExpr.OffsetPointer e -> any(e.index(), wanted) || any(e.pointer(), wanted);
            case TExpr.PointerDistance e -> any(e.left(), wanted) || any(e.right(), wanted);
            case TExpr.Convert e -> any(e.operand(), wanted);
            case TExpr.Call e -> anyArg(e.args(), wanted);
            case TExpr.CallValue e -> any(e.callee(), wanted) || anyArg(e.args(), wanted);
            case TExpr.New e -> any(e.value(), wanted) || any(e.allocator(), wanted);
            case TExpr.Panic e -> any(e.message(), wanted);
            case TExpr.Puts e -> any(e.text(), wanted);
            case TExpr.StructValue e -> anyField(e.fields(), wanted);
            case TExpr.TaggedValue e -> any(e.value(), wanted);
            case TExpr.UnionValue e -> any(e.value(), wanted);
            case TExpr.ArrayValue e -> anyOf(e.elements(), wanted);
            case TExpr.SliceValue e -> anyOf(e.elements(), wanted);
            case TExpr.AllocatedSlice e -> any(e.allocator(), wanted) || anyOf(e.elements(), wanted);
            case TExpr.AllocatedString e -> any(e.allocator(), wanted);
            case TExpr.TagCheck e -> any(e.base(), wanted);
            case TExpr.Async e -> any(e.call(), wanted);
            case TExpr.Let e -> any(e.init(), wanted) || any(e.body(), wanted);
            case TExpr.Sequence e -> any(e.first(), wanted) || any(e.result(), wanted);
        };
    }

    private static boolean anyOf(List<TExpr> exprs, Predicate<Local> wanted) {
        for (TExpr e : exprs) if (any(e, wanted)) return true;
        return false;
    }

    private static boolean anyArg(List<TExpr.CallArg> args, Predicate<Local> wanted) {
        for (TExpr.CallArg a : args) if (any(a.value(), wanted)) return true;
        return false;
    }

    private static boolean anyField(List<TExpr.FieldValue> fields, Predicate<Local> wanted) {
        for (TExpr.FieldValue f : fields) if (any(f.value(), wanted)) return true;
        return false;
    }
}
