// What came of an expression.
package cpi.debug;

/// The result of evaluating an expression.
public sealed interface Evaluated {
    /// @param text the value as one line
    record Result(Value value, String text) implements Evaluated {}

    /// Something without value: a type, a module; `text` describes it.
    record Description(String text) implements Evaluated {}

    /// It is wrong, or it panicked.
    record Failed(String message) implements Evaluated {}
}
