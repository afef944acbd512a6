package cpi.sema;

import cpi.types.Type;
import java.util.List;
import java.util.Optional;

/// The table of attributes (L11.1): functions attached to named types, found wherever they are declared.
final class Attributes {
    private final Checker c;

    Attributes(Checker c) {
        this.c = c;
    }

    /// The attribute of a type, pointers stripped; for an instance also those of its parameterised type.
    Optional<FnEntity> find(Type type, String name) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// Names of all attributes of a type, for "did you mean".
    List<String> names(Type type) {
        throw new cpi.diag.Bug("not built yet");
    }

    /// The module that declares the named type (or parameterised type) of a value, pointers stripped (L11.4 step 3).
    Optional<ModuleEntity> homeOf(Type type) {
        throw new cpi.diag.Bug("not built yet");
    }
}
