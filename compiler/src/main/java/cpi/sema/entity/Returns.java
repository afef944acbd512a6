package cpi.sema.entity;

import cpi.source.Span;
import cpi.typed.TExpr;
import cpi.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `return`s of a body that have a value, in order of the text (L7.8, L9.5), and the result type if it is declared.
public final class Returns {
    /// @param value not yet converted if the result type is inferred
    /// @param place the expression
    public record Given(TExpr value, Span place) {}

    private final List<Given> given = new ArrayList<>();
    private final List<TExpr> defaults = new ArrayList<>();
    private Optional<Type> declared = Optional.empty();

    public void declare(Optional<Type> type) {
        declared = type;
    }

    /// Empty if the result type is to be inferred.
    public Optional<Type> declared() {
        return declared;
    }

    public void add(Given one) {
        given.add(one);
    }

    /// Notes a `return;` whose default value gets its type when the result type is inferred.
    public void addDefault(TExpr value) {
        defaults.add(value);
    }

    public List<TExpr> defaults() {
        return defaults;
    }

    public List<Given> list() {
        return given;
    }

    public boolean isEmpty() {
        return given.isEmpty();
    }
}
