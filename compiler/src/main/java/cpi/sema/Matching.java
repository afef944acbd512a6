package cpi.sema;

import cpi.sema.entity.Binding;
import cpi.sema.entity.CtArg;
import cpi.sema.entity.CtParam;
import cpi.sema.entity.Entity;
import cpi.sema.entity.Env;
import cpi.sema.entity.Operand;
import cpi.sema.entity.TypeEntity;
import cpi.source.Span;
import cpi.syntax.Arg;
import cpi.syntax.Expr;
import cpi.syntax.Ident;
import cpi.types.FnType;
import cpi.types.NamedType;
import cpi.types.StructType;
import cpi.types.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Matches the type of an argument with the type of a parameter as written, which binds compile-time parameters (L10.4 step 3),
/// and checks constraints (L10.3).
final class Matching {
    private final Checker c;

    Matching(Checker c) {
        this.c = c;
    }

    /// Whether the type of an argument fits a parameter's type; binds what the latter leaves open. Reports nothing about a misfit.
    boolean argument(Expr pattern, Type type, Binding binding) {
        Type actual = c.types().settle(type);
        if (actual.isError()) {
            binding.fail();
            return true;
        }
        if (pattern instanceof Expr.SliceType slice && actual.definition() instanceof Type.PointerType p
                && p.target().definition() instanceof Type.ArrayType array) {
            return match(slice.element(), array.element(), binding);
        }
        return match(pattern, actual, binding);
    }

    private boolean match(Expr pattern, Type actual, Binding binding) {
        int any = binding.anyInstanceAt(pattern);
        if (any >= 0) return anyInstance(pattern, any, actual, binding);
        Optional<String> bound = Binding.boundName(pattern);
        if (bound.isPresent() && binding.indexOf(bound.get()) >= 0) return bind(binding.indexOf(bound.get()), actual, binding);
        if (pattern instanceof Expr.Name name && binding.isUnbound(name.text())) return true;
        if (!binding.isOpen(pattern)) return concrete(pattern, actual, binding);
        return switch (pattern) {
            case Expr.PointerType p -> actual.definition() instanceof Type.PointerType q && match(p.target(), q.target(), binding);
            case Expr.SliceType s -> actual.definition() instanceof Type.SliceType t && match(s.element(), t.element(), binding);
            case Expr.ArrayType a -> actual.definition() instanceof Type.ArrayType t && count(a.length(), t.count(), binding)
                    && match(a.element(), t.element(), binding);
            case Expr.FnType f -> actual.definition() instanceof FnType t && function(f, t, binding);
            case Expr.StructType s -> actual.definition() instanceof StructType t && struct(s, t, binding);
            case Expr.CtApply a -> instance(a, actual, binding);
            case Expr _ -> true;
        };
    }

    private boolean bind(int param, Type actual, Binding binding) {
        Optional<CtArg> known = binding.arg(param);
        if (known.isEmpty()) {
            binding.bind(param, CtArgs.ofType(actual));
            return true;
        }
        return known.get().operand() instanceof Operand.OfType t && (t.type() == actual || c.conversions().matches(t.type(), actual));
    }

    private boolean concrete(Expr pattern, Type actual, Binding binding) {
        Type type = c.typeResolver().type(pattern, binding.env());
        return type.isError() || type == actual || c.conversions().matches(type, actual);
    }

    private boolean count(Expr length, long count, Binding binding) {
        if (length instanceof Expr.BindType b) {
            int param = binding.indexOf(b.name().text());
            if (param < 0) return true;
            if (!binding.isBound(param)) {
                binding.bind(param, c.ctArgs().ofCount(count));
                return true;
            }
            return binding.arg(param).orElseThrow().key().equals(c.ctArgs().ofCount(count).key());
        }
        if (binding.isOpen(length)) return true;
        Optional<BigInteger> value = c.constants().integer(length, binding.env());
        return value.isEmpty() || value.get().equals(BigInteger.valueOf(count));
    }

    private boolean function(Expr.FnType pattern, FnType actual, Binding binding) {
        if (pattern.c() != actual.c() || pattern.variadic() != actual.variadic()) return false;
        if (pattern.params().size() != actual.params().size()) return false;
        for (int i = 0; i < actual.params().size(); i++) {
            if (!match(pattern.params().get(i).type(), actual.params().get(i), binding)) return false;
        }
        if (pattern.result() instanceof Expr.Absent) return actual.result().definition() == Type.NONE;
        return match(pattern.result(), actual.result(), binding);
    }

    private boolean struct(Expr.StructType pattern, StructType actual, Binding binding) {
        if (pattern.fields().size() != actual.fields().size()) return false;
        for (int i = 0; i < actual.fields().size(); i++) {
            Expr.FieldSyntax field = pattern.fields().get(i);
            if (field.type() instanceof Expr.Absent) continue;
            if (!match(field.type(), actual.fields().get(i).type(), binding)) return false;
        }
        return true;
    }

    /// An instance of a parameterised type, argument by argument.
    private boolean instance(Expr.CtApply pattern, Type actual, Binding binding) {
        if (isThread(pattern.base(), binding.env())) {
            return actual.definition() instanceof Type.ThreadType t && pattern.args().size() == 1
                    && match(pattern.args().getFirst().value(), t.result(), binding);
        }
        Optional<TypeEntity> family = c.signatures().shapes().genericType(pattern.base(), binding.env());
        if (family.isEmpty()) return concreteBase(pattern, binding);
        Optional<NamedType> instance = instanceOf(family.get(), actual);
        if (instance.isEmpty()) return false;
        List<CtParam> params = c.signatures().shapes().of(family.get());
        int[] positions = positions(pattern.args(), params);
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0 || positions[i] >= instance.get().args().size()) continue;
            Type.TypeArg arg = instance.get().args().get(positions[i]);
            if (!typeArgument(pattern.args().get(i).value(), params.get(positions[i]), arg, binding)) return false;
        }
        return true;
    }

    /// Something else than a parameterised type before the `!`: reports what is wrong with it.
    private boolean concreteBase(Expr.CtApply pattern, Binding binding) {
        c.typeResolver().type(pattern, binding.env());
        binding.fail();
        return true;
    }

    private boolean typeArgument(Expr pattern, CtParam param, Type.TypeArg actual, Binding binding) {
        return switch (actual) {
            case Type.OfType t -> match(pattern, t.type(), binding);
            case Type.OfValue v -> value(pattern, param, v, binding);
        };
    }

    private boolean value(Expr pattern, CtParam param, Type.OfValue actual, Binding binding) {
        if (!(actual.key() instanceof CtArg arg)) return true;
        Optional<String> bound = Binding.boundName(pattern);
        int index = bound.map(binding::indexOf).orElse(-1);
        if (index >= 0 && !binding.isBound(index)) {
            binding.bind(index, arg);
            return true;
        }
        if (index >= 0) return binding.arg(index).orElseThrow().equals(arg);
        if (binding.isOpen(pattern)) return true;
        Optional<CtArg> written = c.ctArgs().written(pattern, param, binding, binding.env());
        return written.isEmpty() || written.get().equals(arg);
    }

    /// The parameter of each argument by L9.3; -1 for one that has none.
    private static int[] positions(List<Arg> args, List<CtParam> params) {
        int[] result = new int[args.size()];
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < result.length; i++) {
            result[i] = -1;
            Ident name = args.get(i).name();
            for (int p = 0; p < params.size() && result[i] < 0; p++) {
                if (taken.contains(p)) continue;
                if (name.isAbsent() || name.text().equals(params.get(p).name())) result[i] = p;
            }
            taken.add(result[i]);
        }
        return result;
    }

    boolean isThread(Expr name, Env env) {
        return name instanceof Expr.Name n
                && c.names().find(n.text(), n.span(), env).orElse(new Entity.Broken(Span.NONE)) instanceof Entity.ThreadWord;
    }

    private boolean anyInstance(Expr pattern, int param, Type actual, Binding binding) {
        if (binding.isBound(param)) return true;
        Optional<TypeEntity> family = c.signatures().shapes().genericType(pattern, binding.env());
        if (family.isEmpty() || instanceOf(family.get(), actual).isEmpty()) return false;
        binding.bind(param, CtArgs.ofType(actual));
        return true;
    }

    /// The instance of a parameterised type that a type is, perhaps under another name.
    static Optional<NamedType> instanceOf(TypeEntity family, Type type) {
        Type now = type;
        while (now instanceof NamedType named) {
            if (named.family() == family) return Optional.of(named);
            now = named.target();
        }
        return Optional.empty();
    }

    /// Whether the type of an argument satisfies the constraint `/A` of a parameter (L10.3); pointers are followed.
    boolean satisfies(Type actual, List<Ident> constraint, Env declaration) {
        Type type = actual;
        while (type.definition() instanceof Type.PointerType pointer) type = pointer.target();
        if (type.isError()) return true;
        return switch (c.names().path(constraint, declaration)) {
            case Operand.GenericType g -> instanceOf(g.entity(), type).isPresent();
            case Operand.OfType t -> t.type().isError() || isNamed(type, t.type());
            case Operand other -> {
                if (!other.isError()) {
                    c.report(cpi.diag.Code.E0327, other.place(), "expected a type, found a value", declaration);
                }
                yield true;
            }
        };
    }

    private static boolean isNamed(Type type, Type wanted) {
        Type now = type;
        while (now != wanted && now instanceof NamedType named) now = named.target();
        return now == wanted;
    }
}
