package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.ConstEntity;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnShape;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.FnSyntax;
import cpi.syntax.Ident;
import cpi.syntax.Mentions;
import cpi.syntax.Param;
import cpi.syntax.Stmt;
import cpi.syntax.UnaryOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the compile-time parameters of functions and types (L10.1-L10.3, L10.7) and checks what can be checked without an
/// instance: E0510, E0526, E0817, E0818.
final class Shapes {
    private final Checker c;
    private final Map<FnEntity, FnShape> ofFunctions = new IdentityHashMap<>();
    private final Map<TypeEntity, List<CtParam>> ofTypes = new IdentityHashMap<>();

    Shapes(Checker c) {
        this.c = c;
    }

    FnShape of(FnEntity entity) {
        FnShape known = ofFunctions.get(entity);
        if (known != null) return known;
        FnShape shape = analyse(entity);
        ofFunctions.put(entity, shape);
        return shape;
    }

    private FnShape analyse(FnEntity entity) {
        FnSyntax syntax = entity.syntax();
        List<CtParam> ctParams = listed(syntax.ctParams());
        for (Param param : syntax.params()) bound(param.type(), ctParams, entity.env());
        for (Param param : syntax.params()) anyInstances(param.type(), ctParams, entity.env());
        if (entity.role() == FnEntity.Role.EXPORTED && !ctParams.isEmpty()) {
            Span list = syntax.twoLists() && !syntax.ctParams().isEmpty()
                    ? syntax.ctParams().getFirst().span().to(syntax.ctParams().getLast().span()) : syntax.paramsSpan();
            c.report(Code.E0817, list, "an exported function cannot be polymorphic", entity.env());
        }
        if (entity.isC() && entity.role() != FnEntity.Role.INTRINSIC && entity.role() != FnEntity.Role.EXPORTED) {
            for (CtParam param : ctParams) reportTypeParameter(param, entity.env());
        }
        if (syntax.variadic() && !(syntax.body() instanceof Stmt.NoBody)) {
            c.report(Code.E0818, syntax.ellipsis(), "only C functions can be variadic", entity.env());
        }
        return new FnShape(ctParams, brokenDefaults(entity));
    }

    /// E0813: C functions have no compile-time parameters (M7).
    private void reportTypeParameter(CtParam param, Env env) {
        Span place = param.node().span();
        c.report(Problem.of(Code.E0813, place, "`" + place.text() + "` has no C equivalent")
                .note("C functions have no compile-time parameters"), env);
    }

    /// The compile-time parameters of a declared type: the listed ones, then those of `!T` fields (L10.7).
    List<CtParam> of(TypeEntity entity) {
        List<CtParam> known = ofTypes.get(entity);
        if (known != null) return known;
        List<CtParam> ctParams = listed(entity.syntax().params());
        if (entity.syntax().definition() instanceof Expr.StructType struct) {
            for (Expr.FieldSyntax field : struct.fields()) bound(field.type(), ctParams, entity.env());
        }
        ofTypes.put(entity, ctParams);
        return ctParams;
    }

    private static List<CtParam> listed(List<Param> params) {
        List<CtParam> result = new ArrayList<>();
        for (Param param : params) {
            result.add(new CtParam(param.name().text(), param.name().span(), CtParam.Kind.LISTED, param, param.type()));
        }
        return result;
    }

    /// Adds the `!T` of a type.
    private void bound(Expr type, List<CtParam> into, Env env) {
        switch (type) {
            case Expr.BindType b -> add(b.name(), b, CtParam.Kind.TYPE, into, env);
            case Expr.PointerType p -> bound(p.target(), into, env);
            case Expr.SliceType s -> bound(s.element(), into, env);
            case Expr.ArrayType a -> {
                if (a.length() instanceof Expr.BindType b) add(b.name(), b, CtParam.Kind.COUNT, into, env);
                bound(a.element(), into, env);
            }
            case Expr.FnType f -> {
                for (Expr.FnTypeParam param : f.params()) bound(param.type(), into, env);
                bound(f.result(), into, env);
            }
            case Expr.StructType s -> {
                for (Expr.FieldSyntax field : s.fields()) bound(field.type(), into, env);
            }
            case Expr.CtApply a -> {
                for (var arg : a.args()) bound(arg.value(), into, env);
            }
            case Expr.Unary u when u.op() == UnaryOp.NOT && u.operand() instanceof Expr.Name name ->
                    add(new Ident(name.text(), name.span()), u, CtParam.Kind.TYPE, into, env);
            case Expr _ -> { }
        }
    }

    private void add(Ident name, Expr node, CtParam.Kind kind, List<CtParam> into, Env env) {
        for (CtParam earlier : into) {
            if (!earlier.name().equals(name.text())) continue;
            c.report(Problem.of(Code.E0526, node.span(), "`!" + name.text() + "` is declared twice")
                    .label(earlier.place(), "declared here")
                    .help("write `" + name.text() + "`, without `!`", node.span(), name.text()), env);
            return;
        }
        Expr absent = new Expr.Absent(node.span().after());
        Param param = new Param(name, absent, List.of(), absent, node.span());
        into.add(new CtParam(name.text(), name.span(), kind, param, node));
    }

    /// Adds a parameter for each bare parameterised type in a type (L10.3).
    private void anyInstances(Expr type, List<CtParam> into, Env env) {
        switch (type) {
            case Expr.Name n -> {
                for (CtParam param : into) if (param.name().equals(n.text())) return;
                if (isGeneric(n, env)) addAnyInstance(n, into);
            }
            case Expr.Member m -> {
                if (isGeneric(m, env)) addAnyInstance(m, into);
            }
            case Expr.PointerType p -> anyInstances(p.target(), into, env);
            case Expr.SliceType s -> anyInstances(s.element(), into, env);
            case Expr.ArrayType a -> anyInstances(a.element(), into, env);
            case Expr _ -> { }
        }
    }

    private static void addAnyInstance(Expr node, List<CtParam> into) {
        Expr absent = new Expr.Absent(node.span().after());
        Param param = new Param(Ident.absent(node.span()), absent, List.of(), absent, node.span());
        into.add(new CtParam("", node.span(), CtParam.Kind.ANY_INSTANCE, param, node));
    }

    private boolean isGeneric(Expr name, Env env) {
        return genericType(name, env).isPresent();
    }

    /// The parameterised type a name or path denotes, if it does; reports nothing.
    Optional<TypeEntity> genericType(Expr name, Env env) {
        return switch (entityOf(name, env)) {
            case TypeEntity type when c.typeResolver().isParameterised(type) -> Optional.of(type);
            case ConstEntity constant when isPath(constant.syntax().value())
                    && c.constants().meaning(constant) instanceof Operand.GenericType g -> Optional.of(g.entity());
            case Entity.Alias alias when alias.meaning() instanceof Operand.GenericType g -> Optional.of(g.entity());
            case Entity _ -> Optional.empty();
        };
    }

    /// What a path of names stands for, or a broken entity; reports nothing.
    private Entity entityOf(Expr path, Env env) {
        Entity broken = new Entity.Broken(path.span());
        return switch (path) {
            case Expr.Name n -> c.names().find(n.text(), n.span(), env).orElse(broken);
            case Expr.Member m -> {
                Entity base = entityOf(m.base(), env);
                if (base instanceof ConstEntity constant && isPath(constant.syntax().value())
                        && c.constants().meaning(constant) instanceof Operand.OfModule of) {
                    base = of.module();
                }
                if (!(base instanceof ModuleEntity module)) yield broken;
                yield c.names().findMember(module, m.name().text(), m.name().span()).orElse(broken);
            }
            case Expr _ -> broken;
        };
    }

    private static boolean isPath(Expr expr) {
        return expr instanceof Expr.Name || expr instanceof Expr.Member m && isPath(m.base());
    }

    /// E0510: the defaults that mention run-time parameters outside `typeof`.
    private Set<Integer> brokenDefaults(FnEntity entity) {
        Set<Integer> broken = new HashSet<>();
        for (int i = 0; i < entity.syntax().params().size(); i++) {
            if (reportBrokenDefault(entity, i, entity.env())) broken.add(i);
        }
        return broken;
    }

    /// Reports E0510 for the default of a parameter if there is reason to.
    boolean reportBrokenDefault(FnEntity entity, int param, Env env) {
        List<Param> params = entity.syntax().params();
        boolean broken = false;
        for (Expr mention : Mentions.all(params.get(param).init(), false)) {
            if (!(mention instanceof Expr.Name name) || !isRuntime(name.text(), params)) continue;
            broken = true;
            c.report(Problem.of(Code.E0510, name.span(), "a default cannot use run-time parameter `" + name.text() + "`")
                    .note("defaults are evaluated before the call, where the parameters do not exist yet"), env);
        }
        return broken;
    }

    private static boolean isRuntime(String name, List<Param> params) {
        for (Param param : params) if (param.name().text().equals(name) && !param.name().isBlank()) return true;
        return false;
    }
}
