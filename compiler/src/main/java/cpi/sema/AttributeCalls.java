package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.Operand;
import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `:f(x, …)` (L11.2): the attribute f of the static type of the first argument.
final class AttributeCalls {
    private final Checker c;

    AttributeCalls(Checker c) {
        this.c = c;
    }

    TExpr call(Operand.Attribute attribute, Invocation call, Env env) {
        if (call.sources().isEmpty()) {
            c.report(Problem.of(Code.E0503, call.close(), "missing arguments: the one whose type has the attribute `"
                    + attribute.name() + "`"), env);
            return new TExpr.Error(call.span());
        }
        Source first = call.sources().getFirst();
        TExpr value = switch (first) {
            case Source.Given g -> c.conversions().toDefault(g.value(), env);
            case Source.Written w -> c.exprs().settledValue(w.arg().value(), env);
        };
        List<Source> sources = new ArrayList<>(call.sources());
        sources.set(0, new Source.Given(first.name(), value, first.span()));
        Invocation given = call.withSources(sources);
        Optional<FnEntity> function = find(value.type(), attribute.name(), nameOf(attribute.name(), attribute.span()), env);
        if (function.isEmpty()) {
            new Values(given, c, env).checkRest();
            return new TExpr.Error(call.span());
        }
        return c.calls().functions().call(function.get(), given, env);
    }

    /// The place of the name in `:name`.
    static Span nameOf(String name, Span span) {
        if (span.isNone() || span.end() - span.start() <= 1) return span;
        return span.file().bytes()[span.start()] == ':' ? afterColon(span) : span;
    }

    private static Span afterColon(Span span) {
        int start = span.start() + 1;
        while (start < span.end() - 1 && Character.isWhitespace(span.file().bytes()[start])) start++;
        return new Span(span.file(), start, span.end());
    }

    /// The attribute of a type, pointers stripped; E0516 at `at` if there is none.
    Optional<FnEntity> find(Type type, String name, Span at, Env env) {
        if (type.isError()) return Optional.empty();
        Optional<FnEntity> found = c.attributes().find(type, name);
        if (found.isPresent()) return found;
        Problem problem = Problem.of(Code.E0516, at, "`" + c.show(stripped(type)) + "` has no attribute `" + name + "`");
        Optional<String> near = Suggest.nearest(name, c.attributes().names(type));
        if (near.isPresent()) problem = problem.help("did you mean `" + near.get() + "`?", at, near.get());
        c.report(problem, env);
        return Optional.empty();
    }

    static Type stripped(Type type) {
        Type now = type;
        while (now.definition() instanceof Type.PointerType pointer) now = pointer.target();
        return now;
    }
}
