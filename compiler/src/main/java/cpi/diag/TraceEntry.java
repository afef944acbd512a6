package cpi.diag;

import cpi.source.Span;

/// One step of how the compiler came to a place: an instantiation, a compile-time call, or the evaluation itself (D3, D6).
public record TraceEntry(Kind kind, String text, Span place) {
    public enum Kind { INSTANCE, CALL, EVALUATION }
}
