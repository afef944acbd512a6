package cpi.typed;

/// Thrown where a value or body is needed that does not exist because of an error which has been reported already.
/// Caught where an evaluation began; its result is then the error type (D2.2).
public final class CompileTimeFailure extends RuntimeException {
    public CompileTimeFailure() {
        super("an error has been reported", null, false, false);
    }
}
