package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.source.Span;
import cpi.syntax.Stmt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Makes the instances of functions, each once (L10.5), and keeps the list of those whose bodies are still to be checked.
/// Bodies are checked from that list and not at the call, so that calls do not nest the checking of bodies.
final class Instances {
    /// How deep instantiations may nest (L10.5).
    private static final int MAX_DEPTH = 200;
    /// How many instances one function or type may have: each may need several more, so that their number can grow
    /// without bound long before they nest too deep (L10.5).
    static final int MAX_INSTANCES = 50_000;

    private final Checker c;
    private final Deque<FnInstance> unchecked = new ArrayDeque<>();

    Instances(Checker c) {
        this.c = c;
    }

    /// The only instance of a function without compile-time parameters.
    FnInstance plain(FnEntity entity) {
        FnInstance known = entity.instances().get(List.<CtArg>of());
        return known != null ? known : make(entity, List.of(), entity.place(), entity.env().body().function());
    }

    /// The instance with these arguments, one per parameter. E0531 at `at` if it is new and too deep.
    Optional<FnInstance> of(FnEntity entity, List<CtArg> args, Span at, Env env) {
        FnInstance known = entity.instances().get(args);
        if (known != null) return Optional.of(known);
        if (entity.instances().size() >= MAX_INSTANCES) {
            c.report(tooMany(entity.name(), at), env);
            return Optional.empty();
        }
        Optional<FnInstance> in = env.body().function();
        if (in.isPresent() && in.get().depth() >= MAX_DEPTH) {
            c.report(Problem.of(Code.E0531, at, "more than " + MAX_DEPTH + " nested instantiations"), env);
            return Optional.empty();
        }
        return Optional.of(make(entity, args, at, in));
    }

    static Problem tooMany(String name, Span at) {
        return Problem.of(Code.E0531, at, "more than " + MAX_INSTANCES + " instances of `" + name + "`");
    }

    private FnInstance make(FnEntity entity, List<CtArg> args, Span at, Optional<FnInstance> in) {
        FnInstance instance = new FnInstance(entity, args, at, in, c);
        entity.instances().put(List.copyOf(args), instance);
        if (!(entity.syntax().body() instanceof Stmt.NoBody)) unchecked.add(instance);
        return instance;
    }

    /// Takes an instance whose body and defaults may not have been checked yet off the list.
    Optional<FnInstance> nextUnchecked() {
        return Optional.ofNullable(unchecked.poll());
    }

    /// Checks everything on the list, and what that adds to it.
    void checkAll() {
        for (Optional<FnInstance> next = nextUnchecked(); next.isPresent(); next = nextUnchecked()) {
            FnInstance instance = next.get();
            ItemChecks.attempt(() -> check(instance));
        }
    }

    private void check(FnInstance instance) {
        c.signatures().of(instance);
        c.bodies().check(instance);
        if (instance.args().isEmpty()) c.signatures().checkDefaults(instance);
    }
}
