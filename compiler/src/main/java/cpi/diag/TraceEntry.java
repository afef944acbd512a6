package cpi.diag;

import cpi.source.Span;

/// One step of how the compiler came to a place: an instantiation of a function or type, a compile-time call, or the evaluation
/// itself (D3, D6).
public record TraceEntry(Kind kind, String text, Span place) {
    public enum Kind { INSTANCE, TYPE, CALL, EVALUATION }

    /// Whether it is an instantiation.
    public boolean isInstance() {
        return kind == Kind.INSTANCE || kind == Kind.TYPE;
    }
}
