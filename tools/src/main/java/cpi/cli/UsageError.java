package cpi.cli;

/// Wrong use of the command line; the message tells what is wrong. Ends with status 2 (D8).
final class UsageError extends RuntimeException {
    UsageError(String message) {
        super(message, null, false, false);
    }
}
