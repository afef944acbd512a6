// A mistake in a command.
package cpi.terminal;

import java.util.Objects;

/// Thrown when a command cannot be executed as it was typed; its text says why, in words for the person who typed it.
final class Complaint extends RuntimeException {
    Complaint(String message) {
        super(message, null, false, false);
    }

    /// Always given.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
