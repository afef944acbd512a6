// Attributes: functions attached to types.
package cpi.sema;

import cpi.diag.Code;
import cpi.diag.Problem;
import cpi.sema.entity.Env;
import cpi.sema.entity.FnEntity;
import cpi.sema.entity.FnInstance;
import cpi.sema.entity.ModuleEntity;
import cpi.sema.entity.Operand;
import cpi.sema.entity.TypeEntity;
import cpi.syntax.Expr;
import cpi.types.NamedType;
import cpi.types.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of attributes (L11.1): functions attached to named types, found wherever they are declared.
///
/// Declarations are noted at once; the type they name is found at the next question about attributes.
final class Attributes {
    private record Pending(Expr type, FnEntity function, Env env) {}

    private final Checker c;
    private final Deque<Pending> pending = new ArrayDeque<>();
    /// By named type, or by declaration for those of all instances of a parameterised type.
    private final Map<Object, Map<String, FnEntity>> table = new IdentityHashMap<>();

    Attributes(Checker c) {
        this.c = c;
    }

    /// Notes that a function is attached to the type written.
    void declare(Expr type, FnEntity function, Env env) {
        pending.add(new Pending(type, function, env));
    }

    /// Finds the types of all attributes declared so far; E0540, E0541, E0542.
    void resolveAll() {
        while (!pending.isEmpty()) resolve(pending.remove());
    }

    private void resolve(Pending attribute) {
        Operand operand = c.exprs().check(attribute.type, attribute.env.atCompileTime(), Expect.NOTHING);
        if (operand.isError()) return;
        Object key;
        TypeEntity declaration;
        if (operand instanceof Operand.GenericType generic) {
            key = generic.entity();
            declaration = generic.entity();
        } else if (operand instanceof Operand.OfType of && of.type() instanceof NamedType named
                && named.family() instanceof TypeEntity entity) {
            key = named;
            declaration = entity;
        } else {
            c.report(Problem.of(Code.E0540, attribute.type.span(), "attributes need a named type")
                    .help("declare one: `type Name ...`"), attribute.env);
            return;
        }
        Optional<FnInstance> function = attribute.env.body().function();
        if (function.isPresent() && !declaration.env().body().function().equals(function)) {
            c.report(Problem.of(Code.E0542, attribute.type.span(), "`" + declaration.name() + "` is not declared in this function")
                    .label(declaration.place(), "declared here"), attribute.env);
            return;
        }
        FnEntity first = table.computeIfAbsent(key, _ -> new LinkedHashMap<>())
                .putIfAbsent(attribute.function.name(), attribute.function);
        if (first == null) return;
        c.report(Problem.of(Code.E0541, attribute.function.place(),
                "`" + declaration.name() + "` already has an attribute `" + attribute.function.name() + "`")
                .label(first.place(), "the first one"), attribute.env);
    }

    /// The attribute of a type, pointers stripped; for an instance also those of its parameterised type.
    Optional<FnEntity> find(Type type, String name) {
        if (!pending.isEmpty()) resolveAll();
        if (!(stripped(type) instanceof NamedType named)) return Optional.empty();
        Optional<FnEntity> found = in(named, name);
        if (found.isEmpty()) found = in(named.family(), name);
        found.flatMap(fn -> fn.env().scope().module()).ifPresent(ModuleEntity::usedByAttribute);
        return found;
    }

    private Optional<FnEntity> in(Object key, String name) {
        Map<String, FnEntity> functions = table.get(key);
        return functions == null ? Optional.empty() : Optional.ofNullable(functions.get(name));
    }

    /// Names of all attributes of a type, for "did you mean".
    List<String> names(Type type) {
        List<String> names = new ArrayList<>();
        if (stripped(type) instanceof NamedType named) {
            if (table.containsKey(named)) names.addAll(table.get(named).keySet());
            if (table.containsKey(named.family())) names.addAll(table.get(named.family()).keySet());
        }
        return names;
    }

    /// The module that declares the named type (or parameterised type) of a value, pointers stripped (L11.4 step 3).
    Optional<ModuleEntity> homeOf(Type type) {
        Type rest = stripped(type);
        if (rest instanceof Type.ThreadType) return Optional.of(c.modules().bundled("thread"));
        if (!(rest instanceof NamedType named) || !(named.family() instanceof TypeEntity entity)) return Optional.empty();
        return entity.env().scope().module();
    }

    private static Type stripped(Type type) {
        Type result = type;
        while (!(result instanceof NamedType) && result.definition() instanceof Type.PointerType pointer) result = pointer.target();
        return result;
    }
}
