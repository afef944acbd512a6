// A mistake in a command.
package cpi.terminal;

/// Thrown when a command cannot be executed as it was typed; its text says why, in words for the person who typed it.
final class Complaint extends RuntimeException {
    Complaint(String message) {
        super(message, null, false, false);
    }
}
