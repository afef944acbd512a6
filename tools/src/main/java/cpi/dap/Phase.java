package cpi.dap;

/// Where a session is between its beginning and its end.
enum Phase {
    /// Nothing but `initialize` is understood.
    NEW,
    /// `launch` is waited for.
    INITIALIZED,
    /// The program is compiled; breakpoints are being set until `configurationDone`.
    LAUNCHED,
    /// The program stands still and can be looked at.
    STOPPED,
    /// It moves whenever there is no request to answer.
    MOVING,
    /// The program is over; the client will say goodbye.
    ENDED,
    /// There is nothing more to do.
    OVER
}
