package cpi.diag;

import cpi.source.Span;

/// A defect of cpi itself, never of the user's program. Shown as E1001 with an invitation to report (D2.5).
public final class Bug extends RuntimeException {
    private final transient Span place;

    public Bug(String message) {
        this(message, Span.NONE);
    }

    public Bug(String message, Span place) {
        super(message);
        this.place = place;
    }

    /// The construct being compiled, or [Span#NONE].
    public Span place() {
        return place;
    }
}
