package cpi.dap;

import java.util.Objects;

/// A request that cannot be answered; the client gets the reason. Not a defect of ours.
final class RequestError extends Exception {
    private static final long serialVersionUID = 1;
    /// The word of the protocol for requests that were given up.
    static final String CANCELLED = "cancelled";

    private final boolean shown;

    /// @param shown whether the person should see it, not only the log
    RequestError(String message, boolean shown) {
        super(message, null, false, false);
        this.shown = shown;
    }

    RequestError(String message) {
        this(message, false);
    }

    static RequestError cancelled() {
        return new RequestError(CANCELLED);
    }

    /// Always given.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    boolean isShown() {
        return shown;
    }
}
