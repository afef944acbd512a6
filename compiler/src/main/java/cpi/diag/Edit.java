package cpi.diag;

import cpi.source.Span;

/// A proposed change of the source: the text of `place` is replaced (D6.1).
public record Edit(Span place, String replacement) {}
