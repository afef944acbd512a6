package cpi.sema;

import cpi.sema.entity.Env;
import cpi.syntax.Expr;
import cpi.typed.TExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The values of the arguments of one call, each checked once: without expectation where its type is needed to bind compile-time
/// parameters, else with the type of its parameter (L4.4).
final class Values {
    private final Invocation call;
    private final Checker c;
    private final Env env;
    private final List<Optional<TExpr>> checked = new ArrayList<>();

    Values(Invocation call, Checker c, Env env) {
        this.call = call;
        this.c = c;
        this.env = env;
        for (Source source : call.sources()) {
            checked.add(switch (source) {
                case Source.Given g -> Optional.of(g.value());
                case Source.Written _ -> Optional.empty();
            });
        }
    }

    /// The value as it is; may be untyped.
    TExpr unconverted(int source) {
        if (checked.get(source).isEmpty()) {
            checked.set(source, Optional.of(switch (call.sources().get(source)) {
                case Source.Given g -> g.value();
                case Source.Written w -> c.exprs().value(w.arg().value(), env, Expect.NOTHING);
            }));
        }
        return checked.get(source).get();
    }

    /// The value, checked where this type is expected, but not converted to it.
    TExpr expecting(int source, Expect expect) {
        if (checked.get(source).isEmpty() && call.sources().get(source) instanceof Source.Written w) {
            checked.set(source, Optional.of(c.exprs().value(w.arg().value(), env, expect)));
        }
        return unconverted(source);
    }

    /// The value with its default type if it is untyped or open.
    TExpr settled(int source) {
        TExpr value = c.conversions().toDefault(unconverted(source), env);
        checked.set(source, Optional.of(value));
        return value;
    }

    TExpr converted(int source, Expect expect) {
        if (checked.get(source).isPresent()) return c.conversions().convert(checked.get(source).get(), expect, env);
        TExpr value = switch (call.sources().get(source)) {
            case Source.Given g -> c.conversions().convert(g.value(), expect, env);
            case Source.Written w -> c.exprs().converted(w.arg().value(), env, expect);
        };
        checked.set(source, Optional.of(value));
        return value;
    }

    /// Looks for errors in arguments that have no parameter because the call is wrong.
    void checkRest() {
        for (int i = 0; i < checked.size(); i++) {
            if (checked.get(i).isPresent() || !(call.sources().get(i) instanceof Source.Written w)) continue;
            if (!needsExpectation(w.arg().value())) unconverted(i);
        }
    }

    private static boolean needsExpectation(Expr syntax) {
        return switch (syntax) {
            case Expr.Cast k -> k.target() instanceof Expr.Absent;
            case Expr.ArrayLit a -> a.values().isEmpty();
            case Expr.Paren p -> needsExpectation(p.inner());
            case Expr _ -> false;
        };
    }
}
