package cpi.typed;

import cpi.source.Span;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.List;

/// One function of the program: a declaration, an instance of a polymorphic one, a literal, or a test. Compared by identity.
///
/// Implemented by the checker, which checks bodies when they are first asked for; so compile-time evaluation can run a
/// function while the rest of the program is still being checked.
public non-sealed interface Function extends Symbol {
    enum Kind {
        /// A function with a body.
        ORDINARY,
        /// Declared in C (M6); called by its external name.
        FOREIGN,
        /// Provided by the engine; only the bundled library declares such functions.
        INTRINSIC
    }

    /// As shown in stack traces: `sum`, `scale!(3, i64)`, `fn@12:9`.
    @Override
    String name();

    default Kind kind() {
        return Kind.ORDINARY;
    }

    /// Parameter types without the context; `c()` tells whether a context is passed (T2). Settled.
    FnType type();

    /// The parameters, in order; as many as the type has.
    List<Local> params();

    /// The external name of foreign and exported functions and the operation of intrinsics, else the name.
    default String externalName() {
        return name();
    }

    /// The library of the `#link` block that declares a foreign function, which alone is searched for it; empty for the
    /// older form, which is searched in all (M6.1).
    default String library() {
        return "";
    }

    /// The types bound to the type parameters of an instance, in order of declaration; intrinsics have at most one.
    default List<Type> typeArgs() {
        return List.of();
    }

    /// The name in the declaration (for literals: the word `fn`).
    Span place();

    /// The checked body of an ordinary function. Throws [CompileTimeFailure] if it has errors, which have been reported.
    Body body();

    /// A checked body. `code` completes only by returning; lowering adds the default result at the end (L7.8).
    record Body(TStmt.Block code) {}
}
