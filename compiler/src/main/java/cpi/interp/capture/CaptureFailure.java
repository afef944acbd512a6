package cpi.interp.capture;

import cpi.diag.Code;
import cpi.diag.Label;
import java.util.List;
import java.util.Objects;

/// A value cannot become a constant (C7.4). Turned into a problem where the evaluation was asked for.
public final class CaptureFailure extends Exception {
    private final Code code;
    private final transient List<Label> labels;

    /// @param message with the path to the offending value (C7.5)
    CaptureFailure(Code code, String message, List<Label> labels) {
        super(message, null, false, false);
        this.code = code;
        this.labels = List.copyOf(labels);
    }

    /// Always given.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Code code() {
        return code;
    }

    public List<Label> labels() {
        return labels;
    }
}
