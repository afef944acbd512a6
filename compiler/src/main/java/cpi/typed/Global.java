package cpi.typed;

import cpi.source.Span;
import cpi.types.Type;

/// A global variable (L6.4). Compared by identity.
public non-sealed interface Global extends Symbol {
    @Override
    String name();

    /// The name with its modules in front.
    String path();

    Type type();

    boolean threadLocal();

    /// The name in the declaration.
    Span place();

    /// The value it has when a program or an evaluation starts (C4). Evaluated when first asked for; if that fails the
    /// problem has been reported and [CompileTimeFailure] is thrown.
    ConstData initialValue();
}
