package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Binding;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.Scope;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.syntax.Mentions;
import cpi.typed.Local;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The arguments of parameterised types: written (L10.6), or found by matching the values of a struct literal (L10.7).
final class TypeArguments {
    private final Checker c;
    private final Inference inference;

    TypeArguments(Checker c, Inference inference) {
        this.c = c;
        this.inference = inference;
    }

    /// Binds the arguments of `T!(args)` as written; see below.
    Optional<List<CtArg>> written(TypeEntity entity, Expr.CtApply application, Env env) {
        Span span = application.span();
        Span close = application.brief() ? application.base().span() : new Span(span.file(), span.end() - 1, span.end());
        return written(entity, application.args(), application.base().span(), close, env);
    }

    /// Binds `T!(args)`; reports E0502, E0503, E0508, E0509 and gives nothing then.
    ///
    /// @param close where missing arguments are reported
    Optional<List<CtArg>> written(TypeEntity entity, List<Arg> args, Span callee, Span close, Env env) {
        List<CtParam> params = c.signatures().shapes().of(entity);
        List<String> names = new ArrayList<>();
        boolean[] optional = new boolean[params.size()];
        for (int i = 0; i < optional.length; i++) {
            names.add(params.get(i).name());
            optional[i] = params.get(i).hasDefault() && !mentionsField(params.get(i), entity);
        }
        Binding binding = new Binding(params, entity.env());
        Arguments.Target target = new Arguments.Target(names, optional, false, true, entity.place());
        inference.bindArgs(binding, target, args, new Arguments.Site(callee, close), env);
        for (int i = 0; i < params.size() && !binding.hasFailed(); i++) {
            if (!binding.isBound(i)) bindDefault(i, binding, binding.env());
        }
        return binding.hasFailed() || !binding.isComplete() ? Optional.empty() : Optional.of(binding.complete());
    }

    private void bindDefault(int param, Binding binding, Env env) {
        Optional<CtArg> arg = c.ctArgs().defaultOf(binding.params().get(param), binding, env);
        if (arg.isPresent()) binding.bind(param, arg.get());
        else binding.fail();
    }

    private static boolean mentionsField(CtParam param, TypeEntity entity) {
        if (!(entity.syntax().definition() instanceof Expr.StructType struct)) return false;
        for (Expr mention : Mentions.all(param.syntax().init(), true)) {
            if (!(mention instanceof Expr.Name name)) continue;
            for (Expr.FieldSyntax field : struct.fields()) if (field.name().text().equals(name.text())) return true;
        }
        return false;
    }

    /// The instance of a parameterised struct that a literal is a value of (L10.7). E0533 at `at` if its arguments cannot be found.
    Type inferred(TypeEntity entity, Expr.StructLit literal, Span at, Env env) {
        Binding binding = new Binding(c.signatures().shapes().of(entity), entity.env());
        if (entity.syntax().definition() instanceof Expr.StructType struct) match(entity, struct, literal, binding, env);
        if (binding.hasFailed()) return Type.ERROR;
        if (!binding.isComplete()) {
            c.report(Problem.of(Code.E0533, at, "type arguments of `" + entity.name() + "` are missing")
                    .label(entity.place(), "declared here")
                    .help("write `" + entity.name() + "!(…)`"), env);
            return Type.ERROR;
        }
        return c.typeResolver().instance(entity, binding.complete(), at, env);
    }

    private void match(TypeEntity entity, Expr.StructType struct, Expr.StructLit literal, Binding binding, Env env) {
        List<Expr.FieldSyntax> fields = struct.fields();
        int[] argOf = assign(fields, literal.args());
        for (int f = 0; f < fields.size(); f++) {
            if (argOf[f] < 0 || !binding.canBind(fields.get(f).type())) continue;
            Arg arg = literal.args().get(argOf[f]);
            TExpr value = c.exprs().settledValue(arg.value(), env);
            if (value.type().isError()) {
                binding.fail();
            } else if (!c.matching().argument(fields.get(f).type(), value.type(), binding)) {
                binding.fail();
                Span pattern = fields.get(f).type().span();
                c.report(Problem.of(Code.E0301, arg.value().span(),
                                "expected `" + pattern.text() + "`, found `" + c.show(value.type()) + "`")
                        .label(pattern, "expected because of this field"), env);
            }
        }
        for (int i = 0; i < binding.params().size() && !binding.hasFailed(); i++) {
            CtParam param = binding.params().get(i);
            if (binding.isBound(i) || !param.hasDefault()) continue;
            Scope scope = binding.env().scope().child(Scope.Kind.PARAMETERS);
            if (declareFields(param, fields, argOf, literal, scope, binding, entity, env)) bindDefault(i, binding, binding.env().in(scope));
        }
    }

    /// The literal's value for each field by L4.9a, as far as names and count are right; what is wrong is reported later.
    private static int[] assign(List<Expr.FieldSyntax> fields, List<Arg> args) {
        int[] argOf = new int[fields.size()];
        Arrays.fill(argOf, -1);
        for (int i = 0; i < args.size(); i++) {
            for (int f = 0; f < argOf.length; f++) {
                boolean wanted = args.get(i).name().isAbsent() || args.get(i).name().text().equals(fields.get(f).name().text());
                if (argOf[f] >= 0 || !wanted) continue;
                argOf[f] = i;
                break;
            }
        }
        return argOf;
    }

    /// Declares the fields that a default mentions with the types of their values; false if one has no value.
    private boolean declareFields(CtParam param, List<Expr.FieldSyntax> fields, int[] argOf, Expr.StructLit literal, Scope scope,
                                  Binding binding, TypeEntity entity, Env env) {
        Set<String> mentioned = new HashSet<>();
        for (Expr mention : Mentions.all(param.syntax().init(), true)) if (mention instanceof Expr.Name n) mentioned.add(n.text());
        for (int f = 0; f < fields.size(); f++) {
            String name = fields.get(f).name().text();
            if (!mentioned.contains(name)) continue;
            if (argOf[f] < 0) return false;
            Type type = c.types().settle(c.exprs().settledValue(literal.args().get(argOf[f]).value(), env).type());
            if (type.isError()) binding.fail();
            Local local = new Local(name, Local.Kind.PARAMETER, type, fields.get(f).name().span());
            scope.enter(name, new Entity.Variable(local, owner(entity, env), 0));
        }
        return true;
    }

    /// Fields belong to no function; their names only stand inside `typeof`, where the owner does not matter.
    private FnInstance owner(TypeEntity entity, Env env) {
        if (env.body().function().isPresent()) return env.body().function().get();
        Expr.Absent absent = new Expr.Absent(entity.place());
        var syntax = new cpi.syntax.FnSyntax(false, List.of(), false, List.of(), false, entity.place(), entity.place(), absent,
                new cpi.syntax.Stmt.NoBody(entity.place()));
        FnEntity nobody = new FnEntity(entity.name(), entity.place(), syntax, FnEntity.Role.ORDINARY, "", entity.env());
        return new FnInstance(nobody, List.of(), entity.place(), Optional.empty(), c);
    }
}
