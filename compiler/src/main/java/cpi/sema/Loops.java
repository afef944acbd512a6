package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.Leavable;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.syntax.Stmt;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.IntType;
import cpi.types.Type;
import java.util.List;
import java.util.Optional;

/// `while` and `for` (L7.5, L7.6).
final class Loops {
    private final Checker c;

    Loops(Checker c) {
        this.c = c;
    }

    Checked whileLoop(Stmt.While stmt, Env env) {
        TExpr condition = c.exprs().condition(stmt.condition(), env);
        TStmt.Target target = new TStmt.Target(stmt.label().text());
        Leavable loop = Leavable.loop(stmt.label(), target, env.body());
        Checked body = body(loop, stmt.body(), env);
        boolean forever = stripped(stmt.condition()) instanceof Expr.BoolLit b && b.value();
        TStmt result = new TStmt.While(target, condition, (TStmt.Block) body.stmt(), stmt.span());
        return new Checked(result, !forever || loop.isLeft());
    }

    private static Expr stripped(Expr e) {
        return e instanceof Expr.Paren p ? stripped(p.inner()) : e;
    }

    private Checked body(Leavable loop, Stmt.Block block, Env env) {
        Jumps jumps = c.statements().jumps();
        jumps.enter(loop, env);
        Checked body = c.statements().block(block, env);
        jumps.exit(loop, env);
        return body;
    }

    Checked forLoop(Stmt.For stmt, Env env) {
        Loop loop = new Loop(stmt, env.in(env.scope().child(Scope.Kind.BLOCK)));
        if (stmt.range() != Stmt.RangeKind.NONE) return range(loop, env);
        TExpr subject = c.exprs().settledValue(stmt.subject(), env);
        if (subject instanceof TExpr.Error) return broken(loop);
        Type type = subject.type();
        // A pointer is followed once (L7.6e).
        if (type.definition() instanceof Type.PointerType p && p.target().definition() != Type.NONE) {
            subject = new TExpr.Deref(subject, p.target(), subject.span());
        }
        Type definition = subject.type().definition();
        if (definition instanceof Type.SliceType s) return slice(loop, subject, s.element());
        if (definition instanceof Type.ArrayType a) return array(loop, subject, a.element());
        return userRange(loop, subject, type);
    }

    /// What all kinds of `for` share while they are being checked; `env` has the scope of the loop's variables.
    private record Loop(Stmt.For stmt, Env env) {
        Span span() {
            return stmt.span();
        }
    }

    /// Checks the body of a loop whose subject is wrong, with variables of unknown type.
    private Checked broken(Loop loop) {
        loop.env().body().fail();
        element(loop, Type.ERROR, Type.ERROR);
        index(loop);
        TStmt.Target target = new TStmt.Target(loop.stmt().label().text());
        body(Leavable.loop(loop.stmt().label(), target, loop.env().body()), loop.stmt().body(), loop.env());
        return Checked.completing(new TStmt.Nothing(loop.span()));
    }

    private Local element(Loop loop, Type plain, Type reference) {
        Type type = loop.stmt().star() ? reference : plain;
        return variable(loop.stmt().element(), type, loop);
    }

    private Local index(Loop loop) {
        Ident name = loop.stmt().index();
        return name.isAbsent() ? new Local("for index", Local.Kind.TEMPORARY, IntType.I64, name.span())
                : variable(name, IntType.I64, loop);
    }

    private Local variable(Ident name, Type type, Loop loop) {
        Local local = new Local(name.text(), Local.Kind.LOOP, type, name.span());
        c.statements().declare(local, name, name.span().end(), loop.env());
        return local;
    }

    private Checked range(Loop loop, Env env) {
        Stmt.For stmt = loop.stmt();
        if (stmt.star()) noReferences(stmt, "a range has no elements in memory", env);
        Optional<Conversions.Pair> bounds = c.exprs().rangeBounds(stmt.subject(), stmt.high(), stmt.rangeSpan(), env);
        if (bounds.isEmpty()) return broken(loop);
        Conversions.Pair pair = bounds.get();
        Local element = variable(stmt.element(), pair.type(), loop);
        Local index = index(loop);
        TStmt.Target target = new TStmt.Target(stmt.label().text());
        Checked body = body(Leavable.loop(stmt.label(), target, env.body()), stmt.body(), loop.env());
        return Checked.completing(new TStmt.ForRange(target, element, index, pair.left(), pair.right(),
                stmt.range() == Stmt.RangeKind.INCLUSIVE, (TStmt.Block) body.stmt(), stmt.span()));
    }

    private Checked slice(Loop loop, TExpr subject, Type elementType) {
        checkElementCopy(loop, elementType);
        Local element = element(loop, elementType, c.types().pointer(elementType));
        Local index = index(loop);
        TStmt.Target target = new TStmt.Target(loop.stmt().label().text());
        Checked body = body(Leavable.loop(loop.stmt().label(), target, loop.env().body()), loop.stmt().body(), loop.env());
        return Checked.completing(new TStmt.ForSlice(target, element, loop.stmt().star(), index, subject,
                (TStmt.Block) body.stmt(), loop.span()));
    }

    private Checked array(Loop loop, TExpr subject, Type elementType) {
        boolean isPlace = c.exprs().isPlace(subject);
        if (loop.stmt().star() && !isPlace) noReferences(loop.stmt(), "this array is not stored in a variable", loop.env());
        checkElementCopy(loop, elementType);
        Local element = element(loop, elementType, c.types().pointer(elementType));
        Local index = index(loop);
        TStmt.Target target = new TStmt.Target(loop.stmt().label().text());
        Checked body = body(Leavable.loop(loop.stmt().label(), target, loop.env().body()), loop.stmt().body(), loop.env());
        return Checked.completing(new TStmt.ForArray(target, element, loop.stmt().star(), index, subject, isPlace,
                (TStmt.Block) body.stmt(), loop.span()));
    }

    /// Iterating by value copies each element (L3.15).
    private void checkElementCopy(Loop loop, Type element) {
        if (loop.stmt().star() || c.exprs().isCopyable(element)) return;
        c.report(Problem.of(Code.E0921, loop.stmt().subject().span(), "`" + c.show(element) + "` contains a mutex and cannot be copied")
                .help("iterate by reference: `for *" + loop.stmt().element().text() + ": …`"), loop.env());
    }

    private void noReferences(Stmt.For stmt, String why, Env env) {
        c.report(Problem.of(Code.E0414, stmt.starSpan(), "no references to the elements of this").note(why)
                .help("remove the `*`", stmt.starSpan(), ""), env);
    }

    /// A type with `empty`, `front`, `popFront` (L7.6d, L11.6). Through a pointer it is advanced in place.
    private Checked userRange(Loop loop, TExpr subject, Type written) {
        Type type = subject.type();
        Optional<FnEntity> empty = c.attributes().find(type, "empty");
        Optional<FnEntity> front = c.attributes().find(type, "front");
        Optional<FnEntity> popFront = c.attributes().find(type, "popFront");
        if (empty.isEmpty() || front.isEmpty() || popFront.isEmpty()) {
            Problem problem = Problem.of(Code.E0413, loop.stmt().subject().span(), "cannot iterate over `" + c.show(written) + "`")
                    .note("slices, fixed arrays, ranges `a..b`, and types with attributes `empty`, `front`, `popFront` can be iterated");
            c.report(ContainerHelp.iterating(problem, written), loop.env());
            return broken(loop);
        }
        if (loop.stmt().star()) noReferences(loop.stmt(), "a user range gives values", loop.env());
        boolean inPlace = subject instanceof TExpr.Deref && type != written;
        Span at = loop.stmt().subject().span();
        if (!inPlace) c.exprs().checkCopy(subject, at, loop.env());
        TExpr init = inPlace ? ((TExpr.Deref) subject).pointer() : subject;
        Local state = new Local("for range", Local.Kind.TEMPORARY, init.type(), at);
        TExpr place = new TExpr.LocalRef(state, at);
        if (inPlace) place = new TExpr.Deref(place, type, at);
        TExpr isEmpty = attribute(loop, empty.get(), place, Type.BOOL);
        TExpr first = attribute(loop, front.get(), place, Type.ERROR);
        TExpr advance = attribute(loop, popFront.get(), place, Type.NONE);
        if (isEmpty instanceof TExpr.Error || first instanceof TExpr.Error || advance instanceof TExpr.Error) return broken(loop);
        Local element = variable(loop.stmt().element(), first.type(), loop);
        Local index = index(loop);
        TStmt.Target target = new TStmt.Target(loop.stmt().label().text());
        Checked body = body(Leavable.loop(loop.stmt().label(), target, loop.env().body()), loop.stmt().body(), loop.env());
        return Checked.completing(new TStmt.ForUser(target, state, init, element, index, isEmpty, first, advance,
                (TStmt.Block) body.stmt(), loop.span()));
    }

    /// A call of an iteration attribute; E0544 unless it takes just the range and has the wanted result (any but none if
    /// `result` is the error type).
    private TExpr attribute(Loop loop, FnEntity fn, TExpr range, Type result) {
        Span at = loop.stmt().subject().span();
        if (fn.syntax().params().size() != 1) return doesNotFit(loop, fn, "it must have exactly one parameter");
        if (!c.calls().accepts(fn, range)) return doesNotFit(loop, fn, "its parameter is no `" + c.show(range.type()) + "`");
        TExpr call = c.calls().callWith(fn, List.of(range), at, loop.env());
        if (call instanceof TExpr.Error) return call;
        boolean fits = result.isError() ? call.type().definition() != Type.NONE : call.type().definition() == result;
        if (fits) return call;
        return doesNotFit(loop, fn, result.isError() ? "it must have a result" : "its result must be `" + c.show(result) + "`");
    }

    private TExpr doesNotFit(Loop loop, FnEntity fn, String why) {
        Span at = loop.stmt().subject().span();
        c.report(Problem.of(Code.E0544, at, "attribute `" + fn.name() + "` does not fit iteration: " + why)
                .label(fn.place(), "the attribute"), loop.env());
        return new TExpr.Error(at);
    }
}
