// The context: its fields and their layout.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.diag.Suggest;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Envs;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.OnDemand;
import cpi.sema.entity.Scope;
import cpi.sema.entity.TypeEntity;
import cpi.sema.entity.Valued;
import cpi.source.Span;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.syntax.Param;
import cpi.typed.CompileTimeFailure;
import cpi.typed.ConstData;
import cpi.typed.ContextField;
import cpi.typed.ContextLayout;
import cpi.typed.TExpr;
import cpi.types.IntType;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The fields of the context (T1-T3): declared, found by `context.a.b`, and laid out in the order in which they became known.
final class ContextFields implements ContextLayout {
    private final Checker c;
    private final List<ContextField> fields = new ArrayList<>();
    private final Map<String, ContextField> builtin = new LinkedHashMap<>();
    private final Map<ModuleEntity, Map<String, Declared>> declared = new IdentityHashMap<>();
    private final List<Long> offsets = new ArrayList<>();
    private long end;
    private long align = 8;

    ContextFields(Checker c) {
        this.c = c;
        addBuiltin("allocator", () -> allocator());
        addBuiltin("temp", () -> allocator());
        addBuiltin("thread", () -> IntType.I64);
    }

    private void addBuiltin(String name, Supplier<Type> type) {
        Builtin field = new Builtin(name, fields.size(), type);
        fields.add(field);
        builtin.put(name, field);
    }

    private Type allocator() {
        return c.modules().library("mem", "Allocator") instanceof TypeEntity type ? c.typeResolver().of(type) : Type.ERROR;
    }

    /// A field every context has (T1.2). Its value is made by the engine.
    private final class Builtin implements ContextField {
        private final String name;
        private final int number;
        private final Supplier<Type> typeFinder;

        Builtin(String name, int number, Supplier<Type> typeFinder) {
            this.name = name;
            this.number = number;
            this.typeFinder = typeFinder;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String path() {
            return name;
        }

        @Override
        public Type type() {
            return typeFinder.get();
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public ConstData initialValue() {
            return ConstData.zero(c.layout().size(type()));
        }
    }

    /// A field declared by `#context` (T3.1). Its type and its default are found when first needed; E0703 if it needs itself.
    private final class Declared implements ContextField, Valued {
        private final Param syntax;
        private final Env env;
        private final ModuleEntity module;
        private final int number;
        private final OnDemand<Type> type = new OnDemand<>(Type.ERROR);
        private final OnDemand<Optional<ConstData>> value = new OnDemand<>(Optional.empty());
        private Optional<TExpr> init = Optional.empty();

        Declared(Param syntax, Env env, ModuleEntity module, int number) {
            this.syntax = syntax;
            this.env = env;
            this.module = module;
            this.number = number;
        }

        @Override
        public Span place() {
            return syntax.name().span();
        }

        @Override
        public String name() {
            return syntax.name().text();
        }

        @Override
        public String path() {
            return module.pathOf(name());
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public Type type() {
            return type.get(() -> c.constants().dependencies().during(this, this::findType), () -> {
                c.constants().dependencies().reportCycle(this);
                return Type.ERROR;
            });
        }

        /// Whether the type is known, or can be found now.
        boolean canBeLaidOut() {
            if (type.isUnknown()) type();
            return !type.isBeingFound();
        }

        private Type findType() {
            Env at = env.atCompileTime();
            if (!(syntax.type() instanceof Expr.Absent)) return c.typeResolver().type(syntax.type(), at);
            TExpr value = c.exprs().settledValue(syntax.init(), at);
            init = Optional.of(value);
            return c.types().settle(value.type());
        }

        @Override
        public ConstData initialValue() {
            return value.get(() -> c.constants().dependencies().during(this, this::evaluate), () -> {
                c.constants().dependencies().reportCycle(this);
                return Optional.empty();
            }).orElseThrow(CompileTimeFailure::new);
        }

        private Optional<ConstData> evaluate() {
            Type wanted = type();
            if (wanted.isError()) return Optional.empty();
            Env at = env.atCompileTime();
            if (syntax.init() instanceof Expr.Absent) {
                return c.constants().evaluate(new TExpr.DefaultValue(wanted, syntax.span()), wanted, name(), syntax.span(), false, at);
            }
            TExpr expr = init.orElseGet(() -> c.exprs().converted(syntax.init(), at,
                    Expect.of(wanted, syntax.type().span(), "expected because of this type")));
            return c.constants().evaluate(expr, wanted, name(), syntax.init().span(), false, at);
        }
    }

    /// Declares a field in the module around; E0901, E0902. The result checks the rest once everything is declared.
    Runnable declare(Param syntax, Env env) {
        Ident name = syntax.name();
        Optional<ModuleEntity> module = env.scope().module();
        if (name.isAbsent() || module.isEmpty()) return () -> { };
        if (builtin.containsKey(name.text())) {
            c.report(Problem.of(Code.E0902, name.span(), "`" + name.text() + "` is a built-in context field"), env);
            return () -> { };
        }
        Map<String, Declared> inModule = declared.computeIfAbsent(module.get(), _ -> new LinkedHashMap<>());
        Declared first = inModule.get(name.text());
        if (first != null) {
            c.report(Problem.of(Code.E0901, name.span(), "context field `" + name.text() + "` is declared twice")
                    .label(first.syntax.name().span(), "first declared here"), env);
            return () -> { };
        }
        Declared field = new Declared(syntax, env, module.get(), fields.size());
        inModule.put(name.text(), field);
        fields.add(field);
        return () -> check(field);
    }

    private void check(Declared field) {
        Ident name = field.syntax.name();
        Env env = Envs.outside(field.module.scope());
        Optional<Entity> module = c.names().find(name.text(), name.span(), env, entity -> entity instanceof ModuleEntity);
        if (module.isPresent()) {
            c.report(Problem.of(Code.E0903, name.span(), "context field `" + name.text() + "` is also a module")
                    .label(module.get().place(), "the module"), env);
        }
        field.initialValue();
    }

    /// Resolves the components after `context.` (T3.2): the field and how many components it used; E0905.
    Optional<Found> find(List<Ident> path, Env env) {
        Ident first = path.getFirst();
        for (Optional<Scope> s = Optional.of(env.scope()); s.isPresent(); s = s.get().parent()) {
            if (s.get().module().isEmpty()) continue;
            Optional<Declared> own = inModule(s.get().module().get(), first.text());
            if (own.isPresent()) return Optional.of(new Found(own.get(), 1));
        }
        ContextField known = builtin.get(first.text());
        if (known != null) return Optional.of(new Found(known, 1));
        Optional<Entity> module = c.names().find(first.text(), first.span(), env, entity -> entity instanceof ModuleEntity);
        if (module.isPresent() && module.get() instanceof ModuleEntity m && path.size() > 1) return findIn(m, path, 1, env);
        report(first, visible(env), env);
        return Optional.empty();
    }

    record Found(ContextField field, int used) {}

    /// Whether a field is the built-in `thread`, which cannot be changed (T1.2).
    boolean isThread(ContextField field) {
        return builtin.get("thread") == field;
    }

    private Optional<Found> findIn(ModuleEntity module, List<Ident> path, int index, Env env) {
        Ident name = path.get(index);
        Optional<Declared> field = inModule(module, name.text());
        if (field.isPresent()) return Optional.of(new Found(field.get(), index + 1));
        Optional<Entity> nested = c.names().findMember(module, name.text(), name.span());
        if (nested.isPresent() && nested.get() instanceof ModuleEntity inner && index + 1 < path.size()) {
            return findIn(inner, path, index + 1, env);
        }
        report(name, names(module), env);
        return Optional.empty();
    }

    private Optional<Declared> inModule(ModuleEntity module, String name) {
        Map<String, Declared> fieldsOf = declared.get(module);
        if (fieldsOf == null) return Optional.empty();
        return Optional.ofNullable(fieldsOf.get(name));
    }

    private void report(Ident name, List<String> legal, Env env) {
        Problem problem = Problem.of(Code.E0905, name.span(), "there is no context field `" + name.text() + "`");
        Optional<String> nearest = Suggest.nearest(name.text(), legal);
        if (nearest.isPresent()) problem = problem.help("did you mean `" + nearest.get() + "`?", name.span(), nearest.get());
        c.report(problem, env);
    }

    private List<String> visible(Env env) {
        List<String> names = new ArrayList<>(builtin.keySet());
        for (Optional<Scope> s = Optional.of(env.scope()); s.isPresent(); s = s.get().parent()) {
            s.get().module().ifPresent(m -> names.addAll(names(m)));
        }
        return names;
    }

    private List<String> names(ModuleEntity module) {
        Map<String, Declared> fieldsOf = declared.get(module);
        return fieldsOf == null ? List.of() : List.copyOf(fieldsOf.keySet());
    }

    /// Lays out fields that became known since the last question, up to one whose type is just being found.
    private void layOut() {
        for (int i = offsets.size(); i < fields.size(); i++) {
            if (fields.get(i) instanceof Declared declared && !declared.canBeLaidOut()) return;
            // finding the type may have laid out fields
            if (i < offsets.size()) continue;
            Type type = fields.get(i).type();
            // at compile time each is lazy on its own, in steps of 8 bytes
            long alignment = Math.max(8, c.layout().align(type));
            long offset = (end + alignment - 1) / alignment * alignment;
            offsets.add(offset);
            end = offset + c.layout().size(type);
            align = Math.max(align, alignment);
        }
    }

    @Override
    public long offset(ContextField field) {
        layOut();
        if (field.number() >= offsets.size()) throw new CompileTimeFailure();
        return offsets.get(field.number());
    }

    @Override
    public long size() {
        layOut();
        return (end + align - 1) / align * align;
    }

    @Override
    public long align() {
        layOut();
        return align;
    }

    @Override
    public List<ContextField> fields() {
        layOut();
        return List.copyOf(fields.subList(0, offsets.size()));
    }

    @Override
    public Type pointer() {
        return c.types().pointer(Type.CONTEXT);
    }
}
