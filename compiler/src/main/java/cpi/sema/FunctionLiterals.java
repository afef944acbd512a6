package cpi.sema;

import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.source.Position;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Function literals (L4.11). A literal is one function per place in the text and instance of what is around it, however often
/// the expression is checked (L10.5).
final class FunctionLiterals {
    /// A literal met in a scope; scopes exist once per instance and per copy of a `#for` body.
    private record Known(Scope scope, Optional<Type> result, FnEntity entity) {}

    private final Map<Expr.FnLit, List<Known>> known = new IdentityHashMap<>();

    /// The function a literal stands for. Without declared result type it takes that of the expected function type.
    Operand operand(Expr.FnLit syntax, Env env, Expect expect) {
        Optional<Type> result = expectedResult(syntax, expect);
        List<Known> list = known.computeIfAbsent(syntax, _ -> new ArrayList<>(1));
        for (Known k : list) {
            if (k.scope() == env.scope() && k.result().equals(result)) return new Operand.OfFunction(k.entity(), syntax.span());
        }
        FnEntity entity = make(syntax, env, result);
        list.add(new Known(env.scope(), result, entity));
        return new Operand.OfFunction(entity, syntax.span());
    }

    private Optional<Type> expectedResult(Expr.FnLit syntax, Expect expect) {
        if (!(syntax.fn().result() instanceof Expr.Absent) || !expect.isPresent()) return Optional.empty();
        return expect.type().definition() instanceof FnType fn ? Optional.of(fn.result()) : Optional.empty();
    }

    private static FnEntity make(Expr.FnLit syntax, Env env, Optional<Type> result) {
        Span word = word(syntax);
        Position position = word.position();
        String name = "fn@" + position.line() + ":" + position.column();
        return new FnEntity(name, word, syntax.fn(), FnEntity.Role.LITERAL, name, env, result);
    }

    /// The word `fn`.
    private static Span word(Expr.FnLit syntax) {
        Span span = syntax.span();
        byte[] bytes = span.file().bytes();
        int start = span.start();
        if (syntax.fn().c()) {
            start += 2;
            while (start + 1 < span.end() && !(bytes[start] == 'f' && bytes[start + 1] == 'n')) start++;
        }
        return new Span(span.file(), start, Math.min(start + 2, span.end()));
    }
}
