package cpi.toolchain;

import java.util.Objects;

/// The tools behind `cpi build` could not do their work, for a reason outside the program: no network, no space, a file that
/// cannot be written, a linker that was killed. The message is for the user.
public final class ToolchainException extends Exception {
    public ToolchainException(String message) {
        super(message, null, false, false);
    }

    /// Always given.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
