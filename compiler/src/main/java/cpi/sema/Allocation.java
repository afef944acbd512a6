package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Ident;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `new` (S2.2): `new!(T)(a)`, `new(v, a)`, `new!(T)(v, a)`, where the allocator is optional and may be named `a`.
final class Allocation {
    private final Checker c;

    Allocation(Checker c) {
        this.c = c;
    }

    /// What the arguments are for: positions in the list of sources, -1 for none.
    private record Roles(int value, int allocator) {}

    TExpr call(Invocation call, Env env) {
        Values values = new Values(call, c, env);
        Optional<Type> explicit = Optional.empty();
        if (!call.ctArgs().isEmpty()) {
            explicit = explicitType(call.ctArgs(), env);
            if (explicit.isEmpty()) return failed(call, values);
        }
        Optional<Roles> roles = roles(call, values, explicit, env);
        if (roles.isEmpty()) return failed(call, values);
        Optional<FnEntity> helper = newRaw();
        if (helper.isEmpty()) return failed(call, values);
        return make(call, values, roles.get(), explicit, helper.get(), env);
    }

    private static TExpr failed(Invocation call, Values values) {
        values.checkRest();
        return new TExpr.Error(call.span());
    }

    private Optional<FnEntity> newRaw() {
        return c.modules().library("runtime", "newRaw") instanceof FnEntity fn ? Optional.of(fn) : Optional.empty();
    }

    private Optional<Type> explicitType(List<Arg> args, Env env) {
        if (args.size() > 1) {
            c.report(Code.E0502, args.get(1).span(), "too many arguments: 1 expected", env);
            return Optional.empty();
        }
        Arg only = args.getFirst();
        if (!only.name().isAbsent() && !only.name().text().equals("T")) {
            c.report(Code.E0508, only.name().span(), "no parameter is called `" + only.name().text() + "`", env);
            return Optional.empty();
        }
        Type type = c.typeResolver().type(only.value(), env.asAstArgument());
        return type.isError() ? Optional.empty() : Optional.of(type);
    }

    private Optional<Roles> roles(Invocation call, Values values, Optional<Type> explicit, Env env) {
        List<Integer> positional = new ArrayList<>();
        int allocator = -1;
        for (int i = 0; i < call.sources().size(); i++) {
            Ident name = call.sources().get(i).name();
            Span place = call.sources().get(i).span();
            if (name.isAbsent()) {
                positional.add(i);
            } else if (!name.text().equals("a")) {
                c.report(Problem.of(Code.E0508, name.span(), "no parameter is called `" + name.text() + "`")
                        .note("only the allocator may be named: `a`"), env);
                return Optional.empty();
            } else if (allocator >= 0) {
                c.report(Problem.of(Code.E0509, place, "parameter `a` is given twice")
                        .label(call.sources().get(allocator).span(), "given here"), env);
                return Optional.empty();
            } else {
                allocator = i;
            }
        }
        return roles(call, values, explicit, positional, allocator, env);
    }

    private Optional<Roles> roles(Invocation call, Values values, Optional<Type> explicit, List<Integer> positional, int named, Env env) {
        int most = named >= 0 ? 1 : 2;
        if (positional.size() > most) {
            c.report(Code.E0502, call.sources().get(positional.get(most)).span(),
                    "too many arguments: a value and an allocator expected", env);
            return Optional.empty();
        }
        if (positional.isEmpty()) {
            if (explicit.isPresent()) return Optional.of(new Roles(-1, named));
            c.report(Problem.of(Code.E0503, call.close(), "missing arguments: the value").help("or give the type: `new!(T)()`"), env);
            return Optional.empty();
        }
        if (positional.size() == 2) return Optional.of(new Roles(positional.get(0), positional.get(1)));
        int only = positional.getFirst();
        if (named < 0 && explicit.isPresent() && isAllocator(explicit.get(), only, call, values, env)) {
            return Optional.of(new Roles(-1, only));
        }
        return Optional.of(new Roles(only, named));
    }

    /// Whether the only argument is the allocator: with a type other than `Allocator` given.
    private boolean isAllocator(Type explicit, int source, Invocation call, Values values, Env env) {
        Optional<Type> allocator = allocatorType(env, call.callee());
        if (allocator.isEmpty() || allocator.get() == explicit) return false;
        return values.expecting(source, Expect.of(explicit)).type() == allocator.get();
    }

    private Optional<Type> allocatorType(Env env, Span at) {
        return allocatorField(at, env).map(field -> field.type());
    }

    private TExpr make(Invocation call, Values values, Roles roles, Optional<Type> explicit, FnEntity helper, Env env) {
        boolean allocatorFirst = roles.allocator() >= 0 && roles.value() > roles.allocator();
        Optional<TExpr> early = allocatorFirst ? Optional.of(allocator(roles, call, values, env)) : Optional.empty();
        TExpr value = value(roles, explicit, call, values, env);
        if (value.type().isError()) return failed(call, values);
        TExpr allocator = early.isPresent() ? early.get() : allocator(roles, call, values, env);
        if (allocator.type().isError()) return new TExpr.Error(call.span());
        Type type = c.types().settle(value.type());
        Optional<FnInstance> raw = c.signatures().instance(helper, List.of(CtArgs.ofType(type)), call.callee(), env);
        if (raw.isEmpty()) return new TExpr.Error(call.span());
        Type pointer = c.types().pointer(type);
        if (!allocatorFirst) return new TExpr.New(value, allocator, raw.get(), pointer, call.span());
        Local temp = new Local("$allocator", Local.Kind.TEMPORARY, allocator.type(), allocator.span());
        TExpr later = new TExpr.LocalRef(temp, allocator.span());
        return new TExpr.Let(temp, allocator, new TExpr.New(value, later, raw.get(), pointer, call.span()), call.span());
    }

    private TExpr value(Roles roles, Optional<Type> explicit, Invocation call, Values values, Env env) {
        if (roles.value() < 0) return new TExpr.DefaultValue(explicit.orElseThrow(), call.span());
        TExpr value = explicit.isPresent() ? values.converted(roles.value(), Expect.of(explicit.get())) : values.settled(roles.value());
        c.exprs().checkCopy(value, value.span(), env);
        return value;
    }

    private TExpr allocator(Roles roles, Invocation call, Values values, Env env) {
        Optional<TExpr.ContextFieldRef> field = allocatorField(call.callee(), env);
        if (field.isEmpty()) return new TExpr.Error(call.span());
        return roles.allocator() < 0 ? field.get() : values.converted(roles.allocator(), Expect.of(field.get().type()));
    }

    /// `context.allocator`.
    private Optional<TExpr.ContextFieldRef> allocatorField(Span at, Env env) {
        TExpr context = new TExpr.ContextRef(c.context().pointer(), at);
        return c.context().find(List.of(new Ident("allocator", at)), env)
                .map(found -> new TExpr.ContextFieldRef(context, found.field(), at));
    }
}
