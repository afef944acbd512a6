package cpi.diag;

import cpi.source.Span;

/// A secondary place of a problem with a short text, marked `---` in the excerpt (D1.2).
public record Label(Span place, String text) {}
