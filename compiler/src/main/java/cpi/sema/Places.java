package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.ConstEntity;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.GlobalEntity;
import cpi.sema.entity.ImportEntity;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.OpenType;
import cpi.types.Type;
import java.util.Optional;

/// Places (L5.3), targets of assignments, `&` and `^` (L5.9).
final class Places {
    /// The number of the built-in context field `thread` (T1.2).
    private static final int THREAD_FIELD = 2;

    private final Checker c;

    Places(Checker c) {
        this.c = c;
    }

    /// Whether an expression is a place, read-only ones included. Constants in memory are none.
    static boolean isPlace(TExpr expr) {
        return switch (expr) {
            case TExpr.LocalRef _, TExpr.GlobalRef _, TExpr.ContextFieldRef _, TExpr.Deref _ -> true;
            case TExpr.Field e -> isPlace(e.base());
            case TExpr.TaggedMember e -> isPlace(e.base());
            case TExpr.TagOf e -> isPlace(e.base());
            case TExpr.UnionMember e -> isPlace(e.base());
            case TExpr.Element e -> e.base().type().definition() instanceof Type.SliceType || isPlace(e.base());
            case TExpr.Let e -> isPlace(e.body());
            case TExpr _ -> false;
        };
    }

    /// The parameter that a place is, or is a part of without a dereference between.
    static Optional<Local> parameter(TExpr place) {
        return switch (place) {
            case TExpr.LocalRef e -> e.local().kind() == Local.Kind.PARAMETER ? Optional.of(e.local()) : Optional.empty();
            case TExpr.Field e -> parameter(e.base());
            case TExpr.TaggedMember e -> parameter(e.base());
            case TExpr.TagOf e -> parameter(e.base());
            case TExpr.UnionMember e -> parameter(e.base());
            case TExpr.Element e -> e.base().type().definition() instanceof Type.SliceType ? Optional.empty() : parameter(e.base());
            case TExpr _ -> Optional.empty();
        };
    }

    /// The target of an assignment: a place that may be written (E0313, E0410, E0411, E0907).
    TExpr target(Expr syntax, Env env, boolean plain) {
        Optional<TExpr> whole = plain ? wholeLocal(Exprs.withoutParens(syntax), env) : Optional.empty();
        Operand operand = whole.isPresent() ? new Operand.Value(whole.get()) : c.exprs().unfolded(syntax, env, Expect.NOTHING);
        if (operand.isError()) return new TExpr.Error(syntax.span());
        Optional<Entity> root = rootOf(syntax, env);
        boolean isAlias = root.isPresent() && root.get() instanceof Entity.Alias alias && !alias.assignable();
        if (!(operand instanceof Operand.Value v) || !isPlace(v.expr()) || isAlias && isPart(v.expr())) {
            reportNoPlace(syntax, operand, root, env);
            return new TExpr.Error(syntax.span());
        }
        TExpr place = v.expr();
        Optional<Local> parameter = parameter(place);
        if (parameter.isPresent()) {
            c.report(Problem.of(Code.E0410, syntax.span(), "parameters cannot be assigned")
                .label(parameter.get().place(), "`" + parameter.get().name() + "` is a parameter")
                .help("copy it into a variable: `copy := " + parameter.get().name() + ";`"), env);
            return new TExpr.Error(syntax.span());
        }
        if (place instanceof TExpr.ContextFieldRef field && field.field().number() == THREAD_FIELD) {
            c.report(Code.E0907, syntax.span(), "`context.thread` cannot be changed", env);
            return new TExpr.Error(syntax.span());
        }
        return place;
    }

    /// Whether a place is reached without dereference from what its root name stands for.
    private static boolean isPart(TExpr place) {
        return switch (place) {
            case TExpr.Deref _, TExpr.ContextFieldRef _ -> false;
            case TExpr.Element e -> !(e.base().type().definition() instanceof Type.SliceType) && isPart(e.base());
            case TExpr.Field e -> isPart(e.base());
            case TExpr.TaggedMember e -> isPart(e.base());
            case TExpr.TagOf e -> isPart(e.base());
            case TExpr.UnionMember e -> isPart(e.base());
            case TExpr _ -> true;
        };
    }

    /// A local variable that is the whole target of a plain assignment, which does not count as a use (W0401).
    private Optional<TExpr> wholeLocal(Expr syntax, Env env) {
        if (!(syntax instanceof Expr.Name name) || env.compileTime()) return Optional.empty();
        Optional<Entity> found = c.names().find(name.text(), name.span(), env);
        if (found.isEmpty() || !(found.get() instanceof Entity.Variable v)) return Optional.empty();
        if (env.body().function().isEmpty() || env.body().function().get() != v.owner()) return Optional.empty();
        return Optional.of(new TExpr.LocalRef(v.local(), name.span()));
    }

    private void reportNoPlace(Expr syntax, Operand operand, Optional<Entity> root, Env env) {
        boolean isThing = !(operand instanceof Operand.Value);
        if (root.isPresent() && (isThing || isFixed(root.get())) || isThing) {
            String name = Exprs.withoutParens(syntax).span().text();
            Problem problem = Problem.of(Code.E0411, syntax.span(), "`" + name + "` is not a variable");
            if (root.isPresent()) problem = problem.label(root.get().place(), "declared here as " + kindOf(root.get()));
            c.report(problem, env);
            return;
        }
        c.report(Problem.of(Code.E0313, syntax.span(), "this is not a place").help("store it in a variable first"), env);
    }

    private static boolean isFixed(Entity entity) {
        return !(entity instanceof Entity.Variable) && !(entity instanceof GlobalEntity) && !(entity instanceof Entity.ContextValue);
    }

    private static String kindOf(Entity entity) {
        return switch (entity) {
            case ConstEntity _ -> "a constant";
            case FnEntity _, Entity.BuiltinFunction _ -> "a function";
            case TypeEntity _, Entity.BuiltinType _, Entity.AstWord _, Entity.ThreadWord _ -> "a type";
            case ModuleEntity _, ImportEntity _ -> "a module";
            case Entity.Alias alias -> alias.kind() == Entity.Alias.Kind.CT_PARAMETER ? "a compile-time parameter"
                : "an element of a `#for`";
            case Entity.Variable _, GlobalEntity _ -> "a variable";
            case Entity.ContextValue _ -> "the context";
            case Entity.Broken _ -> "something with an error";
        };
    }

    /// What the first name of a target stands for, module members looked through.
    private Optional<Entity> rootOf(Expr syntax, Env env) {
        return switch (syntax) {
            case Expr.Name e -> c.names().find(e.text(), e.span(), env);
            case Expr.Paren e -> rootOf(e.inner(), env);
            case Expr.Index e -> rootOf(e.base(), env);
            case Expr.Position e -> rootOf(e.base(), env);
            case Expr.CtApply e -> rootOf(e.base(), env);
            case Expr.Member e -> {
                Optional<Entity> base = rootOf(e.base(), env);
                if (base.isEmpty() || !(base.get() instanceof ModuleEntity module)) yield base;
                yield c.names().findMember(module, e.name().text(), e.name().span());
            }
            case Expr _ -> Optional.empty();
        };
    }

    /// `^p`.
    TExpr dereference(TExpr pointer, Span opSpan, Span span, Env env) {
        if (pointer instanceof TExpr.Error || pointer.type().isError()) return new TExpr.Error(span);
        if (pointer.type().definition() instanceof Type.PointerType p) {
            if (p.target().definition() == Type.CONTEXT) {
                c.report(Code.E0906, opSpan, "a context can only be used through a pointer", env);
                return new TExpr.Error(span);
            }
            if (p.target() != Type.NONE) return p.target().isError() ? new TExpr.Error(span) : new TExpr.Deref(pointer, p.target(), span);
        }
        OpenTypes.settle(pointer.type(), pointer.span());
        Problem problem = Problem.of(Code.E0314, opSpan, "cannot dereference " + Wording.type(pointer.type()))
            .label(pointer.span(), "this is " + Wording.aType(pointer.type()));
        if (pointer.type().isPointer()) problem = problem.help("cast it to a pointer type first: `cast(*T)`");
        c.report(problem, env);
        return new TExpr.Error(span);
    }

    /// `&e` as written; the expected pointee guides the operand (L4.4).
    TExpr address(Expr.Unary syntax, Env env, Expect expect) {
        Expect pointee = Expect.NOTHING;
        if (expect.isPresent() && expect.type().definition() instanceof Type.PointerType p && p.target() != Type.NONE) {
            pointee = expect.forType(p.target());
        }
        Operand operand = c.exprs().unfolded(syntax.operand(), env, pointee);
        TExpr value = c.exprs().toValue(operand, env, pointee);
        if (value instanceof TExpr.Error) return new TExpr.Error(syntax.span());
        if (pointee.isPresent()) {
            if (OpenType.current(value.type()) instanceof cpi.types.OpenType open) OpenTypes.meet(open, pointee.type(), value.span());
            else if (takes(value, pointee.type())) value = c.conversions().convert(value, pointee, env);
        }
        return addressOf(value, syntax.opSpan(), syntax.span(), env);
    }

    /// Whether a value is a constant, which takes the expected pointee type if it can, an untyped one in any case.
    private boolean takes(TExpr value, Type type) {
        if (value.type() instanceof cpi.types.UntypedType) return true;
        boolean isConstant = value instanceof TExpr.IntConst || value instanceof TExpr.FloatConst || value instanceof TExpr.NilConst
            || value instanceof TExpr.StringConst;
        return isConstant && c.conversions().converts(value, type);
    }

    /// `&e` of a checked place or value; E0412 and W0406 at `at`.
    TExpr addressOf(TExpr operand, Span at, Span span, Env env) {
        if (operand instanceof TExpr.Error) return new TExpr.Error(span);
        TExpr value = c.conversions().toDefault(operand, env);
        if (value instanceof TExpr.Error || value.type().isError()) return new TExpr.Error(span);
        Type type = c.types().pointer(c.types().settle(value.type()));
        if (!isPlace(value)) {
            TExpr stored = c.exprs().parts().fold(value);
            c.exprs().checkCopy(stored, stored.span(), env);
            return new TExpr.AddressOfValue(stored, type, span);
        }
        Optional<Local> parameter = parameter(value);
        if (parameter.isPresent()) {
            if (value instanceof TExpr.LocalRef) {
                c.report(Problem.of(Code.E0412, at, "the address of a parameter cannot be taken")
                    .label(parameter.get().place(), "`" + parameter.get().name() + "` is a parameter")
                    .help("copy it into a variable: `copy := " + parameter.get().name() + ";`"), env);
                return new TExpr.Error(span);
            }
            c.warn(Problem.of(Code.W0406, at, "this address leads into the callee's own copy of `" + parameter.get().name() + "`")
                .label(parameter.get().place(), "the parameter"), env);
        }
        return new TExpr.AddressOf(value, type, span);
    }
}
