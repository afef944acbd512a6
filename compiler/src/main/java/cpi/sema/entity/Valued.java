package cpi.sema.entity;

import cpi.source.Span;

/// What has a value that is computed once.
public interface Valued {
    /// The name in the declaration.
    Span place();
}
