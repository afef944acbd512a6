// Cycles of initial values.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Envs;
import cpi.sema.entity.Valued;
import cpi.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The constants, globals and context fields whose values are being found, innermost last, to report those that need themselves
/// (C3.2, C4.1).
final class Dependencies {
    private final Checker c;
    private final List<Valued> active = new ArrayList<>();

    Dependencies(Checker c) {
        this.c = c;
    }

    /// Finds a value that `entity` needs.
    <T> T during(Valued entity, Supplier<T> find) {
        active.add(entity);
        try {
            return find.get();
        } finally {
            active.removeLast();
        }
    }

    /// Reports E0703 for the cycle that `entity`, which is active, closes: at the member declared first, with the others as labels
    /// in order.
    void reportCycle(Valued entity) {
        int start = active.indexOf(entity);
        List<Valued> cycle = active.subList(Math.max(start, 0), active.size());
        int first = 0;
        for (int i = 1; i < cycle.size(); i++) {
            if (isBefore(cycle.get(i).place(), cycle.get(first).place())) first = i;
        }
        Valued from = cycle.get(first);
        Problem problem = Problem.of(Code.E0703, from.place(), "initial values depend on each other: `" + name(from) + "` needs itself");
        for (int i = 1; i <= cycle.size(); i++) {
            Valued needed = cycle.get((first + i) % cycle.size());
            if (needed != from) problem = problem.label(needed.place(), "which needs `" + name(needed) + "`");
        }
        c.report(problem, Envs.outside(c.modules().predeclaredScope()));
    }

    /// Reports E0703 for the value being found now, which turned out to need itself. False if there is none.
    boolean reportInnermost() {
        if (active.isEmpty()) return false;
        reportCycle(active.getLast());
        return true;
    }

    private boolean isBefore(Span a, Span b) {
        if (a.file() == b.file()) return a.start() < b.start();
        return c.modules().loading().files().indexOf(a.file()) < c.modules().loading().files().indexOf(b.file());
    }

    private static String name(Valued entity) {
        return entity.place().text();
    }
}
