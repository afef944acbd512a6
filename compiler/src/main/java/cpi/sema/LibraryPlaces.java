// Places of errors that library code reports about its users.
package cpi.sema;

import cpi.sema.entity.Env;
import cpi.sema.entity.FnInstance;
import cpi.source.Span;
import java.util.Optional;

/// Finds the place in the user's text that led to a place in the bundled library.
final class LibraryPlaces {
    private LibraryPlaces() {}

    /// The place itself; in library code the call outside the library that led to this instance (E0731).
    static Span outside(Span place, Env env) {
        Span result = place;
        Optional<FnInstance> instance = env.body().function();
        while (result.file().bundled() && instance.isPresent()) {
            if (!instance.get().instantiatedAt().isNone()) result = instance.get().instantiatedAt();
            instance = instance.get().instantiatedIn();
        }
        return result;
    }
}
