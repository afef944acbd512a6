// `#with` and `#sync`.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.source.Span;
import cpi.syntax.Ident;
import cpi.syntax.Stmt;
import cpi.typed.ContextField;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Statements that hold something for the time of a block: context fields (T4), a mutex (T9).
final class ContextStatements {
    private final Checker c;

    ContextStatements(Checker c) {
        this.c = c;
    }

    Checked with(Stmt.With stmt, Env env) {
        List<TStmt.WithField> fields = new ArrayList<>();
        Map<ContextField, Span> set = new IdentityHashMap<>();
        for (Stmt.WithField each : stmt.fields()) {
            Optional<ContextField> field = field(each, set, env);
            if (field.isEmpty() || field.get().type().isError()) {
                c.exprs().value(each.value(), env, Expect.NOTHING);
                env.body().fail();
                continue;
            }
            TExpr value = c.exprs().converted(each.value(), env, Expect.of(field.get().type(), Span.NONE, ""));
            c.exprs().checkCopy(value, each.value().span(), env);
            fields.add(new TStmt.WithField(field.get(), value));
        }
        Checked body = c.statements().block(stmt.body(), env);
        return new Checked(new TStmt.With(fields, (TStmt.Block) body.stmt(), stmt.span()), body.completes());
    }

    /// The field that a path names; E0905, E0907, E0909.
    private Optional<ContextField> field(Stmt.WithField syntax, Map<ContextField, Span> set, Env env) {
        List<Ident> path = syntax.path();
        Span place = path.getFirst().span().to(path.getLast().span());
        Optional<ContextFields.Found> found = c.context().find(path, env);
        if (found.isEmpty()) return Optional.empty();
        if (found.get().used() < path.size()) {
            Ident surplus = path.get(found.get().used());
            c.report(Problem.of(Code.E0905, surplus.span(), "there is no context field `" + place.text() + "`")
                    .note("`#with` sets whole fields"), env);
            return Optional.empty();
        }
        ContextField field = found.get().field();
        if (c.context().isThread(field)) {
            c.report(Problem.of(Code.E0907, place, "`context.thread` cannot be changed"), env);
            return Optional.empty();
        }
        Span first = set.putIfAbsent(field, place);
        if (first == null) return Optional.of(field);
        c.report(Problem.of(Code.E0909, place, "field `" + field.path() + "` is set twice").label(first, "set here already"), env);
        return Optional.empty();
    }

    Checked sync(Stmt.Sync stmt, Env env) {
        TExpr operand = c.exprs().settledValue(stmt.mutex(), env);
        Optional<TExpr> mutex = pointerTo(operand, stmt, env);
        if (mutex.isEmpty()) env.body().fail();
        Checked body = c.statements().block(stmt.body(), env);
        if (mutex.isEmpty()) return new Checked(new TStmt.Nothing(stmt.span()), body.completes());
        TStmt result = new TStmt.Sync(mutex.get(), stmt.mutex().span().text(), (TStmt.Block) body.stmt(), stmt.span());
        return new Checked(result, body.completes());
    }

    /// The address of the mutex that an operand is or points to; E0922.
    private Optional<TExpr> pointerTo(TExpr operand, Stmt.Sync stmt, Env env) {
        if (operand.type().isError()) return Optional.empty();
        Type type = operand.type().definition();
        if (type instanceof Type.PointerType pointer && pointer.target().definition() == Type.MUTEX) return Optional.of(operand);
        if (type == Type.MUTEX && c.exprs().isPlace(operand)) {
            TExpr address = c.exprs().addressOf(operand, stmt.mutex().span(), env);
            return address.type().isError() ? Optional.empty() : Optional.of(address);
        }
        c.report(Problem.of(Code.E0922, stmt.mutex().span(), "`#sync` needs a mutex, found `" + c.show(operand.type()) + "`"), env);
        return Optional.empty();
    }
}
