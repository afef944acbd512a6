package cpi.json;

/// Text that is not JSON, with the place of the first character that is wrong.
public final class JsonError extends Exception {
    private static final long serialVersionUID = 1;

    JsonError(String what, int at) {
        super(what + " at character " + at, null, false, false);
    }
}
