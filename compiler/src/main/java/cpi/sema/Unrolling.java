// `#for`.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Leavable;
import cpi.sema.entity.Operand;
import cpi.sema.entity.Scope;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.syntax.Stmt;
import cpi.typed.ConstData;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.typed.TStmt;
import cpi.types.IntType;
import cpi.types.StructType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Unrolls `#for` (C11): the body is checked once per element, each time with the names standing for that element and its index.
final class Unrolling {
    /// How many copies one function may consist of: those of nested `#for`s multiply.
    private static final int MAX_COPIES = 100_000;

    private final Checker c;

    Unrolling(Checker c) {
        this.c = c;
    }

    /// The elements, each as what its name denotes, and what must be evaluated before the first copy.
    ///
    /// @param assignable whether elements are places of their own
    private record Elements(List<Operand> operands, boolean assignable, List<TStmt> before) {}

    Checked check(Stmt.For stmt, Env env) {
        Optional<Elements> elements = stmt.range() == Stmt.RangeKind.NONE ? elements(stmt, env) : cannotUnroll(stmt, "a range", env);
        if (elements.isEmpty()) {
            env.body().fail();
            return Checked.completing(new TStmt.Nothing(stmt.span()));
        }
        TStmt.Target whole = new TStmt.Target(stmt.label().text());
        List<TStmt> copies = new ArrayList<>(elements.get().before);
        boolean labelUsed = false;
        boolean completes = true;
        boolean left = false;
        boolean first = true;
        int index = 0;
        for (Operand element : elements.get().operands) {
            TStmt.Target copy = new TStmt.Target("");
            Leavable leavable = new Leavable(stmt.label(), true, whole, copy, true, env.body().deferDepth());
            if (first) c.statements().jumps().enter(leavable, env);
            else env.body().leavables().push(leavable);
            first = false;
            Env inner = env.in(env.scope().child(Scope.Kind.BLOCK));
            declare(stmt.element(), element, elements.get().assignable, inner);
            TExpr position = new TExpr.IntConst(BigInteger.valueOf(index++), IntType.I64, stmt.index().span());
            declare(stmt.index(), new Operand.Value(position), false, inner);
            Checked body = c.statements().block(stmt.body(), inner);
            env.body().leavables().pop();
            labelUsed |= leavable.isLabelUsed();
            completes &= body.completes() || leavable.isContinued();
            left |= leavable.isLeft();
            copies.add(new TStmt.Labelled(copy, (TStmt.Block) body.stmt(), stmt.body().span()));
        }
        if (!stmt.label().isAbsent() && !labelUsed) {
            c.warn(Problem.of(Code.W0402, stmt.label().span(), "label `" + stmt.label().text() + "` is never used"), env);
        }
        TStmt.Block block = new TStmt.Block(copies, stmt.body().close(), stmt.span());
        return new Checked(new TStmt.Labelled(whole, block, stmt.span()), completes || left);
    }

    private void declare(Ident name, Operand meaning, boolean assignable, Env env) {
        Entity.Alias alias = new Entity.Alias(name.text(), meaning, assignable, Entity.Alias.Kind.FOR_ELEMENT, name.span());
        c.names().declare(env.scope(), name, alias, env);
    }

    private Optional<Elements> elements(Stmt.For stmt, Env env) {
        Expr subject = Exprs.withoutParens(stmt.subject());
        if (subject instanceof Expr.ArrayLit literal && !(literal.length() instanceof Expr.Name)) {
            return fits(literal.values().size(), stmt, env) && isStored(false, stmt, env) ? ofLiteral(literal, env) : Optional.empty();
        }
        TExpr value = c.exprs().settledValue(subject, env);
        if (value.type().isError()) return Optional.empty();
        Optional<ConstData> constant = c.exprs().parts().data(value);
        return switch (value.type().definition()) {
            case Type.SliceType slice when constant.isPresent() -> constants(value, slice.element(), constant.get().read(8, 8), stmt, env);
            case Type.ArrayType array when constant.isPresent() -> constants(value, array.element(), array.count(), stmt, env);
            case Type.ArrayType array -> parts(value, array.count(), i -> array.element(), true, stmt, env);
            case Type.NoneType _ -> Optional.of(new Elements(List.of(), false, List.of()));
            case StructType struct -> parts(value, struct.fields().size(), i -> struct.fields().get(i).type(), false, stmt, env);
            case Type _ -> cannotUnroll(stmt, "`" + c.show(value.type()) + "`", env);
        };
    }

    private Optional<Elements> cannotUnroll(Stmt.For stmt, String what, Env env) {
        return cannotUnroll(stmt, what, "array literals, constant slices, fixed arrays and structs can be unrolled", env);
    }

    private Optional<Elements> cannotUnroll(Stmt.For stmt, String what, String note, Env env) {
        c.report(Problem.of(Code.E0734, stmt.subject().span(), "cannot unroll over " + what).note(note), env);
        return Optional.empty();
    }

    private boolean fits(long count, Stmt.For stmt, Env env) {
        long before = count > MAX_COPIES ? 0 : env.body().unroll(Math.max(0, count));
        if (count <= MAX_COPIES - before) return true;
        // once is enough
        if (before > MAX_COPIES) return false;
        cannotUnroll(stmt, count + " elements", "one function may consist of " + MAX_COPIES + " copies at most", env);
        return false;
    }

    /// E0414 for references to what is not a place.
    private boolean isStored(boolean isPlace, Stmt.For stmt, Env env) {
        if (isPlace || !stmt.star()) return true;
        c.report(Problem.of(Code.E0414, stmt.starSpan(), "no references to the elements of this")
                .note("it is not stored in a variable"), env);
        return false;
    }

    /// The written elements of a literal, each evaluated where its name is used.
    private Optional<Elements> ofLiteral(Expr.ArrayLit literal, Env env) {
        boolean typed = !(literal.element() instanceof Expr.Absent);
        Type type = typed ? c.typeResolver().type(literal.element(), env) : Type.ERROR;
        if (typed && type.isError()) return Optional.empty();
        List<Operand> operands = new ArrayList<>();
        for (Expr value : literal.values()) {
            Expect expect = typed ? Expect.of(type, literal.element().span(), "the element type") : Expect.NOTHING;
            if (typed) operands.add(new Operand.Value(c.exprs().converted(value, env, expect)));
            else if (value instanceof Expr.StructLit struct) operands.add(new Operand.Literal(struct, env, struct.span()));
            else operands.add(c.exprs().check(value, env, Expect.NOTHING));
        }
        return Optional.of(new Elements(operands, false, List.of()));
    }

    private Optional<Elements> constants(TExpr value, Type element, long count, Stmt.For stmt, Env env) {
        if (!fits(count, stmt, env) || !isStored(false, stmt, env)) return Optional.empty();
        List<Operand> operands = new ArrayList<>();
        for (long i = 0; i < count; i++) operands.add(new Operand.Value(c.exprs().parts().fold(element(value, i, element))));
        return Optional.of(new Elements(operands, false, List.of()));
    }

    private static TExpr element(TExpr base, long index, Type type) {
        TExpr position = new TExpr.IntConst(BigInteger.valueOf(index), IntType.I64, base.span());
        return new TExpr.Element(base, position, false, type, base.span());
    }

    private interface TypeAt {
        Type at(int index);
    }

    /// The parts of a place, or of a value that is evaluated once into a hidden variable.
    private Optional<Elements> parts(TExpr subject, long count, TypeAt types, boolean isArray, Stmt.For stmt, Env env) {
        boolean isPlace = c.exprs().isPlace(subject);
        if (!fits(count, stmt, env) || !isStored(isPlace, stmt, env)) return Optional.empty();
        List<TStmt> before = new ArrayList<>();
        TExpr base = subject;
        if (!isPlace) {
            c.exprs().checkCopy(subject, stmt.subject().span(), env);
            Local hidden = new Local("#for subject", Local.Kind.TEMPORARY, subject.type(), stmt.subject().span());
            before.add(new TStmt.Declare(hidden, subject, stmt.subject().span()));
            base = new TExpr.LocalRef(hidden, stmt.subject().span());
        }
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Type type = types.at(i);
            TExpr part = isArray ? element(base, i, type) : new TExpr.Field(base, i, type, base.span());
            operands.add(new Operand.Value(stmt.star() ? c.exprs().addressOf(part, stmt.starSpan(), env) : part));
        }
        return Optional.of(new Elements(operands, isPlace && !stmt.star(), before));
    }
}
