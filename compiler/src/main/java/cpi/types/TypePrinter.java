// How types are written in messages.
package cpi.types;

import cpi.types.Type.TypeArg;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes types as in the source (D1.5): named types by their name, instances as `Pair!(i64, bool)`, anonymous structs as
/// `struct {a: i64, i8}`. Module paths appear only where two different types of one message would read the same. Types can be
/// written much longer than they are: what is behind [#ENOUGH] characters is left out.
public final class TypePrinter {
    private static final int ENOUGH = 250;

    private final Set<String> ambiguous;
    private final StringBuilder out = new StringBuilder();

    private TypePrinter(Set<String> ambiguous) {
        this.ambiguous = ambiguous;
    }

    public static String text(Type type) {
        TypePrinter printer = new TypePrinter(Set.of());
        printer.print(type);
        return printer.out.toString();
    }

    /// The texts of the types of one message, in order.
    public static List<String> texts(Type... types) {
        Map<String, NamedType> byName = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        Set<Type> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Type type : types) collect(type, byName, ambiguous, seen);
        List<String> result = new ArrayList<>(types.length);
        for (Type type : types) {
            TypePrinter printer = new TypePrinter(ambiguous);
            printer.print(type);
            result.add(printer.out.toString());
        }
        return result;
    }

    private static void collect(Type type, Map<String, NamedType> byName, Set<String> ambiguous, Set<Type> seen) {
        if (!seen.add(type)) return;
        switch (type) {
            case NamedType named -> {
                NamedType other = byName.putIfAbsent(named.name(), named);
                if (other != null && other.family() != named.family()) ambiguous.add(named.name());
                for (TypeArg arg : named.args()) if (arg instanceof Type.OfType of) collect(of.type(), byName, ambiguous, seen);
            }
            case Type.PointerType t -> collect(t.target(), byName, ambiguous, seen);
            case Type.SliceType t -> collect(t.element(), byName, ambiguous, seen);
            case Type.ArrayType t -> collect(t.element(), byName, ambiguous, seen);
            case Type.ThreadType t -> collect(t.result(), byName, ambiguous, seen);
            case StructType t -> t.fields().forEach(f -> collect(f.type(), byName, ambiguous, seen));
            case TaggedType t -> t.members().forEach(m -> collect(m.payload(), byName, ambiguous, seen));
            case UnionType t -> t.members().forEach(m -> collect(m.payload(), byName, ambiguous, seen));
            case FnType t -> {
                t.params().forEach(p -> collect(p, byName, ambiguous, seen));
                collect(t.result(), byName, ambiguous, seen);
            }
            case OpenType t -> {
                if (t.isFixed()) collect(t.current(), byName, ambiguous, seen);
            }
            case Type.NoneType _, Type.BoolType _, IntType _, FloatType _, EnumerationType _, Type.MutexType _, Type.ContextType _,
                 UntypedType _, Type.ErrorType _ -> { }
        }
    }

    private void print(Type type) {
        if (isEnough()) out.append("...");
        else write(type);
    }

    private boolean isEnough() {
        return out.length() > ENOUGH;
    }

    private void write(Type type) {
        switch (type) {
            case Type.NoneType _ -> out.append("none");
            case Type.BoolType _ -> out.append("bool");
            case Type.MutexType _ -> out.append("mutex");
            case Type.ContextType _ -> out.append("Context");
            case Type.ErrorType _ -> out.append("{unknown}");
            case IntType t -> out.append(t);
            case FloatType t -> out.append(t);
            case UntypedType t -> out.append(t);
            case OpenType t -> open(t);
            case Type.PointerType t -> prefixed("*", t.target());
            case Type.SliceType t -> prefixed("[]", t.element());
            case Type.ArrayType t -> prefixed("[" + t.count() + "]", t.element());
            case Type.ThreadType t -> {
                prefixed("Thread!(", t.result());
                out.append(')');
            }
            case StructType t -> struct(t);
            case EnumerationType t -> enumeration(t);
            case TaggedType t -> members((t.writtenUnion() ? "union" : "enum") + base(t.tag()), t.members());
            case UnionType t -> members("union(none)", t.members());
            case FnType t -> fn(t);
            case NamedType t -> named(t);
        }
    }

    private void open(OpenType type) {
        Type now = type.current();
        if (now instanceof OpenType) out.append(type.isFloat() ? "{float}" : "{integer}");
        else print(now);
    }

    private void prefixed(String prefix, Type type) {
        out.append(prefix);
        print(type);
    }

    private void named(NamedType type) {
        out.append(ambiguous.contains(type.name()) ? type.path() : type.name());
        if (type.args().isEmpty()) return;
        String separator = "!(";
        for (TypeArg arg : type.args()) {
            if (isEnough()) {
                out.append(separator).append("...");
                break;
            }
            out.append(separator);
            separator = ", ";
            switch (arg) {
                case Type.OfType of -> print(of.type());
                case Type.OfValue value -> out.append(value.text());
            }
        }
        out.append(')');
    }

    private void struct(StructType type) {
        out.append("struct {");
        String separator = "";
        for (Type.Field field : type.fields()) {
            if (isEnough()) {
                out.append(separator).append("...");
                break;
            }
            out.append(separator);
            separator = ", ";
            if (!field.name().isEmpty()) out.append(field.name()).append(": ");
            print(field.type());
        }
        out.append('}');
    }

    private void enumeration(EnumerationType type) {
        out.append("enum").append(base(type.base())).append(" {");
        String separator = "";
        long next = 0;
        for (Type.Item item : type.items()) {
            if (isEnough()) {
                out.append(separator).append("...");
                break;
            }
            out.append(separator).append(item.name());
            separator = ", ";
            if (item.value() != next) out.append(": ").append(type.base().signed() ? Long.toString(item.value())
                    : Long.toUnsignedString(item.value()));
            next = item.value() + 1;
        }
        out.append('}');
    }

    private static String base(IntType type) {
        return type == IntType.I64 ? "" : "(" + type + ")";
    }

    private void members(String word, List<Type.Member> members) {
        out.append(word).append(" {");
        String separator = "";
        for (Type.Member member : members) {
            if (isEnough()) {
                out.append(separator).append("...");
                break;
            }
            out.append(separator).append(member.name());
            separator = ", ";
            if (member.payload() != Type.NONE) prefixed(": ", member.payload());
        }
        out.append('}');
    }

    private void fn(FnType type) {
        out.append(type.c() ? "#c fn(" : "fn(");
        String separator = "";
        for (Type param : type.params()) {
            if (isEnough()) {
                out.append(separator).append("...");
                break;
            }
            out.append(separator);
            separator = ", ";
            print(param);
        }
        if (type.variadic()) out.append(separator).append("...");
        out.append(')');
        if (type.result() != Type.NONE) prefixed(" ", type.result());
    }
}
