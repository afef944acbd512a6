package cpi.syntax;

import cpi.source.Span;

/// A name as written, without back-ticks (L1.3). An absent optional name has empty text.
public record Ident(String text, Span span) {
    public static Ident absent(Span place) {
        return new Ident("", place);
    }

    public boolean isAbsent() {
        return text.isEmpty();
    }

    /// Whether this is the blank name `_` (L1.3c).
    public boolean isBlank() {
        return text.equals("_");
    }
}
