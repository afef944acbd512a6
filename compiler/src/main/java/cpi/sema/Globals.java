package cpi.sema;

import cpi.typed.ConstData;
import cpi.types.Type;

/// Types and initial values of globals (C4): each is found when first needed; E0703 if it needs itself.
final class Globals {
    private final Checker c;

    Globals(Checker c) {
        this.c = c;
    }

    Type typeOf(GlobalEntity global) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Throws [cpi.typed.CompileTimeFailure] if the initialiser has an error, which is reported once.
    ConstData initialValue(GlobalEntity global) {
        throw new cpi.diag.Bug("not built yet");
    }
}
