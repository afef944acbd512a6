// What to say about containers and optionals of the library that are used like those of other languages.
package cpi.sema;

import cpi.diag.Problem;
import cpi.types.NamedType;
import cpi.types.Type;

/// Helps for types of the bundled library, which are ordinary types and so have no indexing, no iteration and no operators.
final class ContainerHelp {
    private ContainerHelp() {}

    /// For `m[k]`.
    static Problem indexing(Problem problem, Type type) {
        return switch (kind(type)) {
            case "Map" -> problem.help("a map is read by `m|at(k)` or `m|get(k)`, and written by `m|set(k, v)`");
            case "Buf" -> problem.help("a buffer is read by `b|at(i)`, and written by `b|set(i, v)`; its slice is `b|items`");
            default -> problem;
        };
    }

    /// For `for x: c`.
    static Problem iterating(Problem problem, Type type) {
        if (type.isInteger()) return problem.help("to count write `0..n`");
        return switch (kind(type)) {
            case "Map" -> problem.help("iterate over its entries: `for e: m|entries { … e.key … e.value … }`");
            case "Buf" -> problem.help("iterate over its elements: `for x: b|items { … }`");
            case "Set" -> problem.help("iterate over its elements: `for x: s|items { … }`");
            default -> problem;
        };
    }

    /// For `o + 1` and `o == nil`.
    static Problem operand(Problem problem, Type left, Type right) {
        boolean isOptional = kind(left).equals("Optional") || kind(right).equals("Optional");
        if (isOptional) return problem.help("an optional is asked by `o|isSome`, and gives its value by `o|unwrap` or `o|orElse(other)`");
        boolean isResult = kind(left).equals("Result") || kind(right).equals("Result");
        return isResult ? problem.help("a result is asked by `r|isOk`, and gives its value by `r|unwrap` or `r|orElse(other)`") : problem;
    }

    /// The name of a type of the library, pointers stripped; empty for all others.
    private static String kind(Type type) {
        Type t = type;
        while (t instanceof Type.PointerType p) t = p.target();
        if (!(t instanceof NamedType named) || named.place().isNone() || !named.place().file().bundled()) return "";
        return named.name();
    }
}
