package cpi.sema;

import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TreeChildren;
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
        if (expr instanceof TExpr.LocalRef e) return wanted.test(e.local());
        return TreeChildren.of(expr).stream().anyMatch(part -> any(part, wanted));
    }
}
