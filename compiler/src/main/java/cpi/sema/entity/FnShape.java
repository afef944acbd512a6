package cpi.sema.entity;

import java.util.List;
import java.util.Set;

/// What the text of a function says about its parameters, before any instance exists.
///
/// @param ctParams the listed ones, then those of `!T`, in order, then the bare parameterised types (L10.2, L10.3)
/// @param brokenDefaults positions of the run-time parameters whose default mentions another one (E0510)
public record FnShape(List<CtParam> ctParams, Set<Integer> brokenDefaults) {
    public FnShape {
        ctParams = List.copyOf(ctParams);
        brokenDefaults = Set.copyOf(brokenDefaults);
    }

    public boolean isPolymorphic() {
        return !ctParams.isEmpty();
    }
}
