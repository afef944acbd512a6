package cpi.sema;

import cpi.typed.Local;
import cpi.types.FnType;
import cpi.types.Type;
import java.util.List;
import java.util.Optional;

/// Parameter and result types of function instances (L9.1, L9.5), and which functions are polymorphic (L10.1, L10.2).
final class Signatures {
    private final Checker c;

    Signatures(Checker c) {
        this.c = c;
    }

    /// @param type with the inferred result; asking for it while it is being inferred is E0507
    /// @param locals the parameters, as the body sees them
    record Signature(FnType type, List<Local> locals) {}

    /// The signature of an instance, the result type inferred from the body if none is declared.
    Signature of(FnInstance instance) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The scope in which the body of an instance is checked: compile-time parameters, then parameters.
    Env bodyEnv(FnInstance instance) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The declared result type, empty if it is to be inferred.
    Optional<Type> declaredResult(FnInstance instance) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Whether a function takes compile-time parameters, by a list or by `!T`, or through a bare parameterised type (L10.3).
    boolean isPolymorphic(FnEntity entity) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The only instance of a function without compile-time parameters.
    FnInstance plain(FnEntity entity) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The instance with these arguments; made and queued for checking if it is new. E0531.
    FnInstance instance(FnEntity entity, List<CtArg> args, cpi.source.Span at, Env env) {
        throw new cpi.diag.Bug("not built yet");
    }
}
